import type { Gate, Principal } from '../../estate/access.ts'
import type { BackupServer, Datastore } from '../../estate/backup-server.ts'
import type { Estate } from '../../estate/estate.ts'
import { ApiFailure } from '../answer.ts'
import { type Parameters, textOf } from '../parameters.ts'

/** One call of the Proxmox Backup Server API, checked and on its way to its handler. */
export interface PbsCall {
  readonly estate: Estate
  readonly server: BackupServer
  readonly now: number
  readonly parameters: Parameters
  readonly principal: Principal
  readonly gate: Gate
}

type PbsHandler = (call: PbsCall) => unknown

/** Handlers by verb and path template, e.g. `GET /status/datastore-usage`. */
export type PbsHandlers = Readonly<Record<string, PbsHandler>>

export function can(call: PbsCall, path: string, privilege: string): boolean {
  return call.gate.can(call.principal, path, privilege)
}

export function mayAudit(call: PbsCall, store: Datastore | string): boolean {
  return can(call, `/datastore/${typeof store === 'string' ? store : store.store}`, 'Datastore.Audit')
}

export function requireAudit(call: PbsCall, path: string): void {
  if (!can(call, path, 'Datastore.Audit')) throw new ApiFailure(403, 'permission check failed', { delayMs: 500 })
}

/** The datastore that the path names, in service or not. */
function namedStore(call: PbsCall): Datastore {
  const name = textOf(call.parameters, 'store') ?? ''
  const store = call.server.datastores.find((one) => one.store === name)
  if (store === undefined) throw new ApiFailure(400, `no such datastore '${name}'`)
  return store
}

/** Why a datastore cannot be read, or null. Read-only maintenance does not hinder a reader. */
export function unavailability(store: Datastore): string | null {
  if (store.maintenance === null || store.maintenance.startsWith('read-only')) return null
  const [kind = '', ...rest] = store.maintenance.split(',')
  const message = rest.find((part) => part.startsWith('message='))?.slice('message='.length)
  const text = `datastore '${store.store}' is unavailable: ${kind} maintenance mode`
  return message === undefined ? text : `${text}: ${message}`
}

export function storeOf(call: PbsCall): Datastore {
  const store = namedStore(call)
  const problem = unavailability(store)
  if (problem !== null) throw new ApiFailure(400, problem)
  return store
}
