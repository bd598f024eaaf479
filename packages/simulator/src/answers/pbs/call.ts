import { methodOf, type Verb } from '@pulse/proxmox/schema'
import type { Gate, Principal } from '../../estate/access.ts'
import type { BackupServer, Datastore } from '../../estate/backup-server.ts'
import { hexText } from '../../estate/chance.ts'
import type { Estate } from '../../estate/estate.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, type Parameters, textOf } from '../parameters.ts'

/** One call of the Proxmox Backup Server API, checked and on its way to its handler. */
export interface PbsCall {
  readonly estate: Estate
  readonly server: BackupServer
  readonly now: number
  readonly parameters: Parameters
  readonly principal: Principal
  readonly gate: Gate
}

export type PbsHandler = (call: PbsCall) => unknown

/** Handlers by verb and path template, e.g. `GET /status/datastore-usage`. */
export type PbsHandlers = Readonly<Record<string, PbsHandler>>

/** A refusal comes half a second late. */
export function refused(text: string): ApiFailure {
  return new ApiFailure(403, text, { delayMs: 500 })
}

export function can(call: PbsCall, path: string, privilege: string): boolean {
  return call.gate.can(call.principal, path, privilege)
}

export function mayAudit(call: PbsCall, store: Datastore | string): boolean {
  return can(call, `/datastore/${typeof store === 'string' ? store : store.store}`, 'Datastore.Audit')
}

export function requireAudit(call: PbsCall, path: string): void {
  if (!can(call, path, 'Datastore.Audit')) throw refused('permission check failed')
}

/** Names the state of the configuration files, so that a writer can tell whether somebody else was faster. */
function digestOf(call: PbsCall): string {
  const { seed, access, configRevision } = call.server
  return hexText(64, seed, 'digest', access.revision, configRevision)
}

/** Data of a configuration file, with its state beside `data`. */
export class Digested {
  readonly data: unknown
  readonly digest: string

  constructor(data: unknown, call: PbsCall) {
    this.data = data
    this.digest = digestOf(call)
  }
}

export function requireDigest(call: PbsCall): void {
  const digest = textOf(call.parameters, 'digest')
  if (digest !== undefined && digest !== digestOf(call)) {
    throw new ApiFailure(400, 'detected modified configuration - file changed by other user? Try again.')
  }
}

/** The parameters of a call as a configuration file keeps them: with their types, without those left out. */
export function settingsOf(call: PbsCall, method: string, except: readonly string[]): Record<string, unknown> {
  const [verb = '', path = ''] = method.split(' ')
  const shapes = methodOf('pbs', verb as Verb, path)?.parameters.properties ?? {}
  const typed = (name: string, value: unknown): unknown => {
    switch (shapes[name]?.type) {
      case 'boolean':
        return flagOf(call.parameters, name)
      case 'integer':
      case 'number':
        return Number(value)
      case 'array':
        return Array.isArray(value) ? value : [value]
      default:
        return value
    }
  }
  const own = new Set([...except, 'delete', 'digest'])
  const given = Object.entries(call.parameters).filter(([name, value]) => !own.has(name) && value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, typed(name, value)]))
}

/** The datastore that the path names, in service or not. */
export function namedStore(call: PbsCall, parameter = 'store'): Datastore {
  const name = textOf(call.parameters, parameter) ?? ''
  const store = call.server.datastores.find((one) => one.store === name)
  if (store === undefined) throw new ApiFailure(400, `no such datastore '${name}'`)
  return store
}

/** Why a datastore cannot be read or written, or null. Read-only maintenance does not hinder a reader. */
export function unavailability(store: Datastore, operation: 'read' | 'write' = 'read'): string | null {
  if (store.maintenance === null) return null
  const [kind = '', ...rest] = store.maintenance.split(',')
  if (kind === 'read-only' && operation === 'read') return null
  const message = rest.find((part) => part.startsWith('message='))?.slice('message='.length)
  const text = `datastore '${store.store}' is unavailable: ${kind} maintenance mode`
  return message === undefined ? text : `${text}: ${message}`
}

export function storeOf(call: PbsCall, operation: 'read' | 'write' = 'read'): Datastore {
  const store = namedStore(call)
  const problem = unavailability(store, operation)
  if (problem !== null) throw new ApiFailure(400, problem)
  return store
}
