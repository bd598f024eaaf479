import type { Access, Endpoint } from '@pulse/contract'
import { AppError, type Networks } from '../platform/platform.ts'
import {
  type Caller,
  type Cookie,
  mayCall,
  type Presented,
  type Principal,
  principalName,
  type Security,
} from '../security/security.ts'
import { clientAddress } from './client-address.ts'
import { readCookies } from './cookies.ts'
import { isAllowedOrigin, isOwnRequest, type OriginRules } from './origins.ts'
import { isUnmistakableHost } from './rebinding.ts'

/** What of a request the gate looks at, all of it before any body is read. */
export interface Ask {
  method: string
  /** As it came, with the query. */
  url: string
  /** Of the TCP connection. */
  peer: string
  secure: boolean
  header(name: string): string
}

/** What the matched route demands. `unknown`: no route or another method; who asks for it must be somebody. */
export interface RouteRule {
  access: Access | 'unknown'
  limit?: Endpoint['limit']
  tokenInQuery?: true
  passwordInBasic?: true
}

export interface Admission {
  principal: Principal
  caller: Caller
  presented: Presented
}

/** What the gate needs of the security module. */
export type GateSecurity = Pick<
  Security,
  'setupNeeded' | 'allowUnauthenticated' | 'identify' | 'isLive' | 'takeTurn' | 'isCsrfToken' | 'csrfCookie' | 'audit'
>

export interface GateOptions {
  security: GateSecurity
  trustedProxies: Networks
  origins: () => OriginRules
}

