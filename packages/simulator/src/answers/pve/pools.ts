import type { Pool } from '../../estate/site.ts'
import { ApiFailure } from '../answer.ts'
import { textOf } from '../parameters.ts'
import { can, mayAudit, type PveCall, type PveHandlers } from './call.ts'
import { memberRow } from './resources.ts'

function members(call: PveCall, poolid: string): unknown[] {
  return [...call.site.guests.values()]
    .filter((guest) => guest.pool === poolid && mayAudit(call, guest))
    .map((guest) => memberRow(call, guest))
}

function poolOf(call: PveCall, poolid: string): Pool {
  const pool = call.site.pools.find((one) => one.poolid === poolid)
  if (pool === undefined) throw new ApiFailure(500, `no such pool '${poolid}'`)
  return pool
}

const facts = ({ poolid, comment }: Pool): Record<string, unknown> => ({ poolid, ...(comment !== '' && { comment }) })

function list(call: PveCall): unknown[] {
  const wanted = textOf(call.parameters, 'poolid')
  // Since 8.1 one pool with its members is a query of the list.
  if (wanted !== undefined) return [{ ...facts(poolOf(call, wanted)), members: members(call, wanted) }]
  return call.site.pools.filter(({ poolid }) => can(call, `/pool/${poolid}`, 'Pool.Audit')).map(facts)
}

export const poolHandlers: PveHandlers = {
  'GET /pools': list,
  'GET /pools/{poolid}': (call) => {
    const { poolid: _, ...rest } = facts(poolOf(call, textOf(call.parameters, 'poolid') ?? ''))
    return { ...rest, members: members(call, textOf(call.parameters, 'poolid') ?? '') }
  },
}
