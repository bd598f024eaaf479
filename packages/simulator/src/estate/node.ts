import type { Guest } from './guest.ts'

/** What a TLS endpoint shows, as `certificates/info` tells it. */
export interface Certificate {
  readonly pem: string
  /** SHA-256, upper-case, colons. */
  readonly fingerprint: string
  readonly subject: string
  readonly issuer: string
  readonly san: readonly string[]
  readonly notBeforeAt: number
  readonly notAfterAt: number
}

export interface PhysicalDisk {
  readonly devpath: string
  readonly kind: 'hdd' | 'ssd' | 'nvme'
  readonly model: string
  readonly serial: string
  readonly sizeBytes: number
  readonly usedFor: 'LVM' | 'ZFS' | 'BIOS boot' | 'partitions'
  health: 'PASSED' | 'FAILED' | 'UNKNOWN'
  /** Remaining life in percent; "N/A" where the disk does not tell. */
  wearout: number | 'N/A'
}

export interface ZfsPool {
  readonly name: string
  readonly sizeBytes: number
  readonly usedRatio: number
  health: 'ONLINE' | 'DEGRADED' | 'SUSPENDED'
  readonly disks: readonly string[]
}

export interface Node {
  readonly name: string
  readonly nodeid: number
  readonly seed: number
  ip: string
  readonly cpuModel: string
  readonly sockets: number
  readonly coresPerSocket: number
  readonly threads: number
  readonly memoryBytes: number
  readonly swapBytes: number
  readonly rootBytes: number
  readonly disks: PhysicalDisk[]
  readonly zpools: ZfsPool[]
  readonly guests: Map<number, Guest>
  /** Whether a TLS endpoint exists for it; the others are reached through their cluster mates. */
  listens: boolean
  certificate: Certificate | null
  /** Where in the 10-second rhythm its status daemon speaks. */
  readonly offsetMs: number
  bootedAt: number
  online: boolean
  /** The last time in which its status daemon was silent (node down, or stuck on a hung storage). */
  silence: { fromAt: number; toAt: number } | null
  maintenance: boolean
  load: { cpu?: number; memory?: number; disk?: number }
}

/** pvestatd's rhythm. */
export const broadcastPeriodMs = 10_000
/** A broadcast older than this counts as missing. */
export const broadcastLifeMs = 300_000

function align(at: number, offsetMs: number): number {
  return Math.floor((at - offsetMs) / broadcastPeriodMs) * broadcastPeriodMs + offsetMs
}

/** When the newest broadcast of the node was made that a member can know of at `now`. */
export function lastBroadcastAt(node: Node, now: number): number {
  const at = align(now, node.offsetMs)
  const { silence } = node
  if (silence === null || at < silence.fromAt || at >= silence.toAt) return at
  return align(silence.fromAt, node.offsetMs)
}
