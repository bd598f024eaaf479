/** What went wrong, for programs. */
export type ErrorKind =
  /** 401: no, wrong or expired login. */
  | 'unauthenticated'
  /** The login wants a second factor that was not given. */
  | 'two-factor'
  /** 403; `privilege` says which one is missing where the server told. */
  | 'forbidden'
  /** What was asked for does not exist. */
  | 'missing'
  /** A parameter was refused; `fieldErrors` says which. */
  | 'invalid'
  /** 595 to 599: the host answered, but could not reach the cluster member that was asked for. */
  | 'unreachable-node'
  /** `phase` says which limit ran out. */
  | 'timeout'
  /** The certificate was not believed, or TLS failed. Nothing was sent. */
  | 'tls'
  /** No connection: refused, no such name, reset. */
  | 'unreachable'
  /** Something answered, but not the Proxmox API: a web page, a redirect, other JSON. */
  | 'not-proxmox'
  /** An answer of the API that is broken: cut short, too large, no JSON, of the wrong kind. */
  | 'malformed'
  | 'locked'
  | 'no-quorum'
  /** This version does not have the call or parameter: refused before it was sent, or by the server with 501. */
  | 'unsupported'
  /** 429 or 503: come back later, after `retryAfterMs` if given. */
  | 'throttled'
  /** The caller's signal, or the client was closed. */
  | 'cancelled'
  | 'failed'

export interface ErrorFacts {
  readonly kind: ErrorKind
  readonly method: string
  /** As sent, without the query. */
  readonly path: string
  readonly text: string
  readonly status?: number | undefined
  readonly reason?: string | undefined
  readonly fieldErrors?: Record<string, string> | undefined
  readonly privilege?: MissingPrivilege | undefined
  readonly peerFingerprint?: string | undefined
  readonly retryAfterMs?: number | undefined
  readonly phase?: 'connect' | 'idle' | 'total' | undefined
}

/** The right that a 403 names. */
export interface MissingPrivilege {
  /** ACL path, such as `/nodes/pve1`. */
  readonly path: string
  readonly privileges: string[]
  /** One of the privileges is enough. */
  readonly any: boolean
}

/**
 * Every failure of a call. Holds no credential: neither in its message nor in any field.
 *
 * @example if (error instanceof ProxmoxError && error.kind === 'forbidden') console.log(error.privilege?.privileges)
 */
export class ProxmoxError extends Error {
  override readonly name = 'ProxmoxError'
  readonly kind: ErrorKind
  readonly method: string
  /** As sent, without the query. */
  readonly path: string
  /** HTTP status, if there was an answer. */
  readonly status?: number
  /** The server's own words: the message of the body or, on older versions, the HTTP reason phrase. */
  readonly reason?: string
  /** Message by parameter name. */
  readonly fieldErrors?: Record<string, string>
  readonly privilege?: MissingPrivilege
  /** SHA-256 of the certificate that was refused, in upper-case colon form: what to pin if it is the right one. */
  readonly peerFingerprint?: string
  readonly retryAfterMs?: number
  /** Which limit ran out: only with kind `timeout`. */
  readonly phase?: 'connect' | 'idle' | 'total'

  constructor(facts: ErrorFacts) {
    super(`${facts.method} ${facts.path}: ${facts.text}`)
    this.kind = facts.kind
    this.method = facts.method
    this.path = facts.path
    if (facts.status !== undefined) this.status = facts.status
    if (facts.reason !== undefined) this.reason = facts.reason
    if (facts.fieldErrors) this.fieldErrors = facts.fieldErrors
    if (facts.privilege) this.privilege = facts.privilege
    if (facts.peerFingerprint !== undefined) this.peerFingerprint = facts.peerFingerprint
    if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs
    if (facts.phase) this.phase = facts.phase
  }
}
