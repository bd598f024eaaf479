import { checkParameters, findMethod, type Method, type Verb } from '@pulse/proxmox/schema'
import { Gate, type Principal } from '../../estate/access.ts'
import { hash } from '../../estate/chance.ts'
import type { Estate } from '../../estate/estate.ts'
import type { Node } from '../../estate/node.ts'
import type { Site } from '../../estate/site.ts'
import { type VersionFacts, versionFacts } from '../../estate/version.ts'
import { type Answer, ApiFailure, type ApiRequest, Page, ReadyJson } from '../answer.ts'
import { disordered } from '../key-order.ts'
import { type Parameters, parseForm, textOf } from '../parameters.ts'
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
import { agentHandlers } from './agent.ts'
import { isReachable, type PveCall, type PveHandlers } from './call.ts'
import { clusterHandlers } from './cluster.ts'
import { configHandlers } from './config-update.ts'
import { diskHandlers } from './disks.ts'
import { guestHandlers } from './guests.ts'
import { indexOf } from '../path-index.ts'
import { splitTarget, type Target } from '../target.ts'
import { refusalOf } from './permission.ts'
import { poolHandlers } from './pools.ts'
import { powerHandlers } from './power.ts'
import { resourceHandlers } from './resources.ts'
import { rrdHandlers } from './rrd.ts'
import { storageHandlers } from './storage.ts'
import { systemHandlers } from './system.ts'
import { taskHandlers } from './tasks.ts'

/** Everything the simulated Proxmox VE answers. */
export const pveHandlers: PveHandlers = {
  ...accessHandlers,
  ...agentHandlers,
  ...clusterHandlers,
  ...configHandlers,
  ...diskHandlers,
  ...guestHandlers,
  ...poolHandlers,
  ...powerHandlers,
  ...resourceHandlers,
  ...rrdHandlers,
  ...storageHandlers,
  ...systemHandlers,
  ...taskHandlers,
}

/** Paths that younger versions do not know yet. */
const sinceMajor9 = ['/cluster/ha/rules']

const dialect: TicketDialect = { prefix: 'PVE', cookies: ['PVEAuthCookie'], tokenScheme: 'PVEAPIToken' }
const loginDelayMs = 3000
/** How long the proxy tries to reach a member that is gone. */
const connectDelayMs = 3000
const bodyLimitBytes = 512 * 1024

interface Door {
  readonly estate: Estate
  readonly site: Site
  readonly node: Node
  readonly version: VersionFacts
}

const gates = new WeakMap<Site, Gate>()

function gateOf(site: Site): Gate {
  const known = gates.get(site) ?? new Gate(site.access)
  gates.set(site, known)
  return known
}

/** Answers one request as the node's pveproxy would. */
export function answerPve(estate: Estate, site: Site, node: Node, request: ApiRequest): Answer {
  const door: Door = { estate, site, node, version: versionFacts(site.version) }
  const target = splitTarget(request.target)
  if (target === null) return page(request)
  const found = isVerb(request.method) ? findMethod('pve', request.method, target.path) : undefined
  const place = { path: target.path, template: found?.method.path ?? null }
  try {
    const data = handle(door, request, target, found)
    return success(door, target, place, data)
  } catch (error) {
    if (error instanceof ApiFailure) return failure(door, target, place, error)
    throw error
  }
}

function isVerb(method: string): method is Verb {
  return method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE'
}

/** Outside of the API lies the web interface: any path gives its page. */
function page(request: ApiRequest): Answer {
  const body =
    request.target === '/'
      ? '<!DOCTYPE html><html><head><title>Proxmox Virtual Environment</title></head><body></body></html>'
      : ''
  const status = request.target === '/' ? 200 : 501
  const reason = status === 200 ? 'OK' : `no such file '${request.target}'`
  return {
    status,
    reason,
    headers: baseHeaders('text/html;charset=UTF-8', status),
    body,
    delayMs: 0,
    path: request.target,
    template: null,
  }
}

type Found = ReturnType<typeof findMethod>

function handle(door: Door, request: ApiRequest, target: Target, found: Found): unknown {
  checkTransport(request)
  const isLoginFree = found?.method.permissions?.user === 'world'
  if (isLoginFree && target.path === '/access/ticket' && request.method === 'POST')
    return ticketCall(door, request, target)
  const principal = isLoginFree ? nobody(door) : loginOf(door, request)
  const version = door.version
  const isUnknown = found === undefined || (sinceMajor9.includes(found.method.path) && version.major < 9)
  if (isUnknown) throw notImplemented(request, target)
  const given = readParameters(request, target)
  const doubled = Object.keys(found.pathParameters).filter(
    (name) => given[name] !== undefined && textOf(given, name) !== found.pathParameters[name],
  )
  if (doubled.length > 0) {
    const text = 'duplicate parameter (already defined in URI) with conflicting values!'
    const errors = Object.fromEntries(doubled.map((name) => [name, text]))
    throw new ApiFailure(400, 'Parameter verification failed.', { errors })
  }
  const parameters = { ...given, ...found.pathParameters }
  return run(door, found.method, parameters, principal, () => notImplemented(request, target))
}

