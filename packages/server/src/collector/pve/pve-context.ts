import type { Permissions } from '@pulse/contract'
import type { PveClient } from '@pulse/proxmox'
import { Breakers } from '../breaker.ts'
import type { ConnectionLoop } from '../connection-loop.ts'
import { LaneContext } from '../lane-context.ts'
import type { GuestTrack } from './guest-row.ts'
import type { ClusterWord, NodeTrack } from './node-row.ts'
import type { StorageRow, StorageWord } from './storage-rows.ts'

const firstBreakMs = 10_000
const longestBreakMs = 300_000

/** What the lanes of one PVE connection share: the way to ask, and what was learnt from the answers. */
export class PveContext extends LaneContext<PveClient> {
  readonly nodeBreakers = new Breakers<string>(firstBreakMs, longestBreakMs)
  cluster: ClusterWord | null = null
  permissions: Permissions | null = null
  nodes: ReadonlyMap<string, NodeTrack> = new Map()
  guests: ReadonlyMap<number, GuestTrack> = new Map()
  storageRows: readonly StorageRow[] = []
  readonly storageWords = new Map<string, StorageWord>()

  get line(): ConnectionLoop<PveClient>['line'] {
    return this.loop.line
  }

  hurry(lane: string): void {
    this.loop.hurry(lane)
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
