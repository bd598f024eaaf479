import { checkParameters, findMethod, type Method, type Verb } from '@pulse/proxmox/schema'
import { blankUser, Gate, type Principal } from '../../estate/access.ts'
import type { BackupServer } from '../../estate/backup-server.ts'
import { hash } from '../../estate/chance.ts'
import type { Estate } from '../../estate/estate.ts'
import { pbsVersionFacts } from '../../estate/version.ts'
import { apiDocument, apiDocumentPaths } from '../api-document.ts'
import { type Answer, ApiFailure, type ApiRequest, blocked, Page } from '../answer.ts'
import { disordered } from '../key-order.ts'
import { methodAt } from '../method-at.ts'
import { flagOf, parseForm, textOf } from '../parameters.ts'
import { indexOf } from '../path-index.ts'
import { splitTarget } from '../target.ts'
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
import { accessHandlers } from './access.ts'
import { Digested, type PbsCall, type PbsHandlers } from './call.ts'
import { contentChangeHandlers } from './content-changes.ts'
import { contentHandlers } from './contents.ts'
import { datastoreConfigHandlers } from './datastore-config.ts'
import { datastoreHandlers } from './datastores.ts'
import { jobConfigHandlers } from './job-config.ts'
import { jobRunHandlers } from './job-runs.ts'
import { jobHandlers } from './jobs.ts'
import { maintenanceHandlers } from './maintenance.ts'
import { nodeHandlers } from './node.ts'
import { requirePermission } from './permission.ts'
import { pruneHandlers } from './prune.ts'
import { remoteHandlers } from './remotes.ts'
import { taskHandlers } from './tasks.ts'
import { unmodelled } from './unmodelled.ts'

/** Everything the simulated Proxmox Backup Server answers. */
export const pbsHandlers: PbsHandlers = {
  ...accessHandlers,
  ...contentHandlers,
  ...contentChangeHandlers,
  ...datastoreHandlers,
  ...datastoreConfigHandlers,
  ...jobHandlers,
  ...jobConfigHandlers,
  ...jobRunHandlers,
  ...maintenanceHandlers,
  ...nodeHandlers,
  ...pruneHandlers,
  ...remoteHandlers,
  ...taskHandlers,
}

const dialect: TicketDialect = {
  prefix: 'PBS',
  cookies: ['__Host-PBSAuthCookie', 'PBSAuthCookie'],
  tokenScheme: 'PBSAPIToken',
}
const loginDelayMs = 3000
const queryLimitBytes = 3072
const bodyLimitBytes = 512 * 1024

const gates = new WeakMap<BackupServer, Gate>()

function gateOf(server: BackupServer): Gate {
  const known = gates.get(server) ?? new Gate(server.access)
  gates.set(server, known)
  return known
}

