import type { ConnectionId, NodeId } from './ids.ts'
import type { Reason } from './value.ts'

/** A member of a PVE cluster, or a stand-alone host. */
export interface Node {
  id: NodeId
  connectionId: ConnectionId
  name: string
  clusterName: string | null
  /** What the cluster says of its member. `unknown`: member is up but its measurements stopped, or no quorum. */
  status: 'online' | 'offline' | 'unknown'
  /** Since when the status is what it is, as far as we saw. */
  statusSinceAt: number
  /** Set while calls to this member fail although the cluster says it is online. */
  unreachableSinceAt: number | null
  address: string | null
  /** 0 to 1, of all threads. */
  cpuRatio: number | null
  /** Threads. */
  cpuCount: number | null
  cpuModel: string | null
  cpuSockets: number | null
  /** Physical cores. */
  cpuCores: number | null
  /** As reported, e.g. `2400.000`. */
  cpuMhz: string | null
  /** 0 to 1. */
  ioWaitRatio: number | null
  /** 1, 5 and 15 minutes. */
  loadAverage: readonly [number, number, number] | null
  memoryUsedBytes: number | null
  memoryTotalBytes: number | null
  /** Since PVE 9. */
  memoryAvailableBytes: number | null
  swapUsedBytes: number | null
  swapTotalBytes: number | null
  rootUsedBytes: number | null
  rootTotalBytes: number | null
  /** What is free for use; less than total minus used on file systems with reserved blocks. */
  rootAvailableBytes: number | null
  startedAt: number | null
  kernelVersion: string | null
  pveVersion: string | null
  /** When the cluster last told us about it (server's clock). */
  seenAt: number
  /** Reasons for values that are null, by field name. */
  unknown: Readonly<Record<string, Reason>>
}
