import type { CallOptions, Clock } from '../options.ts'
import { ProxmoxError } from '../proxmox-error.ts'
import type { Product, Verb } from '../schema/schema.ts'
import { TaskFailed } from './task-failed.ts'
import { readUpid } from './upid.ts'

/** How to wait for a task. */
export interface WaitOptions {
  /** Called with each line of the task's log as it comes: every line once, in order. `number` counts from 1. */
  readonly onLog?: (line: string, number: number) => void
  /** How long to wait. Default: as long as the task takes. */
  readonly totalMs?: number
  /** Ends the waiting; the task goes on, unless `stopTask` is set. */
  readonly signal?: AbortSignal
  /** Stop the task as well when the waiting ends before it. Default: it goes on. */
  readonly stopTask?: boolean
  /** Between two looks. Default: 300 ms at first, growing to 2,000 ms. */
  readonly pollMs?: number
}

/** A task that came to a good end. */
export interface TaskResult {
  readonly upid: string
  /** `OK`, or `WARNINGS: 2`. */
  readonly status: string
  /** How many warnings it ended with. */
  readonly warnings: number
}

/** What is needed of a client. */
export interface TaskCaller {
  readonly product: Product
  readonly clock: Clock
  /** Of one call. */
  readonly totalMs: number
  call(verb: Verb, path: string, parameters: Record<string, unknown>, options: CallOptions): Promise<unknown>
}

const firstPollMs = 300
const lastPollMs = 2_000
/** A node that restarts, or a proxy between, may be away for a while. */
const failuresInARow = 5
const linesAtOnce = 500
const passing: readonly string[] = ['unreachable', 'unreachable-node', 'timeout', 'throttled']

/**
 * Looks after a task until it ends. Polls gently, and outlasts a few looks that reach nobody.
 *
 * @throws TaskFailed when the task fails
 * @throws ProxmoxError of kind `timeout` or `cancelled` when the waiting ends before it, or for what a call fails of
 */
export async function followTask(caller: TaskCaller, text: string, options: WaitOptions): Promise<TaskResult> {
  const upid = readUpid(text)
  if (!upid) throw new ProxmoxError({ kind: 'invalid', method: 'TASK', path: text.slice(0, 80), text: 'is no task id' })
  const parameters = { node: caller.product === 'pbs' ? 'localhost' : upid.node, upid: upid.upid }
  const watch = new Watch(caller, parameters, options)
  try {
    return { upid: upid.upid, ...(await watch.untilEnd()) }
  } catch (error) {
    const gaveUp =
      error instanceof ProxmoxError && watch.isOver && (error.kind === 'timeout' || error.kind === 'cancelled')
    if (!gaveUp) throw error
    throw new ProxmoxError({
      kind: error.kind,
      method: 'TASK',
      path: upid.upid,
      phase: error.kind === 'timeout' ? 'total' : undefined,
      text: `${watch.whyOver()}; ${options.stopTask ? await stop(caller, parameters) : 'the task goes on'}`,
    })
  }
}

/** Says what came of it: the waiting has ended, whatever becomes of the task. */
async function stop(caller: TaskCaller, parameters: { node: string; upid: string }): Promise<string> {
  try {
    await caller.call('DELETE', '/nodes/{node}/tasks/{upid}', parameters, {})
    return 'the task was told to stop'
  } catch (error) {
    return `the task could not be stopped (${error instanceof Error ? error.message : String(error)})`
  }
}

class Watch {
  readonly #caller: TaskCaller
  readonly #parameters: { readonly node: string; readonly upid: string }
  readonly #options: WaitOptions
  readonly #endsAt: number
  /** Lines told so far. */
  #lines = 0

  constructor(caller: TaskCaller, parameters: { node: string; upid: string }, options: WaitOptions) {
    this.#caller = caller
    this.#parameters = parameters
    this.#options = options
    this.#endsAt = caller.clock.now() + (options.totalMs ?? Number.POSITIVE_INFINITY)
  }

  get isOver(): boolean {
    return this.#options.signal?.aborted === true || this.#restMs() <= 0
  }

  whyOver(): string {
    return this.#options.signal?.aborted
      ? 'waiting was cancelled'
      : `the task is not done after ${this.#options.totalMs} ms`
  }

  async untilEnd(): Promise<Omit<TaskResult, 'upid'>> {
    let pauseMs = this.#options.pollMs ?? firstPollMs
    for (let failures = 0; ; ) {
      this.#assertNotOver()
      try {
        const ended = await this.#look()
        if (ended !== undefined) return this.#verdict(ended)
        failures = 0
      } catch (error) {
        const mayPass = error instanceof ProxmoxError && passing.includes(error.kind) && !this.isOver
        if (!mayPass || ++failures >= failuresInARow) throw error
        pauseMs = Math.max(pauseMs, error.retryAfterMs ?? 0)
      }
      await this.#pause(pauseMs)
      if (this.#options.pollMs === undefined) pauseMs = Math.min(pauseMs * 1.4, lastPollMs)
    }
  }

  /** The task's last words, if it has ended. The log is read after the status, so that it is whole then. */
  async #look(): Promise<string | undefined> {
    const status = await this.#call('/status', {})
    if (this.#options.onLog) while (await this.#readLog(this.#options.onLog)) this.#assertNotOver()
    if (!isRecord(status) || status.status !== 'stopped') return undefined
    // A node that crashed wrote no end.
    return typeof status.exitstatus === 'string' ? status.exitstatus : 'unexpected status'
  }

  /** Says whether there may be more. */
  async #readLog(onLog: NonNullable<WaitOptions['onLog']>): Promise<boolean> {
    const rows = await this.#call('/log', { start: this.#lines, limit: linesAtOnce })
    if (!Array.isArray(rows)) return false
    for (const row of rows as readonly { n?: unknown; t?: unknown }[]) {
      if (typeof row.n !== 'number' || typeof row.t !== 'string' || row.n <= this.#lines) continue
      // What stands in place of a log that has no lines yet, or no file.
      if (row.n === 1 && rows.length === 1 && /^(no content$|unable to open file)/.test(row.t)) return false
      this.#lines = row.n
      onLog(row.t, row.n)
    }
    return rows.length >= linesAtOnce
  }

  #verdict(status: string): Omit<TaskResult, 'upid'> {
    const warnings = /^WARNINGS: (\d+)$/.exec(status)?.[1]
    if (status === 'OK' || warnings !== undefined) return { status, warnings: Number(warnings ?? 0) }
    throw new TaskFailed(this.#parameters.upid, status)
  }

  #call(below: string, more: Record<string, unknown>): Promise<unknown> {
    const { signal } = this.#options
    const totalMs = Math.min(this.#caller.totalMs, this.#restMs())
    const parameters = { ...this.#parameters, ...more }
    return this.#caller.call('GET', `/nodes/{node}/tasks/{upid}${below}`, parameters, {
      totalMs,
      ...(signal && { signal }),
    })
  }

  #restMs(): number {
    return this.#endsAt - this.#caller.clock.now()
  }

  #assertNotOver(): void {
    if (!this.isOver) return
    const kind = this.#options.signal?.aborted ? 'cancelled' : 'timeout'
    throw new ProxmoxError({ kind, method: 'TASK', path: this.#parameters.upid, text: this.whyOver() })
  }

  async #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { signal } = this.#options
    const wake = (): void => resolve()
    const cancel = this.#caller.clock.after(Math.min(ms, Math.max(0, this.#restMs())), wake)
    signal?.addEventListener('abort', wake, { once: true })
    await promise
    cancel()
    signal?.removeEventListener('abort', wake)
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
