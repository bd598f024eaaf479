import type { MaintenanceJob, SyncJob } from '../../estate/backup-server.ts'
import { rhythmOf } from '../../estate/server-schedule.ts'
import { ApiFailure } from '../answer.ts'
import { listOf, textOf } from '../parameters.ts'
import { can, Digested, type PbsCall, type PbsHandler, type PbsHandlers, requireDigest, settingsOf } from './call.ts'
import { pruneRow, syncRow, verifyRow } from './jobs.ts'

/** What the three kinds of jobs have in common, and what not. */
interface Kind<Job extends { readonly id: string; readonly store: string }> {
  /** In the path: `/config/verify/{id}`. */
  readonly name: 'sync' | 'verify' | 'prune'
  /** In errors. */
  readonly section: 'sync' | 'verification' | 'prune'
  jobs(call: PbsCall): Job[]
  row(job: Job): Record<string, unknown>
  /** A job from the row that the API would show of it. */
  job(row: Readonly<Record<string, unknown>>, call: PbsCall): Job
  maySee(call: PbsCall, job: Job): boolean
  mayChange(call: PbsCall, job: Job): boolean
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Fields of a job stand in the job itself, the rest of what it says in its settings. */
function settingsWithout(row: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)))
}

function maintenanceJob(row: Readonly<Record<string, unknown>>, call: PbsCall): MaintenanceJob {
  return {
    id: text(row['id']),
    store: text(row['store']),
    ...rhythmOf(text(row['schedule'])),
    outcome: 'OK',
    createdAt: call.now,
    settings: settingsWithout(row, ['id', 'store']),
  }
}

const hasStore = (call: PbsCall, store: string, ...privileges: string[]): boolean =>
  privileges.some((privilege) => can(call, `/datastore/${store}`, privilege))

const verifyKind: Kind<MaintenanceJob> = {
  name: 'verify',
  section: 'verification',
  jobs: (call) => call.server.verifyJobs,
  row: verifyRow,
  job: maintenanceJob,
  maySee: (call, { store }) => hasStore(call, store, 'Datastore.Audit', 'Datastore.Verify'),
  mayChange: (call, { store }) => hasStore(call, store, 'Datastore.Verify'),
}

const pruneKind: Kind<MaintenanceJob> = {
  name: 'prune',
  section: 'prune',
  jobs: (call) => call.server.pruneJobs,
  row: pruneRow,
  job: maintenanceJob,
  maySee: (call, { store }) => hasStore(call, store, 'Datastore.Audit'),
  mayChange: (call, { store }) => hasStore(call, store, 'Datastore.Modify', 'Datastore.Prune'),
}

const syncKind: Kind<SyncJob> = {
  name: 'sync',
  section: 'sync',
  jobs: (call) => call.server.syncJobs,
  row: syncRow,
  job: (row, call) => ({
    id: text(row['id']),
    store: text(row['store']),
    remote: text(row['remote']) || 'local',
    remoteStore: text(row['remote-store']),
    direction: row['sync-direction'] === 'push' ? 'push' : 'pull',
    everyMinutes: rhythmOf(text(row['schedule'])).everyMinutes,
    outcome: 'OK',
    createdAt: call.now,
    settings: settingsWithout(row, ['id', 'store', 'remote', 'remote-store', 'sync-direction']),
  }),
  maySee: (call, { store, remote, remoteStore }) =>
    hasStore(call, store, 'Datastore.Audit') && can(call, `/remote/${remote}/${remoteStore}`, 'Remote.Audit'),
  mayChange: (call, { store, remote, remoteStore }) =>
    hasStore(call, store, 'Datastore.Backup') && can(call, `/remote/${remote}/${remoteStore}`, 'Remote.Read'),
}

function handlersOf<Job extends { readonly id: string; readonly store: string }>(
  kind: Kind<Job>,
): [string, PbsHandler][] {
  const at = `/config/${kind.name}`
  const idOf = (call: PbsCall): string => textOf(call.parameters, 'id') ?? ''
  const find = (call: PbsCall): Job | undefined => kind.jobs(call).find((one) => one.id === idOf(call))
  const named = (call: PbsCall): Job => {
    const job = find(call)
    if (job === undefined) throw new ApiFailure(400, `no such ${kind.section} '${idOf(call)}'`)
    return job
  }
  const requireStore = (call: PbsCall, job: Job): void => {
    if (!kind.mayChange(call, job)) throw new ApiFailure(400, 'permission check failed')
    if (!call.server.datastores.some((one) => one.store === job.store)) {
      throw new ApiFailure(400, `no such datastore '${job.store}'`)
    }
  }
  return [
    [
      `GET ${at}/{id}`,
      (call) => {
        const job = named(call)
        if (!kind.maySee(call, job)) throw new ApiFailure(400, 'permission check failed')
        return new Digested(kind.row(job), call)
      },
    ],
    [
      `POST ${at}`,
      (call) => {
        const job = kind.job(settingsOf(call, `POST ${at}`, []), call)
        requireStore(call, job)
        if (find(call) !== undefined) {
          const problem = `job '${job.id}' already exists.`
          throw new ApiFailure(400, `parameter verification failed - 'id': ${problem}`)
        }
        kind.jobs(call).push(job)
        call.server.configRevision++
        return null
      },
    ],
    [
      `PUT ${at}/{id}`,
      (call) => {
        requireDigest(call)
        const before = named(call)
        if (!kind.mayChange(call, before)) throw new ApiFailure(400, 'permission check failed')
        const cleared = listOf(call.parameters, 'delete')
        const kept = Object.entries(kind.row(before)).filter(([name]) => !cleared.includes(name))
        const given = settingsOf(call, `PUT ${at}/{id}`, [])
        const job = kind.job({ ...Object.fromEntries(kept), ...given }, call)
        requireStore(call, job)
        kind.jobs(call).splice(kind.jobs(call).indexOf(before), 1, job)
        call.server.configRevision++
        return null
      },
    ],
    [
      `DELETE ${at}/{id}`,
      (call) => {
        requireDigest(call)
        const job = find(call)
        if (job === undefined) throw new ApiFailure(404, `job '${idOf(call)}' does not exist.`)
        if (!kind.mayChange(call, job)) throw new ApiFailure(400, 'permission check failed')
        kind.jobs(call).splice(kind.jobs(call).indexOf(job), 1)
        call.server.configRevision++
        return null
      },
    ],
  ]
}

export const jobConfigHandlers: PbsHandlers = Object.fromEntries([
  ...handlersOf(syncKind),
  ...handlersOf(verifyKind),
  ...handlersOf(pruneKind),
])
