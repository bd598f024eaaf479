/** Rounding and one late poll must not flicker: data is stale when it is older than two intervals of its connection. */
const intervalsUntilStale = 2

/** @returns how old the data is, or `null` while it is fresh. */
export function staleForMs(seenAt: number, intervalMs: number, now: number): number | null {
  const ageMs = now - seenAt
  return ageMs > intervalsUntilStale * intervalMs ? ageMs : null
}

/**
 * The difference between the server's clock and ours, learnt from the instants in its messages. A message takes time to
 * travel, so the largest difference seen is the best; a jump of either clock (sleep, time set by hand) starts anew.
 */
export function learnOffsetMs(known: number | null, serverAt: number, receivedAt: number): number {
  const seen = serverAt - receivedAt
  return known === null || Math.abs(seen - known) > 5_000 ? seen : Math.max(known, seen)
}
