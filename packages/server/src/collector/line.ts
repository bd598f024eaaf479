import type { Cost, ConnectionEndpoint } from '@pulse/contract'
import {
  type CallOptions,
  type ClientOptions,
  type OddField,
  ProxmoxError,
  type RequestRecord,
  type Trust,
} from '@pulse/proxmox'
import type { Clock } from '../platform/platform.ts'
import type { CallStatistics } from './call-statistics.ts'
import { CallSlots, type Lane } from './call-slots.ts'
import { CostMeter } from './cost-meter.ts'
import { type Endpoint, EndpointPool, type Member } from './endpoint-pool.ts'
import { isEndpointFailure } from './problem.ts'
import { revealed, type WatchedConnection } from './watched-connection.ts'

/** A call that was not made, because calls of this connection rest for now. */
export class CallWithheld extends Error {
  override readonly name = 'CallWithheld'
}

/** Why calls rest, and from when (monotonic) one may try. */
interface Rest {
  error: ProxmoxError
  untilMs: number
}

export interface CallShape {
  /** The call is about one node, guest or storage: when it is slow, that says nothing about the endpoint. */
  aboutTarget?: boolean
  totalMs?: number
  idleMs?: number
}

/** Wrong credentials: a probe in five minutes, so that nobody is locked out. */
const loginRestMs = 300_000
/** Another certificate: looking at it sends nothing. */
const certificateRestMs = 60_000
const throttledRestMs = 30_000
const longestThrottledMs = 300_000
/** Per path, of those that nobody has taken yet. */
const mostOdd = 10_000

type Client = { close(): Promise<void> }

/** All calls of one connection go through its line: it bounds them, picks the endpoint and knows when to be silent. */
export class Line<C extends Client> {
  readonly #clock: Clock
  readonly #pool: EndpointPool<C>
  readonly #slots = new CallSlots()
  readonly #cost = new CostMeter()
  readonly #statistics: CallStatistics
  readonly #onSettled: () => void
  readonly #abort = new AbortController()
  readonly #odd = new Map<string, OddField[]>()
  /** Of calls that say nothing else; left to the client where undefined. */
  timeoutMs: number | undefined
  #oddCount = 0
  #rest: Rest | undefined
  #inFlight = 0

  constructor(
    connection: WatchedConnection,
    options: {
      clock: Clock
      statistics: CallStatistics
      onSettled: () => void
      create: (options: ClientOptions) => C
    },
  ) {
    this.#clock = options.clock
    this.timeoutMs = connection.timeoutMs
    this.#statistics = options.statistics
    this.#onSettled = options.onSettled
    // The wall clock may jump; deadlines must not.
    const skew = this.#clock.now() - this.#clock.monotonicMs()
    const clock = {
      now: () => skew + this.#clock.monotonicMs(),
      after: (ms: number, run: () => void) => this.#clock.after(ms, run),
    }
    const create = (url: string, trust: Trust): C =>
      options.create({
        url,
        trust,
        credentials: revealed(connection.credentials),
        clock,
        onOddField: (odd) => this.#noteOdd(odd),
        onRequest: (record) => this.#noteRequest(record),
      })
    this.#pool = new EndpointPool(connection.url, connection.trust, create)
  }

  /** Calls that were asked for and are not answered yet. */
  get inFlight(): number {
    return this.#inFlight
  }

  /** Why no calls are made at present. */
  get rest(): Rest | undefined {
    return this.#rest
  }

  get endpoint(): Endpoint<C> {
    return this.#pool.current
  }

