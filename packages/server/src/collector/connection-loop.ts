import type { Connection, Problem } from '@pulse/contract'
import { type CallOptions, type ClientOptions, ProxmoxError } from '@pulse/proxmox'
import type { Observation } from '../observation/observation.ts'
import type { Clock, Log } from '../platform/platform.ts'
import { backoffMs } from '../platform/platform.ts'
import type { CallStatistics } from './call-statistics.ts'
import { LaneTimer } from './lane-timer.ts'
import { CallWithheld, Line } from './line.ts'
import { problemOf, stateOf } from './problem.ts'
import { defaultIntervalMs, samePace, type WatchedConnection } from './watched-connection.ts'

export type Findings = Omit<Observation, 'connectionId' | 'at'>

export interface LoopOptions {
  connection: WatchedConnection
  clock: Clock
  log: Log
  observe: (observation: Observation) => void
  statistics: CallStatistics
  /** Called when a call is over. */
  onSettled: () => void
}

/** What the fast lane of a product brings. */
export interface Poll {
  findings: Findings
  /** Set when a part failed. */
  partialFailure?: unknown
}

/** What a product does with its connection. */
export interface Watch {
  poll(): Promise<Poll>
  /** Everything beside the fast lane; begins when that has answered for the first time. */
  lanes: readonly { name: string; everyMs: number; run: () => Promise<number | undefined> }[]
}

type Client = { close(): Promise<void> }

/** When a connection does not answer: how long until the next try at most. */
const longestWaitMs = 30_000
const probeEveryMs = 10_000

/**
 * The life of one connection: asks in the fast lane again and again, tells how that went, and lets the slower lanes run
 * beside it. Nothing that happens here is seen by other connections.
 */
export class ConnectionLoop<C extends Client> {
  readonly line: Line<C>
  readonly #options: LoopOptions
  readonly #log: Log
  readonly #watch: Watch
  readonly #probe: (client: C, options: CallOptions) => Promise<unknown>
  readonly #fast: LaneTimer
  readonly #others = new Map<string, LaneTimer>()
  #connection: WatchedConnection
  #stopped = false
  #started = false
  #failures = 0
  #problem: Problem | null = null

  constructor(
    options: LoopOptions,
    product: {
      create: (options: ClientOptions) => C
      /** A cheap call that any credentials may make. */
      probe: (client: C, options: CallOptions) => Promise<unknown>
      watch: (loop: ConnectionLoop<C>) => Watch
    },
  ) {
    const { connection, clock, log, statistics, onSettled } = options
    this.#options = options
    this.#connection = connection
    this.#log = log.child({ connection: connection.id })
    this.#probe = product.probe
    this.line = new Line(connection, { clock, statistics, onSettled, create: product.create })
    this.#watch = product.watch(this)
    this.#fast = new LaneTimer(clock, this.#log, this.#intervalMs, async () => this.#turn())
    const endpoints: Watch['lanes'][number] = {
      name: 'endpoints',
      everyMs: probeEveryMs,
      run: async () => {
        await this.line.probeEndpoints(this.#probe)
        return undefined
      },
    }
    for (const { name, everyMs, run } of [...this.#watch.lanes, endpoints]) {
      const timer = new LaneTimer(clock, this.#log, everyMs, async () => this.#runLane(name, run))
      this.#others.set(name, timer)
    }
  }

  get connection(): WatchedConnection {
    return this.#connection
  }

  get clock(): Clock {
    return this.#options.clock
  }

  get #intervalMs(): number {
    return this.#connection.intervalMs ?? defaultIntervalMs
  }

  start(delayMs: number): void {
    this.observe({ connection: this.#connectionFacts({ state: 'connecting' }), switchedOff: this.#switchedOff() })
    this.#fast.start(delayMs)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#fast.stop()
    for (const timer of this.#others.values()) timer.stop()
    await this.line.close()
  }

  /** Goes on at the pace of `connection`, which is the same in all else: nothing that is known gets lost. */
  changePace(connection: WatchedConnection): void {
    if (samePace(connection, this.#connection)) return
    this.#connection = connection
    this.line.timeoutMs = connection.timeoutMs
    this.#fast.changePace(this.#intervalMs)
    this.observe({ connection: this.#connectionFacts({}) })
  }

  /** Runs a slower lane now rather than when it is due. */
  hurry(lane: string): void {
    if (this.#started) this.#others.get(lane)?.hurry()
  }

  observe(findings: Findings): void {
    if (this.#stopped) return
    const { clock, observe } = this.#options
    observe({ connectionId: this.#connection.id, at: clock.now(), ...findings })
  }

  async #turn(): Promise<number | undefined> {
    const { clock, statistics } = this.#options
    const beganMs = clock.monotonicMs()
    const { rest } = this.line
    if (rest && beganMs < rest.untilMs) {
      // A slower lane may have been the one that was told.
      if (this.#problem?.code !== rest.error.kind) this.#failed(rest.error)
      return Math.min(rest.untilMs - beganMs, this.#intervalMs)
    }
    try {
      if (rest) await this.line.probe(this.#probe)
      const poll = await this.#watch.poll()
      this.#failures = 0
      this.#succeeded(poll)
      statistics.cycle(clock.monotonicMs() - beganMs)
      return undefined
    } catch (error) {
      if (error instanceof CallWithheld) return undefined
      statistics.cycle(clock.monotonicMs() - beganMs)
      return this.#failed(error)
    }
  }

  async #runLane(name: string, run: () => Promise<number | undefined>): Promise<number | undefined> {
    if (this.line.rest) return probeEveryMs
    try {
      return await run()
    } catch (error) {
      if (error instanceof ProxmoxError) this.#log.debug({ error, lane: name }, 'a slower call failed')
      else if (!(error instanceof CallWithheld)) throw error
      return undefined
    }
  }

  #succeeded({ findings, partialFailure }: Poll): void {
    const at = this.clock.now()
    this.#problem = partialFailure === undefined ? null : problemOf(partialFailure, at, this.#problem)
    const state = this.#problem ? 'degraded' : 'connected'
    const seenAt = this.#problem ? {} : { seenAt: at }
    const facts = this.#connectionFacts({ state, problem: this.#problem, ...seenAt, ...findings.connection })
    this.observe({ ...findings, connection: facts })
    if (this.#started) return
    this.#started = true
    for (const timer of this.#others.values()) timer.start()
  }

  #failed(error: unknown): number {
    if (!this.#stopped && !this.#problem) this.#log.warn({ error }, 'a connection failed')
    this.#failures++
    this.#problem = problemOf(error, this.clock.now(), this.#problem)
    this.observe({ connection: this.#connectionFacts({ state: stateOf(error), problem: this.#problem }) })
    return backoffMs(this.#failures, this.#intervalMs, Math.max(longestWaitMs, this.#intervalMs))
  }

  #connectionFacts(facts: Partial<Omit<Connection, 'id'>>): Partial<Omit<Connection, 'id'>> {
    const { name, product, url } = this.connection
    return { name, product, url, intervalMs: this.#intervalMs, ...this.line.facts(), ...facts }
  }

  #switchedOff(): NonNullable<Observation['switchedOff']> {
    const { watch } = this.connection
    return (Object.keys(watch) as (keyof typeof watch)[]).filter((kind) => !watch[kind])
  }
}
