import { tasksOfSite } from '../../estate/history.ts'
import { ApiFailure } from '../answer.ts'
import { numberOf } from '../parameters.ts'
import { isReachable, type PveCall, type PveHandlers } from './call.ts'
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
