import type { Clock } from '../platform/platform.ts'

export interface Throttle {
  soon: () => void
  stop: () => void
}

/** Runs at once when it has not run for `ms`, else at the end of that time; how often it was asked does not matter. */
export function throttle(clock: Clock, ms: number, run: () => void): Throttle {
  let ranAtMs = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | undefined
  return {
    soon() {
      cancel ??= clock.after(Math.max(0, ranAtMs + ms - clock.monotonicMs()), () => {
        cancel = undefined
        ranAtMs = clock.monotonicMs()
        run()
      })
    },
    stop() {
      cancel?.()
      cancel = () => {}
    },
  }
}
