import type { Connection, ConnectionId, DeltaRequest, Node, NodeId } from '@pulse/contract'
import { getContext, setContext } from 'svelte'
import { learnOffsetMs } from './freshness.ts'
import { emptyPicture, parseMessage, receive } from './picture.ts'
import { type Link, linkLost, linkRetrying, silenceLimitMs } from './reconnect.ts'

export { staleForMs } from './freshness.ts'
export type { Link } from './reconnect.ts'

/** What the store needs of the outside. */
export interface LiveDoors {
  now(): number
  chance(): number
  after(ms: number, run: () => void): () => void
  every(ms: number, run: () => void): () => void
  onWake(run: () => void): () => void
  openSocket(events: { text(text: string): void; closed(refused: boolean): void }): {
    send(text: string): void
    close(): void
  }
  /** Nobody may be logged in any more. Trying to get through goes on until `start` is undone. */
  refused(): void
}

/** The live picture and the state of the way to it, for the whole page. One subscription, however many panels look. */
export class Live {
  #doors: LiveDoors
  #socket: ReturnType<LiveDoors['openSocket']> | null = null
  #heardAt = 0
  #cancelRetry: () => void = () => {}
  #offsetMs: number | null = null

  picture = $state.raw(emptyPicture())
  link = $state.raw<Link>({ state: 'opening' })
  /** Our own clock, ticking once a second. */
  localNow = $state(0)
  /** The server's clock, ticking once a second: ages are told by this one. */
  now = $state(0)
  /** The server speaks another version than when this page was loaded: the page should be loaded again. */
  outdated = $state(false)

  /** There is a complete picture, though maybe an old one. */
  ready = $derived(this.picture.at !== null)
  connections: ReadonlyMap<ConnectionId, Connection> = $derived(byId(this.picture.tables.connections))
  nodes: ReadonlyMap<NodeId, Node> = $derived(byId(this.picture.tables.nodes))

  constructor(doors: LiveDoors) {
    this.#doors = doors
  }

  /** @returns a function that ends it. */
  start(): () => void {
    this.#heardAt = this.#doors.now()
    this.#tick()
    this.#open()
    const stops = [this.#doors.every(1_000, () => this.#tick()), this.#doors.onWake(() => this.#wake())]
    return () => {
      for (const stop of stops) stop()
      this.#cancelRetry()
      this.#socket?.close()
    }
  }

  retryNow(): void {
    if (this.link.state === 'lost' && this.link.retryAt !== null) this.#open()
  }

  #tick(): void {
    const at = this.#doors.now()
    this.localNow = at
    this.now = at + (this.#offsetMs ?? 0)
    if (this.#socket && at - this.#heardAt > silenceLimitMs) this.#lost()
  }

  /** After a long sleep the socket is dead and does not know it: one new snapshot is better than waiting for that. */
  #wake(): void {
    this.#tick()
    this.retryNow()
  }

  #open(): void {
    this.#cancelRetry()
    this.link = linkRetrying(this.link)
    this.#heardAt = this.#doors.now()
    this.#socket = this.#doors.openSocket({
      text: (text) => this.#hear(text),
      closed: (refused) => this.#closed(refused),
    })
  }

  #closed(refused: boolean): void {
    this.#lost()
    if (refused) this.#doors.refused()
  }

  #lost(): void {
    this.#socket?.close()
    this.#socket = null
    const at = this.#doors.now()
    const lost = linkLost(this.link, at, this.#doors.chance())
    this.link = lost
    this.#cancelRetry = this.#doors.after((lost.retryAt ?? at) - at, () => this.#open())
  }

  #hear(text: string): void {
    const message = parseMessage(text)
    this.#heardAt = this.#doors.now()
    if (!message) return
    this.#offsetMs = learnOffsetMs(this.#offsetMs, message.at, this.#heardAt)
    if (message.type === 'hello') {
      const before = this.picture.serverVersion
      this.outdated ||= before !== null && before !== message.version
    }
    const { picture, reply } = receive(this.picture, message)
    this.picture = picture
    // Only a complete picture proves that the way is open; then waiting starts small again.
    if (this.link.state !== 'open' && picture.sequence !== null) this.link = { state: 'open' }
    this.now = this.#heardAt + this.#offsetMs
    if (reply) this.#send(reply)
  }

  #send(request: DeltaRequest): void {
    this.#socket?.send(JSON.stringify(request))
  }
}

function byId<V extends { readonly id: string }>(table: ReadonlyMap<number, V>): ReadonlyMap<string, V> {
  return new Map([...table.values()].map((value) => [value.id, value]))
}

const contextKey = Symbol('live')

export const provideLive = (live: Live): Live => setContext(contextKey, live)
export const useLive = (): Live => getContext<Live>(contextKey)
