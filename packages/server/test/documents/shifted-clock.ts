import { type Clock, systemClock } from '../../src/platform/platform.ts'

/** The real time, which can be put forward: what was asked a minute ago counts for no limit any more. */
export class ShiftedClock implements Clock {
  #shiftMs = 0

  now(): number {
    return systemClock.now() + this.#shiftMs
  }

  monotonicMs(): number {
    return systemClock.monotonicMs() + this.#shiftMs
  }

  after(ms: number, run: () => void): () => void {
    return systemClock.after(ms, run)
  }

  putForward(ms: number): void {
    this.#shiftMs += ms
  }
}
