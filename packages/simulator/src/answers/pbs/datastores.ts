import { type Datastore, readDatastore } from '../../estate/backup-server.ts'
import { chance } from '../../estate/chance.ts'
import { collectionPlan, collectionSchedule, jobRun } from '../../estate/server-history.ts'
import { isRunning, type Task } from '../../estate/task-book.ts'
import { pbsVersionFacts } from '../../estate/version.ts'
import { flagOf, textOf } from '../parameters.ts'
import { can, mayAudit, type PbsCall, type PbsHandlers, requireAudit, storeOf, unavailability } from './call.ts'
import { groupsOf } from './contents.ts'

const halfHourMs = 1_800_000

function collectionStatus(call: PbsCall, store: Datastore): Record<string, unknown> {
  const { usedBytes } = readDatastore(store, call.now)
  const { task } = jobRun(call.server, collectionPlan(store), call.now)
  return {
    upid: task?.upid ?? null,
    'index-file-count': 40 + Math.floor(usedBytes / 2e9),
    // How much the chunks stand for: deduplication is this by disk-bytes.
    'index-data-bytes': Math.round(usedBytes * 11.3),
    'disk-bytes': usedBytes,
    'disk-chunks': Math.floor(usedBytes / 1.9e6),
    'removed-bytes': Math.round(usedBytes * 0.004),
    'removed-chunks': Math.floor((usedBytes * 0.004) / 1.9e6),
    'pending-bytes': Math.round(usedBytes * 0.01),
    'pending-chunks': Math.floor((usedBytes * 0.01) / 1.9e6),
    'removed-bad': 0,
    'still-bad': 0,
    'cache-stats': { hits: 912_004, misses: 20_112 },
  }
}

function usageRow(call: PbsCall, store: Datastore): Record<string, unknown> {
  const base = { store: store.store, 'mount-status': 'nonremovable', ...backendType(call) }
  const error = unavailability(store)
  if (error !== null) return { ...base, error }
  const { totalBytes, usedBytes, availableBytes } = readDatastore(store, call.now)
  const first = Math.floor(call.now / halfHourMs) * halfHourMs - 1440 * halfHourMs
  // A server that was off for a while has holes in its history.
  const history = Array.from({ length: 1440 }, (_, index) => {
    const at = first + index * halfHourMs
    return index < 3 || (at > call.now - 21 * 86_400_000 && at < call.now - 20.8 * 86_400_000)
      ? null
      : readDatastore(store, at).usedBytes / totalBytes
  })
  return {
    ...base,
    total: totalBytes,
    used: usedBytes,
    avail: availableBytes,
    history,
    'history-start': Math.floor(first / 1000),
    'history-delta': halfHourMs / 1000,
    'estimated-full-date': Math.floor(call.now / 1000) + Math.round((availableBytes / totalBytes) * 400 * 86_400),
    'gc-status': collectionStatus(call, store),
  }
}

function backendType(call: PbsCall): Record<string, unknown> {
  return pbsVersionFacts(call.server.version).backendType ? { 'backend-type': 'filesystem' } : {}
}

function storeRow(call: PbsCall, store: Datastore): Record<string, unknown> {
  return {
    store: store.store,
    comment: store.comment === '' ? null : store.comment,
    ...backendType(call),
    'mount-status': 'nonremovable',
    ...(store.maintenance !== null && { maintenance: store.maintenance }),
  }
}

function visibleStores(call: PbsCall): Datastore[] {
  return call.server.datastores.filter(
    (store) => mayAudit(call, store) || can(call, `/datastore/${store.store}`, 'Datastore.Backup'),
  )
}

function counts(call: PbsCall, store: Datastore): Record<string, unknown> {
  const all = store.namespaces.flatMap((namespace) => groupsOf(call, store, namespace))
  const of = (type: string): { groups: number; snapshots: number } | null => {
    const members = all.filter((group) => group.type === type)
    if (members.length === 0) return null
    return { groups: members.length, snapshots: members.reduce((sum, group) => sum + group.snapshots.length, 0) }
  }
  return { vm: of('vm'), ct: of('ct'), host: of('host') }
}

function status(call: PbsCall): unknown {
  const store = storeOf(call)
  requireAudit(call, `/datastore/${store.store}`)
  const { totalBytes, usedBytes, availableBytes } = readDatastore(store, call.now)
  const isVerbose = flagOf(call.parameters, 'verbose')
  return {
    total: totalBytes,
    used: usedBytes,
    avail: availableBytes,
    ...backendType(call),
    ...(isVerbose && { counts: counts(call, store), 'gc-status': collectionStatus(call, store) }),
  }
}

/** Facts of the last run are missing while it runs. */
function lastRun(task: Task | null, now: number): Record<string, unknown> {
  if (task === null || isRunning(task, now)) return {}
  return {
    'last-run-state': task.outcome,
    'last-run-endtime': Math.floor(task.endedAt / 1000),
    duration: Math.floor(task.endedAt / 1000) - Math.floor(task.startedAt / 1000),
  }
}

function collection(call: PbsCall, store: Datastore): Record<string, unknown> {
  const { task, nextRunAt } = jobRun(call.server, collectionPlan(store), call.now)
  return {
    ...collectionStatus(call, store),
    store: store.store,
    schedule: store.settings['gc-schedule'] ?? collectionSchedule,
    ...(nextRunAt !== null && { 'next-run': Math.floor(nextRunAt / 1000) }),
    ...lastRun(task, call.now),
  }
}

/** Names and fill of the rows of `/rrd`; the schema says null, the servers send rows. */
function history(call: PbsCall): unknown[] {
  const store = storeOf(call)
  const now = Math.floor(call.now / 60_000) * 60_000
  return Array.from({ length: 70 }, (_, index) => {
    const at = now - (69 - index) * 60_000
    const { totalBytes, usedBytes, availableBytes } = readDatastore(store, at)
    const busy = chance(call.server.seed, store.store, at / 60_000)
    const flows = {
      read_bytes: busy * 4e6,
      write_bytes: busy * 9e6,
      read_ios: busy * 120,
      write_ios: busy * 300,
      io_ticks: busy * 0.2,
    }
    return { time: at / 1000, total: totalBytes, available: availableBytes, used: usedBytes, ...flows }
  })
}

const at = '/admin/datastore/{store}'

export const datastoreHandlers: PbsHandlers = {
  'GET /admin/datastore': (call) => visibleStores(call).map((store) => storeRow(call, store)),
  'GET /status/datastore-usage': (call) => visibleStores(call).map((store) => usageRow(call, store)),
  [`GET ${at}/status`]: status,
  [`GET ${at}/gc`]: (call) => collection(call, storeOf(call)),
  [`GET ${at}/rrd`]: history,
  'GET /admin/gc': (call) =>
    visibleStores(call)
      .filter((store) => unavailability(store) === null)
      .filter((store) => [undefined, store.store].includes(textOf(call.parameters, 'store')))
      .map((store) => collection(call, store)),
}
