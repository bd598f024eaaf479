import type { ConnectionId, DatastoreId } from './ids.ts'
import type { Reason } from './value.ts'

/** The host of a Proxmox Backup Server. Its id is that of its connection. */
export interface BackupServer {
  id: ConnectionId
  connectionId: ConnectionId
  name: string
  version: string | null
  cpuRatio: number | null
  cpuCount: number | null
  cpuModel: string | null
  ioWaitRatio: number | null
  loadAverage: readonly [number, number, number] | null
  memoryUsedBytes: number | null
  memoryTotalBytes: number | null
  swapUsedBytes: number | null
  swapTotalBytes: number | null
  rootUsedBytes: number | null
  rootTotalBytes: number | null
  startedAt: number | null
  kernelVersion: string | null
  seenAt: number
  unknown: Readonly<Record<string, Reason>>
}

export interface Namespace {
  /** Empty for the root. */
  path: string
  depth: number
}

export interface Datastore {
  id: DatastoreId
  connectionId: ConnectionId
  name: string
  status: 'available' | 'maintenance' | 'unmounted' | 'error' | 'unknown'
  /** What the server says is wrong, or the maintenance message. */
  problem: string | null
  usedBytes: number | null
  totalBytes: number | null
  availableBytes: number | null
  /** As the server reckons; null when it has no forecast. */
  estimatedFullAt: number | null
  namespaces: readonly Namespace[] | null
  groupCount: number | null
  snapshotCount: number | null
  seenAt: number
  unknown: Readonly<Record<string, Reason>>
}
