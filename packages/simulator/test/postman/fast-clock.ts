import type { Clock } from '../../src/simulator.ts'

/** A clock on which time runs faster, so that tasks of minutes end within seconds. It starts at the real time. */
export function fastClock(factor: number): Clock {
  const startedAt = Date.now()
  return {
    now: () => startedAt + (Date.now() - startedAt) * factor,
    after(ms, run) {
      const timer = setTimeout(run, ms / factor)
      return () => {
        clearTimeout(timer)
      }
    },
  }
}
