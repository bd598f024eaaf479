import { anything, asText, flag, list, object, partial, record, text, words } from '../shape/shape.ts'
import { bytes, count, cpuCount, counter, ratio, seconds, vmid } from './measures.ts'
import { cephStatus } from './pve-ceph.ts'
import { task } from './pve-task.ts'

/** One row of any type: which fields come depends on it, and a stale guest has neither name nor numbers. */
const clusterResource = object({
  id: text,
  type: words('qemu', 'lxc', 'node', 'storage', 'pool', 'sdn', 'network'),
  ...partial({
    node: text,
    vmid,
    name: text,
    status: text,
    cpu: ratio,
    maxcpu: cpuCount,
    mem: bytes,
    maxmem: bytes,
    memhost: bytes,
    disk: bytes,
    maxdisk: bytes,
    netin: counter,
    netout: counter,
    diskread: counter,
    diskwrite: counter,
    uptime: seconds,
    template: flag,
    pool: text,
    tags: text,
    lock: text,
    hastate: text,
    storage: text,
    plugintype: text,
    content: text,
    shared: flag,
    level: text,
    'cgroup-mode': count,
    'host-arch': text,
    sdn: text,
    network: text,
    'network-type': text,
    'zone-type': text,
    protocol: text,
  }),
})

const clusterStatus = object({
  type: words('cluster', 'node'),
  name: text,
  ...partial({
    id: text,
    nodes: count,
    quorate: flag,
    version: count,
    nodeid: count,
    ip: text,
    online: flag,
    local: flag,
    level: text,
  }),
})

const haStatus = object({
  type: words('quorum', 'master', 'lrm', 'service', 'fencing'),
  ...partial({
    id: text,
    node: text,
    status: text,
    quorate: flag,
    timestamp: seconds,
    sid: text,
    state: text,
    request_state: text,
    crm_state: text,
    max_restart: count,
    max_relocate: count,
    failback: flag,
    comment: text,
    'armed-state': text,
    resource_mode: text,
  }),
})

const backupJob = object({
  id: text,
  ...partial({
    type: text,
    enabled: flag,
    schedule: text,
    storage: text,
    mode: words('snapshot', 'suspend', 'stop'),
    all: flag,
    vmid: text,
    exclude: text,
    pool: text,
    node: text,
    comment: text,
    compress: text,
    'next-run': seconds,
    'repeat-missed': flag,
    protected: flag,
    // An object since PVE 7, a property string before.
    'prune-backups': anything,
    fleecing: anything,
    performance: anything,
    'notes-template': text,
    'notification-mode': text,
    mailto: text,
    mailnotification: text,
  }),
})

/** What the cluster-wide calls of PVE answer. */
export const pveClusterOverrides = {
  'GET /cluster/resources': list(clusterResource),
  'GET /cluster/status': list(clusterStatus),
  'GET /cluster/tasks': list(task),
  'GET /cluster/backup': list(backupJob),
  'GET /cluster/nextid': asText(vmid),
  'GET /cluster/options': record(anything),
  'GET /cluster/ha/status/current': list(haStatus),
  'GET /cluster/ha/status/manager_status': object(
    partial({
      manager_status: object(
        partial({ master_node: text, timestamp: seconds, node_status: record(text), service_status: record(anything) }),
      ),
      lrm_status: record(anything),
      quorum: object(partial({ node: text, quorate: asText(flag) })),
    }),
  ),
  'GET /cluster/ceph/status': cephStatus,
} as const
