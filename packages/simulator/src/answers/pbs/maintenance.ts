import { type BackupSnapshot, type Datastore, isBroken, snapshotsOf } from '../../estate/backup-server.ts'
import { setVerification } from '../../estate/datastore-changes.ts'
import { collectionPlan, jobRun } from '../../estate/server-history.ts'
import { collectionLog, verifyLog } from '../../estate/server-log.ts'
import { isRunning } from '../../estate/task-book.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, numberOf, textOf } from '../parameters.ts'
import { can, type PbsCall, type PbsHandlers, refused, storeOf } from './call.ts'
import { aclPath, groupOf, namedNamespace, requireRight, snapshotOf } from './contents.ts'
import { startWorker } from './worker.ts'

const collectionMs = 8000

function collectGarbage(call: PbsCall): string {
  const store = storeOf(call, 'write')
  const { task } = jobRun(call.server, collectionPlan(store), call.now)
  if (task !== null && isRunning(task, call.now)) throw new ApiFailure(400, 'garbage collection already running')
  return startWorker(call, {
    type: 'garbage_collection',
    id: store.store,
    durationMs: collectionMs,
    log: () => collectionLog(store, collectionMs),
  })
}

export interface Verifying {
  readonly type: 'verify' | 'verify_group' | 'verify_snapshot' | 'verificationjob'
  readonly id: string
  readonly snapshots: readonly BackupSnapshot[]
}

/** Reads snapshots again, one after the other; what is broken on disk is found every time. */
export function startVerification(call: PbsCall, store: Datastore, { type, id, snapshots }: Verifying): string {
  const { server } = call
  const isBad = (snapshot: BackupSnapshot): boolean => isBroken(server, snapshot)
  const durationMs = Math.min(60_000, 1000 + 500 * snapshots.length)
  const share = (durationMs - 500) / Math.max(1, snapshots.length)
  let upid = ''
  const run = (snapshot: BackupSnapshot) => (): void =>
    setVerification(store, snapshot, { state: isBad(snapshot) ? 'failed' : 'ok', upid })
  upid = startWorker(call, {
    type,
    id,
    durationMs,
    outcome: snapshots.some(isBad) ? 'verification failed - please check the log for details' : 'OK',
    steps: snapshots.map((snapshot, index) => ({ afterMs: Math.round(share * (index + 1)), run: run(snapshot) })),
    log: () => verifyLog(store.store, snapshots, isBad, durationMs),
  })
  return upid
}

/** Snapshots of a namespace and those below it that have not been verified, or not lately. */
export function unverified(
  call: PbsCall,
  store: Datastore,
  where: { namespace: string; maxDepth: number; ignoreVerified: boolean; outdatedAfterDays: number | undefined },
): BackupSnapshot[] {
  const { namespace, maxDepth, ignoreVerified, outdatedAfterDays } = where
  const depth = (one: string): number => (one === '' ? 0 : one.split('/').length)
  const isWithin = (one: string): boolean =>
    (one === namespace || namespace === '' || one.startsWith(`${namespace}/`)) &&
    depth(one) - depth(namespace) <= maxDepth
  const isDue = ({ verification }: BackupSnapshot): boolean => {
    if (!ignoreVerified || verification === null) return true
    if (outdatedAfterDays === undefined) return false
    const verifiedAt = Number.parseInt(verification.upid.split(':')[5] ?? '', 16) * 1000
    return call.now - verifiedAt > outdatedAfterDays * 86_400_000
  }
  return store.namespaces
    .filter(isWithin)
    .flatMap((one) => snapshotsOf(call.server, store, one, call.now))
    .filter((snapshot) => snapshot.sizeBytes !== null && isDue(snapshot))
}

function verify(call: PbsCall): string {
  const store = storeOf(call)
  const namespace = namedNamespace(call, store)
  const place = namespace === '' ? store.store : `${store.store}:${namespace}`
  const type = textOf(call.parameters, 'backup-type')
  const id = textOf(call.parameters, 'backup-id')
  if (type === undefined && id === undefined) {
    const path = aclPath(store, namespace)
    if (!['Datastore.Verify', 'Datastore.Backup'].some((privilege) => can(call, path, privilege))) {
      throw refused(`permission check failed - missing Datastore.Verify|Datastore.Backup on ${path}`)
    }
    const isIgnoring = textOf(call.parameters, 'ignore-verified') === undefined
    const snapshots = unverified(call, store, {
      namespace,
      maxDepth: numberOf(call.parameters, 'max-depth') ?? 7,
      ignoreVerified: isIgnoring || flagOf(call.parameters, 'ignore-verified'),
      outdatedAfterDays: numberOf(call.parameters, 'outdated-after'),
    })
    return startVerification(call, store, { type: 'verify', id: place, snapshots })
  }
  if (type === undefined || id === undefined) {
    throw new ApiFailure(400, 'parameters do not specify a backup group or snapshot')
  }
  if (numberOf(call.parameters, 'backup-time') !== undefined) {
    const snapshot = snapshotOf(call, store, namespace)
    requireRight(call, store, snapshot, ['Datastore.Verify'], 'Datastore.Backup')
    const seconds = Math.floor(snapshot.takenAt / 1000)
      .toString(16)
      .toUpperCase()
    const worker = `${place}:${type}/${id}/${seconds}`
    return startVerification(call, store, { type: 'verify_snapshot', id: worker, snapshots: [snapshot] })
  }
  const group = groupOf(call, store, namespace)
  requireRight(call, store, group, ['Datastore.Verify'], 'Datastore.Backup')
  const { snapshots } = group
  return startVerification(call, store, { type: 'verify_group', id: `${place}:${type}/${id}`, snapshots })
}

export const maintenanceHandlers: PbsHandlers = {
  'POST /admin/datastore/{store}/gc': collectGarbage,
  'POST /admin/datastore/{store}/verify': verify,
}
