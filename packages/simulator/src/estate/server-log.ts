import { type BackupSnapshot, type Datastore, snapshotText } from './backup-server.ts'
import type { LogLine } from './task-book.ts'

/** Lines of a garbage collection, spread over its time. */
export function collectionLog(store: Datastore, durationMs: number): LogLine[] {
  const at = (ratio: number): number => Math.round(durationMs * ratio)
  const marks = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map(
    (percent): LogLine => [at(0.02 + percent * 0.004), `marked ${percent}% (${percent} of 100 index files)`],
  )
  const sweeps = [20, 40, 60, 80].map(
    (percent): LogLine => [at(0.45 + percent * 0.005), `processed ${percent}% (${percent * 1000} chunks)`],
  )
  return [
    [0, `starting garbage collection on store ${store.store}`],
    [at(0.01), 'Start GC phase1 (mark used chunks)'],
    ...marks,
    [at(0.45), 'Start GC phase2 (sweep unused chunks)'],
    ...sweeps,
    [at(0.98), 'Removed garbage: 0 B'],
    [at(0.98), 'Removed chunks: 0'],
    [at(0.99), 'Average chunk size: 1.9 MiB'],
  ]
}

/** Lines of a job that its schedule started. */
export function jobLog(type: string, id: string, store: string, durationMs: number): LogLine[] {
  switch (type) {
    case 'verificationjob':
      return [
        [0, `Starting datastore verify job '${id}'`],
        [10, `verify datastore ${store}`],
        [durationMs - 10, 'percentage done: 100.00%'],
      ]
    case 'prunejob':
      return [[0, `prune job '${id}'`]]
    default:
      return [
        [0, `Starting datastore sync job '${id}'`],
        [1000, `sync datastore '${store}'`],
      ]
  }
}

export function backupLog(store: string, snapshot: BackupSnapshot, durationMs: number): LogLine[] {
  return [
    [0, `starting new backup on datastore '${store}': "${snapshotText(snapshot)}"`],
    [durationMs - 100, 'successfully finished backup'],
    [durationMs - 50, 'backup finished successfully'],
  ]
}

/** Lines of a verification of some snapshots, one after the other. */
export function verifyLog(
  store: string,
  snapshots: readonly BackupSnapshot[],
  isBroken: (snapshot: BackupSnapshot) => boolean,
  durationMs: number,
): LogLine[] {
  const share = durationMs / (snapshots.length + 1)
  const lines = snapshots.flatMap((snapshot, index): LogLine[] => {
    const at = Math.round(share * (index + 0.5))
    const name = snapshotText(snapshot)
    const done = (((index + 1) / snapshots.length) * 100).toFixed(2)
    return [
      [at, `verify ${store}:${name}`],
      ...snapshot.files.map((file): LogLine => [at, `  check ${file}`]),
      ...(isBroken(snapshot) ? [[at, `verify ${store}:${name} failed: chunk has wrong digest`] as const] : []),
      [at, `percentage done: ${done}% (${index + 1}/${snapshots.length} snapshots)`],
    ]
  })
  const broken = snapshots.filter(isBroken)
  const verdict: LogLine[] = [
    [durationMs - 1, 'Failed to verify the following snapshots/groups:'],
    ...broken.map((snapshot): LogLine => [durationMs - 1, `\t${snapshotText(snapshot)}`]),
  ]
  return [[0, `verify datastore ${store}`], ...lines, ...(broken.length > 0 ? verdict : [])]
}
