import { checkParameters, findMethod, type Method, type Verb } from '@pulse/proxmox/schema'
import { gateOf, type Principal } from '../../estate/access.ts'
import type { BackupServer } from '../../estate/backup-server.ts'
import type { Estate } from '../../estate/estate.ts'
import { apiDocumentPaths } from '../api-document.ts'
import { type Answer, ApiFailure, type ApiRequest, blocked } from '../answer.ts'
import { methodAt } from '../method-at.ts'
import { type Parameters, parseForm, textOf } from '../parameters.ts'
import { indexOf } from '../path-index.ts'
import { splitTarget, type Target } from '../target.ts'
import { accessHandlers } from './access.ts'
import type { PbsCall, PbsHandlers } from './call.ts'
import { contentChangeHandlers } from './content-changes.ts'
import { contentHandlers } from './contents.ts'
import { datastoreConfigHandlers } from './datastore-config.ts'
import { datastoreHandlers } from './datastores.ts'
import { document, failure, success } from './envelope.ts'
import { jobConfigHandlers } from './job-config.ts'
import { jobRunHandlers } from './job-runs.ts'
import { jobHandlers } from './jobs.ts'
import { type Door, loginOf, nobody, type Reply, ticketCall } from './login.ts'
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

const queryLimitBytes = 3072
const bodyLimitBytes = 512 * 1024

/** Answers one request as proxmox-backup-proxy would. */
export function answerPbs(estate: Estate, server: BackupServer, request: ApiRequest): Answer {
  const door: Door = { estate, server }
  const target = splitTarget(request.target)
  const path = target?.path ?? request.target.split('?')[0] ?? '/'
  if (target === null && path === apiDocumentPaths.pbs) return document(server)
  const found = target === null || !isVerb(request.method) ? undefined : findCall(server, request.method, path)
  const place = { path, template: found?.method.path ?? null }
  const isExtjs = target?.format === 'extjs'
  try {
    if (target === null) throw new ApiFailure(404, `Path '${path}' not found.`)
    return success(door, isExtjs, place, handle(door, request, target, found))
  } catch (error) {
    if (error instanceof ApiFailure) return failure(isExtjs, place, error)
    throw error
  }
}

type Found = ReturnType<typeof findMethod>

/** What the path means to this version. */
function findCall(server: BackupServer, verb: Verb, path: string): Found {
  const found = findMethod('pbs', verb, path)
  const method = found && methodAt(found.method, server.version)
  return method && { ...found, method }
}

function isVerb(method: string): method is Verb {
  return method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE'
}

function handle(door: Door, request: ApiRequest, target: Target, found: Found): Reply {
  if (door.server.hung) throw blocked()
  if (target.query.length > queryLimitBytes) throw new ApiFailure(400, 'query too long')
  if (request.body.length > bodyLimitBytes) throw new ApiFailure(400, 'request body too large')
  const given = { ...readBody(request), ...parseForm(target.query) }
  const isLogin = target.path === '/access/ticket' && request.method === 'POST'
  if (isLogin && found !== undefined) {
    requireFit(found.method, given)
    return ticketCall(door, given)
  }
  const principal = found?.method.permissions?.user === 'world' ? nobody() : loginOf(door, request)
  if (found === undefined) throw new ApiFailure(404, `Path '/api2/json${target.path}' not found.`)
  return { data: run(door, found.method, { ...given, ...found.pathParameters }, principal) }
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

function run(door: Door, method: Method, parameters: Parameters, principal: Principal): unknown {
  const { estate, server } = door
  const call: PbsCall = { estate, server, now: estate.clock.now(), parameters, principal, gate: gateOf(server.access) }
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
