import type {
  BackupSnapshot,
  BackupTask,
  GuestSnapshot,
  StateBackupSnapshot,
  StateBackupTask,
  StateGuestSnapshot,
  StateStorageBackup,
  StorageBackup,
} from '@pulse/contract'
import { timeText } from './state-values.ts'

const instant = (at: number): string => new Date(at).toISOString()

export function stateBackupSnapshot(snapshot: BackupSnapshot, instance: string): StateBackupSnapshot {
  return {
    id: snapshot.id,
    instance,
    datastore: snapshot.datastoreName,
    namespace: snapshot.namespace,
    backupType: snapshot.backupType,
    vmid: snapshot.backupId,
    backupTime: instant(snapshot.takenAt),
    size: snapshot.sizeBytes,
    protected: snapshot.protected,
    verified: snapshot.verification === 'ok',
    ...(snapshot.comment === null ? {} : { comment: snapshot.comment }),
    files: [...snapshot.files],
    verification: snapshot.verification,
    encrypted: snapshot.encrypted,
    owner: snapshot.owner,
  }
}

export function stateStorageBackup(backup: StorageBackup, instance: string): StateStorageBackup {
  return {
    id: backup.id,
    storage: backup.storageName,
    // As documented: the name of the storage where it is reached from every node.
    node: backup.nodeName ?? backup.storageName,
    type: backup.guestKind ?? 'unknown',
    vmid: backup.vmid ?? 0,
    time: instant(backup.takenAt),
    ctime: Math.floor(backup.takenAt / 1000),
    size: backup.sizeBytes,
    format: backup.format,
    ...(backup.notes === null ? {} : { notes: backup.notes }),
    protected: backup.protected,
    volid: backup.volumeId,
    isPBS: backup.onBackupServer,
    verified: backup.verification === 'ok',
    ...(backup.verification === null ? {} : { verification: backup.verification }),
    instance,
  }
}

export function stateBackupTask(task: BackupTask, instance: string): StateBackupTask {
  return {
    id: task.id,
    node: task.nodeName,
    type: 'vzdump',
    vmid: task.vmid ?? 0,
    // Empty while it runs, as documented.
    status: task.status ?? '',
    startTime: instant(task.startedAt),
    endTime: timeText(task.endedAt),
    instance,
  }
}

export function stateGuestSnapshot(snapshot: GuestSnapshot, instance: string): StateGuestSnapshot {
  return {
    id: snapshot.id,
    name: snapshot.name,
    node: snapshot.nodeName,
    type: snapshot.guestKind,
    vmid: snapshot.vmid,
    time: instant(snapshot.takenAt),
    ...(snapshot.description === null ? {} : { description: snapshot.description }),
    ...(snapshot.parent === null ? {} : { parent: snapshot.parent }),
    vmstate: snapshot.withMemory,
    instance,
  }
}
