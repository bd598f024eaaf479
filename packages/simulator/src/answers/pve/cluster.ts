import { isSelected, nextRunAt, scheduleText } from '../../estate/backup-job.ts'
import type { BackupJob } from '../../estate/backup-job.ts'
import { hexText } from '../../estate/chance.ts'
import type { Guest } from '../../estate/guest.ts'
import { tasksOfSite } from '../../estate/history.ts'
import type { HaResource, ReplicationJob } from '../../estate/site.ts'
import { ApiFailure } from '../answer.ts'
import { numberOf, textOf } from '../parameters.ts'
import { isReachable, mayAudit, type PveCall, type PveHandlers } from './call.ts'
import { guestVolumes } from './guest-config.ts'
import { haState } from './resources.ts'
import { taskRow } from './tasks.ts'

function status(call: PveCall): unknown[] {
  const nodes = [...call.site.nodes.values()].map((node) => ({
    id: `node/${node.name}`,
    type: 'node',
    name: node.name,
    nodeid: call.site.standalone ? 0 : node.nodeid,
    ip: node.ip,
    online: isReachable(call, node) ? 1 : 0,
    local: node === call.local ? 1 : 0,
    level: '',
  }))
  if (call.site.standalone) return nodes
  const cluster = {
    id: 'cluster',
    type: 'cluster',
    name: call.site.name,
    nodes: nodes.length,
    quorate: call.site.quorate ? 1 : 0,
    version: nodes.length + 2,
  }
  return [cluster, ...nodes]
}

function nextid(call: PveCall): string {
  const wanted = numberOf(call.parameters, 'vmid')
  if (wanted !== undefined) {
    if (!call.site.guests.has(wanted)) return String(wanted)
    const errors = { vmid: `VM ${wanted} already exists` }
    throw new ApiFailure(400, 'Parameter verification failed.', { errors })
  }
  for (let vmid = 100; ; vmid++) if (!call.site.guests.has(vmid)) return String(vmid)
}

function jobRow(call: PveCall, job: BackupJob): Record<string, unknown> {
  const { selection } = job
  return {
    id: job.id,
    type: 'vzdump',
    schedule: scheduleText(job),
    enabled: job.enabled ? 1 : 0,
    storage: job.storage,
    mode: job.mode,
    compress: 'zstd',
    'next-run': Math.floor(nextRunAt(job, call.now) / 1000),
    'notes-template': '{{guestname}}',
    'notification-mode': 'notification-system',
    'prune-backups': { 'keep-last': String(job.keep) },
    ...(job.comment !== '' && { comment: job.comment }),
    ...(selection.kind === 'all' && { all: 1 }),
    ...(selection.kind === 'all' && selection.exclude.length > 0 && { exclude: selection.exclude.join(',') }),
    ...(selection.kind === 'guests' && { vmid: selection.vmids.join(',') }),
    ...(selection.kind === 'pool' && { pool: selection.pool }),
  }
}

function jobOf(call: PveCall): BackupJob {
  const id = textOf(call.parameters, 'id')
  const job = call.site.backupJobs.find((one) => one.id === id)
  if (job === undefined) throw new ApiFailure(500, `no such backup job '${id}'`)
  return job
}

function includedVolumes(call: PveCall): unknown {
  const job = jobOf(call)
  const guests = [...call.site.guests.values()].filter((guest) => isSelected(job, guest))
  const children = guests.map((guest) => ({
    id: guest.vmid,
    name: guest.name,
    type: guest.kind,
    leaf: 0,
    children: guestVolumes(guest).map(({ key, volid }) => ({
      id: `${guest.vmid}:${key}`,
      name: volid,
      included: 1,
      reason: guest.kind === 'lxc' && key === 'rootfs' ? 'rootfs' : 'enabled',
      leaf: 1,
    })),
  }))
  return { children, leaf: 0 }
}

function notBackedUp(call: PveCall): unknown[] {
  const jobs = call.site.backupJobs.filter((job) => job.enabled)
  const isCovered = (guest: Guest): boolean => jobs.some((job) => isSelected(job, guest))
  return [...call.site.guests.values()]
    .filter((guest) => mayAudit(call, guest) && !isCovered(guest))
    .map((guest) => ({ vmid: guest.vmid, type: guest.kind, name: guest.name }))
}

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

export function replicationConfig(job: ReplicationJob): Record<string, unknown> {
  return {
    id: `${job.guest}-${job.jobnum}`,
    type: 'local',
    guest: job.guest,
    jobnum: job.jobnum,
    target: job.target,
    schedule: `*/${job.everyMinutes}`,
    ...(job.comment !== '' && { comment: job.comment }),
  }
}

