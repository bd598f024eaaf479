import type { Permissions } from '@pulse/contract'
import { ProxmoxError } from '@pulse/proxmox'
import { visible } from '../print/visible.ts'
import type { Target } from './connect.ts'

/** What a login finds when it really looks. */
export interface Sights {
  /** `9.2.4` */
  readonly version: string
  readonly permissions: Permissions
  /** `3 nodes, 24 guests, 6 storages` */
  readonly seen: string
}

/** @throws ProxmoxError if the login is refused, or the host does not answer */
export async function lookAround(target: Target): Promise<Sights> {
  const version = await versionOf(target)
  if (target.product === 'pbs') {
    const permissions = await target.client.get('/access/permissions')
    const stores = await target.client.get('/admin/datastore')
    const status = await granted(target.client.get('/nodes/{node}/status', { node: 'localhost' }))
    const seen = [count(stores.length, 'datastore'), ...(status ? ['the state of the server'] : [])]
    return { version, permissions, seen: seen.join(', ') }
  }
  const permissions = await target.client.get('/access/permissions')
  const nodes = await target.client.get('/nodes')
  const rows = await target.client.get('/cluster/resources')
  const quorum = await granted(target.client.get('/cluster/status'))
  const guests = rows.filter(({ type }) => type === 'qemu' || type === 'lxc')
  // A shared storage has a row for each node.
  const storages = new Set(rows.filter(({ type }) => type === 'storage').map(({ storage }) => storage))
  const seen = [
    count(nodes.length, 'node'),
    count(guests.length, 'guest'),
    count(storages.size, 'storage'),
    ...(quorum ? ['the state of the cluster'] : []),
  ]
  return { version, permissions, seen: seen.join(', ') }
}

/** As people write it; a backup server tells it in two parts. */
export async function versionOf(target: Target): Promise<string> {
  if (target.product === 'pve') return visible((await target.client.get('/version')).version)
  const { version, release } = await target.client.get('/version')
  return visible(`${version}.${release}`)
}

/** Undefined where a privilege is missing. */
async function granted<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    if (error instanceof ProxmoxError && error.kind === 'forbidden') return undefined
    throw error
  }
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