function notImplemented(request: ApiRequest, target: Target): ApiFailure {
  return new ApiFailure(501, `Method '${request.method} ${target.path}' not implemented`)
}

/** What the HTTP server refuses before it looks at the path. */
function checkTransport(request: ApiRequest): void {
  const { method, headers, body } = request
  if (!isVerb(method)) throw new ApiFailure(501, `method '${method}' not available`)
  if (headers['transfer-encoding'] !== undefined) throw new ApiFailure(501, 'chunked transfer encoding not supported')
  const length = Number(headers['content-length'] ?? 0)
  if (length > bodyLimitBytes) throw new ApiFailure(501, 'for data too large')
  if (length === 0) return
  if (method === 'GET' || method === 'DELETE') throw new ApiFailure(501, `Unexpected content for method '${method}'`)
  const type = (headers['content-type'] ?? 'application/x-www-form-urlencoded').split(';')[0]?.trim()
  if (type !== 'application/x-www-form-urlencoded' && type !== 'application/json') {
    throw new ApiFailure(506, `got request with unsupported content type '${type}'`)
  }
  if (type === 'application/json' && parsedJson(body) === null) throw new ApiFailure(400, 'malformed JSON string')
}

function parsedJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

/** Query parameters win over those of the body; `_dc` only keeps caches away. */
function readParameters(request: ApiRequest, target: Target): Record<string, unknown> {
  const isJson = (request.headers['content-type'] ?? '').startsWith('application/json')
  const body = request.body === '' ? {} : isJson ? (parsedJson(request.body) ?? {}) : parseForm(request.body)
  const { _dc, ...parameters } = { ...body, ...parseForm(target.query) }
  return parameters
}

function loginFailure(door: Door, text: string): ApiFailure {
  const shown = door.version.uniformLoginError && text !== 'No ticket' ? 'Authentication failed!' : text
  return new ApiFailure(401, shown, { delayMs: loginDelayMs })
}

/** The principal of calls that need no login. */
function nobody(door: Door): Principal {
  const user = {
    userid: 'nobody@pve',
    password: '',
    comment: '',
    email: '',
    groups: [],
    tokens: [],
    enabled: true,
    expireAt: 0,
  }
  return { user: door.site.access.users.find((one) => one.userid === user.userid) ?? user, token: null }
}

function loginOf(door: Door, request: ApiRequest): Principal {
  const login = readLogin(door, request)
  if ('problem' in login) throw loginFailure(door, login.problem)
  if (login.byTicket && request.method !== 'GET') {
    const { userid } = login.principal.user
    const token = request.headers['csrfpreventiontoken']
    if (!isCsrfTokenValid(door.site.seed, userid, token, door.estate.clock.now())) {
      throw new ApiFailure(401, 'Permission denied - invalid csrf token', { delayMs: loginDelayMs })
    }
  }
  return login.principal
}

/** A cookie wins over a token. */
function readLogin(door: Door, request: ApiRequest): Login {
  const now = door.estate.clock.now()
  const ticket = ticketOf(dialect, request.headers)
  if (ticket !== undefined) {
    const user = userOfTicket(dialect, door.site.seed, door.site.access, ticket, now)
    return user === null
      ? { problem: 'permission denied - invalid PVE ticket' }
      : { principal: { user, token: null }, byTicket: true }
  }
  const authorization = request.headers['authorization'] ?? ''
  if (!/^PVEAPIToken[= ]/.test(authorization)) return { problem: 'No ticket' }
  return tokenLogin(dialect, door.site.access, authorization, now)
}

