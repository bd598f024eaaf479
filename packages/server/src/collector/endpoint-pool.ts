import type { ConnectionEndpoint } from '@pulse/contract'
import { ProxmoxError, type Trust } from '@pulse/proxmox'
import { backoffMs } from '../platform/platform.ts'
import { messageOf } from './problem.ts'

/** A member of a cluster, as the cluster names it. */
export interface Member {
  nodeName: string
  url: string
  trust: Trust
  online: boolean
}

export interface Endpoint<C> {
  nodeName: string | null
  readonly url: string
  readonly trust: Trust
  readonly client: C
  state: ConnectionEndpoint['state']
  online: boolean
  failures: number
  probeAtMs: number
  goodProbes: number
  lastError: string | null
}

const firstProbeMs = 10_000
const lastProbeMs = 300_000
/** How often the user's own endpoint must answer in a row before it is used again. */
const probesToReturn = 2

/**
 * The ways into one connection: the address that the user gave, and the other members of its cluster. One is in use
 * until it fails; the user's own is preferred and taken back when it has proved itself.
 */
export class EndpointPool<C extends { close(): Promise<void> }> {
  readonly #create: (url: string, trust: Trust) => C
  readonly #own: Endpoint<C>
  #others: Endpoint<C>[] = []
  #current: Endpoint<C>

  constructor(url: string, trust: Trust, create: (url: string, trust: Trust) => C) {
    this.#create = create
    this.#own = this.#endpoint(null, url, trust)
    this.#own.state = 'in-use'
    this.#current = this.#own
  }

  get current(): Endpoint<C> {
    return this.#current
  }

  isOwn(endpoint: Endpoint<C>): boolean {
    return endpoint === this.#own
  }

  get size(): number {
    return 1 + this.#others.length
  }

  /** `answering`: the member that made the answer from which the list comes. */
  learn(members: readonly Member[], answering: string | undefined): void {
    if (answering !== undefined) this.#current.nodeName = answering
    const wanted = members.filter(({ nodeName, url }) => nodeName !== this.#own.nodeName && url !== this.#own.url)
    const kept: Endpoint<C>[] = []
    for (const { nodeName, url, trust, online } of wanted) {
      const present = this.#others.find((other) => other.url === url && sameTrust(other.trust, trust))
      const endpoint = present ?? this.#endpoint(nodeName, url, trust)
      endpoint.online = online
      kept.push(endpoint)
    }
    for (const other of this.#others) {
      if (kept.includes(other)) continue
      if (other === this.#current) kept.push(other)
      else void other.client.close()
    }
    this.#others = kept
  }

  succeeded(endpoint: Endpoint<C>): void {
    endpoint.failures = 0
    endpoint.lastError = null
    if (endpoint === this.#current) endpoint.state = 'in-use'
  }

  /** Turns to another endpoint after a failure of this one. Says whether there is one to try. */
  failOver(endpoint: Endpoint<C>, error: unknown, nowMs: number): boolean {
    this.#failed(endpoint, error, nowMs)
    if (endpoint !== this.#current) return true
    const ready = this.#all().filter((other) => other !== endpoint && other.state === 'standby')
    const next = ready.find((other) => other.online) ?? ready[0]
    if (next) this.#use(next)
    return next !== undefined
  }

  /** Endpoints to be tried in the background. */
  dueForProbe(nowMs: number): Endpoint<C>[] {
    return this.#all().filter(
      (one) => one !== this.#current && nowMs >= one.probeAtMs && (one.state !== 'standby' || this.isOwn(one)),
    )
  }

  probeSucceeded(endpoint: Endpoint<C>, nowMs: number): void {
    this.succeeded(endpoint)
    endpoint.state = 'standby'
    endpoint.goodProbes++
    endpoint.probeAtMs = nowMs + firstProbeMs
    const back = this.isOwn(endpoint) && endpoint.goodProbes >= probesToReturn
    if (back || this.#current.state !== 'in-use') this.#use(endpoint)
  }

  probeFailed(endpoint: Endpoint<C>, error: unknown, nowMs: number): void {
    this.#failed(endpoint, error, nowMs)
  }

  describe(): ConnectionEndpoint[] {
    return this.#all().map(({ nodeName, url, state, lastError }) => ({ nodeName, url, state, lastError }))
  }

  async close(): Promise<void> {
    await Promise.all(this.#all().map(({ client }) => client.close()))
  }

  #all(): Endpoint<C>[] {
    return [this.#own, ...this.#others]
  }

  #use(endpoint: Endpoint<C>): void {
    if (this.#current.state === 'in-use') this.#current.state = 'standby'
    endpoint.state = 'in-use'
    endpoint.goodProbes = 0
    this.#current = endpoint
  }

  #failed(endpoint: Endpoint<C>, error: unknown, nowMs: number): void {
    endpoint.failures++
    endpoint.goodProbes = 0
    endpoint.lastError = messageOf(error)
    endpoint.state = error instanceof ProxmoxError && error.kind === 'tls' ? 'untrusted' : 'failed'
    endpoint.probeAtMs = nowMs + backoffMs(endpoint.failures, firstProbeMs, lastProbeMs)
  }

  #endpoint(nodeName: string | null, url: string, trust: Trust): Endpoint<C> {
    return {
      nodeName,
      url,
      trust,
      client: this.#create(url, trust),
      state: 'standby',
      online: true,
      failures: 0,
      probeAtMs: 0,
      goodProbes: 0,
      lastError: null,
    }
  }
}

const sameTrust = (a: Trust, b: Trust): boolean => JSON.stringify(a) === JSON.stringify(b)
