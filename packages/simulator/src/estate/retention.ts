/** How many backups of each span are kept; the newest of a span stands for it. Without any number all are kept. */
export interface Retention {
  readonly last?: number
  readonly hourly?: number
  readonly daily?: number
  readonly weekly?: number
  readonly monthly?: number
  readonly yearly?: number
}

const spans = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const

/** The name of the span in which an instant lies (UTC). Weeks begin on Mondays. */
function spanName(span: (typeof spans)[number], at: number): string {
  const text = new Date(at).toISOString()
  switch (span) {
    case 'last':
      return String(at)
    case 'hourly':
      return text.slice(0, 13)
    case 'daily':
      return text.slice(0, 10)
    case 'weekly':
      // The first day of the epoch was a Thursday.
      return String(Math.floor((at / 86_400_000 + 3) / 7))
    case 'monthly':
      return text.slice(0, 7)
    case 'yearly':
      return text.slice(0, 4)
  }
}

/**
 * Which of a group's backups stay. Each rule goes from the newest to the oldest and counts only spans in which no
 * earlier rule has kept one; protected ones stay and count for nothing.
 */
export function keptBackups<T extends { readonly takenAt: number; readonly protected: boolean }>(
  backups: readonly T[],
  retention: Retention,
): Set<T> {
  const kept = new Set(backups.filter((one) => one.protected))
  const rest = backups.filter((one) => !one.protected).toSorted((one, other) => other.takenAt - one.takenAt)
  if (spans.every((span) => (retention[span] ?? 0) === 0)) return new Set(backups)
  for (const span of spans) {
    const count = retention[span] ?? 0
    const before = new Set(rest.filter((one) => kept.has(one)).map((one) => spanName(span, one.takenAt)))
    const taken = new Set<string>()
    for (const one of rest) {
      const name = spanName(span, one.takenAt)
      if (kept.has(one) || before.has(name) || taken.has(name)) continue
      if (taken.size >= count) break
      taken.add(name)
      kept.add(one)
    }
  }
  return kept
}
