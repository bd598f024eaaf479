import type { Access } from './access.ts'
import { type GuestBackup, storedBackups } from './backup-job.ts'
import { chance, hash } from './chance.ts'
import type { Certificate } from './node.ts'
import type { Site } from './site.ts'
import type { PbsVersionProfile } from './version.ts'

export interface Datastore {
  readonly store: string
  readonly comment: string
  readonly path: string
  readonly totalBytes: number
  readonly usedRatio: number
  readonly namespaces: readonly string[]
  /** Backups that no simulated guest makes: file servers, laptops. */
  readonly hosts: readonly { readonly id: string; readonly namespace: string; readonly sizeBytes: number }[]
  /** `offline,message=…` or `read-only,…`; null is in service. */
  maintenance: string | null
  filledTo: number | null
}

export interface SyncJob {
  readonly id: string
  readonly store: string
  readonly remote: string
  readonly remoteStore: string
  readonly direction: 'pull' | 'push'
  readonly everyMinutes: number
  /** How its last run ended. */
  readonly outcome: string
}

export interface MaintenanceJob {
  readonly id: string
  readonly store: string
  readonly everyMinutes: number
  readonly minute: number
  readonly outcome: string
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
  readonly remotes: readonly { readonly name: string; readonly host: string; readonly comment: string }[]
  readonly access: Access
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
  readonly type: 'vm' | 'ct' | 'host'
  readonly id: string
  readonly takenAt: number
  /** Null while the upload runs. */
  readonly sizeBytes: number | null
  readonly comment: string
  readonly verification: 'ok' | 'failed' | null
  readonly encrypted: boolean
  readonly protected: boolean
  readonly files: readonly string[]
}

const dayMs = 86_400_000

/** All snapshots of one namespace, in no order (as the real server lists them). */
export function snapshotsOf(server: BackupServer, store: Datastore, namespace: string, now: number): BackupSnapshot[] {
  const snapshots: BackupSnapshot[] = []
  for (const source of server.sources) {
    if (source.store !== store.store || source.namespace !== namespace) continue
    for (const backup of storedBackups(source.site, source.storage, now)) snapshots.push(fromGuest(server, backup, now))
  }
  for (const host of store.hosts) {
    if (host.namespace !== namespace) continue
    for (let day = 0; day < 5; day++) snapshots.push(fromHost(server, host, day, now))
  }
  return snapshots.sort(
    (one, other) => hash(server.seed, one.id, one.takenAt) - hash(server.seed, other.id, other.takenAt),
  )
}

/** A few percent of the old snapshots failed verification; those of the last day are not verified yet. */
function verificationOf(server: BackupServer, id: string, takenAt: number, now: number): 'ok' | 'failed' | null {
  if (now - takenAt < dayMs) return null
  return chance(server.seed, 'verify', id, takenAt / 1000) < 0.02 ? 'failed' : 'ok'
}

function fromGuest(server: BackupServer, backup: GuestBackup, now: number): BackupSnapshot {
  const { guest, startedAt, sizeBytes } = backup
  const id = String(guest.vmid)
  const isVm = guest.kind === 'qemu'
  const disks = guest.disks.map((disk) => (isVm ? `drive-${disk.key}.img.fidx` : 'root.pxar.didx'))
  return {
    type: isVm ? 'vm' : 'ct',
    id,
    takenAt: startedAt,
    sizeBytes,
    comment: guest.name,
    verification: verificationOf(server, id, startedAt, now),
    encrypted: chance(guest.seed, 'encrypted') < 0.15,
    protected: chance(guest.seed, 'protected', startedAt / 1000) < 0.03,
    files: isVm
      ? [...disks, 'qemu-server.conf.blob', 'index.json.blob', 'client.log.blob']
      : ['root.pxar.didx', 'pct.conf.blob', 'catalog.pcat1.didx', 'index.json.blob', 'client.log.blob'],
  }
}

function fromHost(server: BackupServer, host: Datastore['hosts'][number], day: number, now: number): BackupSnapshot {
  const takenAt =
    Math.floor(now / dayMs) * dayMs - day * dayMs + 3 * 3_600_000 + (hash(server.seed, host.id) % 900) * 1000
  // Today's upload lasts for twenty minutes; before three o'clock the newest one is yesterday's.
  const startedAt = takenAt > now ? takenAt - 5 * dayMs : takenAt
  const isUploading = now - startedAt < 1_200_000
  return {
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
