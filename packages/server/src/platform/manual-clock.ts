import type { Clock } from './clock.ts'

interface Timer {
  due: number
  order: number
  run: () => void
}

/** A clock that stands still until told to go on; for tests that let hours pass in milliseconds. */
export class ManualClock implements Clock {
  #now: number
  #monotonic = 0
  #order = 0
  #timers = new Set<Timer>()

  constructor(startAt: number) {
    this.#now = startAt
  }

  now(): number {
    return this.#now
  }

  monotonicMs(): number {
    return this.#monotonic
  }

  after(ms: number, run: () => void): () => void {
    const timer = { due: this.#monotonic + Math.max(0, ms), order: this.#order++, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Milliseconds until the next timer is due, or `undefined`. */
  nextDueMs(): number | undefined {
    const next = this.#next()
    return next && next.due - this.#monotonic
  }

  /**
   * Lets `ms` pass. Due timers run in order, each at its own instant; after each instant `settle` is awaited, so that
   * what they started (real sockets, files) can come to rest before time goes on.
   */
  async advance(ms: number, settle: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const end = this.#monotonic + ms
    await settle()
    for (let next = this.#next(); next && next.due <= end; next = this.#next()) {
      this.#set(next.due)
      for (let same = this.#next(); same && same.due <= this.#monotonic; same = this.#next()) {
        this.#timers.delete(same)
        same.run()
      }
      await settle()
    }
    this.#set(end)
  }

  /** The wall clock jumps; intervals are not affected. */
  jump(ms: number): void {
    this.#now += ms
  }

  #set(monotonic: number): void {
    this.#now += monotonic - this.#monotonic
    this.#monotonic = monotonic
  }

  #next(): Timer | undefined {
    let next: Timer | undefined
    for (const timer of this.#timers) {
      if (!next || timer.due < next.due || (timer.due === next.due && timer.order < next.order)) next = timer
    }
    return next
  }
}
