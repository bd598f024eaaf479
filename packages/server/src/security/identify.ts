import { AppError } from '../platform/platform.ts'
import { type BasicCache, readBasic } from './basic-login.ts'
import { sessionCookiesOf } from './cookies-of-session.ts'
import type { DeviceBook } from './device-book.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { CheckPassword, OwnerCredential } from './password-check.ts'
import type { AuditEntry, Caller, Cookie, Identified, Presented } from './security.ts'
import type { Session, SessionBook } from './session-book.ts'
import type { KnownToken, TokenBook } from './token-book.ts'

export interface IdentifyParts {
  allowUnauthenticated: boolean
  owner: () => OwnerCredential | undefined
  sessions: SessionBook
  devices: DeviceBook
  tokens: TokenBook
  basic: BasicCache
  checkPassword: CheckPassword
  audit: (entry: AuditEntry) => void
  /** Sessions were opened. */
  save: () => Promise<void>
}

/**
 * Who asks? Each credential that is presented must be right, and the strongest statement counts: a token, then HTTP Basic,
 * then a session.
 *
 * @throws {AppError} `access.unauthenticated`, `login.locked`, `request.throttled`
 */
export function identification(parts: IdentifyParts): (presented: Presented, caller: Caller) => Promise<Identified> {
  const { allowUnauthenticated, owner, sessions, tokens, audit } = parts
  const basicSession = basicSessions(parts)

  const refuse = (message: string, caller: Caller): AppError => {
    const { address: ip, path } = caller
    audit({ event: 'access_refused', success: false, user: '', ip, path, details: message })
    return new AppError('access.unauthenticated', message)
  }
  const tokenOf = (presented: Presented, caller: Caller): KnownToken | undefined => {
    const known = presented.tokens.map((value) => tokens.use(value))
    if (known.includes(undefined)) throw refuse('Invalid API token', caller)
    if (new Set(known.map((token) => token?.id)).size > 1)
      throw refuse('Two API tokens at once: send one of them', caller)
    return known[0]
  }
  const sessionOf = ({ session: cookie }: Presented): Session | undefined => {
    if (cookie === undefined || cookie === '') return undefined
    const session = sessions.find(cookie)
    // Cookies do not tell ports apart. Where everybody is let in, one of another server must lock nobody out.
    if (session || allowUnauthenticated) return session
    // Not worth a line in the trail: browsers send what they were told to keep.
    throw new AppError('access.unauthenticated', 'The session has ended: log in again')
  }
  return async (presented, caller) => {
    const token = tokenOf(presented, caller)
    const session = sessionOf(presented)
    const basic = await basicSession(presented, session, caller, refuse)
    if (token) return { principal: { kind: 'token', ...token }, cookies: [] }
    const name = owner()?.username ?? ''
    if (basic) {
      const { id: sessionId } = basic.session
      return { principal: { kind: 'owner', name, sessionId, presented: 'basic' }, cookies: basic.cookies }
    }
    if (session) return { principal: { kind: 'owner', name, sessionId: session.id, presented: 'cookie' }, cookies: [] }
    return { principal: { kind: allowUnauthenticated ? 'anybody' : 'nobody' }, cookies: [] }
  }
}

interface BasicSession {
  session: Session
  /** Of a session that was just opened. */
  cookies: readonly Cookie[]
}

/** With one credential from one address. */
const mostWaiting = 30

/** The session that an HTTP Basic header stands for: one a credential and address, however many requests bring it. */
function basicSessions({ owner, sessions, devices, basic, checkPassword, audit, save }: IdentifyParts) {
  const inTurn = oneAtATime(mostWaiting)
  return async (
    { authorization, device }: Presented,
    present: Session | undefined,
    caller: Caller,
    refuse: (message: string, caller: Caller) => AppError,
  ): Promise<BasicSession | undefined> => {
    if (authorization === undefined) return undefined
    const credential = readBasic(authorization)
    if (!credential) throw refuse('The Authorization header is neither Basic nor Bearer', caller)
    const cached = (): Session | undefined => {
      const id = basic.find(credential, caller.address)
      return id === undefined ? undefined : sessions.byId(id)
    }
    const known = cached()
    if (known) return { session: present ?? known, cookies: [] }

    const open = async (): Promise<BasicSession> => {
      // Requests that came together: the first one has opened it.
      const before = cached()
      if (before) return { session: present ?? before, cookies: [] }
      const current = owner()
      if (!current) throw refuse('Invalid username or password', caller)
      const guess = { ...credential, device: devices.find(device)?.id, wrong: 'Invalid username or password' }
      await checkPassword(guess, current, caller).catch((error: unknown) => {
        throw error instanceof AppError && error.code === 'login.wrong' ? asCredential(error) : error
      })
      // Changed meanwhile: what was just found right is not right any more.
      if (owner()?.passwordHash !== current.passwordHash) throw refuse('Invalid username or password', caller)
      const opened = present ? undefined : sessions.open(caller)
      const session = present ?? opened?.session
      if (!session) throw refuse('Invalid username or password', caller)
      basic.keep(credential, caller.address, session.id)
      if (opened) {
        const { address: ip, path } = caller
        audit({ event: 'login', success: true, user: current.username, ip, path, details: 'Basic auth login' })
        await save()
      }
      return { session, cookies: opened ? sessionCookiesOf(opened.cookie) : [] }
    }
    const opening = inTurn.run(`${caller.address} ${credential.username}`, open)
    if (!opening) throw new AppError('request.throttled', 'Too many requests at once.', { retryAfterSeconds: 1 })
    return opening
  }
}

/** Here it is no login that failed, but a credential. */
const asCredential = ({ message, details }: AppError): AppError =>
  new AppError('access.unauthenticated', message, details ? { details: { ...details } } : {})
