import { hexText } from '../../estate/chance.ts'
import type { HaResource } from '../../estate/site.ts'
import { ApiFailure } from '../answer.ts'
import { listOf, textOf } from '../parameters.ts'
import { isReachable, type PveCall, type PveHandlers, requireQuorum } from './call.ts'
import { haState } from './resources.ts'

/** `Thu Jul 23 12:36:44 2026`, as C's ctime writes it. */
function ctimeText(at: number): string {
  const [day = '', date = '', month = '', year = '', time = ''] = new Date(at).toUTCString().replace(',', '').split(' ')
  return `${day} ${month} ${date.replace(/^0/, ' ')} ${time} ${year}`
}

const haId = (call: PveCall, vmid: number): string =>
  `${call.site.guests.get(vmid)?.kind === 'lxc' ? 'ct' : 'vm'}:${vmid}`

function haService(call: PveCall, resource: HaResource): Record<string, unknown> {
  const guest = call.site.guests.get(resource.vmid)
  const sid = haId(call, resource.vmid)
  const node = guest?.node ?? call.local.name
  const state = guest === undefined ? 'error' : (haState(call.site, guest) ?? 'ignored')
  return {
    id: `service:${sid}`,
    type: 'service',
    sid,
    node,
    state,
    crm_state: state,
    request_state: resource.state,
    status: `${sid} (${node}, ${state})`,
    max_relocate: 1,
    max_restart: 1,
    ...(resource.comment !== '' && { comment: resource.comment }),
    ...(resource.group !== null && { group: resource.group }),
    ...(call.version.major >= 9 && { failback: 1 }),
    ...(call.version.major === 9 && call.version.minor >= 2 && { 'auto-rebalance': 1 }),
  }
}

function haCurrent(call: PveCall): unknown[] {
  const { site, local, now } = call
  const quorate = site.quorate || site.standalone
  const quorum = { id: 'quorum', type: 'quorum', node: local.name, quorate: quorate ? 1 : 0 }
  const quorumRow = { ...quorum, status: quorate ? 'OK' : `No quorum on node '${local.name}'!` }
  const hasFencing = call.version.major === 9 && call.version.minor >= 1
  if (site.ha.length === 0) {
    const fencing = { id: 'fencing', type: 'fencing', node: local.name, 'armed-state': 'standby' }
    return hasFencing ? [quorumRow, { ...fencing, status: 'standby (CRM watchdog standby)' }] : [quorumRow]
  }
  const nodes = [...site.nodes.values()]
  const master = nodes.find((node) => isReachable(call, node)) ?? local
  const stampedAt = Math.floor((now - 4000) / 10_000) * 10_000
  const rows: unknown[] = [quorumRow]
  rows.push({
    id: 'master',
    type: 'master',
    node: master.name,
    status: `${master.name} (active, ${ctimeText(stampedAt)})`,
    timestamp: stampedAt / 1000,
  })
  if (hasFencing) {
    const status = 'armed (CRM watchdog active)'
    rows.push({ id: 'fencing', type: 'fencing', node: master.name, 'armed-state': 'armed', status })
  }
  for (const node of nodes) {
    const seenAt = node.silence !== null && !node.online ? Math.min(node.silence.fromAt, stampedAt) : stampedAt
    const mode = node.maintenance ? 'maintenance mode' : hasHaGuest(call, node.name) ? 'active' : 'idle'
    const watchdog = hasFencing ? `, watchdog ${mode === 'active' ? 'active' : 'standby'}` : ''
    const dead = isReachable(call, node) ? `${mode}${watchdog}` : 'old timestamp - dead?'
    const text = `${node.name} (${dead}, ${ctimeText(seenAt)})`
    rows.push({
      id: `lrm:${node.name}`,
      type: 'lrm',
      node: node.name,
      status: text,
      timestamp: Math.floor(seenAt / 1000),
    })
  }
  return [...rows, ...site.ha.map((resource) => haService(call, resource))]
}

function hasHaGuest(call: PveCall, node: string): boolean {
  return call.site.ha.some(({ vmid }) => call.site.guests.get(vmid)?.node === node)
}

function managerStatus(call: PveCall): unknown {
  const nodes = [...call.site.nodes.values()]
  const states = nodes.map((node): [string, string] => [
    node.name,
    node.maintenance ? 'maintenance' : isReachable(call, node) ? 'online' : 'unknown',
  ])
  const services = call.site.ha.map((resource): [string, unknown] => [
    haId(call, resource.vmid),
    { node: call.site.guests.get(resource.vmid)?.node ?? '', state: resource.state, uid: hexText(22, resource.vmid) },
  ])
  return {
    manager_status: {
      master_node: nodes[0]?.name,
      node_status: Object.fromEntries(states),
      service_status: Object.fromEntries(services),
      timestamp: Math.floor(call.now / 1000),
    },
    lrm_status: Object.fromEntries(
      nodes.map((node) => [
        node.name,
        { mode: 'active', results: {}, state: 'wait_for_agent_lock', timestamp: Math.floor(call.now / 1000) },
      ]),
    ),
    // A string here, a number everywhere else.
    quorum: { node: call.local.name, quorate: call.site.quorate ? '1' : '0' },
  }
}

