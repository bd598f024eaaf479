import { backoffMs } from '../platform/platform.ts'

interface Failing {
  failures: number
  /** Wall clock, for people. */
  sinceAt: number
  /** Monotonic. */
  openUntilMs: number
}

/** Spares calls to things that do not answer: after a failure nobody asks for a while, longer each time. */
export class Breakers<K> {
  readonly #firstMs: number
  readonly #mostMs: number
  readonly #failing = new Map<K, Failing>()

  constructor(firstMs: number, mostMs: number) {
    this.#firstMs = firstMs
    this.#mostMs = mostMs
  }

  allows(key: K, nowMs: number): boolean {
    return nowMs >= (this.#failing.get(key)?.openUntilMs ?? 0)
  }

  fail(key: K, nowMs: number, at: number): void {
    const before = this.#failing.get(key)
    // Calls that were under way together fail together: that is one failure.
    if (before && nowMs < before.openUntilMs) return
    const failures = (before?.failures ?? 0) + 1
    const openUntilMs = nowMs + backoffMs(failures, this.#firstMs, this.#mostMs)
    this.#failing.set(key, { failures, sinceAt: before?.sinceAt ?? at, openUntilMs })
  }

  succeed(key: K): void {
    this.#failing.delete(key)
  }

  /** Since when it has been failing, or null. */
  sinceAt(key: K): number | null {
    return this.#failing.get(key)?.sinceAt ?? null
  }
}
