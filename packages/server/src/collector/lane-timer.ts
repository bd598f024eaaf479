import type { Clock, Log } from '../platform/platform.ts'

/**
 * Runs something again and again, never twice at once. The interval is from start to start; when a run takes more than
 * half of it, it stretches, so that at most half of the time is spent asking.
 */
export class LaneTimer {
  readonly #clock: Clock
  readonly #log: Log
  readonly #run: () => Promise<number | undefined>
  #everyMs: number
  /** When the last run began, and how long after that a run may follow at the earliest; undefined before the first. */
  #last: { beganMs: number; restMs: number } | undefined
  #cancel: (() => void) | undefined
  #running = false
  #stopped = false
  #again = false

  /** `run` may say in how many milliseconds (from its start) it wants to run next. */
  constructor(clock: Clock, log: Log, everyMs: number, run: () => Promise<number | undefined>) {
    this.#clock = clock
    this.#log = log
    this.#everyMs = everyMs
    this.#run = run
  }

  start(delayMs = 0): void {
    if (this.#stopped || this.#running || this.#cancel) return
    this.#wait(delayMs)
  }

  /** Runs at once, or once more after the present run. */
  hurry(): void {
    if (this.#stopped) return
    if (this.#running) this.#again = true
    else this.#wait(0)
  }

  /** Another interval. It counts at once, from the start of the last run; a run under way is not disturbed. */
  changePace(everyMs: number): void {
    if (everyMs === this.#everyMs) return
    this.#everyMs = everyMs
    if (this.#stopped || this.#running || !this.#cancel || !this.#last) return
    const { beganMs, restMs } = this.#last
    this.#wait(Math.max(0, beganMs + Math.max(everyMs, restMs) - this.#clock.monotonicMs()))
  }

  stop(): void {
    this.#stopped = true
    this.#cancel?.()
  }

  #wait(ms: number): void {
    this.#cancel?.()
    this.#cancel = this.#clock.after(ms, () => void this.#turn())
  }

  async #turn(): Promise<void> {
    this.#cancel = undefined
    this.#running = true
    const beganMs = this.#clock.monotonicMs()
    let wanted: number | undefined
    try {
      wanted = await this.#run()
    } catch (error) {
      this.#log.error({ error }, 'a lane failed')
    }
    this.#running = false
    if (this.#stopped) return
    const tookMs = this.#clock.monotonicMs() - beganMs
    this.#last = { beganMs, restMs: 2 * tookMs }
    const waitMs = this.#again ? 0 : Math.max(wanted ?? this.#everyMs, 2 * tookMs) - tookMs
    this.#again = false
    this.#wait(Math.max(0, waitMs))
  }
}
