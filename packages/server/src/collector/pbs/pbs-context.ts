import type { ConnectionId } from '@pulse/contract'
import type { CallOptions, PbsClient } from '@pulse/proxmox'
import type { Clock } from '../../platform/platform.ts'
import type { Lane } from '../call-slots.ts'
import type { ConnectionLoop, Findings } from '../connection-loop.ts'
import type { CallShape } from '../line.ts'
import type { WatchedConnection } from '../watched-connection.ts'

/** What the lanes of one backup server share. */
export class PbsContext {
  readonly #loop: ConnectionLoop<PbsClient>
  version: string | null = null
  /** Names of those that can be used now. */
  datastores: readonly string[] = []

  constructor(loop: ConnectionLoop<PbsClient>) {
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

  ask<T>(lane: Lane, call: (client: PbsClient, options: CallOptions) => Promise<T>, shape?: CallShape): Promise<T> {
    return this.#loop.line.ask(lane, call, shape)
  }

  observe(findings: Findings): void {
    this.#loop.observe(findings)
  }
}
