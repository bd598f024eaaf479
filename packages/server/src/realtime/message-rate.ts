import type { Clock } from '../platform/platform.ts'

/** How much a client may say: so many messages at once, and as many a second afterwards. */
export class MessageRate {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #perSecond: number
  #left: number
  #countedMs: number

  constructor(clock: Pick<Clock, 'monotonicMs'>, perSecond: number) {
    this.#clock = clock
    this.#perSecond = perSecond
    this.#left = perSecond
    this.#countedMs = clock.monotonicMs()
  }

  /** False for one too many. */
  take(): boolean {
    const nowMs = this.#clock.monotonicMs()
    this.#left = Math.min(this.#perSecond, this.#left + ((nowMs - this.#countedMs) / 1000) * this.#perSecond)
    this.#countedMs = nowMs
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}
