import type { MaintenanceJob, SyncJob } from '../../estate/backup-server.ts'
import { type JobRun, jobRun, prunePlan, syncPlan, verifyPlan } from '../../estate/server-history.ts'
import { isRunning } from '../../estate/task-book.ts'
import { textOf } from '../parameters.ts'
import { can, Digested, mayAudit, type PbsCall, type PbsHandlers } from './call.ts'

/** Facts of the last run are missing while a job runs. */
function lastRun({ task, nextRunAt }: JobRun, now: number): Record<string, unknown> {
  const next = nextRunAt === null ? {} : { 'next-run': Math.floor(nextRunAt / 1000) }
  if (task === null) return next
  if (isRunning(task, now)) return { ...next, 'last-run-upid': task.upid }
  return {
    ...next,
    'last-run-upid': task.upid,
    'last-run-state': task.outcome,
    'last-run-endtime': Math.floor(task.endedAt / 1000),
  }
}

function schedule({ everyMinutes }: { readonly everyMinutes: number }): Record<string, unknown> {
  if (everyMinutes === 0) return {}
  const event = everyMinutes === 60 ? 'hourly' : everyMinutes === 1440 ? 'daily' : `*:0/${everyMinutes}`
  return { schedule: event }
}

function maySeeSync(call: PbsCall, job: SyncJob): boolean {
  return mayAudit(call, job.store) && can(call, `/remote/${job.remote}/${job.remoteStore}`, 'Remote.Audit')
}

function syncJobs(call: PbsCall): SyncJob[] {
  // Push jobs are left out unless they are asked for: the parameter is younger than most clients.
  const direction = textOf(call.parameters, 'sync-direction') ?? 'pull'
  const store = textOf(call.parameters, 'store')
  return call.server.syncJobs.filter(
    (job) =>
      maySeeSync(call, job) &&
      (direction === 'all' || direction === job.direction) &&
      (store === undefined || store === job.store),
  )
}

export function syncRow(job: SyncJob): Record<string, unknown> {
  const base = {
    id: job.id,
    store: job.store,
    remote: job.remote,
    'remote-store': job.remoteStore,
    ...schedule(job),
    ...job.settings,
  }
  return job.direction === 'push' ? { ...base, 'sync-direction': 'push' } : base
}

const ofVisibleStore =
  (call: PbsCall) =>
  (job: MaintenanceJob): boolean => {
    const store = textOf(call.parameters, 'store')
    return mayAudit(call, job.store) && (store === undefined || store === job.store)
  }

export const verifyRow = (job: MaintenanceJob): Record<string, unknown> => ({
  id: job.id,
  store: job.store,
  ...schedule(job),
  ...(job.settings ?? { 'ignore-verified': true, 'outdated-after': 30 }),
})

export const pruneRow = (job: MaintenanceJob): Record<string, unknown> => ({
  id: job.id,
  store: job.store,
  ...schedule(job),
  ...(job.settings ?? { 'keep-daily': 14, 'keep-weekly': 8 }),
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
  'GET /config/sync': (call) => new Digested(syncJobs(call).map(syncRow), call),
  'GET /config/verify': (call) =>
    new Digested(call.server.verifyJobs.filter(ofVisibleStore(call)).map(verifyRow), call),
  'GET /config/prune': (call) => new Digested(call.server.pruneJobs.filter(ofVisibleStore(call)).map(pruneRow), call),
}
