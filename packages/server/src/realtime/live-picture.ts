import type { BackupSnapshot, BackupTask, GuestSnapshot, LiveTables, StorageBackup, TableName } from '@pulse/contract'

/** What this module needs of the live picture. Row objects are replaced on change, never changed in place. */
export interface LivePicture {
  /** Grows with each change that changed anything. */
  readonly version: number
  /** Of the newest data, ms since epoch; null before any came. */
  readonly at: number | null
  readonly tables: { readonly [T in TableName]: ReadonlyMap<string, LiveTables[T]> }
  /** Each list newest first. */
  readonly backups: LiveBackups
}

export interface LiveBackups {
  readonly snapshots: readonly BackupSnapshot[]
  readonly storageBackups: readonly StorageBackup[]
  readonly tasks: readonly BackupTask[]
  readonly guestSnapshots: readonly GuestSnapshot[]
}

/** What changed in the picture, by table. */
export interface LiveChange {
  readonly tables: { readonly [T in TableName]?: TableRowsChange<LiveTables[T]> }
  readonly backupsChanged: boolean
}

interface TableRowsChange<V> {
  readonly added: readonly V[]
  readonly changed: readonly { readonly value: V; readonly fields: readonly string[] }[]
  /** Ids. */
  readonly removed: readonly string[]
}

/** Figures about the watching itself that the documented state shows. */
export interface LiveStats {
  /** When the server started, ms since epoch. */
  readonly startedAt: number
  readonly totalCalls: number
  readonly failedCalls: number
  readonly pollingCycles: number
  readonly lastPollMs: number | null
  /** By kind of call. */
  readonly callMs: Readonly<Record<string, number>>
}
