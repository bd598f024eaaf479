import {
  type BackupJob,
  backupsOfJob,
  isSelected,
  nextRunAt,
  parseSchedule,
  scheduleText,
} from '../../estate/backup-job.ts'
import { uuidText } from '../../estate/chance.ts'
import type { Guest } from '../../estate/guest.ts'
import { ApiFailure } from '../answer.ts'
import { listOf, textOf } from '../parameters.ts'
import { mayAudit, type PveCall, type PveHandlers, requireQuorum } from './call.ts'
import { parseProperty } from './drives.ts'
import { guestVolumes } from './guest-config.ts'
import { parseRetention } from './retention.ts'
import { requireSense } from './vzdump.ts'
import { badParameter } from './work.ts'

/** The keys of a job that nobody wrote through the API. */
function scenarioKeys(job: BackupJob): Record<string, string> {
  const { selection } = job
  return {
    schedule: scheduleText(job),
    enabled: job.enabled ? '1' : '0',
    storage: job.storage,
    mode: job.mode,
    compress: 'zstd',
    'notes-template': '{{guestname}}',
    'notification-mode': 'notification-system',
    'prune-backups': `keep-last=${job.keep}`,
    ...(job.comment !== '' && { comment: job.comment }),
    ...(selection.kind === 'all' && { all: '1' }),
    ...(selection.kind === 'all' && selection.exclude.length > 0 && { exclude: selection.exclude.join(',') }),
    ...(selection.kind === 'guests' && { vmid: selection.vmids.join(',') }),
    ...(selection.kind === 'pool' && { pool: selection.pool }),
  }
}

const numericKeys = new Set([
  'all',
  'bwlimit',
  'enabled',
  'ionice',
  'lockwait',
  'pigz',
  'protected',
  'quiet',
  'remove',
  'repeat-missed',
  'stdexcludes',
  'stop',
  'stopwait',
  'zstd',
])

function jobRow(call: PveCall, job: BackupJob): Record<string, unknown> {
  const keys = job.written ?? scenarioKeys(job)
  const shown = Object.entries(keys).map(([key, value]): [string, unknown] => {
    if (key === 'prune-backups') return [key, Object.fromEntries(parseProperty(value).options)]
    return [key, numericKeys.has(key) ? Number(value) : value]
  })
  return {
    id: job.id,
    type: 'vzdump',
    enabled: 1,
    ...Object.fromEntries(shown),
    ...(job.enabled && { 'next-run': Math.floor(nextRunAt(job, call.now) / 1000) }),
  }
}

/** How many runs of a job stay on the storage: what its strongest rule says. */
function keepOf(keys: Readonly<Record<string, string>>): number {
  const retention = parseRetention(keys['prune-backups'])
  return retention === null ? 100 : Math.max(1, ...Object.values(retention))
}

function selectionOf(keys: Readonly<Record<string, string>>): BackupJob['selection'] {
  const numbers = (text: string | undefined): number[] =>
    (text ?? '')
      .split(/[,; ]+/)
      .filter(Boolean)
      .map(Number)
  if (keys['vmid'] !== undefined) return { kind: 'guests', vmids: numbers(keys['vmid']) }
  if (keys['pool'] !== undefined) return { kind: 'pool', pool: keys['pool'] }
  return { kind: 'all', exclude: numbers(keys['exclude']) }
}

/** A job from the keys that somebody wrote; it has no past. */
function writtenJob(call: PveCall, id: string, keys: Readonly<Record<string, string>>): BackupJob {
  const text = keys['schedule'] ?? keys['starttime']
  if (text === undefined) throw badParameter('schedule', "neither 'starttime' nor 'schedule' were set")
  const schedule = parseSchedule(text)
  if (schedule === null) throw badParameter('schedule', 'invalid format - unable to parse calendar event')
  requireSense(keys)
  const mode = keys['mode']
  return {
    id,
    storage: keys['storage'] ?? 'local',
    schedule,
    enabled: keys['enabled'] === undefined || keys['enabled'] === '1' || keys['enabled'] === 'true',
    mode: mode === 'stop' || mode === 'suspend' ? mode : 'snapshot',
    selection: selectionOf(keys),
    keep: keepOf(keys),
    comment: keys['comment'] ?? '',
    createdAt: call.now,
    written: keys,
  }
}

const callKeys = new Set(['id', 'delete', 'digest'])

function givenKeys(call: PveCall): Record<string, string> {
  const entries = Object.keys(call.parameters).flatMap((key): [string, string][] => {
    const value = textOf(call.parameters, key)
    return callKeys.has(key) || value === undefined ? [] : [[key, value]]
  })
  return Object.fromEntries(entries)
}

function create(call: PveCall): null {
  requireQuorum(call)
  const { site } = call
  const number = site.backupJobs.length
  const id =
    textOf(call.parameters, 'id') ?? `backup-${uuidText(site.seed, 'job', call.now / 1000, number).slice(0, 13)}`
  if (site.backupJobs.some((job) => job.id === id)) throw new ApiFailure(500, `Job '${id}' already exists`)
  site.backupJobs.push(writtenJob(call, id, givenKeys(call)))
  site.revision++
  return null
}

/** What the job has made stays as it is, whatever becomes of the job. */
function keepPast(call: PveCall, job: BackupJob): void {
  call.site.backups.push(...backupsOfJob(call.site, job, call.now))
}

function update(call: PveCall): null {
  requireQuorum(call)
  const { site } = call
  const job = jobOf(call)
  const given = givenKeys(call)
  const before = Object.entries(job.written ?? scenarioKeys(job))
  const gone = new Set(listOf(call.parameters, 'delete'))
  // One way of selecting takes the place of another.
  const selects = ['vmid', 'pool', 'all', 'exclude']
  const isSelected = selects.some((key) => given[key] !== undefined)
  const kept = before.filter(([key]) => !gone.has(key) && !(isSelected && selects.includes(key)))
  const next = writtenJob(call, job.id, { ...Object.fromEntries(kept), ...given })
  keepPast(call, job)
  site.backupJobs[site.backupJobs.indexOf(job)] = next
  site.revision++
  return null
}

function remove(call: PveCall): null {
  requireQuorum(call)
  const job = jobOf(call)
  keepPast(call, job)
  call.site.backupJobs.splice(call.site.backupJobs.indexOf(job), 1)
  call.site.revision++
  return null
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
  'POST /cluster/backup': create,
  'PUT /cluster/backup/{id}': update,
  'DELETE /cluster/backup/{id}': remove,
  'GET /cluster/backup': (call) => call.site.backupJobs.map((job) => jobRow(call, job)),
  'GET /cluster/backup/{id}': (call) => jobRow(call, jobOf(call)),
  'GET /cluster/backup/{id}/included_volumes': includedVolumes,
  'GET /cluster/backup-info/not-backed-up': notBackedUp,
}
