import { Caller } from './caller.ts'
import type { PbsClient, PveClient } from './client-types.ts'
import type { CallOptions, ClientOptions } from './options.ts'
import type { Product, Verb } from './schema/schema.ts'

export type { Session } from './auth/auth.ts'
export type { ServerVersion } from './request/request.ts'
export type { Product, Verb } from './schema/schema.ts'
export { inspectCertificate, type CertificateFacts } from './io/inspect-certificate.ts'
export { ProxmoxError, type ErrorKind, type MissingPrivilege } from './proxmox-error.ts'
export type { PbsClient, PbsParameters, PbsResult, PveClient, PveParameters, PveResult } from './client-types.ts'
export { pbsPropertyString, pvePropertyString, type PropertyString, type ReadValues } from './property-string.ts'
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

/** A client for a Proxmox Backup Server; see `createPve`. */
export function createPbs(options: ClientOptions): PbsClient {
  return createClient('pbs', options) as PbsClient
}

function createClient(product: Product, options: ClientOptions): object {
  const caller = new Caller(product, options)
  const by =
    (verb: Verb) =>
    async (path: string, parameters?: Record<string, unknown>, call?: CallOptions): Promise<unknown> =>
      caller.call(verb, path, parameters, call)
  // Closures only: printing the client shows neither credentials nor sockets.
  return {
    url: caller.url,
    get: by('GET'),
    post: by('POST'),
    put: by('PUT'),
    delete: by('DELETE'),
    call: async (verb: Verb, path: string, parameters?: Record<string, unknown>, call?: CallOptions) =>
      caller.call(verb, path, parameters, call),
    version: async (call?: CallOptions) => caller.version(call),
    session: () => caller.session(),
    close: async () => caller.close(),
  }
}
