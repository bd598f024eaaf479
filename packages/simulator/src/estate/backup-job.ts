import { chance, hash } from './chance.ts'
import { bootDiskBytes, type Guest } from './guest.ts'
import { diskRatio } from './load.ts'
import type { Site } from './site.ts'

export interface BackupJob {
  readonly id: string
  readonly storage: string
  /** Minutes of the day (UTC) for a daily job, or the period of a frequent one. */
  readonly schedule:
    | { readonly kind: 'daily'; readonly minute: number }
    | { readonly kind: 'every'; readonly minutes: number }
  readonly enabled: boolean
  readonly mode: 'snapshot' | 'suspend' | 'stop'
  readonly selection:
    | { readonly kind: 'all'; readonly exclude: readonly number[] }
    | { readonly kind: 'guests'; readonly vmids: readonly number[] }
    | { readonly kind: 'pool'; readonly pool: string }
  /** How many runs a storage keeps. */
  readonly keep: number
  readonly comment: string
}

const minuteMs = 60_000
const dayMs = 1440 * minuteMs

export function scheduleText(job: BackupJob): string {
  if (job.schedule.kind === 'every') return `*/${job.schedule.minutes}`
  const { minute } = job.schedule
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** Starts of a job in (fromAt, toAt], oldest first. */
export function runsOf(job: BackupJob, fromAt: number, toAt: number): number[] {
  const period = job.schedule.kind === 'daily' ? dayMs : job.schedule.minutes * minuteMs
  const offset = job.schedule.kind === 'daily' ? job.schedule.minute * minuteMs : 0
  const runs: number[] = []
  for (let at = Math.floor((fromAt - offset) / period) * period + offset; at <= toAt; at += period) {
    if (at > fromAt) runs.push(at)
  }
  return runs
}

export function nextRunAt(job: BackupJob, now: number): number {
  const period = job.schedule.kind === 'daily' ? dayMs : job.schedule.minutes * minuteMs
  return runsOf(job, now, now + period)[0] ?? now + period
}

export function isSelected(job: BackupJob, guest: Guest): boolean {
  switch (job.selection.kind) {
    case 'all':
      return !job.selection.exclude.includes(guest.vmid)
    case 'guests':
      return job.selection.vmids.includes(guest.vmid)
    case 'pool':
      return guest.pool === job.selection.pool
  }
}

export interface GuestBackup {
  readonly guest: Guest
  readonly job: BackupJob
  readonly startedAt: number
  readonly endedAt: number
  readonly sizeBytes: number
  /** Why it failed; a failed one leaves nothing on the storage. */
  readonly failure: string | null
}

/**
 * The backup of one guest in one run. Its place in the run depends on the guest alone, so that the past stays
 * the same when other guests come, go or move.
 */
export function backupInRun(job: BackupJob, guest: Guest, runAt: number): GuestBackup {
  const windowMs = job.schedule.kind === 'daily' ? 45 * minuteMs : Math.min(8, job.schedule.minutes / 3) * minuteMs
  const startedAt = runAt + 4000 + Math.floor((hash(guest.seed, 'slot') % windowMs) / 1000) * 1000
  const variation = 0.95 + 0.1 * chance(guest.seed, 'size', Math.floor(runAt / minuteMs))
  const sizeBytes = Math.round(bootDiskBytes(guest) * diskRatio(guest, runAt) * 0.55 * variation)
  const seconds = Math.round(
    12 + Math.min(160, sizeBytes / 2 ** 28) * (0.8 + 0.4 * chance(guest.seed, runAt / minuteMs)),
  )
  return { guest, job, startedAt, endedAt: startedAt + seconds * 1000, sizeBytes, failure: guest.backupFailure }
}

/** What lies on a storage at `now`, newest first per guest: successful, finished, not yet pruned. */
export function storedBackups(site: Site, storage: string, now: number): GuestBackup[] {
  const stored: GuestBackup[] = []
  const guests = [...site.guests.values(), ...site.departed]
  for (const job of site.backupJobs) {
    if (job.storage !== storage || !job.enabled) continue
    const span = job.schedule.kind === 'daily' ? dayMs : job.schedule.minutes * minuteMs
    const runs = runsOf(job, now - (job.keep + 1) * span, now)
    for (const guest of guests) {
      if (isSelected(job, guest)) stored.push(...backupsOfGuest(job, guest, runs, now))
    }
  }
  return stored
}

function backupsOfGuest(job: BackupJob, guest: Guest, runs: readonly number[], now: number): GuestBackup[] {
  if (guest.backupFailure !== null) return []
  const made: GuestBackup[] = []
  for (const runAt of runs.toReversed()) {
    if (made.length === job.keep) break
    if (runAt < guest.createdAt) break
    const backup = backupInRun(job, guest, runAt)
    if (backup.endedAt <= now) made.push(backup)
  }
  return made
}

/** The backup of a guest that runs right now, if any: the guest carries a lock meanwhile. */
export function runningBackup(site: Site, guest: Guest, now: number): GuestBackup | null {
  for (const job of site.backupJobs) {
    if (!job.enabled || guest.template || !isSelected(job, guest)) continue
    for (const runAt of runsOf(job, now - 60 * minuteMs, now)) {
      const backup = backupInRun(job, guest, runAt)
      if (backup.startedAt <= now && now < backup.endedAt) return backup
    }
  }
  return null
}

export interface NodeRun {
  readonly job: BackupJob
  readonly node: string
  readonly startedAt: number
  readonly endedAt: number
  readonly backups: readonly GuestBackup[]
}

/** What one job does on one node in one run, which is one task; null where it finds no guest there. */
export function nodeRun(site: Site, node: string, job: BackupJob, runAt: number): NodeRun | null {
  const backups = [...(site.nodes.get(node)?.guests.values() ?? [])]
    .filter((guest) => guest.createdAt < runAt && isSelected(job, guest))
    .map((guest) => backupInRun(job, guest, runAt))
    .sort((one, other) => one.startedAt - other.startedAt)
  if (backups.length === 0) return null
  const lastEnd = Math.max(...backups.map((backup) => backup.endedAt))
  return { job, node, startedAt: runAt + 1000, endedAt: lastEnd + 2000, backups }
}
