import { checkParameters, findMethod, type Method, type Verb } from '@pulse/proxmox/schema'
import { gateOf, type Principal } from '../../estate/access.ts'
import type { Estate } from '../../estate/estate.ts'
import type { Node } from '../../estate/node.ts'
import type { Site } from '../../estate/site.ts'
import { versionFacts } from '../../estate/version.ts'
import { type Answer, ApiFailure, type ApiRequest, type Upload } from '../answer.ts'
import { methodAt } from '../method-at.ts'
import { type Parameters, textOf } from '../parameters.ts'
import { accessHandlers } from './access.ts'
import { agentHandlers } from './agent.ts'
import { isReachable, type PveCall, type PveHandlers } from './call.ts'
import { backupJobHandlers } from './backup-jobs.ts'
import { clusterHandlers } from './cluster.ts'
import { configHandlers } from './config-update.ts'
import { diskHandlers } from './disks.ts'
import { cloneHandlers } from './clone.ts'
import { creationHandlers } from './guest-creation.ts'
import { guestDiskHandlers } from './guest-disks.ts'
import { migrationHandlers } from './migration.ts'
import { removalHandlers } from './guest-removal.ts'
import { guestHandlers } from './guests.ts'
import { indexOf } from '../path-index.ts'
import { splitTarget, type Target } from '../target.ts'
import { checkTransport, isVerb, readParameters } from './transport.ts'
import { type Door, loginOf, nobody, ticketCall } from './login.ts'
import { failure, page, success } from './envelope.ts'
import { haHandlers } from './ha.ts'
import { olderWire } from './older-wire.ts'
import { refusalOf } from './permission.ts'
import { poolHandlers } from './pools.ts'
import { powerHandlers } from './power.ts'
import { replicationHandlers } from './replication.ts'
import { resourceHandlers } from './resources.ts'
import { rrdHandlers } from './rrd.ts'
import { snapshotHandlers } from './snapshots.ts'
import { storageDefinitionHandlers } from './storage-definitions.ts'
import { storageHandlers } from './storage.ts'
import { systemHandlers } from './system.ts'
import { volumeHandlers } from './volumes.ts'
import { pruningHandlers } from './pruning.ts'
import { vzdumpHandlers } from './vzdump.ts'
import { taskHandlers } from './tasks.ts'
import { uploadHandlers } from './uploads.ts'
import { unmodelled } from './unmodelled.ts'

/** Everything the simulated Proxmox VE answers. */
export const pveHandlers: PveHandlers = {
  ...accessHandlers,
  ...agentHandlers,
  ...backupJobHandlers,
  ...clusterHandlers,
  ...configHandlers,
  ...diskHandlers,
  ...cloneHandlers,
  ...creationHandlers,
  ...guestDiskHandlers,
  ...migrationHandlers,
  ...removalHandlers,
  ...guestHandlers,
  ...haHandlers,
  ...poolHandlers,
  ...powerHandlers,
  ...replicationHandlers,
  ...resourceHandlers,
  ...rrdHandlers,
  ...snapshotHandlers,
  ...storageDefinitionHandlers,
  ...storageHandlers,
  ...systemHandlers,
  ...taskHandlers,
  ...uploadHandlers,
  ...vzdumpHandlers,
  ...pruningHandlers,
  ...volumeHandlers,
}

/** How long the proxy tries to reach a member that is gone. */
const connectDelayMs = 3000

/** Answers one request as the node's pveproxy would. */
export function answerPve(estate: Estate, site: Site, node: Node, request: ApiRequest): Answer {
  const door: Door = { estate, site, node, version: versionFacts(site.version) }
  const target = splitTarget(request.target)
  if (target === null) return page(door, request)
  const found = isVerb(request.method) ? findCall(door, request.method, target.path) : undefined
  const place = { path: target.path, template: found?.method.path ?? null }
  try {
    const data = handle(door, request, target, found)
    return success(door, target, place, data)
  } catch (error) {
    if (error instanceof ApiFailure) return failure(door, target, place, error)
    throw error
  }
}

type Found = ReturnType<typeof findMethod>

/** What the path means to this version. */
function findCall(door: Door, verb: Verb, path: string): Found {
  const found = findMethod('pve', verb, path)
  const method = found && methodAt(found.method, door.version.profile)
  return method && { ...found, method }
}

function handle(door: Door, request: ApiRequest, target: Target, found: Found): unknown {
  checkTransport(request)
  const isLoginFree = found?.method.permissions?.user === 'world'
  if (isLoginFree && target.path === '/access/ticket' && request.method === 'POST')
    return ticketCall(door, request, target)
  const principal = isLoginFree ? nobody() : loginOf(door, request)
  if (found === undefined) {
    throw new ApiFailure(501, `Method '${request.method} ${target.path}' not implemented`)
  }
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
  return run(door, found.method, parameters, principal, request.upload ?? undefined)
}

function run(
  door: Door,
  method: Method,
  parameters: Parameters,
  principal: Principal,
  upload: Upload | undefined,
): unknown {
  const { estate, site, version } = door
  const base = {
    estate,
    site,
    version,
    local: door.node,
    now: estate.clock.now(),
    parameters,
    upload,
    principal,
    gate: gateOf(site.access),
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
  if (handler !== undefined) {
    const data = handler(call)
    return version.numbersAsText ? olderWire(method, data) : data
  }
  return (method.verb === 'GET' ? indexOf('pve', method.path, version.profile) : undefined) ?? unmodelled(method, call)
}

function namedNode(door: Door, parameters: Parameters): Node {
  const name = textOf(parameters, 'node')
  if (name === undefined || name === 'localhost') return door.node
  const node = door.site.nodes.get(name)
  if (node !== undefined) return node
  const lookup = `hostname lookup '${name}' failed - failed to get address info for: ${name}: Name or service not known`
  throw new ApiFailure(500, lookup)
}
