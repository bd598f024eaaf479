import type { ConnectionId, Product } from '@pulse/contract'
import type { Credentials, Trust } from '@pulse/proxmox'
import type { Secret } from '../platform/platform.ts'

/** A connection as the collector needs it. */
export interface WatchedConnection {
  readonly id: ConnectionId
  readonly name: string
  readonly product: Product
  /** `https://host:port` */
  readonly url: string
  readonly credentials:
    | { readonly kind: 'token'; readonly tokenId: string; readonly secret: Secret }
    | { readonly kind: 'password'; readonly username: string; readonly password: Secret }
  readonly trust: Trust
  readonly watch: {
    readonly virtualMachines: boolean
    readonly containers: boolean
    readonly storage: boolean
    readonly backups: boolean
    readonly datastores: boolean
  }
  /** Of the fast lane. Default 10,000 ms: Proxmox measures no more often. */
  readonly intervalMs?: number
  /** What an ordinary call may take, also until its first sign of life. Left to the client where absent. */
  readonly timeoutMs?: number
}

export const defaultIntervalMs = 10_000

/** The credentials as the client takes them; call it only to make a client. */
export function revealed(credentials: WatchedConnection['credentials']): Credentials {
  return credentials.kind === 'token'
    ? { kind: 'token', tokenId: credentials.tokenId, secret: credentials.secret.reveal() }
    : { kind: 'password', username: credentials.username, password: credentials.password.reveal() }
}

/** Whether two are the same in everything but their pace, secrets included. */
export function sameConnection(a: WatchedConnection, b: WatchedConnection): boolean {
  const plain = (one: WatchedConnection): string =>
    JSON.stringify({ ...one, intervalMs: 0, timeoutMs: 0, credentials: revealed(one.credentials) })
  return plain(a) === plain(b)
}

/** How often is asked, and how long is waited for an answer: this can change while all else goes on. */
export const samePace = (a: WatchedConnection, b: WatchedConnection): boolean =>
  a.intervalMs === b.intervalMs && a.timeoutMs === b.timeoutMs