export interface Gate {
  /**
   * May this request go on? `dress` gets cookies for the answer, also where it is a refusal.
   *
   * @throws {AppError} why not
   */
  admit(ask: Ask, rule: RouteRule, dress: (cookies: readonly Cookie[]) => void): Promise<Admission>
  /**
   * Does the admission still hold? To be asked once the body is there, which may take half a minute.
   *
   * @throws {AppError} `access.unauthenticated`: the session or token has ended meanwhile
   */
  confirm(admission: Admission): void
  /** As `admit`, for a WebSocket; `confirm` comes right before it is let in. */
  admitSocket(ask: Ask): Promise<Admission>
  callerOf(ask: Ask): Caller
  /** The origin to be named in an answer that another page may read; undefined for all others. */
  sharedOrigin(ask: Ask): string | undefined
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

export function createGate({ security, trustedProxies, origins }: GateOptions): Gate {
  const callerOf = (ask: Ask): Caller => {
    const path = ask.url.split('?', 1)[0] ?? ''
    return { ...clientAddress(ask, trustedProxies), userAgent: ask.header('user-agent').slice(0, 300), path }
  }

  const refuseRebinding = (caller: Caller): void => {
    if (!security.allowUnauthenticated || isUnmistakableHost(caller.host, origins())) return
    throw new AppError(
      'request.foreign-host',
      'Without a login this server answers only under an address, such as http://127.0.0.1:7655, or under its publicUrl',
    )
  }

  const refuseForeignPage = (ask: Ask, caller: Caller): void => {
    // A link elsewhere may lead here; only what is asked by a script names its origin.
    const fetchSite = safeMethods.has(ask.method) ? '' : ask.header('sec-fetch-site')
    const request = { origin: ask.header('origin'), fetchSite, host: caller.host }
    if (isOwnRequest(request, origins())) return
    const refused = { event: 'csrf_failure', success: false, user: '', ip: caller.address, path: caller.path }
    security.audit({ ...refused, details: 'Asked for by a foreign page' })
    throw new AppError(
      'access.csrf',
      'CSRF check failed: a page elsewhere asked for this. Add its origin to allowedOrigins if it may',
    )
  }

  const refuseForgery = (ask: Ask, { principal, caller, presented }: Admission, dress: Dress): void => {
    if (safeMethods.has(ask.method)) return
    if (principal.kind !== 'owner' || principal.presented !== 'cookie') return
    const cookie = presented.session ?? ''
    if (security.isCsrfToken(cookie, ask.header('x-csrf-token') || undefined)) return
    const user = principalName(principal)
    const ip = caller.address
    security.audit({
      event: 'csrf_failure',
      success: false,
      user,
      ip,
      path: caller.path,
      details: 'Invalid CSRF token',
    })
    // So that a page whose cookie got lost can go on with its next try.
    dress([security.csrfCookie(cookie)])
    throw new AppError('access.csrf', 'CSRF token validation failed: send the cookie pulse_csrf in X-CSRF-Token')
  }

  /** Changes that were refused are noted: somebody tries. */
  const refuseUnentitled = (ask: Ask, { principal, caller }: Admission, access: RouteRule['access']): void => {
    const refusal = unentitled(principal, access)
    if (!refusal) return
    const [user, ip, details] = [principalName(principal), caller.address, refusal.message]
    if (!safeMethods.has(ask.method))
      security.audit({ event: 'access_refused', success: false, user, ip, path: caller.path, details })
    throw refusal
  }

  const takeTurn = (limit: Parameters<Security['takeTurn']>[0], caller: Caller): void => {
    const refusal = security.takeTurn(limit, caller)
    if (refusal) throw refusal
  }

  const confirm = ({ principal }: Admission): void => {
    if (!security.isLive(principal))
      throw new AppError('access.unauthenticated', 'The session or API token has ended meanwhile')
  }

  return {
    callerOf,
    confirm,
    sharedOrigin(ask) {
      const origin = ask.header('origin')
      if (origin === '') return undefined
      const rules = { ...origins(), publicUrl: '' }
      return isAllowedOrigin(origin, '', rules) ? origin : undefined
    },
    async admit(ask, rule, dress) {
      const caller = callerOf(ask)
      refuseRebinding(caller)
      takeTurn('general', caller)
      refuseForeignPage(ask, caller)
      if (security.setupNeeded() && rule.access !== 'open') throw setupNeeded()
      if (rule.limit) takeTurn(rule.limit, caller)
      const presented = presentedBy(ask, rule.tokenInQuery === true)
      const { principal, cookies } = await identify(rule, presented, caller)
      if (cookies.length > 0) dress(cookies)
      const admission = { principal, caller, presented }
      refuseUnentitled(ask, admission, rule.access)
      // Open calls rest on no session: a login brings its own credential.
      if (rule.access !== 'open') refuseForgery(ask, admission, dress)
      return admission
    },
    async admitSocket(ask) {
      const caller = callerOf(ask)
      refuseRebinding(caller)
      takeTurn('socket', caller)
      const origin = ask.header('origin')
      if (origin !== '' && !isAllowedOrigin(origin, caller.host, origins()))
        throw new AppError('access.csrf', 'A page elsewhere may not listen here: add its origin to allowedOrigins')
      if (security.setupNeeded()) throw setupNeeded()
      const presented = presentedBy(ask, false)
      const { principal } = await security.identify(presented, caller)
      const admission = { principal, caller, presented }
      refuseUnentitled(ask, admission, 'read')
      // A browser always names the page; a cookie without one comes from a program that copied it, or from an attack.
      if (origin === '' && principal.kind === 'owner' && principal.presented === 'cookie')
        throw new AppError('access.csrf', 'A session needs an Origin header here; programs use X-API-Token')
      return admission
    },
  }

  /** A login must be possible with an old cookie; everywhere else a wrong credential is refused, never ignored. */
  async function identify(rule: RouteRule, presented: Presented, caller: Caller) {
    if (rule.access !== 'open') {
      const isField = rule.passwordInBasic && (presented.session !== undefined || presented.tokens.length > 0)
      return security.identify(isField ? { ...presented, authorization: undefined } : presented, caller)
    }
    try {
      return await security.identify({ ...presented, authorization: undefined }, caller)
    } catch {
      return { principal: { kind: 'nobody' as const }, cookies: [] }
    }
  }
}

type Dress = (cookies: readonly Cookie[]) => void

const setupNeeded = (): AppError =>
  new AppError('setup.needed', 'Authentication required: this server has no owner yet. Finish its setup in a browser')

/** Why the principal may not make the call; undefined where it may. */
function unentitled(principal: Principal, access: RouteRule['access']): AppError | undefined {
  if (access === 'unknown' ? principal.kind !== 'nobody' : mayCall(principal, access)) return undefined
  if (principal.kind === 'nobody') return new AppError('access.unauthenticated', 'Authentication required')
  return new AppError('access.forbidden', `This token lacks the scope for this call: ${access}`, {
    details: { needs: access },
  })
}

function presentedBy(ask: Ask, tokenInQuery: boolean): Presented {
  const cookies = readCookies(ask.header('cookie'))
  const authorization = ask.header('authorization')
  const bearer = /^bearer +(.*)$/i.exec(authorization)?.[1]?.trim()
  const inQuery = tokenInQuery ? new URLSearchParams(ask.url.split('?')[1] ?? '').get('token') : null
  return {
    tokens: [ask.header('x-api-token'), bearer ?? '', inQuery ?? ''].filter((token) => token !== ''),
    authorization: bearer === undefined && authorization !== '' ? authorization : undefined,
    session: cookies.get('pulse_session'),
    device: cookies.get('pulse_device'),
  }
}
