import type { Clock, Log } from '../platform/platform.ts'
import { type AccessBooks, openAccessBooks } from './access-books.ts'
import { openAuditTrail } from './audit-trail.ts'
import { createBasicCache } from './basic-login.ts'
import { csrfCookieOf } from './cookies-of-session.ts'
import { isCsrfToken } from './csrf.ts'
import { boundedHasher, type Hasher } from './hasher.ts'
import { identification } from './identify.ts'
import { bcryptHasher } from './io/bcrypt.ts'
import { createLimits } from './limits.ts'
import { createLockout } from './lockout.ts'
import { ownerCalls } from './owner-calls.ts'
import { passwordCheck } from './password-check.ts'
import type { Principal } from './principal.ts'
import type { CredentialStore, EnvironmentCredentials, Security } from './security.ts'
import { sessionCalls } from './session-calls.ts'
import { openSetupCode } from './setup-code.ts'
import type { TokenBook } from './token-book.ts'

export interface SecurityOptions {
  store: CredentialStore
  /** The data directory, of which this server holds the lock. */
  directory: string
  clock: Clock
  log: Log
  /** The explicit setting: everybody may do everything. */
  allowUnauthenticated: boolean
  environment: EnvironmentCredentials
  /** bcrypt of cost 12 unless given. */
  hasher?: Hasher
}

/** @throws {StartError} a credential of the environment cannot be used */
export async function createSecurity(options: SecurityOptions): Promise<Security> {
  const { store, directory, clock, log, allowUnauthenticated, hasher = bcryptHasher() } = options
  const books = await openAccessBooks({ ...options, hasher })
  const setupNeeded = (): boolean => !allowUnauthenticated && books.isNew()
  const setupCode = await openSetupCode(`${directory}/setup-code`, setupNeeded(), log)
  const trail = await openAuditTrail({ directory, clock, log })

  const audit: Security['audit'] = (entry) => trail.note(entry)
  const lockout = createLockout(clock)
  const bounded = boundedHasher(hasher)
  const checkPassword = passwordCheck({ clock, hasher: bounded, lockout, audit })
  const parts = { ...books, basic: createBasicCache(), checkPassword, audit, allowUnauthenticated }

  return {
    setupNeeded,
    allowUnauthenticated,
    setupCode: () => setupCode.text,
    hasOwner: () => books.owner() !== undefined,
    identify: identification(parts),
    isLive: (principal) => isLive(principal, books),
    takeTurn: turnTaker(clock, audit),
    isCsrfToken,
    csrfCookie: csrfCookieOf,
    audit,
    ...ownerCalls({ ...parts, clock, store, hasher: bounded, setupCode, setupNeeded }),
    ...sessionCalls(parts),
    resetLockout: (identifier) => lockout.reset(identifier),
    ...tokenCalls(books.tokens),
    events: (query) => trail.events(query),
    onEnded: (listener) => books.onEnded(listener),
    async close() {
      await books.close()
      await trail.close()
    },
  }
}

function isLive(principal: Principal, { sessions, tokens }: AccessBooks): boolean {
  if (principal.kind === 'owner') return sessions.byId(principal.sessionId) !== undefined
  return principal.kind !== 'token' || tokens.has(principal.id)
}

function turnTaker(clock: Clock, audit: Security['audit']): Security['takeTurn'] {
  const takeTurn = createLimits(clock)
  return (limit, { address, path }) => {
    const refusal = takeTurn(limit, address)
    if (refusal && limit === 'login')
      audit({ event: 'rate_limit', success: false, user: '', ip: address, path, details: 'Auth rate limit exceeded' })
    return refusal
  }
}

type TokenCall = Extract<keyof Security, 'tokens' | `${string}Token`>

function tokenCalls(tokens: TokenBook): Omit<Pick<Security, TokenCall>, 'isCsrfToken'> {
  return {
    tokens: () => tokens.list(),
    createToken: (input) => tokens.create(input),
    revokeToken: (id) => tokens.revoke(id),
    hasPrimaryToken: () => tokens.hasPrimary(),
    revealPrimaryToken: () => tokens.revealPrimary(),
    generatePrimaryToken: () => tokens.generatePrimary(),
    deletePrimaryToken: () => tokens.deletePrimary(),
  }
}