function ticketCall(door: Door, request: ApiRequest, target: Target): unknown {
  const parameters = readParameters(request, target)
  const now = door.estate.clock.now()
  const name = textOf(parameters, 'username') ?? ''
  const realm = textOf(parameters, 'realm')
  const userid = realm === undefined || name.includes('@') ? name : `${name}@${realm}`
  const password = textOf(parameters, 'password') ?? ''
  const user = door.site.access.users.find((one) => one.userid === userid)
  const renewed = userOfTicket(dialect, door.site.seed, door.site.access, password, now)
  const isKnown =
    user !== undefined && isActive(user, now) && (user.password === password || renewed?.userid === userid)
  if (!isKnown || password === '') throw new ApiFailure(401, 'authentication failure', { delayMs: loginDelayMs })
  const principal: Principal = { user, token: null }
  const gate = gateOf(door.site)
  const caps = ['vms', 'storage', 'access', 'nodes', 'dc', 'sdn', 'mapping'].map(
    (area): [string, Record<string, number>] => {
      const held = gate.privileges(principal, area === 'dc' ? '/' : `/${area}`)
      return [area, Object.fromEntries([...held.keys()].map((privilege) => [privilege, 1]))]
    },
  )
  return {
    username: userid,
    ticket: createTicket(dialect, door.site.seed, userid, now),
    CSRFPreventionToken: createCsrfToken(door.site.seed, userid, now),
    cap: Object.fromEntries(caps),
    ...(!door.site.standalone && gate.can(principal, '/', 'Sys.Audit') && { clustername: door.site.name }),
  }
}

function run(
  door: Door,
  method: Method,
  parameters: Parameters,
  principal: Principal,
  unknown: () => ApiFailure,
): unknown {
  const { estate, site, version } = door
  const base = {
    estate,
    site,
    version,
    local: door.node,
    now: estate.clock.now(),
    parameters,
    principal,
    gate: gateOf(site),
  }
  const call: PveCall = { ...base, node: namedNode(door, parameters) }
  if (method.allowtoken === false && principal.token !== null) {
    throw new ApiFailure(403, `URI '/api2/json${method.path}' not available with API token, need proper ticket.`)
  }
  const refusal = refusalOf(method, call)
  if (refusal !== undefined) throw new ApiFailure(403, refusal)
  if (method.proxyto !== undefined && !isReachable(call, call.node)) {
    throw new ApiFailure(595, 'No route to host', { delayMs: connectDelayMs })
  }
  const errors = checkParameters(method, parameters)
  if (Object.keys(errors).length > 0) throw new ApiFailure(400, 'Parameter verification failed.', { errors })
  const handler = pveHandlers[`${method.verb} ${method.path}`]
  if (handler !== undefined) return handler(call)
  const index = method.verb === 'GET' ? indexOf('pve', method.path) : undefined
  if (index === undefined) throw unknown()
  return index
}

function namedNode(door: Door, parameters: Parameters): Node {
  const name = textOf(parameters, 'node')
  if (name === undefined || name === 'localhost') return door.node
  const node = door.site.nodes.get(name)
  if (node !== undefined) return node
  const lookup = `hostname lookup '${name}' failed - failed to get address info for: ${name}: Name or service not known`
  throw new ApiFailure(500, lookup)
}

function baseHeaders(contentType: string, status: number): Record<string, string> {
  return {
    'Content-Type': contentType,
    Server: 'pve-api-daemon/3.0',
    'Cache-Control': 'max-age=0',
    Pragma: 'no-cache',
    Connection: status >= 400 ? 'close' : 'Keep-Alive',
  }
}

const jsonType = 'application/json;charset=UTF-8'

type Place = Pick<Answer, 'path' | 'template'>

function success(door: Door, target: Target, place: Place, data: unknown): Answer {
  const seed = hash(door.site.seed, target.path, Math.floor(door.estate.clock.now() / 1000))
  const body =
    data instanceof ReadyJson
      ? data.text
      : JSON.stringify(disordered(data instanceof Page ? data.rows : (data ?? null), seed))
  const total = data instanceof Page ? `,"total":${data.total}` : ''
  const extjs = target.format === 'json' ? '' : ',"success":1'
  return {
    status: 200,
    reason: 'OK',
    headers: baseHeaders(jsonType, 200),
    body: `{"data":${body}${total}${extjs}}`,
    delayMs: 0,
    ...place,
  }
}

function failure(door: Door, target: Target, place: Place, error: ApiFailure): Answer {
  const { status, message, errors, delayMs } = error
  const reason = message.split('\n')[0] ?? ''
  const envelope: Record<string, unknown> = { data: null, ...(errors !== undefined && { errors }) }
  if (target.format === 'extjs') {
    // The extjs format always answers 200 and tells the truth inside.
    const body = JSON.stringify({ ...envelope, success: 0, status, message: `${message}\n` })
    return { status: 200, reason: 'OK', headers: baseHeaders(jsonType, 200), body, delayMs, ...place }
  }
  const isEmpty = status === 401 || status >= 595
  const withText = door.version.errorTextInBody ? { ...envelope, message: `${message}\n` } : envelope
  return {
    status,
    reason,
    headers: baseHeaders(jsonType, status),
    body: isEmpty ? '' : JSON.stringify(withText),
    delayMs,
    ...place,
  }
}
