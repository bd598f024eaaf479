import { type BackupSnapshot, type ConnectionId, datastoreId } from '@pulse/contract'
import type { PbsResult } from '@pulse/proxmox'
import { boundedText } from '../bounded-text.ts'

type Row = PbsResult<'get', '/admin/datastore/{store}/snapshots'>[number]
type Group = PbsResult<'get', '/admin/datastore/{store}/groups'>[number]

export function readSnapshot(
  place: { connectionId: ConnectionId; datastoreName: string; namespace: string },
  row: Row,
): BackupSnapshot {
  const { connectionId, datastoreName, namespace } = place
  const store = datastoreId(connectionId, datastoreName)
  const backupType = row['backup-type'] === 'vm' ? 'vm' : row['backup-type'] === 'ct' ? 'ct' : 'host'
  const { 'backup-id': backupId, 'backup-time': seconds } = row
  const state = row.verification?.state
  return {
    id: [store, encodeURIComponent(namespace), backupType, encodeURIComponent(backupId), seconds].join('~'),
    connectionId,
    datastoreId: store,
    datastoreName,
    namespace,
    backupType,
    backupId,
    takenAt: seconds * 1000,
    sizeBytes: row.size ?? null,
    protected: row.protected ?? false,
    encrypted: row.fingerprint !== undefined || (row.files ?? []).some((file) => file['crypt-mode'] === 'encrypt'),
    verification: state === 'ok' ? 'ok' : state === 'failed' ? 'failed' : null,
    comment: row.comment === undefined ? null : boundedText(row.comment),
    owner: row.owner ?? null,
    files: (row.files ?? []).map((file) => file.filename),
  }
}

/** Differs whenever snapshots were added or removed: what the groups tell of their snapshots. */
export function groupSignature(groups: readonly Group[]): string {
  return groups
    .map((group) => `${group['backup-type']}/${group['backup-id']} ${group['backup-count']} ${group['last-backup']}`)
    .sort()
    .join('\n')
}
