import { createClient } from './client.ts'
import type { PbsClient, PveClient } from './client-types.ts'
import type { ClientOptions } from './options.ts'

export type { Session } from './auth/auth.ts'
export { fetchApiDocument } from './fetch-api-document.ts'
export { upload, type Upload } from './upload.ts'
export { waitFor } from './wait-for.ts'
export { readUpid, TaskFailed, type TaskResult, type Upid, type WaitOptions } from './tasks/tasks.ts'
export type { ServerVersion } from './request/request.ts'
export type { Product, Verb } from './schema/schema.ts'
export { inspectCertificate, type CertificateFacts } from './io/inspect-certificate.ts'
export { ProxmoxError, type ErrorKind, type MissingPrivilege } from './proxmox-error.ts'
export type { Page, PbsClient, PbsParameters, PbsResult, PveClient, PveParameters, PveResult } from './client-types.ts'
export {
  pbsPropertyString,
  pvePropertyString,
  type PropertyString,
  type ReadValues,
  type ReadWord,
} from './property-string.ts'
export { PropertyStringError } from './shape/shape.ts'
export type { PvePropertyFormats } from './generated/pve-methods.ts'
export type {
  CallOptions,
  ClientOptions,
  Clock,
  Credentials,
  Limits,
  OddField,
  RequestRecord,
  Trust,
} from './options.ts'

/**
 * A client for a Proxmox VE host. Connects with the first call.
 *
 * @example
 * const pve = createPve({
 *   url: 'https://pve1.example.org:8006',
 *   credentials: { kind: 'token', tokenId: 'monitor@pve!pulse', secret },
 *   trust: { kind: 'fingerprint', sha256: ['AB:CD:…'] },
 * })
 * for (const row of await pve.get('/cluster/resources', { type: 'vm' })) console.log(row.name ?? row.id)
 * @throws Error if the address cannot be used
 */
export function createPve(options: ClientOptions): PveClient {
  // The types are computed from the same table that the calls are looked up in.
  return createClient('pve', options) as PveClient
}

/**
 * A client for a Proxmox Backup Server; see `createPve`.
 *
 * @example
 * const pbs = createPbs({
 *   url: 'https://pbs.example.org:8007',
 *   credentials: { kind: 'token', tokenId: 'monitor@pbs!pulse', secret },
 *   trust: { kind: 'system' },
 * })
 * for (const { store, avail } of await pbs.get('/status/datastore-usage')) console.log(store, avail)
 * @throws Error if the address cannot be used
 */
export function createPbs(options: ClientOptions): PbsClient {
  return createClient('pbs', options) as PbsClient
}
