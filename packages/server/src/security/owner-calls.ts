import { AppError, type Clock } from '../platform/platform.ts'
import type { BasicCache } from './basic-login.ts'
import { deviceCookieOf, sessionCookiesOf } from './cookies-of-session.ts'
import type { DeviceBook } from './device-book.ts'
import type { BoundedHasher } from './hasher.ts'
import type { CheckPassword, OwnerCredential } from './password-check.ts'
import { readUsername, refuseBadPassword } from './password-rules.ts'
import { principalName } from './principal.ts'
import type { AuditEntry, Caller, Cookie, CredentialStore, Security, StoredToken } from './security.ts'
import type { SessionBook } from './session-book.ts'
import type { SetupCode } from './setup-code.ts'
import { primaryToken } from './token-book.ts'

interface Parts {
  clock: Clock
  store: CredentialStore
  hasher: BoundedHasher
  sessions: SessionBook
  devices: DeviceBook
  basic: BasicCache
  owner: () => OwnerCredential | undefined
  /** The owner comes from the environment. */
  ownerIsFixed: boolean
  setupCode: SetupCode
  setupNeeded: () => boolean
  checkPassword: CheckPassword
  audit: (entry: AuditEntry) => void
  save: () => Promise<void>
}

type OwnerCalls = Pick<Security, 'login' | 'setup' | 'changePassword' | 'checkPassword'>

const wrongLogin = 'Invalid username or password'
const wrongPassword = 'Current password is incorrect'

/** What can be done with the password of the owner: name it, present it, change it. */
export function ownerCalls(parts: Parts): OwnerCalls {
  const { clock, store, hasher, sessions, devices, basic, setupCode, setupNeeded, checkPassword, audit } = parts

  const existing = (message: string): OwnerCredential => {
    const owner = parts.owner()
    if (!owner) throw new AppError('setup.needed', message)
    return owner
  }
  /** A new session, and a browser that is known from now on. */
  const welcome = (caller: Caller, device: string | undefined): readonly Cookie[] => {
    const { cookie } = sessions.open(caller)
    return [...sessionCookiesOf(cookie), deviceCookieOf(devices.welcome(device))]
  }
  const note = (event: string, success: boolean, user: string, { address: ip, path }: Caller, details: string): void =>
    audit({ event, success, user, ip, path, details })

  const verify: OwnerCalls['checkPassword'] = async (password, { presented, caller }) => {
    const owner = existing('There is no owner, and so no password')
    const device = devices.find(presented.device)?.id
    await checkPassword({ username: owner.username, password, device, wrong: wrongPassword }, owner, caller)
  }

  const setUp: OwnerCalls['setup'] = async (input, caller) => {
    refuseSecondSetup(setupNeeded())
    const username = readUsername(input.username)
    refuseBadPassword(input.password, username, 'password')
    const now = clock.now()
    const chosen = chosenToken(input.apiToken, now)
    const passwordHash = await hasher.hash(input.password)
    const owner = { username, passwordHash, changedAt: now }
    await store.saveOwner(owner, { onlyIfNone: true, ...(chosen ? { tokens: [...others(), chosen] } : {}) })
    note('setup', true, username, caller, 'Owner named')
    const cookies = welcome(caller, undefined)
    await Promise.all([setupCode.discard(), parts.save()])
    return cookies
  }
  const others = (): readonly StoredToken[] => store.tokens().filter(({ primary }) => !primary)
  let lastSetup: Promise<unknown> = Promise.resolve()

  return {
    async login({ username, password }, presented, caller) {
      if (setupNeeded()) throw new AppError('setup.needed', 'This server has no owner yet: finish its setup first')
      const owner = existing('There is no login here: set PULSE_AUTH_USER and PULSE_AUTH_PASS, or use an API token')
      const device = devices.find(presented.device)?.id
      await checkPassword({ username, password, device, wrong: wrongLogin }, owner, caller)
      if (parts.owner()?.passwordHash !== owner.passwordHash)
        throw new AppError('login.wrong', 'The password was changed just now: log in with the new one')
      // The session of before ends: what somebody may have got hold of leads nowhere after a login.
      const before = presented.session === undefined ? undefined : sessions.find(presented.session)
      if (before) sessions.end((session) => session === before)
      const cookies = welcome(caller, presented.device)
      note('login', true, owner.username, caller, 'User logged in')
      await parts.save()
      return cookies
    },
    async setup(input, caller) {
      // The code first: who does not have it learns nothing, and occupies nothing.
      if (setupNeeded() && !setupCode.isRight(input.setupCode)) {
        note('setup', false, '', caller, 'Wrong setup code')
        throw new AppError('setup.wrong-code', 'The setup code is missing or wrong', { field: 'setupCode' })
      }
      // One after the other, so that the second one finds an owner before it costs a hash.
      const done = lastSetup.then(() => setUp(input, caller))
      lastSetup = done.catch(() => {})
      return done
    },
    checkPassword: verify,
    async changePassword({ currentPassword, newPassword }, asker) {
      const { principal, presented, caller } = asker
      const owner = existing('There is no owner whose password could be changed')
      if (parts.ownerIsFixed)
        throw new AppError(
          'access.from-environment',
          'The password is set by PULSE_AUTH_PASS: change it there and restart',
        )
      refuseBadPassword(newPassword, owner.username, 'newPassword')
      if (currentPassword === '')
        throw new AppError('login.wrong', 'Current password required', { field: 'currentPassword' })
      await verify(currentPassword, asker)
      const passwordHash = await hasher.hash(newPassword)
      const changed = { username: owner.username, passwordHash, changedAt: clock.now() }
      await store.saveOwner(changed, { onlyIfNone: false })
      sessions.end(() => true)
      basic.clear()
      note('password_change', true, principalName(principal), caller, 'Password changed')
      const isBrowser = principal.kind === 'owner' && principal.presented === 'cookie'
      const cookies = isBrowser ? welcome(caller, presented.device) : []
      await parts.save()
      return cookies
    },
  }
}

function refuseSecondSetup(needed: boolean): void {
  if (!needed) throw new AppError('setup.done', 'Security is already configured. No changes made.')
}

/** The token that the caller made up, as the original's page does. */
function chosenToken(apiToken: string, now: number): StoredToken | undefined {
  const text = apiToken.trim()
  if (text === '') return undefined
  if (text.length < 32)
    throw new AppError('request.invalid', 'API token must be at least 32 characters', { field: 'apiToken' })
  return primaryToken(text, now, null)
}