interface Reply {
  readonly data: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers one request as proxmox-backup-proxy would. */
export function answerPbs(estate: Estate, server: BackupServer, request: ApiRequest): Answer {
  const target = splitTarget(request.target)
  const path = target?.path ?? request.target.split('?')[0] ?? '/'
  const found = target === null || !isVerb(request.method) ? undefined : findCall(server, request.method, path)
  const place = { path, template: found?.method.path ?? null }
  const isExtjs = target?.format === 'extjs'
  try {
    if (target === null && path === apiDocumentPaths.pbs) return document(server)
    if (target === null) throw new ApiFailure(404, `Path '${path}' not found.`)
    const { data, headers } = handle(
      estate,
      server,
      request,
      { path, query: target.query },
      found?.method,
      found?.pathParameters,
    )
    const seed = hash(server.seed, path, Math.floor(estate.clock.now() / 1000))
    const envelope =
      data instanceof Page
        ? { data: disordered(data.rows, seed), total: data.total }
        : data instanceof Digested
          ? { data: disordered(data.data, seed), digest: data.digest }
          : { data: disordered(data ?? null, seed) }
    const body = JSON.stringify(isExtjs ? { ...envelope, success: true } : envelope)
    return { status: 200, reason: 'OK', headers: { ...baseHeaders(200), ...headers }, body, delayMs: 0, ...place }
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error
    const { status, message, errors, delayMs } = error
    if (isExtjs) {
      const body = JSON.stringify({
        data: null,
        success: false,
        status,
        message,
        ...(errors !== undefined && { errors }),
      })
      return { status: 200, reason: 'OK', headers: baseHeaders(200), body, delayMs, ...place }
    }
    // Plain text, although the content type says JSON.
    return { status, reason: reasonOf(status), headers: baseHeaders(status), body: message, delayMs, ...place }
  }
}

/** What the path means to this version. */
function findCall(server: BackupServer, verb: Verb, path: string): ReturnType<typeof findMethod> {
  const found = findMethod('pbs', verb, path)
  const method = found && methodAt(found.method, server.version)
  return method && { ...found, method }
}

/** The schema that the server publishes of itself; nobody needs to log in for it. */
function document(server: BackupServer): Answer {
  const headers = { 'Content-Type': 'application/javascript' }
  const body = apiDocument('pbs', server.version)
  return { status: 200, reason: 'OK', headers, body, delayMs: 0, path: apiDocumentPaths.pbs, template: null }
}

function isVerb(method: string): method is Verb {
  return method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE'
}

function reasonOf(status: number): string {
  const reasons: Record<number, string> = {
    400: 'Bad Request',
    401: 'Unauthorized',
    403: 'Forbidden',
    404: 'Not Found',
  }
  return reasons[status] ?? 'Internal Server Error'
}

function baseHeaders(status: number): Record<string, string> {
  return { 'Content-Type': 'application/json;charset=UTF-8', ...(status >= 400 && { Connection: 'close' }) }
}

interface Place {
  readonly path: string
  readonly query: string
}

function handle(
  estate: Estate,
  server: BackupServer,
  request: ApiRequest,
  target: Place,
  method: Method | undefined,
  pathParameters: Readonly<Record<string, string>> | undefined,
): Reply {
  if (server.hung) throw blocked()
  if (target.query.length > queryLimitBytes) throw new ApiFailure(400, 'query too long')
  if (request.body.length > bodyLimitBytes) throw new ApiFailure(400, 'request body too large')
  const given = { ...readBody(request), ...parseForm(target.query) }
  const isLogin = target.path === '/access/ticket' && request.method === 'POST'
  if (isLogin && method !== undefined) {
    requireFit(method, given)
    return ticketCall(estate, server, given)
  }
  const isOpen = method?.permissions?.user === 'world'
  const principal = isOpen ? null : loginOf(estate, server, request)
  if (method === undefined) throw new ApiFailure(404, `Path '/api2/json${target.path}' not found.`)
  const parameters = { ...given, ...pathParameters }
  return { data: run(estate, server, method, parameters, principal ?? { user: blankUser('nobody@pbs'), token: null }) }
}

function readBody(request: ApiRequest): Record<string, unknown> {
  if (request.body === '') return {}
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return parseForm(request.body)
  try {
    const value: unknown = JSON.parse(request.body)
    return value !== null && typeof value === 'object' ? { ...value } : {}
  } catch {
    throw new ApiFailure(400, 'expected value at line 1 column 1')
  }
}

function loginOf(estate: Estate, server: BackupServer, request: ApiRequest): Principal {
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

function ticketCall(estate: Estate, server: BackupServer, parameters: Record<string, unknown>): Reply {
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
  const { cookieLogin } = pbsVersionFacts(server.version)
  if (cookieLogin && flagOf(parameters, 'http-only')) {
    const cookie = `__Host-PBSAuthCookie=${encodeURIComponent(ticket)}; Secure; HttpOnly; SameSite=Lax; Path=/`
    return { data: { ...data, 'ticket-info': ticket.split('::')[0] }, headers: { 'Set-Cookie': cookie } }
  }
  return { data: { ...data, ticket } }
}

function run(
  estate: Estate,
  server: BackupServer,
  method: Method,
  parameters: Readonly<Record<string, unknown>>,
  principal: Principal,
): unknown {
  const call: PbsCall = { estate, server, now: estate.clock.now(), parameters, principal, gate: gateOf(server) }
  requirePermission(method, call)
  requireFit(method, parameters)
  const node = textOf(parameters, 'node')
  if (node !== undefined && node !== 'localhost' && node !== server.name)
    throw new ApiFailure(400, `no such node '${node}'`)
  const handler = pbsHandlers[`${method.verb} ${method.path}`]
  if (handler !== undefined) return handler(call)
  return (method.verb === 'GET' ? indexOf('pbs', method.path, server.version) : undefined) ?? unmodelled(method, call)
}

function requireFit(method: Method, parameters: Readonly<Record<string, unknown>>): void {
  const errors = checkParameters(method, parameters)
  const [first] = Object.entries(errors)
  if (first === undefined) return
  throw new ApiFailure(400, `parameter verification failed - '${first[0]}': ${first[1]}`, { errors })
}
