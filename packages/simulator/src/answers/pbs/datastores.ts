import { type BackupSnapshot, type Datastore, readDatastore, snapshotsOf } from '../../estate/backup-server.ts'
import { chance, fingerprintText } from '../../estate/chance.ts'
import { collectionRun } from '../../estate/history.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, numberOf, textOf } from '../parameters.ts'
import { can, mayAudit, type PbsCall, type PbsHandlers, requireAudit, storeOf, unavailability } from './call.ts'

const halfHourMs = 1_800_000

function collectionStatus(call: PbsCall, store: Datastore): Record<string, unknown> {
  const { usedBytes } = readDatastore(store, call.now)
  const { task } = collectionRun(call.server, store.store, call.now)
  return {
    upid: task.upid,
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
  const base = { store: store.store, 'mount-status': 'nonremovable', 'backend-type': 'filesystem' }
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

function storeConfig(store: Datastore): Record<string, unknown> {
  return {
    name: store.store,
    path: store.path,
    comment: store.comment,
    'gc-schedule': '04:00',
    'notification-mode': 'notification-system',
    ...(store.maintenance !== null && { 'maintenance-mode': store.maintenance }),
  }
}

function storeRow(store: Datastore): Record<string, unknown> {
  return {
    store: store.store,
    comment: store.comment === '' ? null : store.comment,
    'backend-type': 'filesystem',
    'mount-status': 'nonremovable',
    ...(store.maintenance !== null && { maintenance: store.maintenance }),
  }
}

function visibleStores(call: PbsCall): Datastore[] {
  return call.server.datastores.filter(
    (store) => mayAudit(call, store) || can(call, `/datastore/${store.store}`, 'Datastore.Backup'),
  )
}

/** The namespace asked for; unknown ones are an error, as on disk. */
function namespaceOf(call: PbsCall, store: Datastore): string {
  const namespace = textOf(call.parameters, 'ns') ?? ''
  if (!store.namespaces.includes(namespace)) {
    throw new ApiFailure(400, `namespace not found`)
  }
  requireAudit(call, namespace === '' ? `/datastore/${store.store}` : `/datastore/${store.store}/${namespace}`)
  return namespace
}

function namespaces(call: PbsCall): unknown[] {
  const store = storeOf(call)
  const parent = textOf(call.parameters, 'parent') ?? ''
  const maxDepth = numberOf(call.parameters, 'max-depth') ?? 7
  return store.namespaces
    .filter((ns) => {
      const below =
        parent === '' ? ns : ns === parent ? '' : ns.startsWith(`${parent}/`) ? ns.slice(parent.length + 1) : null
      if (below === null) return false
      const depth = below === '' ? 0 : below.split('/').length
      const path = ns === '' ? `/datastore/${store.store}` : `/datastore/${store.store}/${ns}`
      return depth <= maxDepth && can(call, path, 'Datastore.Audit')
    })
    .map((ns) => ({ ns }))
}

const owner = 'backup@pbs'

function snapshotRow(snapshot: BackupSnapshot): Record<string, unknown> {
  const size = snapshot.sizeBytes
  const mode = snapshot.encrypted ? 'encrypt' : 'none'
  const bulk = snapshot.files.filter((name) => /\.(fidx|didx)$/.test(name) && !name.startsWith('catalog'))
  const files = snapshot.files.map((filename) => {
    // The client's log is put in at the end, without being listed in the index.
    if (filename === 'client.log.blob') return { filename }
    const isIndex = filename === 'index.json.blob'
    const share = bulk.includes(filename) && size !== null ? Math.round(size / bulk.length) : 451
    return { filename, 'crypt-mode': isIndex && snapshot.encrypted ? 'sign-only' : mode, size: share }
  })
  return {
    'backup-type': snapshot.type,
    'backup-id': snapshot.id,
    'backup-time': Math.floor(snapshot.takenAt / 1000),
    files,
    owner,
    protected: snapshot.protected,
    ...(size !== null && { size }),
    ...(snapshot.comment !== '' && { comment: snapshot.comment }),
    ...(snapshot.encrypted && size !== null && { fingerprint: fingerprintText(7, 'backup key').toLowerCase() }),
    ...(snapshot.verification !== null && {
      verification: {
        state: snapshot.verification,
        upid: 'UPID:pbs-main:000002D4:000023D8:0000000B:69200000:verificationjob:main\\x3av\\x2dmain:root@pam:',
      },
    }),
  }
}

function snapshots(call: PbsCall): unknown[] {
  const store = storeOf(call)
  const namespace = namespaceOf(call, store)
  const type = textOf(call.parameters, 'backup-type')
  const id = textOf(call.parameters, 'backup-id')
  return snapshotsOf(call.server, store, namespace, call.now)
    .filter((snapshot) => (type === undefined || snapshot.type === type) && (id === undefined || snapshot.id === id))
    .map(snapshotRow)
}

interface Group {
  readonly type: string
  readonly id: string
  count: number
  newest: BackupSnapshot
}

function groupsOf(call: PbsCall, store: Datastore, namespace: string): Group[] {
  const groups = new Map<string, Group>()
  for (const snapshot of snapshotsOf(call.server, store, namespace, call.now)) {
    const key = `${snapshot.type}/${snapshot.id}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { type: snapshot.type, id: snapshot.id, count: 1, newest: snapshot })
    else {
      known.count++
      if (snapshot.takenAt > known.newest.takenAt) known.newest = snapshot
    }
  }
  return [...groups.values()]
}

function groups(call: PbsCall): unknown[] {
  const store = storeOf(call)
  const namespace = namespaceOf(call, store)
  return groupsOf(call, store, namespace).map((group) => ({
    'backup-type': group.type,
    'backup-id': group.id,
    'backup-count': group.count,
    'last-backup': Math.floor(group.newest.takenAt / 1000),
    files: group.newest.files,
    owner,
    ...(group.newest.comment !== '' && { comment: group.newest.comment }),
  }))
}

function counts(call: PbsCall, store: Datastore): Record<string, unknown> {
  const all = store.namespaces.flatMap((namespace) => groupsOf(call, store, namespace))
  const of = (type: string): { groups: number; snapshots: number } | null => {
    const members = all.filter((group) => group.type === type)
    if (members.length === 0) return null
    return { groups: members.length, snapshots: members.reduce((sum, group) => sum + group.count, 0) }
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
    'backend-type': 'filesystem',
    ...(isVerbose && { counts: counts(call, store), 'gc-status': collectionStatus(call, store) }),
  }
}

function collection(call: PbsCall, store: Datastore): Record<string, unknown> {
  const { task, nextRunAt } = collectionRun(call.server, store.store, call.now)
  const isRunning = call.now < task.endedAt
  return {
    ...collectionStatus(call, store),
    store: store.store,
    schedule: '04:00',
    'next-run': Math.floor(nextRunAt / 1000),
    ...(!isRunning && {
      'last-run-state': task.outcome,
      'last-run-endtime': Math.floor(task.endedAt / 1000),
      duration: Math.round((task.endedAt - task.startedAt) / 1000),
    }),
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
  'GET /admin/datastore': (call) => visibleStores(call).map(storeRow),
  'GET /status/datastore-usage': (call) => visibleStores(call).map((store) => usageRow(call, store)),
  'GET /config/datastore': (call) => call.server.datastores.filter((store) => mayAudit(call, store)).map(storeConfig),
  'GET /config/datastore/{name}': (call) => {
    const name = textOf(call.parameters, 'name') ?? ''
    const store = call.server.datastores.find((one) => one.store === name)
    if (store === undefined) throw new ApiFailure(400, `no such datastore '${name}'`)
    return storeConfig(store)
  },
  [`GET ${at}/status`]: status,
  [`GET ${at}/namespace`]: namespaces,
  [`GET ${at}/groups`]: groups,
  [`GET ${at}/snapshots`]: snapshots,
  [`GET ${at}/gc`]: (call) => collection(call, storeOf(call)),
  [`GET ${at}/rrd`]: history,
  'GET /admin/gc': (call) =>
    visibleStores(call)
      .filter((store) => unavailability(store) === null)
      .map((store) => collection(call, store)),
}
