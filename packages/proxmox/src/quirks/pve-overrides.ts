import { anything, flag, list, number, object, partial, record, text, words } from '../shape/shape.ts'
import { bytes, count, counter, load, percentage, ratio, seconds, space, vmid } from './measures.ts'
import { pveGuestOverrides } from './pve-guest-overrides.ts'
import { pveStorageOverrides } from './pve-storage-overrides.ts'

const cpuCount = number({ minimum: 0, maximum: 65_536 })

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

const node = object({
  node: text,
  status: words('online', 'offline', 'unknown'),
  // The numbers come only with Sys.Audit on the node and while it is online.
  ...partial({
    id: text,
    type: text,
    level: text,
    ssl_fingerprint: text,
    cpu: ratio,
    maxcpu: cpuCount,
    mem: bytes,
    maxmem: bytes,
    disk: bytes,
    maxdisk: bytes,
    uptime: seconds,
  }),
})

const nodeStatus = object(
  partial({
    cpu: ratio,
    wait: ratio,
    idle: ratio,
    uptime: seconds,
    // Three texts on the wire.
    loadavg: list(load),
    kversion: text,
    pveversion: text,
    memory: object(partial({ total: bytes, used: bytes, free: bytes, available: bytes })),
    swap: space,
    rootfs: space,
    ksm: object(partial({ shared: bytes })),
    cpuinfo: object(
      partial({
        model: text,
        vendor: text,
        family: text,
        sockets: count,
        cores: count,
        cpus: count,
        mhz: load,
        hvm: flag,
        flags: text,
        user_hz: count,
      }),
    ),
    'current-kernel': object(partial({ sysname: text, release: text, version: text, machine: text })),
    'boot-info': object(partial({ mode: words('efi', 'legacy-bios'), secureboot: flag })),
  }),
)

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

const nodeRrd = list(
  object({
    time: seconds,
    ...partial({
      cpu: ratio,
      iowait: ratio,
      loadavg: load,
      maxcpu: cpuCount,
      memtotal: bytes,
      memused: bytes,
      memavailable: bytes,
      arcsize: bytes,
      swaptotal: bytes,
      swapused: bytes,
      roottotal: bytes,
      rootused: bytes,
      netin: bytes,
      netout: bytes,
      pressurecpusome: percentage,
      pressurecpufull: percentage,
      pressureiosome: percentage,
      pressureiofull: percentage,
      pressurememorysome: percentage,
      pressurememoryfull: percentage,
    }),
  }),
)

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

const task = object({
  upid: text,
  ...partial({
    node: text,
    pid: count,
    pstart: counter,
    starttime: seconds,
    // A running task has neither end nor status.
    endtime: seconds,
    type: text,
    id: text,
    user: text,
    tokenid: text,
    status: text,
    saved: flag,
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

const taskStatus = object({
  status: words('running', 'stopped'),
  ...partial({
    upid: text,
    exitstatus: text,
    node: text,
    pid: count,
    pstart: counter,
    starttime: seconds,
    type: text,
    id: text,
    user: text,
    tokenid: text,
  }),
})

const logLine = object({ n: count, t: text })

/** Ceph's own answer, of which only the parts that are shown are described. */
const cephStatus = object(
  partial({
    fsid: text,
    health: object(partial({ status: words('HEALTH_OK', 'HEALTH_WARN', 'HEALTH_ERR'), checks: record(anything) })),
    pgmap: object(
      partial({
        bytes_total: bytes,
        bytes_used: bytes,
        bytes_avail: bytes,
        data_bytes: bytes,
        num_pgs: count,
        read_bytes_sec: bytes,
        write_bytes_sec: bytes,
        read_op_per_sec: counter,
        write_op_per_sec: counter,
      }),
    ),
    osdmap: object(partial({ num_osds: count, num_up_osds: count, num_in_osds: count, epoch: count })),
    monmap: object(partial({ epoch: count, num_mons: count, mons: list(anything) })),
    quorum_names: list(text),
  }),
)

/** Result shapes that replace the schema's, where that is vague or not what servers send. */
export const pveOverrides = {
  ...pveGuestOverrides,
  ...pveStorageOverrides,
  'GET /version': object({ version: text, ...partial({ release: text, repoid: text, console: text }) }),
  'GET /cluster/resources': list(clusterResource),
  'GET /cluster/status': list(clusterStatus),
  'GET /cluster/tasks': list(task),
  'GET /cluster/backup': list(backupJob),
  'GET /cluster/options': record(anything),
  'GET /cluster/ha/status/current': list(haStatus),
  'GET /cluster/ha/status/manager_status': object(
    partial({
      manager_status: object(
        partial({ master_node: text, timestamp: seconds, node_status: record(text), service_status: record(anything) }),
      ),
      lrm_status: record(anything),
      // A text here, a number elsewhere.
      quorum: object(partial({ node: text, quorate: flag })),
    }),
  ),
  'GET /cluster/ceph/status': cephStatus,
  'GET /nodes': list(node),
  'GET /nodes/{node}/status': nodeStatus,
  'GET /nodes/{node}/tasks': list(task),
  'GET /nodes/{node}/tasks/{upid}/status': taskStatus,
  'GET /nodes/{node}/tasks/{upid}/log': list(logLine),
  'GET /nodes/{node}/ceph/status': cephStatus,
  'GET /nodes/{node}/rrddata': nodeRrd,
  // 1 means that the privilege is inherited further down.
  'GET /access/permissions': record(record(flag)),
} as const
