import type { Clock } from '../platform/platform.ts'

export interface SlidingWindow {
  /** Takes a turn for the key: 0, or how many milliseconds until there is one. A refusal takes none. */
  take(key: string): number
  readonly keys: number
}

/** More are forgotten, longest unused first. */
const mostKeys = 50_000

/** At most so many turns a key in any stretch of time of this length. */
export function slidingWindow(clock: Clock, turns: number, lengthMs: number): SlidingWindow {
  /** When turns were taken, oldest first; keys that were used last stand last. */
  const taken = new Map<string, number[]>()

  const forgetOld = (before: number): void => {
    for (const [key, times] of taken) {
      if (taken.size <= mostKeys && (times.at(-1) ?? 0) > before) return
      taken.delete(key)
    }
  }
  return {
    take(key) {
      const now = clock.monotonicMs()
      const before = now - lengthMs
      const times = taken.get(key) ?? []
      const firstInside = times.findIndex((at) => at > before)
      times.splice(0, firstInside < 0 ? times.length : firstInside)
      const oldest = times.length < turns ? undefined : times[0]
      if (oldest !== undefined) return oldest + lengthMs - now
      times.push(now)
      taken.delete(key)
      taken.set(key, times)
      forgetOld(before)
      return 0
    },
    get keys() {
      return taken.size
    },
  }
}
