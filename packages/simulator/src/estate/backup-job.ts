import { chance, hash } from './chance.ts'
import { bootDiskBytes, type Guest } from './guest.ts'
import { diskRatio } from './load.ts'
import type { Site } from './site.ts'

export type Schedule =
  /** Minutes of the day (UTC); days of the week from 0 (Sunday), absent is every day. */
  | { readonly kind: 'daily'; readonly minute: number; readonly days?: readonly number[] }
  | { readonly kind: 'every'; readonly minutes: number }

export interface BackupJob {
  readonly id: string
  readonly storage: string
  readonly schedule: Schedule
  readonly enabled: boolean
  readonly mode: 'snapshot' | 'suspend' | 'stop'
  readonly selection:
    | { readonly kind: 'all'; readonly exclude: readonly number[] }
    | { readonly kind: 'guests'; readonly vmids: readonly number[] }
    | { readonly kind: 'pool'; readonly pool: string }
  /** How many runs a storage keeps. */
  readonly keep: number
  readonly comment: string
  /** Jobs have no past from before they were made. */
  readonly createdAt?: number
  /** The keys with which somebody wrote it through the API. */
  readonly written?: Readonly<Record<string, string>>
}

const minuteMs = 60_000
const dayMs = 1440 * minuteMs

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** Days of `mon..fri` or `mon,wed`; null where a word is none. */
function parseDays(text: string): number[] | null {
  const days: number[] = []
  for (const part of text.split(',')) {
    const [first = -1, last = first] = part.split('..').map((name) => dayNames.findIndex((day) => name.startsWith(day)))
    if (first < 0 || last < 0) return null
    for (let day = first; ; day = (day + 1) % 7) {
      days.push(day)
      if (day === last) break
    }
  }
  return days
}

/** The calendar events that people use for backups: `21:00`, `mon..fri 2:30`, `*\/30`, `hourly`, `daily`, `weekly`. */
export function parseSchedule(text: string): Schedule | null {
  const words: Readonly<Record<string, Schedule>> = {
    hourly: { kind: 'every', minutes: 60 },
    daily: { kind: 'daily', minute: 0 },
    weekly: { kind: 'daily', minute: 0, days: [1] },
  }
  const word = words[text]
  if (word !== undefined) return word
  const period = /^\*(?::\d+)?\/(\d{1,2})$/.exec(text)
  if (period !== null) return Number(period[1]) > 0 ? { kind: 'every', minutes: Number(period[1]) } : null
  const match = /^(?:([a-z.,]+)\s+)?(\d{1,2}):(\d{2})$/.exec(text)
  if (match === null) return null
  const [, dayText, hour, minute] = match
  const days = dayText === undefined ? undefined : parseDays(dayText)
  if (days === null || Number(hour) > 23 || Number(minute) > 59) return null
  return { kind: 'daily', minute: Number(hour) * 60 + Number(minute), ...(days !== undefined && { days }) }
}

export function scheduleText(job: BackupJob): string {
  const written = job.written?.['schedule']
  if (written !== undefined) return written
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
    if (at > fromAt && isRunDay(job, at)) runs.push(at)
  }
  return runs
}

/** The longest time between two runs. */
function longestPause(schedule: Schedule): number {
  if (schedule.kind === 'every') return schedule.minutes * minuteMs
  return schedule.days === undefined ? dayMs : 7 * dayMs
}

function isRunDay({ schedule, createdAt = 0 }: BackupJob, at: number): boolean {
  if (at < createdAt) return false
  return schedule.kind !== 'daily' || schedule.days?.includes(new Date(at).getUTCDay()) !== false
}

export function nextRunAt(job: BackupJob, now: number): number {
  const pause = longestPause(job.schedule)
  return runsOf(job, now, now + pause)[0] ?? now + pause
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
  /** As it was: what a restore brings back. */
  readonly guest: Guest
  readonly storage: string
  /** Where it lies, if the storage is the node's own; absent is where the guest is. */
  readonly node?: string
  readonly startedAt: number
  readonly endedAt: number
  readonly sizeBytes: number
  /** Why it failed; a failed one leaves nothing on the storage. */
  readonly failure: string | null
  /** `vma.zst` and the like; absent is what the guest's kind gets usually. */
  readonly format?: string
  readonly notes: string
  readonly isProtected: boolean
}

export interface BackupMark {
  readonly isRemoved?: boolean
  readonly notes?: string
  readonly isProtected?: boolean
}

/** Names a backup in `Site.backupMarks`. */
export function backupKey({ storage, guest, startedAt }: Pick<GuestBackup, 'storage' | 'guest' | 'startedAt'>): string {
  return `${storage} ${guest.kind} ${guest.vmid} ${Math.floor(startedAt / 1000)}`
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
  return {
    guest,
    storage: job.storage,
    startedAt,
    endedAt: startedAt + seconds * 1000,
    sizeBytes,
    failure: guest.backupFailure,
    notes: guest.name,
    isProtected: chance(guest.seed, 'protected', startedAt / 1000) < 0.03,
  }
}

/** What lies on a storage at `now`, newest first per guest: successful, finished, not yet pruned. */
export function storedBackups(site: Site, storage: string, now: number): GuestBackup[] {
  const made = [...site.backups.filter((backup) => backup.storage === storage), ...scheduledBackups(site, storage, now)]
  if (site.backupMarks.size === 0) return made
  return made.flatMap((backup) => {
    const mark = site.backupMarks.get(backupKey(backup))
    return mark?.isRemoved === true ? [] : [{ ...backup, ...mark }]
  })
}

function scheduledBackups(site: Site, storage: string, now: number): GuestBackup[] {
  return site.backupJobs.filter((job) => job.storage === storage).flatMap((job) => backupsOfJob(site, job, now))
}

/** What a job has left on its storage. */
export function backupsOfJob(site: Site, job: BackupJob, now: number): GuestBackup[] {
  if (!job.enabled) return []
  const guests = [...site.guests.values(), ...site.departed].filter((guest) => isSelected(job, guest))
  const runs = runsOf(job, now - (job.keep + 1) * longestPause(job.schedule), now)
  return guests.flatMap((guest) => backupsOfGuest(job, guest, runs, now))
}

function backupsOfGuest(job: BackupJob, guest: Guest, runs: readonly number[], now: number): GuestBackup[] {
  if (guest.backupFailure !== null) return []
  const made: GuestBackup[] = []
  for (const runAt of runs.toReversed()) {
    if (made.length === job.keep) break
    if (runAt < guest.createdAt) break
    if (guest.removedAt !== null && runAt >= guest.removedAt) continue
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
