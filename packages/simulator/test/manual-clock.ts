import type { Clock } from '../src/simulator.ts'

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Moves on, running what falls due in order. */
  advance(ms: number): void
  /** How many timers wait. */
  pending(): number
}

export function manualClock(startAt: number): ManualClock {
  let now = startAt
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    advance(ms) {
      const end = now + ms
      for (;;) {
        const due = timers.filter((timer) => timer.at <= end).sort((one, other) => one.at - other.at)[0]
        if (due === undefined) break
        timers = timers.filter((one) => one !== due)
        now = due.at
        due.run()
      }
      now = end
    },
    pending: () => timers.length,
  }
}
