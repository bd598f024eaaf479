import type { Access } from './access.ts'
import { type BackupMark, type GuestBackup, storedBackups } from './backup-job.ts'
import { chance, hash } from './chance.ts'
import type { Certificate } from './node.ts'
import type { Site } from './site.ts'
import type { TaskBook } from './task-book.ts'
import type { PbsVersionProfile } from './version.ts'

export interface Verification {
  readonly state: 'ok' | 'failed'
  /** The task that found it. */
  readonly upid: string
}

/** What people did to one snapshot. */
export interface SnapshotMark extends BackupMark {
  readonly verification?: Verification
}

export interface GroupMark {
  readonly owner?: string
  readonly notes?: string
}

export interface Datastore {
  readonly store: string
  comment: string
  readonly path: string
  readonly totalBytes: number
  readonly usedRatio: number
  /** The root is the empty text. */
  namespaces: readonly string[]
  /** Backups that no simulated guest makes: file servers, laptops. */
  readonly hosts: readonly { readonly id: string; readonly namespace: string; readonly sizeBytes: number }[]
  /** `offline,message=…` or `read-only,…`; null is in service. */
  maintenance: string | null
  filledTo: number | null
  /** What else its configuration says, under the names of the API. */
  settings: Readonly<Record<string, unknown>>
  /** By `snapshotKey`. */
  readonly marks: Map<string, SnapshotMark>
  /** By namespace and group. */
  readonly groupMarks: Map<string, GroupMark>
}

/** What nobody has done anything to yet. */
export function untouched(): Pick<Datastore, 'settings' | 'marks' | 'groupMarks'> {
  return { settings: {}, marks: new Map(), groupMarks: new Map() }
}

/** What a job says beyond the fields of its own, under the names of the API. */
interface JobSettings {
  readonly settings?: Readonly<Record<string, unknown>>
  /** Jobs have no past from before they were made. */
  readonly createdAt?: number
}

export interface SyncJob extends JobSettings {
  readonly id: string
  readonly store: string
  readonly remote: string
  readonly remoteStore: string
  readonly direction: 'pull' | 'push'
  /** 0 never runs by itself. */
  readonly everyMinutes: number
  /** How its runs end. */
  readonly outcome: string
}

export interface MaintenanceJob extends JobSettings {
  readonly id: string
  readonly store: string
  readonly everyMinutes: number
  readonly minute: number
  readonly outcome: string
}

export interface Remote {
  readonly name: string
  readonly host: string
  readonly comment: string
  readonly settings?: Readonly<Record<string, unknown>>
}

export interface BackupServer {
  readonly name: string
  readonly seed: number
  readonly version: PbsVersionProfile
  readonly ip: string
  readonly memoryBytes: number
  readonly threads: number
  readonly bootedAt: number
  readonly datastores: Datastore[]
  readonly syncJobs: SyncJob[]
  readonly verifyJobs: MaintenanceJob[]
  readonly pruneJobs: MaintenanceJob[]
  readonly remotes: Remote[]
  readonly access: Access
  /** Grows with every change of the configuration. */
  configRevision: number
  readonly tasks: TaskBook
  /** Which storages of which sites are kept here. */
  readonly sources: readonly {
    readonly site: Site
    readonly storage: string
    readonly store: string
    readonly namespace: string
  }[]
  certificate: Certificate | null
  online: boolean
  /** When every call to it blocks. */
  hung: boolean
}

export interface BackupSnapshot {
  readonly namespace: string
  readonly type: 'vm' | 'ct' | 'host'
  readonly id: string
  readonly takenAt: number
  /** Null while the upload runs. */
  readonly sizeBytes: number | null
  readonly comment: string
  readonly verification: Verification | null
  readonly encrypted: boolean
  readonly protected: boolean
  readonly files: readonly string[]
  /** The guest's backup that it is; null for what no simulated guest made. */
  readonly source: { readonly site: Site; readonly backup: GuestBackup } | null
}

const dayMs = 86_400_000

type SnapshotName = Pick<BackupSnapshot, 'namespace' | 'type' | 'id' | 'takenAt'>

/** `vm/100/2026-03-01T02:30:05Z`, as people name snapshots. */
export function snapshotText({ type, id, takenAt }: Omit<SnapshotName, 'namespace'>): string {
  return `${type}/${id}/${new Date(takenAt).toISOString().slice(0, 19)}Z`
}

/** Names a snapshot in `Datastore.marks`. */
export function snapshotKey(snapshot: SnapshotName): string {
  return `${snapshot.namespace}:${snapshotText(snapshot)}`
}

