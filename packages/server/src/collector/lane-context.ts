import type { ConnectionId } from '@pulse/contract'
import type { CallOptions } from '@pulse/proxmox'
import type { Clock } from '../platform/platform.ts'
import type { Lane } from './call-slots.ts'
import type { ConnectionLoop, Findings } from './connection-loop.ts'
import type { CallShape } from './line.ts'
import type { WatchedConnection } from './watched-connection.ts'

/** What the lanes of one connection share, whatever product it is: the way to ask, and to whom findings go. */
export class LaneContext<C extends { close(): Promise<void> }> {
  protected readonly loop: ConnectionLoop<C>
  version: string | null = null

  constructor(loop: ConnectionLoop<C>) {
    this.loop = loop
  }

  get connection(): WatchedConnection {
    return this.loop.connection
  }

  get connectionId(): ConnectionId {
    return this.loop.connection.id
  }

  get clock(): Clock {
    return this.loop.clock
  }

  get nowMs(): number {
    return this.loop.clock.monotonicMs()
  }

  ask<T>(lane: Lane, call: (client: C, options: CallOptions) => Promise<T>, shape?: CallShape): Promise<T> {
    return this.loop.line.ask(lane, call, shape)
  }

  observe(findings: Findings): void {
    this.loop.observe(findings)
  }
}
