import type { RequestRecord } from '@pulse/proxmox'

/** Counts over all connections since start. */
export class CallStatistics {
  totalCalls = 0
  failedCalls = 0
  pollingCycles = 0
  lastPollMs: number | null = null
  /** Milliseconds of the last call by path. */
  readonly callMs: Record<string, number> = {}

  request({ pathTemplate, durationMs, errorKind }: RequestRecord): void {
    this.totalCalls++
    if (errorKind !== undefined) this.failedCalls++
    this.callMs[pathTemplate] = Math.round(durationMs)
  }

  cycle(durationMs: number): void {
    this.pollingCycles++
    this.lastPollMs = durationMs
  }
}
