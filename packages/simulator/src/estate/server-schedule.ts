import { parseSchedule } from './backup-job.ts'

/** How often something runs, and at which minute of its period. */
export interface Rhythm {
  /** 0 never runs by itself. */
  readonly everyMinutes: number
  readonly minute: number
}

/** The rhythm of a calendar event such as `hourly`, `02:30` or `*:0/15`; what is more than daily counts as daily. */
export function rhythmOf(event: string | undefined): Rhythm {
  if (event === undefined || event === '' || event === 'none') return { everyMinutes: 0, minute: 0 }
  const minutes = /^\*:0\/(\d+)$/.exec(event)?.[1]
  if (minutes !== undefined) return { everyMinutes: Math.max(1, Number(minutes)), minute: 0 }
  const schedule = parseSchedule(event)
  if (schedule?.kind === 'every') return { everyMinutes: schedule.minutes, minute: 0 }
  return { everyMinutes: 1440, minute: schedule?.minute ?? 0 }
}
