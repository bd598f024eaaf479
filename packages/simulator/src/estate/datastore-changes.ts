import { backupKey } from './backup-job.ts'
import {
  type BackupSnapshot,
  type Datastore,
  type GroupMark,
  snapshotKey,
  type SnapshotMark,
  type Verification,
} from './backup-server.ts'

/**
 * Changes one snapshot. A guest's backup is the same one that its cluster sees through the storage, so the change is
 * made there; only what the cluster knows nothing of stays with the datastore.
 */
export function markSnapshot(
  store: Datastore,
  snapshot: BackupSnapshot,
  mark: Omit<SnapshotMark, 'verification'>,
): void {
  if (snapshot.source === null) {
    addMark(store, snapshot, mark)
    return
  }
  const { site, backup } = snapshot.source
  const key = backupKey(backup)
  site.backupMarks.set(key, { ...site.backupMarks.get(key), ...mark })
  site.revision++
}

export function setVerification(store: Datastore, snapshot: BackupSnapshot, verification: Verification): void {
  addMark(store, snapshot, { verification })
}

function addMark(store: Datastore, snapshot: BackupSnapshot, mark: SnapshotMark): void {
  const key = snapshotKey(snapshot)
  store.marks.set(key, { ...store.marks.get(key), ...mark })
}

interface GroupName {
  readonly namespace: string
  readonly type: string
  readonly id: string
}

const groupKey = ({ namespace, type, id }: GroupName): string => `${namespace}:${type}/${id}`

export function groupMark(store: Datastore, group: GroupName): GroupMark {
  return store.groupMarks.get(groupKey(group)) ?? {}
}

export function markGroup(store: Datastore, group: GroupName, mark: GroupMark): void {
  store.groupMarks.set(groupKey(group), { ...groupMark(store, group), ...mark })
}

/** Namespaces stay in the order of their names, as the server walks them. */
export function addNamespace(store: Datastore, namespace: string): void {
  store.namespaces = [...new Set([...store.namespaces, namespace])].toSorted()
}

/** Takes those below it along. */
export function removeNamespace(store: Datastore, namespace: string): void {
  store.namespaces = store.namespaces.filter((one) => one !== namespace && !one.startsWith(`${namespace}/`))
}