function options(call: PveCall): unknown {
  return {
    keyboard: 'de',
    mac_prefix: 'BC:24:11',
    description: call.site.description,
    migration: { type: 'secure', network: '192.168.10.0/24' },
    'allowed-tags': [...new Set([...call.site.guests.values()].flatMap((guest) => guest.tags))].sort(),
  }
}

/** The cluster log, made from the tasks that the same daemons logged there. */
function log(call: PveCall): unknown[] {
  const max = numberOf(call.parameters, 'max') ?? 50
  return tasksOfSite(call.site, call.now)
    .sort((one, other) => other.startedAt - one.startedAt)
    .slice(0, max)
    .map((task, index) => ({
      uid: 90_000 - index,
      time: Math.floor(task.startedAt / 1000),
      node: task.node,
      pid: task.pid,
      pri: 6,
      tag: 'pvedaemon',
      user: task.owner.userid,
      msg: `starting task ${task.upid}`,
    }))
}

function metricsExport(call: PveCall): unknown {
  const timestamp = Math.floor(call.now / 1000)
  const rows: unknown[] = []
  const add = (id: string, metric: string, type: string, value: number): void => {
    rows.push({ id, metric, type, value, timestamp })
  }
  for (const node of call.site.nodes.values()) {
    if (!isReachable(call, node)) continue
    add(`node/${node.name}`, 'mem_total', 'gauge', node.memoryBytes)
    add(`node/${node.name}`, 'cpu_avg1', 'gauge', node.threads)
    for (const guest of node.guests.values())
      add(`${guest.kind}/${guest.vmid}`, 'mem_total', 'gauge', guest.memoryBytes)
  }
  return { data: rows }
}

export const clusterHandlers: PveHandlers = {
  'GET /version': (call) => ({
    version: call.version.version,
    release: call.version.release,
    repoid: call.version.repoid,
  }),
  'GET /cluster/status': status,
  'GET /cluster/nextid': nextid,
  'GET /cluster/options': options,
  'GET /cluster/log': log,
  'GET /cluster/tasks': (call) => tasksOfSite(call.site, call.now).map((task) => taskRow(task, call.now)),
  'GET /cluster/backup': (call) => call.site.backupJobs.map((job) => jobRow(call, job)),
  'GET /cluster/backup/{id}': (call) => jobRow(call, jobOf(call)),
  'GET /cluster/backup/{id}/included_volumes': includedVolumes,
  'GET /cluster/backup-info/not-backed-up': notBackedUp,
  'GET /cluster/ha/status/current': haCurrent,
  'GET /cluster/ha/status/manager_status': managerStatus,
  'GET /cluster/ha/resources': (call) => call.site.ha.map((resource) => haResourceRow(call, resource)),
  'GET /cluster/ha/resources/{sid}': (call) => {
    const sid = textOf(call.parameters, 'sid')
    const resource = call.site.ha.find(({ vmid }) => haId(call, vmid) === sid || String(vmid) === sid)
    if (resource === undefined) throw new ApiFailure(500, `no such resource '${sid}'`)
    return haResourceRow(call, resource)
  },
  'GET /cluster/ha/groups': (call) => {
    if (call.version.major >= 9) throw new ApiFailure(500, 'cannot index groups: ha groups have been migrated to rules')
    return []
  },
  'GET /cluster/ha/rules': () => [],
  'GET /cluster/replication': (call) => call.site.replication.map(replicationConfig),
  'GET /cluster/replication/{id}': (call) => {
    const id = textOf(call.parameters, 'id')
    const job = call.site.replication.find((one) => `${one.guest}-${one.jobnum}` === id)
    if (job === undefined) throw new ApiFailure(500, `no such replication job '${id}'`)
    return replicationConfig(job)
  },
  'GET /cluster/config/nodes': (call) =>
    [...call.site.nodes.values()].map((node) => ({
      node: node.name,
      name: node.name,
      nodeid: String(node.nodeid),
      quorum_votes: '1',
      ring0_addr: node.ip,
    })),
  'GET /cluster/config/apiversion': () => 1,
  'GET /cluster/metrics/server': () => [],
  'GET /cluster/metrics/export': metricsExport,
  'GET /cluster/firewall/options': () => ({ enable: 0 }),
  'GET /cluster/jobs/realm-sync': () => [],
  'GET /cluster/sdn/zones': () => [],
  'GET /cluster/sdn/vnets': () => [],
  'GET /cluster/mapping/pci': () => [],
  'GET /cluster/mapping/usb': () => [],
  'GET /cluster/ceph/status': (): never => {
    throw new ApiFailure(500, 'binary not installed: /usr/bin/ceph-mon')
  },
}
