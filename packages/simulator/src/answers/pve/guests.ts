import { runningBackup } from '../../estate/backup-job.ts'
import { chance, hash, macText } from '../../estate/chance.ts'
import { bootDiskBytes, type Guest, isDataDisk, isUp } from '../../estate/guest.ts'
import { diskUsedBytes, type GuestReading, readGuest } from '../../estate/load.ts'
import type { Node } from '../../estate/node.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, textOf } from '../parameters.ts'
import { guestOf, guestsOnNode, type PveCall, type PveHandlers } from './call.ts'
import { guestConfig, snapshotConfig } from './guest-config.ts'
import { haState } from './resources.ts'

// CPU of a live answer needs two samples of the same worker: the first after a pause is zero.
const sampledAt = new WeakMap<Node, Map<string, number>>()
const sampleLifeMs = 60_000

function liveCpu(call: PveCall, what: string, cpu: number): number {
  const known = sampledAt.get(call.node) ?? new Map<string, number>()
  sampledAt.set(call.node, known)
  const last = known.get(what)
  known.set(what, call.now)
  return last !== undefined && call.now - last < sampleLifeMs ? cpu : 0
}

/** Pressure stall figures since 9.0: share of time in percent in which the guest had to wait. */
function pressure(guest: Guest, reading: GuestReading): Record<string, number> {
  const wait = (part: string): number => Number((reading.cpu * 4 * chance(guest.seed, part)).toFixed(2))
  return {
    pressurecpusome: wait('cpu'),
    pressurecpufull: 0,
    pressureiosome: wait('io'),
    pressureiofull: wait('io') / 2,
    pressurememorysome: 0,
    pressurememoryfull: 0,
  }
}

/** What lists and the status of one guest have in common. */
function liveRow(call: PveCall, guest: Guest, reading: GuestReading): Record<string, unknown> {
  const isRunning = isUp(guest)
  const lock = guest.lock ?? (runningBackup(call.site, guest, call.now) === null ? null : 'backup')
  const isVm = guest.kind === 'qemu'
  const isNew = call.version.major >= 9
  return {
    vmid: guest.vmid,
    name: guest.name,
    status: isRunning ? 'running' : 'stopped',
    uptime: reading.uptimeSeconds,
    cpus: guest.cores,
    maxmem: guest.memoryBytes,
    mem: reading.hostBytes,
    disk: isVm || !isRunning ? 0 : diskUsedBytes(guest, call.now),
    maxdisk: bootDiskBytes(guest),
    netin: reading.counters.netIn,
    netout: reading.counters.netOut,
    diskread: reading.counters.diskRead,
    diskwrite: reading.counters.diskWrite,
    ...(guest.template && { template: 1 }),
    ...(isRunning && { pid: 1200 + (hash(guest.seed, 'pid', guest.startedAt / 1000) % 3_000_000) }),
    ...(guest.tags.length > 0 && { tags: guest.tags.join(';') }),
    ...(lock !== null && { lock }),
    ...(isNew && isVm && isRunning && { memhost: reading.hostBytes }),
    ...(isNew && isRunning && pressure(guest, reading)),
    ...(!isVm && { type: 'lxc', swap: reading.swapBytes, maxswap: 512 * 2 ** 20 }),
  }
}

function list(call: PveCall, kind: 'qemu' | 'lxc'): unknown[] {
  const isFull = flagOf(call.parameters, 'full')
  return guestsOnNode(call, kind).map((guest) => {
    const reading = readGuest(guest, call.now)
    const row = { ...liveRow(call, guest, reading), cpu: liveCpu(call, `${kind} list`, reading.cpu) }
    if (kind === 'lxc') return row
    // Without `full` nobody asks QEMU, so only the host's view of disk and network is there.
    return isFull ? { ...row, qmpstatus: guest.status, mem: reading.usedBytes ?? reading.hostBytes } : row
  })
}

const blockKeys = ['rd_merged', 'wr_merged', 'unmap_bytes', 'unmap_operations', 'unmap_merged', 'unmap_total_time_ns']
const failureKeys = ['failed', 'invalid'].flatMap((word) =>
  ['rd', 'wr', 'flush', 'unmap'].map((kind) => `${word}_${kind}_operations`),
)

function blockStatistics(guest: Guest, reading: GuestReading): Record<string, unknown> {
  const attached = guest.disks.filter(isDataDisk)
  const share = 1 / Math.max(1, attached.length)
  const zeros = Object.fromEntries([...blockKeys, ...failureKeys].map((key) => [key, 0]))
  const disks = attached.map((disk): [string, unknown] => {
    const read = Math.floor(reading.counters.diskRead * share)
    const written = Math.floor(reading.counters.diskWrite * share)
    const facts = {
      rd_bytes: read,
      wr_bytes: written,
      rd_operations: Math.floor(read / 24_000),
      wr_operations: Math.floor(written / 9000),
    }
    const times = {
      rd_total_time_ns: read * 40,
      wr_total_time_ns: written * 90,
      flush_total_time_ns: written * 4,
      idle_time_ns: 4_427_685_914,
    }
    const rest = { flush_operations: Math.floor(written / 90_000), wr_highest_offset: Math.floor(disk.sizeBytes * 0.6) }
    return [
      disk.key,
      { ...zeros, ...facts, ...times, ...rest, timed_stats: [], account_failed: true, account_invalid: true },
    ]
  })
  return Object.fromEntries(disks)
}

