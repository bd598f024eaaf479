import { checkParameters, findMethod, type Method } from '@pulse/proxmox/schema'
import type { Principal } from '../../estate/access.ts'
import { hash } from '../../estate/chance.ts'
import type { Estate } from '../../estate/estate.ts'
import type { Node } from '../../estate/node.ts'
import type { Site } from '../../estate/site.ts'
import { versionFacts } from '../../estate/version.ts'
import { type Answer, ApiFailure, type ApiRequest, Page, ReadyJson } from '../answer.ts'
import { disordered } from '../key-order.ts'
import { type Parameters, textOf } from '../parameters.ts'
import { accessHandlers } from './access.ts'
import { agentHandlers } from './agent.ts'
import { isReachable, type PveCall, type PveHandlers } from './call.ts'
import { backupJobHandlers } from './backup-jobs.ts'
import { clusterHandlers } from './cluster.ts'
import { configHandlers } from './config-update.ts'
import { diskHandlers } from './disks.ts'
import { guestHandlers } from './guests.ts'
import { indexOf } from '../path-index.ts'
import { splitTarget, type Target } from '../target.ts'
import { checkTransport, isVerb, readParameters } from './transport.ts'
import { type Door, gateOf, loginOf, nobody, ticketCall } from './login.ts'
import { haHandlers } from './ha.ts'
import { refusalOf } from './permission.ts'
import { poolHandlers } from './pools.ts'
import { powerHandlers } from './power.ts'
import { replicationHandlers } from './replication.ts'
import { resourceHandlers } from './resources.ts'
import { rrdHandlers } from './rrd.ts'
import { storageHandlers } from './storage.ts'
import { systemHandlers } from './system.ts'
import { taskHandlers } from './tasks.ts'

/** Everything the simulated Proxmox VE answers. */
export const pveHandlers: PveHandlers = {
  ...accessHandlers,
  ...agentHandlers,
  ...backupJobHandlers,
  ...clusterHandlers,
  ...configHandlers,
  ...diskHandlers,
  ...guestHandlers,
  ...haHandlers,
  ...poolHandlers,
  ...powerHandlers,
  ...replicationHandlers,
  ...resourceHandlers,
  ...rrdHandlers,
  ...storageHandlers,
  ...systemHandlers,
  ...taskHandlers,
}

/** Paths that younger versions do not know yet. */
const sinceMajor9 = ['/cluster/ha/rules']

/** How long the proxy tries to reach a member that is gone. */
const connectDelayMs = 3000

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
  const principal = isLoginFree ? nobody() : loginOf(door, request)
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
