import type { StorageBackup } from '@pulse/contract'
import type { PveResult } from '@pulse/proxmox'
import { storageScope } from '../../observation/observation.ts'
import { boundedText } from '../bounded-text.ts'
import { Breakers } from '../breaker.ts'
import { CallWithheld } from '../line.ts'
import type { PveContext } from './pve-context.ts'
import type { StorageRow } from './storage-rows.ts'

type Volume = PveResult<'get', '/nodes/{node}/storage/{storage}/content'>[number]

/** A PBS with thousands of snapshots, or an NFS server under load, takes its time. */
const contentMs = 60_000

/** Backups as the storages list them, a shared storage once. */
export class BackupLane {
  readonly #context: PveContext
  readonly #breakers = new Breakers<string>(300_000, 1_800_000)

  constructor(context: PveContext) {
    this.#context = context
  }

  async run(): Promise<undefined> {
    await Promise.all(this.#targets().map((row) => this.#askStorage(row)))
  }

  /** Where to ask: one node for a shared storage, and only where the storage can be used. */
  #targets(): StorageRow[] {
    const c = this.#context
    const chosen = new Map<string, StorageRow>()
    for (const row of c.storageRows) {
      if (!(row.content ?? '').split(',').includes('backup')) continue
      if (row.status !== 'available' || !c.isReachable(row.node)) continue
      const scope = scopeOf(row)
      if (!chosen.has(scope) && this.#breakers.allows(scope, c.nowMs)) chosen.set(scope, row)
    }
    return [...chosen.values()]
  }

  async #askStorage(row: StorageRow): Promise<void> {
    const c = this.#context
    const scope = scopeOf(row)
    const parameters = { node: row.node, storage: row.storage, content: 'backup' }
    try {
      const volumes = await c.ask(
        'slow',
        (pve, options) => pve.get('/nodes/{node}/storage/{storage}/content', parameters, options),
        { aboutTarget: true, totalMs: contentMs, idleMs: contentMs },
      )
      this.#breakers.succeed(scope)
      const place = { connectionId: c.connectionId, storageName: row.storage, nodeName: row.shared ? null : row.node }
      const rows = volumes.map((volume) => readVolume(place, volume)).filter((backup) => backup !== null)
      c.observe({ storageBackups: [{ scope, rows }] })
    } catch (error) {
      if (!(error instanceof CallWithheld)) this.#breakers.fail(scope, c.nowMs, c.clock.now())
    }
  }
}

const scopeOf = (row: StorageRow): string => storageScope(row.shared ? null : row.node, row.storage)

/** `…/vzdump-qemu-100-2023_10_01-07_00_01.vma.zst` and `…:backup/vm/100/2024-01-01T00:00:00Z` */
const fileForm = /vzdump-(qemu|lxc|openvz)-(\d+)-/
const snapshotForm = /:backup\/(vm|ct)\/(\d+)\//

export function readVolume(
  place: Pick<StorageBackup, 'connectionId' | 'storageName' | 'nodeName'>,
  volume: Volume,
): StorageBackup | null {
  const { volid, ctime } = volume
  if (volid === undefined || ctime === undefined || !volid.includes(':backup/')) return null
  const file = fileForm.exec(volid)
  const snapshot = snapshotForm.exec(volid)
  const format = volume.format ?? ''
  const kind = file?.[1] ?? snapshot?.[1]
  const vmid = volume.vmid ?? Number(file?.[2] ?? snapshot?.[2] ?? Number.NaN)
  const onBackupServer = snapshot !== null || format.startsWith('pbs-')
  const state = volume.verification?.state
  return {
    ...place,
    id: [place.connectionId, 'backup', place.nodeName ?? '', encodeURIComponent(volid)].join('~'),
    volumeId: volid,
    guestKind: kind === undefined ? null : kind === 'qemu' || kind === 'vm' ? 'qemu' : 'lxc',
    vmid: Number.isNaN(vmid) ? null : vmid,
    takenAt: ctime * 1000,
    // What the backup server does not tell the size of is passed on as 1.
    sizeBytes: volume.size === undefined || (onBackupServer && volume.size === 1) ? null : volume.size,
    format,
    notes: volume.notes === undefined ? null : boundedText(volume.notes),
    protected: volume.protected ?? false,
    onBackupServer,
    verification: state === 'ok' ? 'ok' : state === 'failed' ? 'failed' : null,
  }
}
