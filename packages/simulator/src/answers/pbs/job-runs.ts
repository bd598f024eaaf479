import type { MaintenanceJob, SyncJob } from '../../estate/backup-server.ts'
import { prunePlan, syncPlan, verifyPlan } from '../../estate/server-history.ts'
import { ApiFailure } from '../answer.ts'
import { numberOf, textOf } from '../parameters.ts'
import { can, type PbsCall, type PbsHandlers, unavailability } from './call.ts'
import { pruneRow, verifyRow } from './jobs.ts'
import { startVerification, unverified } from './maintenance.ts'
import { requirePrivilege } from './permission.ts'
import { retentionOf, startPrune } from './prune.ts'
import { startWorker } from './worker.ts'

function named<Job extends { readonly id: string }>(call: PbsCall, jobs: readonly Job[], section: string): Job {
  const id = textOf(call.parameters, 'id') ?? ''
  const job = jobs.find((one) => one.id === id)
  if (job === undefined) throw new ApiFailure(400, `no such ${section} '${id}'`)
  return job
}

function storeOfJob(call: PbsCall, job: { readonly store: string }, operation: 'read' | 'write') {
  const store = call.server.datastores.find((one) => one.store === job.store)
  if (store === undefined) throw new ApiFailure(400, `no such datastore '${job.store}'`)
  const problem = unavailability(store, operation)
  if (problem !== null) throw new ApiFailure(400, problem)
  return store
}

function runVerification(call: PbsCall): string {
  const job: MaintenanceJob = named(call, call.server.verifyJobs, 'verification')
  requirePrivilege(call, `/datastore/${job.store}`, 'Datastore.Verify')
  const store = storeOfJob(call, job, 'read')
  const settings = verifyRow(job)
  const snapshots = unverified(call, store, {
    namespace: textOf(settings, 'ns') ?? '',
    maxDepth: numberOf(settings, 'max-depth') ?? 7,
    ignoreVerified: settings['ignore-verified'] !== false,
    outdatedAfterDays: numberOf(settings, 'outdated-after'),
  })
  return startVerification(call, store, { type: 'verificationjob', id: verifyPlan(job).id, snapshots })
}

function runPrune(call: PbsCall): string {
  const job: MaintenanceJob = named(call, call.server.pruneJobs, 'prune')
  const path = `/datastore/${job.store}`
  if (!can(call, path, 'Datastore.Prune')) requirePrivilege(call, path, 'Datastore.Modify')
  const store = storeOfJob(call, job, 'write')
  const settings = pruneRow(job)
  return startPrune(call, store, {
    type: 'prunejob',
    id: prunePlan(job).id,
    namespace: textOf(settings, 'ns') ?? '',
    maxDepth: numberOf(settings, 'max-depth') ?? 7,
    retention: retentionOf(settings),
    isTrial: false,
    firstLine: `prune job '${job.id}'`,
  })
}

/** Fails as its remote does: what the job's own runs end with, or the datastore being out of service. */
function runSync(call: PbsCall): string {
  const job: SyncJob = named(call, call.server.syncJobs, 'sync')
  requirePrivilege(call, `/datastore/${job.store}`, 'Datastore.Backup')
  requirePrivilege(call, `/remote/${job.remote}/${job.remoteStore}`, 'Remote.Read')
  const store = call.server.datastores.find((one) => one.store === job.store)
  const problem = store === undefined ? `no such datastore '${job.store}'` : unavailability(store, 'write')
  const outcome = problem ?? job.outcome
  const durationMs = outcome === 'OK' ? 6000 : 1000
  const { id } = syncPlan(job)
  return startWorker(call, {
    type: 'syncjob',
    id,
    durationMs,
    outcome,
    log: () => [
      [0, `Starting datastore sync job '${id}'`],
      [100, `sync datastore '${job.store}' from '${job.remote}/${job.remoteStore}'`],
      ...(outcome === 'OK'
        ? ([
            [500, '----'],
            [
              600,
              `Syncing datastore '${job.remoteStore}', root namespace into datastore '${job.store}', root namespace`,
            ],
            [2500, 'percentage done: 50.00% (1/2 groups)'],
            [4500, 'percentage done: 100.00% (2/2 groups)'],
            [5900, 'Finished syncing root namespace, current progress: 2 groups, 2 snapshots'],
          ] as const)
        : []),
    ],
  })
}

export const jobRunHandlers: PbsHandlers = {
  'POST /admin/verify/{id}/run': runVerification,
  'POST /admin/prune/{id}/run': runPrune,
  'POST /admin/sync/{id}/run': runSync,
}
