import { between, noise } from './chance.ts'
import { isUp } from './guest.ts'
import { readGuest } from './load.ts'
import type { Node } from './node.ts'

export interface NodeReading {
  /** Share of all threads. */
  readonly cpu: number
  readonly waitRatio: number
  readonly loadAverage: readonly [number, number, number]
  readonly usedBytes: number
  /** Part of what is used: the ZFS cache, which Proxmox does not take off. */
  readonly arcBytes: number
  readonly swapUsedBytes: number
  readonly rootUsedBytes: number
  readonly uptimeSeconds: number
  readonly netInPerSecond: number
  readonly netOutPerSecond: number
}

/** A node's own figures: what its guests need plus what the host takes for itself. */
export function readNode(node: Node, at: number): NodeReading {
  let busyThreads = 0
  let guestBytes = 0
  for (const guest of node.guests.values()) {
    if (!isUp(guest)) continue
    const reading = readGuest(guest, at)
    busyThreads += reading.cpu * guest.cores
    guestBytes += reading.hostBytes
  }
  const own = 0.008 + 0.02 * noise(node.seed, at / 30_000)
  const cpu = node.load.cpu ?? Math.min(0.995, busyThreads / node.threads + own)
  const arcBytes = node.zpools.length > 0 ? Math.round(node.memoryBytes * 0.08) : 0
  const used = guestBytes + arcBytes + 1.6 * 2 ** 30
  const usedBytes = Math.round(Math.min(0.985, node.load.memory ?? used / node.memoryBytes) * node.memoryBytes)
  const rootRatio = node.load.disk ?? between(0.12, 0.5, node.seed, 'root') + 0.005 * noise(node.seed, at / 86_400_000)
  const load = cpu * node.threads
  return {
    cpu,
    waitRatio: Math.min(0.4, 0.002 + 0.02 * noise(node.seed ^ 0x3a1, at / 60_000)),
    loadAverage: [load * (0.9 + 0.3 * noise(node.seed, at / 60_000)), load * 1.02, load * 0.98],
    usedBytes,
    arcBytes,
    swapUsedBytes: Math.round(node.swapBytes * 0.03 * noise(node.seed ^ 0x51, at / 3_600_000)),
    rootUsedBytes: Math.round(node.rootBytes * rootRatio),
    uptimeSeconds: Math.max(0, Math.floor((at - node.bootedAt) / 1000)),
    netInPerSecond: 40_000 + 300_000 * cpu * node.guests.size,
    netOutPerSecond: 60_000 + 350_000 * cpu * node.guests.size,
  }
}
