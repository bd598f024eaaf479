import { anything, flag, integer, list, object, optional, partial, record, text, words } from '../shape/shape.ts'
import { bytes, count, counter, cpuCount, percentage, ratio, seconds, vmid } from './measures.ts'

const pressure = partial({
  pressurecpusome: percentage,
  pressurecpufull: percentage,
  pressureiosome: percentage,
  pressureiofull: percentage,
  pressurememorysome: percentage,
  pressurememoryfull: percentage,
})

const guest = {
  vmid,
  status: words('running', 'stopped'),
  ...partial({
    name: text,
    cpu: ratio,
    cpus: cpuCount,
    mem: bytes,
    maxmem: bytes,
    memhost: bytes,
    disk: bytes,
    maxdisk: bytes,
    swap: bytes,
    maxswap: bytes,
    netin: counter,
    netout: counter,
    diskread: counter,
    diskwrite: counter,
    uptime: seconds,
    pid: count,
    tags: text,
    lock: text,
    template: flag,
    serial: flag,
    qmpstatus: words(
      'running',
      'paused',
      'prelaunch',
      'io-error',
      'guest-panicked',
      'suspended',
      'shutdown',
      'stopped',
    ),
    'running-machine': text,
    'running-qemu': text,
  }),
  ...pressure,
} as const

const current = {
  ...guest,
  ...partial({
    agent: flag,
    spice: flag,
    clipboard: text,
    ha: object({ ...partial({ managed: flag, state: text, group: text }) }),
    nics: record(object(partial({ netin: counter, netout: counter }))),
    balloon: bytes,
    freemem: bytes,
    ballooninfo: object(
      partial({
        actual: bytes,
        max_mem: bytes,
        total_mem: bytes,
        free_mem: bytes,
        mem_swapped_in: bytes,
        mem_swapped_out: bytes,
        major_page_faults: counter,
        minor_page_faults: counter,
        last_update: seconds,
      }),
    ),
    blockstat: record(
      object(
        partial({
          rd_bytes: counter,
          wr_bytes: counter,
          rd_operations: counter,
          wr_operations: counter,
          wr_highest_offset: counter,
        }),
      ),
    ),
    'proxmox-support': anything,
  }),
} as const

const snapshot = object({
  // The row `current` stands for the guest as it is now: it has no time.
  name: text,
  ...partial({ description: text, digest: text, running: flag, parent: text, snaptime: seconds, vmstate: flag }),
})

const fileSystem = object({
  // Old agents, snap loops and CD drives give no sizes; Windows has volumes without a drive letter.
  name: text,
  ...partial({
    mountpoint: text,
    type: text,
    'used-bytes': bytes,
    'total-bytes': bytes,
    'total-bytes-privileged': bytes,
    disk: list(
      object(
        partial({ dev: text, serial: text, 'bus-type': text, bus: integer(), unit: integer(), target: integer() }),
      ),
    ),
  }),
})

const agentInterface = object({
  name: text,
  ...partial({
    'hardware-address': text,
    'ip-addresses': list(
      object({
        'ip-address': text,
        ...partial({ 'ip-address-type': words('ipv4', 'ipv6'), prefix: integer({ minimum: 0, maximum: 128 }) }),
      }),
    ),
    statistics: object(
      partial({
        'rx-bytes': counter,
        'rx-packets': counter,
        'rx-errs': counter,
        'rx-dropped': counter,
        'tx-bytes': counter,
        'tx-packets': counter,
        'tx-errs': counter,
        'tx-dropped': counter,
      }),
    ),
  }),
})

const operatingSystem = object(
  partial({
    id: text,
    name: text,
    'pretty-name': text,
    version: text,
    'version-id': text,
    machine: text,
    'kernel-release': text,
    'kernel-version': text,
    variant: text,
    'variant-id': text,
  }),
)

const rrd = list(
  object({
    // An empty bucket holds nothing but its time.
    time: seconds,
    ...partial({
      cpu: ratio,
      maxcpu: cpuCount,
      mem: bytes,
      maxmem: bytes,
      memhost: bytes,
      disk: bytes,
      maxdisk: bytes,
      // Bytes per second here, though totals elsewhere.
      netin: bytes,
      netout: bytes,
      diskread: bytes,
      diskwrite: bytes,
    }),
    ...pressure,
  }),
)

const containerInterface = object({
  name: text,
  ...partial({
    hwaddr: text,
    inet: text,
    inet6: text,
    'hardware-address': text,
    'ip-addresses': list(
      object({
        'ip-address': text,
        ...partial({ 'ip-address-type': text, prefix: integer({ minimum: 0, maximum: 128 }) }),
      }),
    ),
  }),
})

/** What the guest calls of PVE answer. */
export const pveGuestOverrides = {
  'GET /nodes/{node}/qemu': list(object(guest)),
  'GET /nodes/{node}/lxc': list(object(guest)),
  'GET /nodes/{node}/qemu/{vmid}/status/current': object(current),
  'GET /nodes/{node}/lxc/{vmid}/status/current': object(current),
  'GET /nodes/{node}/qemu/{vmid}/snapshot': list(snapshot),
  'GET /nodes/{node}/lxc/{vmid}/snapshot': list(snapshot),
  'GET /nodes/{node}/qemu/{vmid}/agent/get-fsinfo': object({ result: optional(list(fileSystem)) }),
  'GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces': object({ result: optional(list(agentInterface)) }),
  'GET /nodes/{node}/qemu/{vmid}/agent/get-osinfo': object({ result: optional(operatingSystem) }),
  'GET /nodes/{node}/lxc/{vmid}/interfaces': list(containerInterface),
  'GET /nodes/{node}/qemu/{vmid}/rrddata': rrd,
  'GET /nodes/{node}/lxc/{vmid}/rrddata': rrd,
} as const
