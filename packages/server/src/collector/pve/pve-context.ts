import type { ConnectionId } from '@pulse/contract'
import type { CallOptions, PveClient } from '@pulse/proxmox'
import type { Clock } from '../../platform/platform.ts'
import { Breakers } from '../breaker.ts'
import type { Lane } from '../call-slots.ts'
import type { ConnectionLoop, Findings } from '../connection-loop.ts'
import type { CallShape } from '../line.ts'
import type { WatchedConnection } from '../watched-connection.ts'
import type { GuestTrack } from './guest-row.ts'
import type { ClusterWord, NodeTrack } from './node-row.ts'
import type { Permissions } from '../permissions.ts'
import type { StorageRow, StorageWord } from './storage-rows.ts'

const firstBreakMs = 10_000
const longestBreakMs = 300_000

/** What the lanes of one PVE connection share: the way to ask, and what was learnt from the answers. */
export class PveContext {
  readonly #loop: ConnectionLoop<PveClient>
  readonly nodeBreakers = new Breakers<string>(firstBreakMs, longestBreakMs)
  version: string | null = null
  cluster: ClusterWord | null = null
  permissions: Permissions | null = null
  nodes: ReadonlyMap<string, NodeTrack> = new Map()
  guests: ReadonlyMap<number, GuestTrack> = new Map()
  storageRows: readonly StorageRow[] = []
  readonly storageWords = new Map<string, StorageWord>()

  constructor(loop: ConnectionLoop<PveClient>) {
    this.#loop = loop
  }

  get connection(): WatchedConnection {
    return this.#loop.connection
  }

  get connectionId(): ConnectionId {
    return this.#loop.connection.id
  }

  get clock(): Clock {
    return this.#loop.clock
  }

  get nowMs(): number {
    return this.#loop.clock.monotonicMs()
  }

  get line(): ConnectionLoop<PveClient>['line'] {
    return this.#loop.line
  }

  ask<T>(lane: Lane, call: (client: PveClient, options: CallOptions) => Promise<T>, shape?: CallShape): Promise<T> {
    return this.#loop.line.ask(lane, call, shape)
  }

  observe(findings: Findings): void {
    this.#loop.observe(findings)
  }

  hurry(lane: string): void {
    this.#loop.hurry(lane)
  }

  /** Nodes that answer, as far as is known. */
  reachableNodes(): string[] {
    return [...this.nodes.keys()].filter((node) => this.isReachable(node))
  }

  isReachable(node: string): boolean {
    return this.nodes.get(node)?.status === 'online' && this.nodeBreakers.sinceAt(node) === null
  }

  /** Nodes to be asked for their own status, by which it is seen whether they answer again. */
  nodesToTry(): string[] {
    const { nowMs } = this
    return [...this.nodes.values()]
      .filter(({ name, status }) => status === 'online' && this.nodeBreakers.allows(name, nowMs))
      .map(({ name }) => name)
  }
}
