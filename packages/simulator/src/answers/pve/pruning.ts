import type { GuestBackup } from '../../estate/backup-job.ts'
import { keptBackups, type Retention } from '../../estate/retention.ts'
import type { Storage } from '../../estate/storage.ts'
import { numberOf, textOf } from '../parameters.ts'
import { backupVolid, visibleBackups } from './backup-volume.ts'
import { can, type PveCall, type PveHandlers, requireQuorum } from './call.ts'
import { parseRetention } from './retention.ts'
import { activeStorageOf } from './storage.ts'
import { removeBackup } from './volumes.ts'
import { badParameter, requirePrivilege, startTask } from './work.ts'

interface Marked {
  readonly backup: GuestBackup
  readonly mark: 'keep' | 'remove' | 'protected'
}

/** What a retention means for each backup, group by group. */
export function markBackups(backups: readonly GuestBackup[], retention: Retention | null): Marked[] {
  const groups = Map.groupBy(backups, ({ guest }) => `${guest.kind} ${guest.vmid}`)
  return [...groups.values()].flatMap((group) => {
    const rows = group.map((backup) => ({ backup, takenAt: backup.startedAt, protected: backup.isProtected }))
    const kept = keptBackups(rows, retention ?? {})
    return rows.map((row) => {
      const mark = row.protected ? 'protected' : kept.has(row) ? 'keep' : 'remove'
      return { backup: row.backup, mark } as const
    })
  })
}

/** How much a storage keeps: what the call says, else what its definition does. */
export function retentionOf(call: PveCall, storage: Storage): Retention | null {
  return parseRetention(textOf(call.parameters, 'prune-backups') ?? storage.options['prune-backups'])
}

function marked(call: PveCall, storage: Storage): Marked[] {
  const vmid = numberOf(call.parameters, 'vmid')
  const kind = textOf(call.parameters, 'type')
  const backups = visibleBackups(call, storage).filter(
    ({ guest }) => (vmid === undefined || guest.vmid === vmid) && (kind === undefined || guest.kind === kind),
  )
  return markBackups(backups, retentionOf(call, storage))
}

function dryRun(call: PveCall): unknown[] {
  const storage = activeStorageOf(call)
  return marked(call, storage).map(({ backup, mark }) => ({
    volid: backupVolid(storage, backup),
    vmid: backup.guest.vmid,
    type: backup.guest.kind,
    ctime: Math.floor(backup.startedAt / 1000),
    mark,
  }))
}

function prune(call: PveCall): string {
  requireQuorum(call)
  const storage = activeStorageOf(call)
  const vmid = numberOf(call.parameters, 'vmid')
  const path = `/storage/${storage.storage}`
  if (!can(call, path, 'Datastore.Allocate')) {
    requirePrivilege(call, path, vmid === undefined ? 'Datastore.Allocate' : 'Datastore.AllocateSpace')
    if (vmid !== undefined) requirePrivilege(call, `/vms/${vmid}`, 'VM.Backup')
  }
  if (retentionOf(call, storage) === null && textOf(call.parameters, 'prune-backups') === undefined) {
    const text = 'storage has no prune-backups options configured, and none were passed'
    throw badParameter('prune-backups', text)
  }
  const doomed = marked(call, storage).filter(({ mark }) => mark === 'remove')
  return startTask(call, storage.storage, {
    type: 'prunebackups',
    durationMs: 1000,
    log: () => doomed.map(({ backup }) => [800, `removing backup '${backupVolid(storage, backup)}'`]),
    effect: () => {
      for (const { backup } of doomed) removeBackup(call, storage, backup)
    },
  })
}

const at = '/nodes/{node}/storage/{storage}/prunebackups'

export const pruningHandlers: PveHandlers = { [`GET ${at}`]: dryRun, [`DELETE ${at}`]: prune }
