import { type Datastore, snapshotText } from '../../estate/backup-server.ts'
import { markSnapshot } from '../../estate/datastore-changes.ts'
import { keptBackups, type Retention } from '../../estate/retention.ts'
import type { LogLine } from '../../estate/task-book.ts'
import { flagOf, numberOf, type Parameters, textOf } from '../parameters.ts'
import { can, type PbsCall, type PbsHandlers, refused, storeOf } from './call.ts'
import { aclPath, type Group, groupOf, groupsOf, namedNamespace, ownerOf, requireRight } from './contents.ts'
import { startWorker } from './worker.ts'

const spans = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const

export function retentionOf(parameters: Parameters): Retention {
  const given = spans.map((span) => [span, numberOf(parameters, `keep-${span}`)] as const)
  return Object.fromEntries(given.filter(([, count]) => count !== undefined))
}

function retentionText(retention: Retention): string {
  return spans.flatMap((span) => (retention[span] === undefined ? [] : [`--keep-${span} ${retention[span]}`])).join(' ')
}

/** What is to become of each snapshot of a group, newest first. */
function verdicts(group: Group, retention: Retention) {
  const kept = keptBackups(group.snapshots, retention)
  return group.snapshots
    .toSorted((one, other) => other.takenAt - one.takenAt)
    .map((snapshot) => ({ snapshot, isKept: kept.has(snapshot) }))
}

function removeOld(store: Datastore, group: Group, retention: Retention): void {
  for (const { snapshot, isKept } of verdicts(group, retention)) {
    if (!isKept) markSnapshot(store, snapshot, { isRemoved: true })
  }
}

function verdictLines(group: Group, retention: Retention): string[] {
  return verdicts(group, retention).map(({ snapshot, isKept }) => {
    const word = snapshot.protected ? 'protected' : isKept ? 'keep' : 'remove'
    return `${word} ${snapshotText(snapshot)}`
  })
}

/** One group, at once; the answer tells what stays. */
function pruneGroup(call: PbsCall): unknown {
  const store = storeOf(call, 'write')
  const group = groupOf(call, store, namedNamespace(call, store))
  requireRight(call, store, group, ['Datastore.Modify'], 'Datastore.Prune')
  const retention = retentionOf(call.parameters)
  const isTrial = flagOf(call.parameters, 'dry-run')
  if (flagOf(call.parameters, 'use-task')) {
    return startWorker(call, {
      type: 'prune',
      id: `${store.store}:${group.type}/${group.id}`,
      durationMs: 1000,
      log: () => [
        [0, `retention options: ${retentionText(retention)}`],
        [10, `Starting prune on datastore '${store.store}' group "${group.type}/${group.id}"`],
        ...verdictLines(group, retention).map((text): LogLine => [500, text]),
      ],
      effect: () => isTrial || removeOld(store, group, retention),
    })
  }
  const rows = verdicts(group, retention).map(({ snapshot, isKept }) => ({
    'backup-type': snapshot.type,
    'backup-id': snapshot.id,
    'backup-time': Math.floor(snapshot.takenAt / 1000),
    keep: isKept,
    protected: snapshot.protected,
  }))
  if (!isTrial) removeOld(store, group, retention)
  return rows
}

export interface PruneRun {
  readonly type: 'prune' | 'prunejob'
  readonly id: string
  readonly namespace: string
  readonly maxDepth: number
  readonly retention: Retention
  readonly isTrial: boolean
  readonly firstLine: string
}

/** All groups of a namespace and of those below it, as a task. */
export function startPrune(call: PbsCall, store: Datastore, run: PruneRun): string {
  const { namespace, maxDepth, retention } = run
  const depth = (one: string): number => (one === '' ? 0 : one.split('/').length)
  const isWithin = (one: string): boolean =>
    (one === namespace || namespace === '' || one.startsWith(`${namespace}/`)) &&
    depth(one) - depth(namespace) <= maxDepth
  const owner = call.principal.user.userid
  const isAll = can(call, aclPath(store, namespace), 'Datastore.Modify')
  const found = (): Group[] =>
    store.namespaces
      .filter(isWithin)
      .flatMap((one) => groupsOf(call, store, one))
      .filter((group) => isAll || ownerOf(store, group).split('!')[0] === owner)
  const groups = found()
  const durationMs = 500 + 100 * groups.length
  return startWorker(call, {
    type: run.type,
    id: run.id,
    durationMs,
    log: () => [
      [0, run.firstLine],
      [0, `retention options: ${retentionText(retention)}`],
      ...groups.flatMap((group, index): LogLine[] => [
        [100 * index + 100, `Pruning group ${store.store}:"${group.type}/${group.id}"`],
        ...verdictLines(group, retention).map((text): LogLine => [100 * index + 100, text]),
      ]),
    ],
    effect: () => {
      if (!run.isTrial) for (const group of groups) removeOld(store, group, retention)
    },
  })
}

function pruneDatastore(call: PbsCall): string {
  const store = storeOf(call, 'write')
  const namespace = namedNamespace(call, store)
  const path = aclPath(store, namespace)
  if (!['Datastore.Modify', 'Datastore.Prune'].some((privilege) => can(call, path, privilege))) {
    throw refused(`permission check failed - missing Datastore.Modify|Datastore.Prune on ${path}`)
  }
  return startPrune(call, store, {
    type: 'prune',
    id: textOf(call.parameters, 'ns') === undefined ? store.store : `${store.store}:${namespace}`,
    namespace,
    maxDepth: numberOf(call.parameters, 'max-depth') ?? 7,
    retention: retentionOf(call.parameters),
    isTrial: flagOf(call.parameters, 'dry-run'),
    firstLine: `Starting datastore prune on datastore '${store.store}'`,
  })
}

export const pruneHandlers: PbsHandlers = {
  'POST /admin/datastore/{store}/prune': pruneGroup,
  'POST /admin/datastore/{store}/prune-datastore': pruneDatastore,
}
