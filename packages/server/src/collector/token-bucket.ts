/** Spends a rate over time: `perSecond` tokens flow in, up to `capacity`. Begins full. */
export class TokenBucket {
  readonly #perSecond: number
  readonly #capacity: number
  #tokens: number
  #filledAtMs: number

  constructor(perSecond: number, capacity: number, nowMs: number) {
    this.#perSecond = perSecond
    this.#capacity = capacity
    this.#tokens = capacity
    this.#filledAtMs = nowMs
  }

  /** Whole tokens at hand. */
  available(nowMs: number): number {
    const grown = this.#tokens + ((nowMs - this.#filledAtMs) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#capacity, grown)
    this.#filledAtMs = nowMs
    // Sums of fractions such as 0.3 end a hair below the whole.
    return Math.floor(this.#tokens + 1e-9)
  }

  take(count: number): void {
    this.#tokens -= count
  }
}