function haResourceRow(call: PveCall, resource: HaResource): Record<string, unknown> {
  const { group, comment, state, vmid } = resource
  const sid = haId(call, vmid)
  return {
    sid,
    type: sid.slice(0, 2),
    state,
    max_restart: 1,
    max_relocate: 1,
    digest: hexText(40, call.site.seed, 'ha'),
    ...(comment !== '' && { comment }),
    ...(group !== null && { group }),
    ...(call.version.major >= 9 && { failback: 1 }),
  }
}

/** The resource that a call names, by `vm:105` or the number alone. */
function resourceOf(call: PveCall): HaResource | undefined {
  const sid = textOf(call.parameters, 'sid')
  return call.site.ha.find(({ vmid }) => haId(call, vmid) === sid || String(vmid) === sid)
}

const requestStates: Readonly<Record<string, HaResource['state']>> = {
  started: 'started',
  enabled: 'started',
  stopped: 'stopped',
  disabled: 'disabled',
  ignored: 'ignored',
}

/** The time until the manager has seen a wish and the node has followed it. */
const reactionMs = 10_000

/** Lets the manager bring the guest into the wished state. */
function obey(call: PveCall, resource: HaResource): void {
  const { estate, site } = call
  estate.clock.after(reactionMs, () => {
    const guest = site.guests.get(resource.vmid)
    if (guest === undefined || guest.lock !== null || !site.ha.includes(resource)) return
    if (resource.state === 'started' && guest.status === 'stopped') estate.setStatus(site.name, guest.vmid, 'running')
    if (resource.state === 'stopped' || resource.state === 'disabled') {
      estate.setStatus(site.name, guest.vmid, 'stopped')
    }
  })
}

function createResource(call: PveCall): null {
  requireQuorum(call)
  const sid = textOf(call.parameters, 'sid') ?? ''
  const [, kind, number] = /^(?:(vm|ct):)?(\d+)$/.exec(sid) ?? []
  const vmid = Number(number)
  const guest = call.site.guests.get(vmid)
  if (guest === undefined) throw new ApiFailure(500, `resource '${vmid}' does not exist in cluster`)
  const real = haId(call, vmid)
  if (kind !== undefined && !real.startsWith(kind))
    throw new ApiFailure(500, `invalid resource type: '${sid}' is '${real}'`)
  if (call.site.ha.some((resource) => resource.vmid === vmid)) {
    throw new ApiFailure(500, `resource ID '${real}' already defined`)
  }
  const resource: HaResource = {
    vmid,
    state: requestStates[textOf(call.parameters, 'state') ?? 'started'] ?? 'started',
    group: textOf(call.parameters, 'group') ?? null,
    comment: textOf(call.parameters, 'comment') ?? '',
  }
  call.site.ha.push(resource)
  call.site.revision++
  obey(call, resource)
  return null
}

function updateResource(call: PveCall): null {
  requireQuorum(call)
  const resource = resourceOf(call)
  if (resource === undefined) throw new ApiFailure(500, `no such resource '${textOf(call.parameters, 'sid')}'`)
  const gone = listOf(call.parameters, 'delete')
  const state = textOf(call.parameters, 'state')
  resource.comment = gone.includes('comment') ? '' : (textOf(call.parameters, 'comment') ?? resource.comment)
  resource.group = gone.includes('group') ? null : (textOf(call.parameters, 'group') ?? resource.group)
  resource.state = (state === undefined ? undefined : requestStates[state]) ?? resource.state
  call.site.revision++
  obey(call, resource)
  return null
}

function removeResource(call: PveCall): null {
  requireQuorum(call)
  const resource = resourceOf(call)
  if (resource === undefined) {
    throw new ApiFailure(500, `cannot delete service '${textOf(call.parameters, 'sid')}', not HA managed!`)
  }
  call.site.ha.splice(call.site.ha.indexOf(resource), 1)
  call.site.revision++
  return null
}

export const haHandlers: PveHandlers = {
  'POST /cluster/ha/resources': createResource,
  'PUT /cluster/ha/resources/{sid}': updateResource,
  'DELETE /cluster/ha/resources/{sid}': removeResource,
  'GET /cluster/ha/status/current': haCurrent,
  'GET /cluster/ha/status/manager_status': managerStatus,
  'GET /cluster/ha/resources': (call) => call.site.ha.map((resource) => haResourceRow(call, resource)),
  'GET /cluster/ha/resources/{sid}': (call) => {
    const resource = resourceOf(call)
    if (resource === undefined) throw new ApiFailure(500, `no such resource '${textOf(call.parameters, 'sid')}'`)
    return haResourceRow(call, resource)
  },
  'GET /cluster/ha/groups': (call) => {
    if (call.version.major >= 9) throw new ApiFailure(500, 'cannot index groups: ha groups have been migrated to rules')
    return []
  },
  'GET /cluster/ha/rules': () => [],
}
