import type { Access } from './access.ts'
import type { BackupJob, BackupMark, GuestBackup } from './backup-job.ts'
import type { Guest } from './guest.ts'
import type { Node } from './node.ts'
import type { Storage } from './storage.ts'
import type { TaskBook } from './task-book.ts'
import type { VersionProfile } from './version.ts'

export interface Pool {
  readonly poolid: string
  comment: string
  storages: readonly string[]
}

export interface HaResource {
  readonly vmid: number
  state: 'started' | 'stopped' | 'disabled' | 'ignored'
  group: string | null
  comment: string
}

export interface ReplicationJob {
  readonly guest: number
  readonly jobnum: number
  readonly target: string
  everyMinutes: number
  comment: string
  /** The calendar event as somebody wrote it. */
  schedule?: string
  disabled?: boolean
  /** The text of its last failure, or null while it works. */
  error: string | null
}

/** One Proxmox VE installation: a cluster, or a host on its own. */
export interface Site {
  readonly name: string
  /** A host on its own has no cluster row and no quorum. */
  readonly standalone: boolean
  readonly seed: number
  readonly version: VersionProfile
  readonly nodes: Map<string, Node>
  readonly guests: Map<number, Guest>
  /** Removed guests: their backups stay. */
  readonly departed: Guest[]
  readonly storages: Storage[]
  readonly pools: Pool[]
  readonly ha: HaResource[]
  readonly replication: ReplicationJob[]
  readonly backupJobs: BackupJob[]
  /** Backups that somebody made; those of the jobs are derived, see `backup-job.ts`. */
  readonly backups: GuestBackup[]
  /** What people did to single backups, by `backupKey`. */
  readonly backupMarks: Map<string, BackupMark>
  readonly access: Access
  readonly tasks: TaskBook
  readonly description: string
  quorate: boolean
  quorumLostAt: number
  /** Grows with every change from outside, so that cached answers know their age. */
  revision: number
}

export function findStorage(site: Site, name: string): Storage | undefined {
  return site.storages.find((storage) => storage.storage === name)
}
