/** Uptimes are whole seconds, some seconds old when they come: a start time that moved less is the same start. */
const jitterMs = 15_000

/** When something started, from its uptime in seconds. Keeps the earlier figure unless it really moved. */
export function startedAtOf(
  uptime: number,
  at: number,
  before: { uptime: number | undefined; startedAt: number | null } | undefined,
): number {
  const startedAt = at - uptime * 1000
  if (before?.startedAt == null) return startedAt
  // Not measured anew: the same uptime later would look like a later start.
  if (uptime === before.uptime) return before.startedAt
  return Math.abs(startedAt - before.startedAt) <= jitterMs ? before.startedAt : startedAt
}