  /**
   * Makes a call when there is room for it, through another endpoint if the one in use fails.
   * @throws ProxmoxError, or CallWithheld if calls rest
   */
  async ask<T>(lane: Lane, call: (client: C, options: CallOptions) => Promise<T>, shape: CallShape = {}): Promise<T> {
    this.#inFlight++
    const release = await this.#slots.take(lane)
    try {
      for (let tries = 1; ; tries++) {
        if (this.#rest || this.#abort.signal.aborted) throw new CallWithheld()
        const endpoint = this.#pool.current
        try {
          return await this.#through(endpoint, call, shape)
        } catch (error) {
          if (!isEndpointFailure(error, shape.aboutTarget ?? false) || this.#rest) throw error
          const next = this.#pool.failOver(endpoint, error, this.#clock.monotonicMs())
          if (!next || tries >= this.#pool.size) throw error
        }
      }
    } finally {
      release()
      this.#leave()
    }
  }

  /** One cheap call although calls rest. When it succeeds they rest no more; else they rest on. */
  async probe(call: (client: C, options: CallOptions) => Promise<unknown>): Promise<void> {
    this.#inFlight++
    try {
      await this.#through(this.#pool.current, call, {})
      this.#rest = undefined
    } catch (error) {
      if (this.#rest) this.#rest.untilMs = Math.max(this.#rest.untilMs, this.#clock.monotonicMs() + certificateRestMs)
      throw error
    } finally {
      this.#leave()
    }
  }

  /** Tries endpoints that failed, and the user's own when another one is in use. */
  async probeEndpoints(call: (client: C, options: CallOptions) => Promise<unknown>): Promise<void> {
    if (this.#rest) return
    await Promise.all(
      this.#pool.dueForProbe(this.#clock.monotonicMs()).map(async (endpoint) => {
        this.#inFlight++
        try {
          await this.#through(endpoint, call, {})
          this.#pool.probeSucceeded(endpoint, this.#clock.monotonicMs())
        } catch (error) {
          this.#pool.probeFailed(endpoint, error, this.#clock.monotonicMs())
        } finally {
          this.#leave()
        }
      }),
    )
  }

  learn(members: readonly Member[], answering: string | undefined): void {
    this.#pool.learn(members, answering)
  }

  /** The odd fields of answers to this path (with placeholders) since they were last taken. */
  takeOdd(path: string): OddField[] {
    const taken = this.#odd.get(path) ?? []
    this.#odd.delete(path)
    return taken
  }

  facts(): { endpoints: ConnectionEndpoint[]; cost: Cost; oddValues: number } {
    const cost = this.#cost.read(this.#clock.monotonicMs())
    return { endpoints: this.#pool.describe(), cost, oddValues: this.#oddCount }
  }

  async close(): Promise<void> {
    this.#abort.abort()
    await this.#pool.close()
  }

  async #through<T>(
    endpoint: Endpoint<C>,
    call: (client: C, options: CallOptions) => Promise<T>,
    shape: CallShape,
  ): Promise<T> {
    const totalMs = this.#atLeastUsual(shape.totalMs)
    const idleMs = this.#atLeastUsual(shape.idleMs)
    const options: CallOptions = {
      signal: this.#abort.signal,
      ...(totalMs !== undefined && { totalMs }),
      ...(idleMs !== undefined && { idleMs }),
    }
    try {
      const result = await call(endpoint.client, options)
      this.#pool.succeeded(endpoint)
      return result
    } catch (error) {
      if (error instanceof ProxmoxError) this.#restIfTold(endpoint, error)
      throw error
    }
  }

  /** Calls that are known to take long have at least the time that any other has. */
  #atLeastUsual(ms: number | undefined): number | undefined {
    if (ms === undefined || this.timeoutMs === undefined) return ms ?? this.timeoutMs
    return Math.max(ms, this.timeoutMs)
  }

  #leave(): void {
    this.#inFlight--
    // What waits for the answer goes first.
    void Promise.resolve().then(this.#onSettled)
  }

  #restIfTold(endpoint: Endpoint<C>, error: ProxmoxError): void {
    const restMs = this.#restFor(endpoint, error)
    if (restMs !== undefined) this.#rest = { error, untilMs: this.#clock.monotonicMs() + restMs }
  }

  #restFor(endpoint: Endpoint<C>, error: ProxmoxError): number | undefined {
    switch (error.kind) {
      case 'unauthenticated':
      case 'two-factor':
        return loginRestMs
      case 'tls':
        // Somebody may stand between us and the host: a person must look before anything more is sent anywhere.
        return this.#pool.isOwn(endpoint) ? certificateRestMs : undefined
      case 'throttled':
        return Math.min(error.retryAfterMs ?? throttledRestMs, longestThrottledMs)
      default:
        return undefined
    }
  }

  #noteOdd(odd: OddField): void {
    this.#oddCount++
    const same = this.#odd.get(odd.path) ?? []
    this.#odd.set(odd.path, same)
    if (same.length < mostOdd) same.push(odd)
  }

  #noteRequest(record: RequestRecord): void {
    const { durationMs, bytes, path } = record
    this.#cost.add({ atMs: this.#clock.monotonicMs(), durationMs, bytes, path })
    this.#statistics.request(record)
  }
}
