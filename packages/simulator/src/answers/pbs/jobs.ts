import { type JobRun, jobRun, prunePlan, syncPlan, verifyPlan } from '../../estate/history.ts'
import type { MaintenanceJob, SyncJob } from '../../estate/backup-server.ts'
import { textOf } from '../parameters.ts'
import { can, mayAudit, type PbsCall, type PbsHandlers } from './call.ts'

/** Facts of the last run are missing while a job runs. */
function lastRun(run: JobRun, now: number): Record<string, unknown> {
  const next = { 'next-run': Math.floor(run.nextRunAt / 1000) }
  if (now < run.task.endedAt) return { ...next, 'last-run-upid': run.task.upid }
  return {
    ...next,
    'last-run-upid': run.task.upid,
    'last-run-state': run.task.outcome,
    'last-run-endtime': Math.floor(run.task.endedAt / 1000),
  }
}

const schedule = (minutes: number): string =>
  minutes === 60 ? 'hourly' : minutes === 1440 ? 'daily' : `*:0/${minutes}`

function maySync(call: PbsCall, job: SyncJob): boolean {
  return mayAudit(call, job.store) && can(call, `/remote/${job.remote}/${job.remoteStore}`, 'Remote.Audit')
}

function syncJobs(call: PbsCall): SyncJob[] {
  // Push jobs are left out unless they are asked for: the parameter is younger than most clients.
  const direction = textOf(call.parameters, 'sync-direction') ?? 'pull'
  const store = textOf(call.parameters, 'store')
  return call.server.syncJobs.filter(
    (job) =>
      maySync(call, job) &&
      (direction === 'all' || direction === job.direction) &&
      (store === undefined || store === job.store),
  )
}

function syncRow(job: SyncJob): Record<string, unknown> {
  const base = {
    id: job.id,
    store: job.store,
    remote: job.remote,
    'remote-store': job.remoteStore,
    schedule: schedule(job.everyMinutes),
  }
  return job.direction === 'push' ? { ...base, 'sync-direction': 'push' } : base
}

const ofVisibleStore =
  (call: PbsCall) =>
  (job: MaintenanceJob): boolean => {
    const store = textOf(call.parameters, 'store')
    return mayAudit(call, job.store) && (store === undefined || store === job.store)
  }

const verifyRow = (job: MaintenanceJob) => ({
  id: job.id,
  store: job.store,
  schedule: schedule(job.everyMinutes),
  'ignore-verified': true,
  'outdated-after': 30,
})
const pruneRow = (job: MaintenanceJob) => ({
  id: job.id,
  store: job.store,
  schedule: schedule(job.everyMinutes),
  'keep-daily': 14,
  'keep-weekly': 8,
})

export const jobHandlers: PbsHandlers = {
  'GET /admin/sync': (call) =>
    syncJobs(call).map((job) => ({
      ...syncRow(job),
      ...lastRun(jobRun(call.server, syncPlan(job), call.now), call.now),
    })),
  'GET /admin/verify': (call) =>
    call.server.verifyJobs
      .filter(ofVisibleStore(call))
      .map((job) => ({ ...verifyRow(job), ...lastRun(jobRun(call.server, verifyPlan(job), call.now), call.now) })),
  'GET /admin/prune': (call) =>
    call.server.pruneJobs
      .filter(ofVisibleStore(call))
      .map((job) => ({ ...pruneRow(job), ...lastRun(jobRun(call.server, prunePlan(job), call.now), call.now) })),
  'GET /config/sync': (call) => syncJobs(call).map(syncRow),
  'GET /config/verify': (call) => call.server.verifyJobs.filter(ofVisibleStore(call)).map(verifyRow),
  'GET /config/prune': (call) => call.server.pruneJobs.filter(ofVisibleStore(call)).map(pruneRow),
  'GET /config/remote': (call) =>
    call.server.remotes
      .filter((remote) => can(call, `/remote/${remote.name}`, 'Remote.Audit'))
      .map(({ name, host, comment }) => ({ name, host, 'auth-id': 'sync@pbs', comment })),
}
