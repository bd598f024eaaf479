import type { ConnectionId, GuestId, NodeId } from './ids.ts'
import type { Reason, ValueSource } from './value.ts'

/** A file system inside a virtual machine, as its guest agent reports it. */
export interface FileSystem {
  mountPoint: string
  kind: string
  usedBytes: number | null
  totalBytes: number | null
}

/** A virtual machine or a container. Its identity is (connection, vmid), never the node. */
export interface Guest {
  id: GuestId
  connectionId: ConnectionId
  vmid: number
  kind: 'qemu' | 'lxc'
  /** The last name seen; null until one was. */
  name: string | null
  nodeId: NodeId
  nodeName: string
  /**
   * QEMU's word where there is one: `running`, `stopped`, `paused`, `suspended`, `io-error`, `prelaunch`, …;
   * `unknown` when the node stopped reporting.
   */
  status: string
  template: boolean
  tags: readonly string[]
  pool: string | null
  lock: string | null
  haState: string | null
  /** 0 to 1 (a little above at times), of the guest's own processors. */
  cpuRatio: number | null
  cpuCount: number | null
  memoryUsedBytes: number | null
  memoryTotalBytes: number | null
  memorySource: ValueSource | null
  /** What the guest costs the host, overhead included (PVE 9). */
  memoryHostBytes: number | null
  /** Sum over file systems for a virtual machine, root file system for a container. */
  diskUsedBytes: number | null
  diskTotalBytes: number | null
  diskSource: ValueSource | null
  fileSystems: readonly FileSystem[] | null
  netInPerSecond: number | null
  netOutPerSecond: number | null
  diskReadPerSecond: number | null
  diskWritePerSecond: number | null
  startedAt: number | null
  addresses: readonly string[] | null
  osName: string | null
  /** When the cluster last told us about it (server's clock). */
  seenAt: number
  /** Reasons for values that are null, by field name. */
  unknown: Readonly<Record<string, Reason>>
}
