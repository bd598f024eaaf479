import type { RequestRecord } from '@pulse/proxmox'

/** Counts over all connections since start. */
export class CallStatistics {
  totalCalls = 0
  failedCalls = 0
  pollingCycles = 0
  lastPollMs: number | null = null
  readonly #lastMs = new Map<string, number>()

  request({ pathTemplate, durationMs, errorKind }: RequestRecord): void {
    this.totalCalls++
    if (errorKind !== undefined) this.failedCalls++
    this.#lastMs.set(pathTemplate, Math.round(durationMs))
  }

  cycle(durationMs: number): void {
    this.pollingCycles++
    this.lastPollMs = durationMs
  }

  /** Milliseconds of the last call by path. */
  callMs(): Record<string, number> {
    return Object.fromEntries(this.#lastMs)
  }
}
