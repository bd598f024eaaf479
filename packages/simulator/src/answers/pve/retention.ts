import type { GuestBackup } from '../../estate/backup-job.ts'
import { parseProperty } from './drives.ts'

/** How many backups stay, by the word behind `keep-`. */
export type Retention = ReadonlyMap<string, number>

/** `keep-last=3,keep-weekly=2`; null where everything stays. */
export function parseRetention(text: string | undefined): Retention | null {
  if (text === undefined) return null
  const { options } = parseProperty(text)
  const keeps = options.map(([key, value]): [string, number] => [key.replace('keep-', ''), Number(value)])
  const retention = new Map(keeps.filter(([, count]) => count > 0))
  return retention.size === 0 || retention.has('all') ? null : retention
}

/** Each week and month counts as the one in which it begins, in UTC. */
const periods: Readonly<Record<string, (at: Date) => string>> = {
  hourly: (at) => at.toISOString().slice(0, 13),
  daily: (at) => at.toISOString().slice(0, 10),
  weekly: (at) => String(Math.floor((at.getTime() / 86_400_000 + 3) / 7)),
  monthly: (at) => at.toISOString().slice(0, 7),
  yearly: (at) => at.toISOString().slice(0, 4),
}

/** The backups of one guest that stay; the newest of each period counts, protected ones do not. */
export function keptBackups(backups: readonly GuestBackup[], retention: Retention): Set<GuestBackup> {
  const newestFirst = backups.toSorted((one, other) => other.startedAt - one.startedAt)
  const open = newestFirst.filter((backup) => !backup.isProtected)
  const kept = new Set(open.slice(0, retention.get('last') ?? 0))
  for (const [word, periodOf] of Object.entries(periods)) {
    const count = retention.get(word) ?? 0
    // A period that another rule has covered already is not counted again.
    const covered = new Set([...kept].map((backup) => periodOf(new Date(backup.startedAt))))
    const chosen = new Set<string>()
    for (const backup of open) {
      const period = periodOf(new Date(backup.startedAt))
      if (chosen.size === count) break
      if (kept.has(backup) || covered.has(period) || chosen.has(period)) continue
      chosen.add(period)
      kept.add(backup)
    }
  }
  return kept
}