function balloon(guest: Guest, reading: GuestReading, now: number): Record<string, unknown> {
  const used = reading.usedBytes
  if (used === null) return {}
  const freeBytes = guest.memoryBytes - used
  return {
    balloon: guest.memoryBytes,
    balloon_min: guest.memoryBytes,
    freemem: freeBytes,
    ballooninfo: {
      actual: guest.memoryBytes,
      max_mem: guest.memoryBytes,
      total_mem: Math.round(guest.memoryBytes * 0.97),
      free_mem: freeBytes,
      last_update: Math.floor(now / 1000),
      major_page_faults: 1811,
      minor_page_faults: 3_803_793,
      mem_swapped_in: 0,
      mem_swapped_out: 0,
    },
  }
}

function ha(call: PveCall, guest: Guest): Record<string, unknown> {
  const state = haState(call.site, guest)
  return state === undefined ? { managed: 0 } : { managed: 1, state }
}

function vmStatus(call: PveCall): unknown {
  const guest = guestOf(call, 'qemu')
  const reading = readGuest(guest, call.now)
  const shared = {
    ...liveRow(call, guest, reading),
    cpu: liveCpu(call, `qemu ${guest.vmid}`, reading.cpu),
    qmpstatus: guest.status,
    ha: ha(call, guest),
    ...(guest.agent !== 'absent' && { agent: 1 }),
  }
  if (!isUp(guest)) return shared
  const machine = guest.os === 'windows' ? 'pc-q35-10.0+pve0' : 'pc-i440fx-10.0+pve0'
  return {
    ...shared,
    mem: reading.usedBytes ?? reading.hostBytes,
    ...balloon(guest, reading, call.now),
    blockstat: blockStatistics(guest, reading),
    nics: { [`tap${guest.vmid}i0`]: { netin: reading.counters.netIn, netout: reading.counters.netOut } },
    'running-machine': machine,
    'running-qemu': call.version.qemu,
    'proxmox-support': { 'backup-fleecing': true, 'pbs-dirty-bitmap': true, 'query-bitmap-info': true },
  }
}

function containerStatus(call: PveCall): unknown {
  const guest = guestOf(call, 'lxc')
  const reading = readGuest(guest, call.now)
  return { ...liveRow(call, guest, reading), cpu: liveCpu(call, `lxc ${guest.vmid}`, reading.cpu), ha: ha(call, guest) }
}

function pending(call: PveCall, kind: 'qemu' | 'lxc'): unknown[] {
  return Object.entries(guestConfig(guestOf(call, kind))).map(([key, value]) => ({ key, value }))
}

/** The configuration now, or as a snapshot keeps it. */
function config(call: PveCall, kind: 'qemu' | 'lxc'): unknown {
  const guest = guestOf(call, kind)
  const name = textOf(call.parameters, 'snapshot')
  if (name === undefined) return guestConfig(guest)
  const snapshot = guest.snapshots.find((one) => one.name === name)
  if (snapshot === undefined) throw new ApiFailure(500, `snapshot '${name}' does not exist`)
  return snapshotConfig(guest, snapshot)
}

/** Addresses of a guest: stable, from its own network. */
export function addressOf(guest: Guest): { ipv4: string; ipv6: string; mac: string } {
  const number = hash(guest.seed, 'address')
  const mac = macText(guest.seed).toLowerCase()
  return {
    ipv4: `192.168.${10 + (number % 3)}.${20 + ((number >>> 8) % 220)}`,
    ipv6: `fe80::be24:11ff:fe${mac.slice(9, 11)}:${mac.slice(12, 14)}${mac.slice(15, 17)}`,
    mac,
  }
}

function containerInterfaces(call: PveCall): unknown {
  const guest = guestOf(call, 'lxc')
  if (!isUp(guest)) return []
  const { ipv4, ipv6, mac } = addressOf(guest)
  const extended = (address: string, prefix: number, kind: 'inet' | 'inet6') => ({
    'ip-address': address,
    prefix,
    'ip-address-type': kind,
  })
  const isNew = call.version.major >= 9
  return [
    {
      name: 'lo',
      hwaddr: '00:00:00:00:00:00',
      inet: '127.0.0.1/8',
      inet6: '::1/128',
      ...(isNew && {
        'hardware-address': '00:00:00:00:00:00',
        'ip-addresses': [extended('127.0.0.1', 8, 'inet'), extended('::1', 128, 'inet6')],
      }),
    },
    {
      name: 'eth0',
      hwaddr: mac,
      inet: `${ipv4}/24`,
      inet6: `${ipv6}/64`,
      ...(isNew && {
        'hardware-address': mac,
        'ip-addresses': [extended(ipv4, 24, 'inet'), extended(ipv6, 64, 'inet6')],
      }),
    },
  ]
}

export const guestHandlers: PveHandlers = {
  'GET /nodes/{node}/qemu': (call) => list(call, 'qemu'),
  'GET /nodes/{node}/lxc': (call) => list(call, 'lxc'),
  'GET /nodes/{node}/qemu/{vmid}/status/current': vmStatus,
  'GET /nodes/{node}/lxc/{vmid}/status/current': containerStatus,
  'GET /nodes/{node}/qemu/{vmid}/config': (call) => config(call, 'qemu'),
  'GET /nodes/{node}/lxc/{vmid}/config': (call) => config(call, 'lxc'),
  'GET /nodes/{node}/qemu/{vmid}/pending': (call) => pending(call, 'qemu'),
  'GET /nodes/{node}/lxc/{vmid}/pending': (call) => pending(call, 'lxc'),
  'GET /nodes/{node}/lxc/{vmid}/interfaces': containerInterfaces,
}
