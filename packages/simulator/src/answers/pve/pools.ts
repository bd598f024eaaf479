import type { Pool } from '../../estate/site.ts'
import { findStorage } from '../../estate/site.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, listOf, textOf } from '../parameters.ts'
import { can, mayAudit, type PveCall, type PveHandlers, requireQuorum } from './call.ts'
import { memberRow } from './resources.ts'
import { requirePrivilege } from './work.ts'

function members(call: PveCall, pool: Pool): unknown[] {
  const type = textOf(call.parameters, 'type')
  const guests = [...call.site.guests.values()]
    .filter((guest) => guest.pool === pool.poolid && mayAudit(call, guest))
    .filter((guest) => type === undefined || guest.kind === type)
    .map((guest) => memberRow(call, guest))
  const storages =
    type !== undefined && type !== 'storage'
      ? []
      : pool.storages
          .filter((name) => findStorage(call.site, name) !== undefined)
          .map((storage) => ({
            id: `storage/${call.local.name}/${storage}`,
            type: 'storage',
            storage,
            node: call.local.name,
            status: 'available',
          }))
  return [...guests, ...storages]
}

function poolOf(call: PveCall): Pool {
  const poolid = textOf(call.parameters, 'poolid') ?? ''
  const pool = call.site.pools.find((one) => one.poolid === poolid)
  if (pool === undefined) throw new ApiFailure(500, `no such pool '${poolid}'`)
  return pool
}

const facts = ({ poolid, comment }: Pool): Record<string, unknown> => ({ poolid, ...(comment !== '' && { comment }) })

function list(call: PveCall): unknown[] {
  // Since 8.1 one pool with its members is a query of the list.
  if (textOf(call.parameters, 'poolid') !== undefined) {
    const pool = poolOf(call)
    return [{ ...facts(pool), members: members(call, pool) }]
  }
  return call.site.pools.filter(({ poolid }) => can(call, `/pool/${poolid}`, 'Pool.Audit')).map(facts)
}

function create(call: PveCall): null {
  requireQuorum(call)
  const poolid = textOf(call.parameters, 'poolid') ?? ''
  if (call.site.pools.some((pool) => pool.poolid === poolid)) {
    throw new ApiFailure(500, `create pool failed: pool '${poolid}' already exists`)
  }
  const parent = poolid.split('/').slice(0, -1).join('/')
  if (parent !== '' && !call.site.pools.some((pool) => pool.poolid === parent)) {
    throw new ApiFailure(500, `create pool failed: parent '${parent}' of pool '${poolid}' does not exist`)
  }
  call.site.pools.push({ poolid, comment: textOf(call.parameters, 'comment') ?? '', storages: [] })
  call.site.revision++
  return null
}

function moveGuests(call: PveCall, pool: Pool, isRemoval: boolean): void {
  const vmids = listOf(call.parameters, 'vms').map(Number)
  for (const vmid of vmids) {
    requirePrivilege(call, `/vms/${vmid}`, 'Permissions.Modify')
    const guest = call.site.guests.get(vmid)
    if (guest === undefined) throw new ApiFailure(500, `update pools failed: VM ${vmid} does not exist`)
    if (isRemoval && guest.pool !== pool.poolid) {
      throw new ApiFailure(500, `update pools failed: VM ${vmid} is not a pool member`)
    }
    if (!isRemoval && guest.pool === pool.poolid) {
      throw new ApiFailure(500, `update pools failed: VM ${vmid} is already a pool member`)
    }
    if (!isRemoval && guest.pool !== null && !flagOf(call.parameters, 'allow-move')) {
      const text = `update pools failed: VM ${vmid} belongs already to pool '${guest.pool}' and 'allow-move' is not set`
      throw new ApiFailure(500, text)
    }
  }
  for (const vmid of vmids) call.estate.update(call.site.name, vmid, { pool: isRemoval ? null : pool.poolid })
}

function update(call: PveCall): null {
  requireQuorum(call)
  const pool = poolOf(call)
  const isRemoval = flagOf(call.parameters, 'delete')
  const storages = listOf(call.parameters, 'storage')
  for (const name of storages) {
    requirePrivilege(call, `/storage/${name}`, 'Permissions.Modify')
    const isMember = pool.storages.includes(name)
    if (isRemoval === isMember) continue
    const text = isMember ? 'is already a pool member' : 'is not a pool member'
    throw new ApiFailure(500, `update pools failed: Storage '${name}' ${text}`)
  }
  moveGuests(call, pool, isRemoval)
  pool.storages = isRemoval ? pool.storages.filter((name) => !storages.includes(name)) : [...pool.storages, ...storages]
  pool.comment = textOf(call.parameters, 'comment') ?? pool.comment
  call.site.revision++
  return null
}

function remove(call: PveCall): null {
  requireQuorum(call)
  const pool = poolOf(call)
  const { site } = call
  const hasGuests = [...site.guests.values()].some((guest) => guest.pool === pool.poolid)
  if (hasGuests) throw new ApiFailure(500, `delete pool failed: pool '${pool.poolid}' is not empty (contains VMs)`)
  if (pool.storages.length > 0) {
    throw new ApiFailure(500, `delete pool failed: pool '${pool.poolid}' is not empty (contains storage)`)
  }
  if (site.pools.some(({ poolid }) => poolid.startsWith(`${pool.poolid}/`))) {
    throw new ApiFailure(500, `delete pool failed: pool '${pool.poolid}' is not empty (contains sub pools)`)
  }
  site.pools.splice(site.pools.indexOf(pool), 1)
  site.revision++
  return null
}

export const poolHandlers: PveHandlers = {
  'GET /pools': list,
  'POST /pools': create,
  'PUT /pools': update,
  'DELETE /pools': remove,
  'GET /pools/{poolid}': (call) => {
    const pool = poolOf(call)
    const { poolid: _, ...rest } = facts(pool)
    return { ...rest, members: members(call, pool) }
  },
  'PUT /pools/{poolid}': update,
  'DELETE /pools/{poolid}': remove,
}
