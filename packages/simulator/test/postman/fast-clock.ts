import type { Clock } from '../../src/simulator.ts'

/**
 * A clock on which time runs faster, so that tasks of minutes end within seconds. It starts at the real time unless told
 * otherwise.
 */
export function fastClock(factor: number, beginsAt = Date.now()): Clock {
  const startedAt = Date.now()
  return {
    now: () => beginsAt + (Date.now() - startedAt) * factor,
    after(ms, run) {
      const timer = setTimeout(run, ms / factor)
      return () => {
        clearTimeout(timer)
      }
    },
  }
}
