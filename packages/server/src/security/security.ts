import type { ApiTokenListing, AuditEvent, CallOutput, LimitName, Scope } from '@pulse/contract'
import type { AppError, Secret } from '../platform/platform.ts'
import type { Principal } from './principal.ts'

export { type AuditVerdict, verifyAuditTrail } from './audit-trail.ts'
export { createSecurity } from './create-security.ts'
export { readBasic } from './basic-login.ts'
export { refuseForeignDirectory, resetOwnerPassword } from './reset-password.ts'
export { authorityOf, mayCall, type Principal, principalName } from './principal.ts'

/** From where and how a request came. Nothing in it is authority. */
export interface Caller {
  /** Of the client: the peer, or what a trusted proxy says. Without port and brackets. */
  address: string
  /** The client speaks TLS, with us or with a trusted proxy. */
  secure: boolean
  /** `Host`, or what a trusted proxy says; empty where missing. Never to be believed. */
  host: string
  userAgent: string
  /** Without the query. */
  path: string
}

/** The credentials that a request presents; undefined where missing. */
export interface Presented {
  /** Of `X-API-Token`, `Authorization: Bearer`, and `?token=` where the call allows it. */
  tokens: readonly string[]
  /** The rest of `Authorization: Basic …`, or anything else that header holds. */
  authorization: string | undefined
  /** `pulse_session` */
  session: string | undefined
  /** `pulse_device`: a browser that the owner has logged in with before. */
  device: string | undefined
}

/** Who asks for something, with what, and from where. */
export interface Asker {
  principal: Principal
  presented: Presented
  caller: Caller
}

/** A cookie to be set; `maxAgeSeconds` 0 clears it. */
export interface Cookie {
  name: string
  value: string
  maxAgeSeconds: number
  httpOnly: boolean
  sameSite: 'Lax' | 'Strict'
}

export interface Identified {
  principal: Principal
  /** Cookies of a session that HTTP Basic just created. */
  cookies: readonly Cookie[]
}

export interface AuditEntry {
  event: string
  success: boolean
  /** Who did it, from the credential alone. */
  user: string
  ip: string
  path: string
  details: string
}

/** An owner or an API token as start-up found them in the environment; they win over the settings. */
export interface EnvironmentCredentials {
  owner: { username: string /** Plain or bcrypt. */; password: string } | undefined
  /** Plain or SHA3-256 in hex. */
  apiToken: string | undefined
}

/** Port: where owner and tokens are kept. Every `save…` resolves once it is safe on disk, or rejects with nothing changed. */
export interface CredentialStore {
  owner(): StoredOwner | null
  tokens(): readonly StoredToken[]
  /** @throws {AppError} `setup.done` if `onlyIfNone` and there is one */
  saveOwner(owner: StoredOwner, options: { onlyIfNone: boolean; tokens?: readonly StoredToken[] }): Promise<void>
  saveTokens(change: (tokens: readonly StoredToken[]) => readonly StoredToken[]): Promise<void>
}

export interface StoredOwner {
  username: string
  /** bcrypt */
  passwordHash: string
  /** ms since epoch */
  changedAt: number
}

export interface StoredToken {
  id: string
  name: string
  /** SHA3-256 in lower-case hex. */
  hash: string
  scopes: readonly Scope[]
  createdAt: number
  expiresAt: number | null
  /** The one of `/api/system/api-token`. */
  primary: boolean
  /** Kept, sealed at rest, only for the primary token that was generated here: the documents promise to reveal it. */
  value: Secret | null
}

/** Who you are, what you may, lockout, limits and the audit trail. */
export interface Security {
  /** Nobody owns the server and it is not open by setting. */
  setupNeeded(): boolean
  /** The explicit setting. */
  readonly allowUnauthenticated: boolean
  /**
   * Who asks? A credential that is presented but wrong is refused, never ignored.
   *
   * @throws {AppError} `access.unauthenticated`, `login.locked`, `request.throttled`
   */
  identify(presented: Presented, caller: Caller): Promise<Identified>
  /** Is the session or token that let the principal in still good? */
  isLive(principal: Principal): boolean
  /** Takes a turn of a limit; an error with `retryAfterSeconds` once there is none left. */
  takeTurn(limit: LimitName | 'general' | 'socket', caller: Caller): AppError | undefined
  /** Is this the token that belongs to the session that asks? Padding does not count. */
  isCsrfToken(sessionCookie: string, token: string | undefined): boolean
  /** A fresh `pulse_csrf` for a live session. */
  csrfCookie(sessionCookie: string): Cookie
  /** Notes an event in the audit trail and in the log. */
  audit(entry: AuditEntry): void

  /** What the setup asks for, to be printed at start; undefined where none is needed. */
  setupCode(): string | undefined
  /** Is there somebody who can log in with a password? */
  hasOwner(): boolean
  /** @throws {AppError} `login.wrong`, `login.locked`, `setup.needed`, `request.throttled` */
  login(input: { username: string; password: string }, presented: Presented, caller: Caller): Promise<readonly Cookie[]>
  logout(principal: Principal, caller: Caller): Promise<readonly Cookie[]>
  /** `apiToken` may be empty. @throws {AppError} `setup.done`, `setup.wrong-code`, `request.invalid` */
  setup(
    input: { setupCode: string; username: string; password: string; apiToken: string },
    caller: Caller,
  ): Promise<readonly Cookie[]>
  /**
   * All sessions end, but a new one for who asks with a session.
   *
   * @throws {AppError} `request.invalid`, `access.from-environment`, and as `checkPassword`
   */
  changePassword(input: { currentPassword: string; newPassword: string }, asker: Asker): Promise<readonly Cookie[]>
  /**
   * Does the password belong to the owner? Counts like a login.
   *
   * @throws {AppError} `login.wrong`, `login.locked`, `request.throttled`, `setup.needed` if there is no owner
   */
  checkPassword(password: string, asker: Omit<Asker, 'principal'>): Promise<void>
  resetLockout(identifier: string): void
  sessions(principal: Principal): CallOutput<'GET /api/security/sessions'>
  /** How many ended. @throws {AppError} `session.missing` */
  endSession(id: string, principal: Principal): Promise<number>

  tokens(): readonly ApiTokenListing[]
  createToken(input: {
    name: string
    scopes: readonly Scope[]
    expiresInDays?: number
  }): Promise<{ token: string; entry: ApiTokenListing }>
  revokeToken(id: string): Promise<void>
  hasPrimaryToken(): boolean
  revealPrimaryToken(): string | undefined
  generatePrimaryToken(): Promise<string>
  deletePrimaryToken(): Promise<void>

  events(query: { before?: number; limit?: number; event?: string }): Promise<{
    events: readonly AuditEvent[]
    nextBefore: number | null
    intact: boolean
  }>
  /** Called with `authorityOf` of everything that ended: its WebSockets have to go. */
  onEnded(listener: (authority: string) => void): void
  /** Saves what is to be kept of sessions and last use. */
  close(): Promise<void>
}
