import type { Cost } from '@pulse/contract'

interface Spent {
  atMs: number
  durationMs: number
  bytes: number
  path: string
}

const windowMs = 60_000

/** What the calls of the last minute cost the watched. */
export class CostMeter {
  #spent: Spent[] = []

  add(spent: Spent): void {
    this.#spent.push(spent)
  }

  read(nowMs: number): Cost {
    this.#spent = this.#spent.filter(({ atMs }) => atMs > nowMs - windowMs)
    let bytesPerMinute = 0
    let slowest: Spent | undefined
    for (const spent of this.#spent) {
      bytesPerMinute += spent.bytes
      if (!slowest || spent.durationMs > slowest.durationMs) slowest = spent
    }
    return {
      requestsPerMinute: this.#spent.length,
      bytesPerMinute,
      slowestMs: slowest ? Math.round(slowest.durationMs) : null,
      slowestPath: slowest?.path ?? null,
    }
  }
}
