import { blankUser, type Principal } from '../../estate/access.ts'
import type { BackupServer } from '../../estate/backup-server.ts'
import type { Estate } from '../../estate/estate.ts'
import { ApiFailure, type ApiRequest } from '../answer.ts'
import { flagOf, type Parameters, textOf } from '../parameters.ts'
import {
  createCsrfToken,
  createTicket,
  isActive,
  isCsrfTokenValid,
  type Login,
  type TicketDialect,
  ticketOf,
  tokenLogin,
  userOfTicket,
} from '../session.ts'
const dialect: TicketDialect = {
  prefix: 'PBS',
  cookies: ['__Host-PBSAuthCookie', 'PBSAuthCookie'],
  tokenScheme: 'PBSAPIToken',
}
const loginDelayMs = 3000
/** The backup server at whose door a request stands. */
export interface Door {
  readonly estate: Estate
  readonly server: BackupServer
}

/** Data, and what else the head of the answer holds. */
export interface Reply {
  readonly data: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** The principal of calls that need no login. */
export function nobody(): Principal {
  return { user: blankUser('nobody@pbs'), token: null }
}

/** Who asks; a plain 401 after three seconds where nobody can tell. */
export function loginOf({ estate, server }: Door, request: ApiRequest): Principal {
  const now = estate.clock.now()
  const login = readLogin(server, request, now)
  const refusal = new ApiFailure(401, 'authentication failed', { delayMs: loginDelayMs })
  if ('problem' in login) throw refusal
  const { userid } = login.principal.user
  const token = request.headers['csrfpreventiontoken']
  if (login.byTicket && request.method !== 'GET' && !isCsrfTokenValid(server.seed, userid, token, now)) throw refusal
  return login.principal
}

function readLogin(server: BackupServer, request: ApiRequest, now: number): Login {
  const ticket = ticketOf(dialect, request.headers)
  if (ticket !== undefined) {
    const user = userOfTicket(dialect, server.seed, server.access, ticket, now)
    return user === null ? { problem: 'invalid ticket' } : { principal: { user, token: null }, byTicket: true }
  }
  const authorization = request.headers['authorization'] ?? ''
  if (!/^PBSAPIToken[= ]/.test(authorization)) return { problem: 'no credentials' }
  return tokenLogin(dialect, server.access, authorization, now)
}

/** POST `/access/ticket`: by password, or by a ticket that is still good. */
export function ticketCall({ estate, server }: Door, parameters: Parameters): Reply {
  const now = estate.clock.now()
  const userid = textOf(parameters, 'username') ?? ''
  const password = textOf(parameters, 'password') ?? ''
  const user = server.access.users.find((one) => one.userid === userid)
  const renewed = userOfTicket(dialect, server.seed, server.access, password, now)
  const isKnown =
    user !== undefined && isActive(user, now) && (user.password === password || renewed?.userid === userid)
  if (!isKnown || password === '') throw new ApiFailure(401, 'permission check failed.', { delayMs: loginDelayMs })
  const ticket = createTicket(dialect, server.seed, userid, now)
  const data = { username: userid, CSRFPreventionToken: createCsrfToken(server.seed, userid, now) }
  // With http-only the ticket travels in the cookie alone, and the body only says who it is for.
  if (flagOf(parameters, 'http-only')) {
    const cookie = `__Host-PBSAuthCookie=${encodeURIComponent(ticket)}; Secure; HttpOnly; SameSite=Lax; Path=/`
    return { data: { ...data, 'ticket-info': ticket.split('::')[0] }, headers: { 'Set-Cookie': cookie } }
  }
  return { data: { ...data, ticket } }
}
