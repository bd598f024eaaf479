import { type Clock, type Log } from '../platform/platform.ts'
import { type AccessState, emptyAccessState, readAccessState, writeAccessState } from './access-file.ts'
import { openAuditTrail } from './audit-trail.ts'
import { createBasicCache } from './basic-login.ts'
import { csrfCookieOf } from './cookies-of-session.ts'
import { isCsrfToken } from './csrf.ts'
import { createDeviceBook } from './device-book.ts'
import { environmentOwner, environmentToken } from './environment-credentials.ts'
import { boundedHasher, type Hasher } from './hasher.ts'
import { identification } from './identify.ts'
import { bcryptHasher } from './io/bcrypt.ts'
import { readPrivateFile, replacePrivateFile } from './io/private-file.ts'
import { createLimits } from './limits.ts'
import { createLockout } from './lockout.ts'
import { ownerCalls } from './owner-calls.ts'
import { type OwnerCredential, passwordCheck } from './password-check.ts'
import { createSaver } from './saver.ts'
import type { CredentialStore, EnvironmentCredentials, Security } from './security.ts'
import { createSessionBook } from './session-book.ts'
import { sessionCalls } from './session-calls.ts'
import { openSetupCode } from './setup-code.ts'
import { createTokenBook } from './token-book.ts'

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

/** How often ended sessions and tokens are looked for; saves that can wait are made then, too. */
const tickMs = 30_000

/** @throws {StartError} a credential of the environment cannot be used */
export async function createSecurity(options: SecurityOptions): Promise<Security> {
  const { store, directory, clock, log, allowUnauthenticated, environment, hasher = bcryptHasher() } = options
  const paths = { sessions: `${directory}/sessions.json`, setupCode: `${directory}/setup-code` }
  const saved = await readState(paths.sessions, log)
  const fixedOwner = await environmentOwner(environment.owner, saved.owner, hasher, log)
  const fixedToken = environmentToken(environment.apiToken, log)
  const owner = (): OwnerCredential | undefined => fixedOwner ?? store.owner() ?? undefined
  const setupNeeded = (): boolean => !allowUnauthenticated && owner() === undefined && fixedToken === undefined

  const trail = await openAuditTrail({ directory, clock, log })
  const audit = trail.note
  const listeners: ((authority: string) => void)[] = []
  const ended = (authority: string): void => {
    for (const listener of listeners) listener(authority)
  }

  let isTouched = false
  const touched = (): void => void (isTouched = true)
  const sessions = createSessionBook({
    clock,
    known: sessionsOf(saved, owner(), log),
    ended: ({ id }) => ended(`session ${id}`),
    touched,
  })
  const devices = createDeviceBook(clock, saved.devices)
  const tokens = createTokenBook({ clock, store, environment: fixedToken, uses: saved.tokenUse, touched })
  const save = createSaver(async () => {
    isTouched = false
    const { username, passwordHash } = owner() ?? { username: '', passwordHash: '' }
    const state = {
      owner: owner() ? { username, passwordHash } : null,
      sessions: sessions.list().toReversed(),
      devices: devices.list(),
      tokenUse: tokens.uses(),
    }
    await replacePrivateFile(paths.sessions, writeAccessState(state)).catch((error: unknown) => {
      isTouched = true
      log.warn({ error, file: paths.sessions }, 'sessions could not be saved; a restart may end or bring back some')
    })
  })

  const lockout = createLockout(clock)
  const bounded = boundedHasher(hasher)
  const checkPassword = passwordCheck({ clock, hasher: bounded, lockout, audit })
  const basic = createBasicCache()
  const setupCode = await openSetupCode(paths.setupCode, setupNeeded(), log)
  const parts = { sessions, devices, tokens, basic, owner, checkPassword, audit, save, allowUnauthenticated }
  const takeTurn = createLimits(clock)

  let liveTokens = tokens.live()
  const endTokens = (): void => {
    const before = liveTokens
    liveTokens = tokens.live()
    for (const id of before) if (!liveTokens.has(id)) ended(`token ${id}`)
  }
  let cancelTick = (): void => {}
  const tick = (): void => {
    endTokens()
    if (sessions.endExpired() > 0 || isTouched) void save()
    cancelTick = clock.after(tickMs, tick)
  }
  cancelTick = clock.after(tickMs, tick)

  return {
    setupNeeded,
    allowUnauthenticated,
    identify: identification(parts),
    takeTurn(limit, { address, path }) {
      const refusal = takeTurn(limit, address)
      if (refusal && limit === 'login')
        audit({ event: 'rate_limit', success: false, user: '', ip: address, path, details: 'Auth rate limit exceeded' })
      return refusal
    },
    isCsrfToken,
    csrfCookie: csrfCookieOf,
    audit,
    setupCode: () => setupCode.text,
    hasOwner: () => owner() !== undefined,
    ...ownerCalls({ ...parts, clock, store, hasher: bounded, setupCode, setupNeeded, fixed: fixedOwner !== undefined }),
    ...sessionCalls(parts),
    resetLockout: lockout.reset,
    tokens: tokens.list,
    async createToken(input) {
      const made = await tokens.create(input)
      liveTokens = tokens.live()
      return made
    },
    async revokeToken(id) {
      await tokens.revoke(id)
      endTokens()
    },
    hasPrimaryToken: tokens.hasPrimary,
    revealPrimaryToken: tokens.revealPrimary,
    async generatePrimaryToken() {
      const value = await tokens.generatePrimary()
      endTokens()
      return value
    },
    async deletePrimaryToken() {
      await tokens.deletePrimary()
      endTokens()
    },
    events: trail.events,
    onEnded: (listener) => void listeners.push(listener),
    async close() {
      cancelTick()
      if (isTouched) await save()
      await trail.close()
    },
  }
}

/** A file that cannot be read ends all sessions, and nothing else. */
async function readState(path: string, log: Log): Promise<AccessState> {
  try {
    const text = await readPrivateFile(path)
    if (text === undefined) return emptyAccessState
    const state = readAccessState(text)
    if (state) return state
    log.warn({ file: path }, 'the file of sessions is damaged: all sessions have ended')
  } catch (error) {
    log.warn({ error, file: path }, 'the file of sessions cannot be read: all sessions have ended')
  }
  return emptyAccessState
}

/** Sessions belong to the password they were opened with, also where it was changed while the server did not run. */
function sessionsOf(saved: AccessState, owner: OwnerCredential | undefined, log: Log): AccessState['sessions'] {
  if (saved.sessions.length === 0) return []
  if (owner && saved.owner?.username === owner.username && saved.owner.passwordHash === owner.passwordHash)
    return saved.sessions
  log.info({ sessions: saved.sessions.length }, 'the password has changed: all sessions have ended')
  return []
}
