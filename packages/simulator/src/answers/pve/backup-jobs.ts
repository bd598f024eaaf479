import { type BackupJob, isSelected, nextRunAt, scheduleText } from '../../estate/backup-job.ts'
import type { Guest } from '../../estate/guest.ts'
import { ApiFailure } from '../answer.ts'
import { textOf } from '../parameters.ts'
import { mayAudit, type PveCall, type PveHandlers } from './call.ts'
import { guestVolumes } from './guest-config.ts'

function jobRow(call: PveCall, job: BackupJob): Record<string, unknown> {
  const { selection } = job
  return {
    id: job.id,
    type: 'vzdump',
    schedule: scheduleText(job),
    enabled: job.enabled ? 1 : 0,
    storage: job.storage,
    mode: job.mode,
    compress: 'zstd',
    'next-run': Math.floor(nextRunAt(job, call.now) / 1000),
    'notes-template': '{{guestname}}',
    'notification-mode': 'notification-system',
    'prune-backups': { 'keep-last': String(job.keep) },
    ...(job.comment !== '' && { comment: job.comment }),
    ...(selection.kind === 'all' && { all: 1 }),
    ...(selection.kind === 'all' && selection.exclude.length > 0 && { exclude: selection.exclude.join(',') }),
    ...(selection.kind === 'guests' && { vmid: selection.vmids.join(',') }),
    ...(selection.kind === 'pool' && { pool: selection.pool }),
  }
}

function jobOf(call: PveCall): BackupJob {
  const id = textOf(call.parameters, 'id')
  const job = call.site.backupJobs.find((one) => one.id === id)
  if (job === undefined) throw new ApiFailure(500, `no such backup job '${id}'`)
  return job
}

function includedVolumes(call: PveCall): unknown {
  const job = jobOf(call)
  const guests = [...call.site.guests.values()].filter((guest) => isSelected(job, guest))
  const children = guests.map((guest) => ({
    id: guest.vmid,
    name: guest.name,
    type: guest.kind,
    leaf: 0,
    children: guestVolumes(guest).map(({ key, volid }) => ({
      id: `${guest.vmid}:${key}`,
      name: volid,
      included: 1,
      reason: guest.kind === 'lxc' && key === 'rootfs' ? 'rootfs' : 'enabled',
      leaf: 1,
    })),
  }))
  return { children, leaf: 0 }
}

function notBackedUp(call: PveCall): unknown[] {
  const jobs = call.site.backupJobs.filter((job) => job.enabled)
  const isCovered = (guest: Guest): boolean => jobs.some((job) => isSelected(job, guest))
  return [...call.site.guests.values()]
    .filter((guest) => mayAudit(call, guest) && !isCovered(guest))
    .map((guest) => ({ vmid: guest.vmid, type: guest.kind, name: guest.name }))
}

export const backupJobHandlers: PveHandlers = {
  'GET /cluster/backup': (call) => call.site.backupJobs.map((job) => jobRow(call, job)),
  'GET /cluster/backup/{id}': (call) => jobRow(call, jobOf(call)),
  'GET /cluster/backup/{id}/included_volumes': includedVolumes,
  'GET /cluster/backup-info/not-backed-up': notBackedUp,
}
