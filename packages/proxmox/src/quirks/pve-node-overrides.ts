import { asText, flag, list, object, partial, text, words } from '../shape/shape.ts'
import { bytes, count, cpuCount, load, percentage, ratio, seconds, space } from './measures.ts'
import { cephStatus } from './pve-ceph.ts'
import { logLine, task, taskStatus } from './pve-task.ts'

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
    loadavg: list(asText(load)),
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
        mhz: asText(load),
        hvm: asText(flag),
        flags: text,
        user_hz: count,
      }),
    ),
    'current-kernel': object(partial({ sysname: text, release: text, version: text, machine: text })),
    'boot-info': object(partial({ mode: words('efi', 'legacy-bios'), secureboot: flag })),
  }),
)

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

/** What the node calls of PVE answer. */
export const pveNodeOverrides = {
  'GET /nodes': list(node),
  'GET /nodes/{node}/status': nodeStatus,
  'GET /nodes/{node}/tasks': list(task),
  'GET /nodes/{node}/tasks/{upid}/status': taskStatus,
  'GET /nodes/{node}/tasks/{upid}/log': list(logLine),
  'GET /nodes/{node}/ceph/status': cephStatus,
  'GET /nodes/{node}/rrddata': nodeRrd,
} as const
