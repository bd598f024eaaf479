import type { ConnectionId, DatastoreId } from './ids.ts'

/** One backup snapshot on a Proxmox Backup Server. */
export interface BackupSnapshot {
  /** `<datastore id>~<namespace>~<type>~<backup id>~<seconds>`, percent-encoded where needed. */
  id: string
  connectionId: ConnectionId
  datastoreId: DatastoreId
  datastoreName: string
  namespace: string
  backupType: 'vm' | 'ct' | 'host'
  backupId: string
  takenAt: number
  /** Null while the backup runs. */
  sizeBytes: number | null
  protected: boolean
  encrypted: boolean
  verification: 'ok' | 'failed' | null
  comment: string | null
  owner: string | null
  files: readonly string[]
}

/** A backup file (or PBS snapshot) as a PVE storage lists it. */
export interface StorageBackup {
  id: string
  connectionId: ConnectionId
  storageName: string
  /** Null on shared storage. */
  nodeName: string | null
  volumeId: string
  guestKind: 'qemu' | 'lxc' | null
  vmid: number | null
  takenAt: number
  sizeBytes: number | null
  format: string
  notes: string | null
  protected: boolean
  onBackupServer: boolean
  verification: 'ok' | 'failed' | null
}

/** A run of vzdump on a node. */
export interface BackupTask {
  /** The UPID, prefixed with the connection. */
  id: string
  connectionId: ConnectionId
  nodeName: string
  upid: string
  /** Null for a run over several guests. */
  vmid: number | null
  startedAt: number
  /** Null while it runs. */
  endedAt: number | null
  /** `OK`, `WARNINGS: n`, an error text, or null while it runs. */
  status: string | null
}

/** A snapshot of a guest. */
export interface GuestSnapshot {
  id: string
  connectionId: ConnectionId
  nodeName: string
  guestKind: 'qemu' | 'lxc'
  vmid: number
  name: string
  takenAt: number
  description: string | null
  parent: string | null
  /** Memory is part of it. */
  withMemory: boolean
}
