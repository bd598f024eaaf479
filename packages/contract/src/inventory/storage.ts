import type { ConnectionId, StorageId } from './ids.ts'
import type { Reason } from './value.ts'

/** How one node sees a storage. */
export interface StorageOnNode {
  nodeName: string
  available: boolean | null
}

/** A storage of a PVE connection: one object when shared, else one per node. */
export interface Storage {
  id: StorageId
  connectionId: ConnectionId
  name: string
  /** Null when shared. */
  nodeName: string | null
  shared: boolean
  /** `dir`, `zfspool`, `lvmthin`, `nfs`, `pbs`, … */
  kind: string
  /** Sorted. */
  content: readonly string[]
  enabled: boolean | null
  /** Can be used now; null when not known. */
  active: boolean | null
  usedBytes: number | null
  totalBytes: number | null
  availableBytes: number | null
  nodes: readonly StorageOnNode[]
  /** For a PBS storage: which server, datastore and namespace lie behind it. */
  backupServer: { server: string; datastore: string; namespace: string } | null
  seenAt: number
  unknown: Readonly<Record<string, Reason>>
}