/** All snapshots of one namespace, in no order (as the real server lists them). */
export function snapshotsOf(server: BackupServer, store: Datastore, namespace: string, now: number): BackupSnapshot[] {
  const snapshots: BackupSnapshot[] = []
  for (const source of server.sources) {
    if (source.store !== store.store || source.namespace !== namespace) continue
    for (const backup of storedBackups(source.site, source.storage, now)) {
      snapshots.push(fromGuest(server, source, backup, now))
    }
  }
  for (const host of store.hosts) {
    if (host.namespace !== namespace) continue
    for (let day = 0; day < 5; day++) snapshots.push(fromHost(server, host, day, now))
  }
  return snapshots
    .flatMap((snapshot) => {
      const mark = store.marks.size === 0 ? undefined : store.marks.get(snapshotKey(snapshot))
      return mark === undefined ? [snapshot] : marked(snapshot, mark)
    })
    .sort((one, other) => hash(server.seed, one.id, one.takenAt) - hash(server.seed, other.id, other.takenAt))
}

function marked(snapshot: BackupSnapshot, mark: SnapshotMark): BackupSnapshot[] {
  if (mark.isRemoved === true) return []
  return [
    {
      ...snapshot,
      comment: mark.notes ?? snapshot.comment,
      protected: mark.isProtected ?? snapshot.protected,
      verification: mark.verification ?? snapshot.verification,
    },
  ]
}

/** A few percent of the old snapshots failed verification; those of the last day are not verified yet. */
function verificationOf(server: BackupServer, id: string, takenAt: number, now: number): Verification | null {
  if (now - takenAt < dayMs) return null
  const upid = `UPID:${server.name}:000002D4:000023D8:0000000B:69200000:verificationjob:main\\x3av\\x2dmain:root@pam:`
  return { state: isBroken(server, { id, takenAt }) ? 'failed' : 'ok', upid }
}

/** Whether something is wrong on disk: every verification finds it. */
export function isBroken(server: BackupServer, { id, takenAt }: Pick<BackupSnapshot, 'id' | 'takenAt'>): boolean {
  return chance(server.seed, 'verify', id, takenAt / 1000) < 0.02
}

function fromGuest(
  server: BackupServer,
  { site, namespace }: BackupServer['sources'][number],
  backup: GuestBackup,
  now: number,
): BackupSnapshot {
  const { guest, startedAt, sizeBytes } = backup
  const id = String(guest.vmid)
  const isVm = guest.kind === 'qemu'
  const disks = guest.disks.map((disk) => (isVm ? `drive-${disk.key}.img.fidx` : 'root.pxar.didx'))
  return {
    namespace,
    type: isVm ? 'vm' : 'ct',
    id,
    takenAt: startedAt,
    sizeBytes,
    comment: backup.notes,
    verification: verificationOf(server, id, startedAt, now),
    encrypted: chance(guest.seed, 'encrypted') < 0.15,
    protected: backup.isProtected,
    files: isVm
      ? [...disks, 'qemu-server.conf.blob', 'index.json.blob', 'client.log.blob']
      : ['root.pxar.didx', 'pct.conf.blob', 'catalog.pcat1.didx', 'index.json.blob', 'client.log.blob'],
    source: { site, backup },
  }
}

function fromHost(server: BackupServer, host: Datastore['hosts'][number], day: number, now: number): BackupSnapshot {
  const takenAt =
    Math.floor(now / dayMs) * dayMs - day * dayMs + 3 * 3_600_000 + (hash(server.seed, host.id) % 900) * 1000
  // Today's upload lasts for twenty minutes; before three o'clock the newest one is yesterday's.
  const startedAt = takenAt > now ? takenAt - 5 * dayMs : takenAt
  const isUploading = now - startedAt < 1_200_000
  return {
    namespace: host.namespace,
    type: 'host',
    id: host.id,
    takenAt: startedAt,
    sizeBytes: isUploading
      ? null
      : Math.round(host.sizeBytes * (0.97 + 0.06 * chance(server.seed, host.id, startedAt / 1000))),
    comment: '',
    verification: verificationOf(server, host.id, startedAt, now),
    encrypted: true,
    protected: false,
    files: isUploading ? [] : ['root.pxar.didx', 'catalog.pcat1.didx', 'index.json.blob'],
    source: null,
  }
}

export function readDatastore(
  store: Datastore,
  now: number,
): { totalBytes: number; usedBytes: number; availableBytes: number } {
  const growth = store.filledTo ?? Math.min(0.985, store.usedRatio + 0.004 * ((now / dayMs) % 7))
  const usedBytes = Math.round(store.totalBytes * growth)
  return { totalBytes: store.totalBytes, usedBytes, availableBytes: store.totalBytes - usedBytes }
}
