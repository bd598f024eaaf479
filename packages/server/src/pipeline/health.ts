import type { Connection } from '@pulse/contract'

/**
 * Is the watching alive? Degraded when, of all connections, not one had a complete poll within three of its intervals.
 * One host that is away does not make Pulse unwell.
 *
 * @param upMs since the server started: nothing can be late before it had the time
 */
export function healthOf(connections: Iterable<Connection>, now: number, upMs: number): 'healthy' | 'degraded' {
  let late = false
  for (const { seenAt, intervalMs } of connections) {
    const patienceMs = 3 * intervalMs
    if (upMs <= patienceMs || (seenAt !== null && now - seenAt <= patienceMs)) return 'healthy'
    late = true
  }
  return late ? 'degraded' : 'healthy'
}
