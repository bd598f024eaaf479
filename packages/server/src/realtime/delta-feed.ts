import type { DeltaMessage } from '@pulse/contract'
import type { Clock, Log } from '../platform/platform.ts'
import { requestType } from './client-request.ts'
import type { Counters } from './counters.ts'
import { DeltaLog } from './delta-log.ts'
import { type SharedMessage, sharedMessage, textFrame } from './frame.ts'
import { type Living, startHeartbeat } from './heartbeat.ts'
import type { LiveChange, LivePicture } from './live-picture.ts'
import { fullBacklogBytes, type Peer, type PeerListener } from './peer.ts'
import { RowBook } from './row-book.ts'
import { makeSnapshot, type Snapshot } from './snapshot-maker.ts'

export interface DeltaFeedOptions {
  clock: Clock
  log: Log
  version: string
  /** Names this process. */
  epoch: string
  picture: () => LivePicture
  counters: Counters
  deflate: (text: Buffer) => Promise<Buffer>
  breathe: () => Promise<void>
}

/** Changes are gathered this long, so that the answers of one poll make one delta. */
const tickMs = 500
/** At 10,000 guests about a minute of deltas. */
const mostLogBytes = 4 * 1024 * 1024
/** Writing to this many sockets takes a few milliseconds. */
const clientsAtOnce = 100

type Place =
  | { kind: 'waiting' }
  | { kind: 'snapshot'; snapshot: Snapshot; part: number }
  | { kind: 'live'; next: number }

interface Client extends Living {
  place: Place
}

/** `pulse.delta.v1`: a snapshot, then numbered deltas, made once for all clients. */
export class DeltaFeed {
  readonly #o: DeltaFeedOptions
  readonly #clients = new Set<Client>()
  readonly #book = new RowBook()
  readonly #log = new DeltaLog(mostLogBytes)
  /** Of the book. The log follows when the message is compressed. */
  #sequence = 0
  #snapshot: Snapshot | undefined
  #making: Promise<Snapshot> | undefined
  /** Counts the times somebody began to listen; work begun before is void. */
  #session = 0
  #changed = false
  #ticking = false
  #cancelTick: (() => void) | undefined
  #stopHeartbeat: (() => void) | undefined

  constructor(options: DeltaFeedOptions) {
    this.#o = options
  }

  get size(): number {
    return this.#clients.size
  }

  publish(change: LiveChange): void {
    if (this.#clients.size === 0) return
    this.#book.note(change)
    this.#changed = true
    this.#schedule()
  }

  join(peer: Peer): PeerListener {
    if (this.#clients.size === 0) this.#wake()
    const client: Client = { peer, heard: true, backlogBytes: 0, place: { kind: 'waiting' } }
    this.#clients.add(client)
    const { epoch, version, clock } = this.#o
    this.#send(client, small({ type: 'hello', epoch, version, at: clock.now() }))
    this.#startOver(client)
    return {
      message: (text) => {
        if (requestType(text) !== 'resync' || client.place.kind !== 'live') return
        this.#o.counters.resyncs++
        this.#startOver(client)
      },
      drained: () => {
        client.heard = true
        this.#pump(client)
      },
      heard: () => {
        client.heard = true
      },
      closed: () => {
        this.#clients.delete(client)
        if (this.#clients.size === 0) this.#sleep()
      },
    }
  }

  stop(): void {
    this.#sleep()
    this.#clients.clear()
  }

  #wake(): void {
    this.#session++
    this.#book.takeOver(this.#o.picture().tables)
    this.#sequence++
    this.#stopHeartbeat = startHeartbeat(
      this.#o.clock,
      () => this.#clients,
      () => {
        const ping = small({ type: 'ping', at: this.#o.clock.now() })
        for (const client of this.#clients) if (hasRoom(client)) this.#send(client, ping)
      },
    )
  }

  #sleep(): void {
    this.#session++
    this.#stopHeartbeat?.()
    this.#cancelTick?.()
    this.#cancelTick = undefined
    this.#changed = false
    this.#snapshot = undefined
    this.#making = undefined
    this.#log.clear()
  }

  #schedule(): void {
    if (this.#ticking || this.#cancelTick) return
    this.#cancelTick = this.#o.clock.after(tickMs, () => {
      this.#cancelTick = undefined
      this.#ticking = true
      this.#tick()
        .catch((error: unknown) => {
          this.#o.log.error({ error }, 'A delta could not be made')
          for (const client of this.#clients) client.peer.terminate()
        })
        .finally(() => {
          this.#ticking = false
          if (this.#changed) this.#schedule()
        })
    })
  }

  async #tick(): Promise<void> {
    this.#changed = false
    const tables = this.#book.step(this.#o.picture().tables)
    if (!tables) return
    const session = this.#session
    const sequence = ++this.#sequence
    const delta: DeltaMessage = { type: 'delta', sequence, at: this.#o.clock.now(), tables }
    const text = Buffer.from(JSON.stringify(delta))
    this.#o.counters.serialisations++
    const message = await sharedMessage(text, this.#deflate())
    if (session !== this.#session) return
    this.#log.append(sequence, message)
    this.#o.counters.deltas++
    let pumped = 0
    for (const client of this.#clients) {
      this.#pump(client)
      if (++pumped % clientsAtOnce === 0) await this.#o.breathe()
    }
  }

  /** Writes what the client lacks, as far as its connection has room. Called again when it has drained. */
  #pump(client: Client): void {
    while (hasRoom(client) && client.peer.isOpen()) {
      const { place } = client
      if (place.kind === 'waiting') return
      if (place.kind === 'snapshot') {
        if (this.#log.bytesAfter(place.snapshot.sequence) === undefined) return this.#fellBehind(client)
        const message = place.snapshot.messages[place.part]
        if (message) this.#send(client, message)
        place.part++
        if (place.part >= place.snapshot.messages.length) {
          client.place = { kind: 'live', next: place.snapshot.sequence + 1 }
        }
      } else {
        const message = this.#log.get(place.next)
        if (!message) return place.next <= this.#log.newest() ? this.#fellBehind(client) : undefined
        this.#send(client, message)
        place.next++
      }
    }
  }

  #fellBehind(client: Client): void {
    this.#o.counters.resyncs++
    this.#startOver(client)
  }

  #startOver(client: Client): void {
    client.place = { kind: 'waiting' }
    this.#usableSnapshot()
      .then((snapshot) => {
        if (client.place.kind !== 'waiting') return
        client.place = { kind: 'snapshot', snapshot, part: 0 }
        this.#pump(client)
      })
      .catch((error: unknown) => {
        this.#o.log.error({ error }, 'A snapshot could not be made')
        client.peer.terminate()
      })
  }

  /** The newest snapshot as long as it and the deltas since are cheaper than a new one. */
  async #usableSnapshot(): Promise<Snapshot> {
    const present = this.#snapshot
    const since = present && this.#log.bytesAfter(present.sequence)
    if (present && since !== undefined && since <= present.bytes) return present
    if (this.#making) return this.#making
    const session = this.#session
    const source = { sequence: this.#sequence, at: this.#o.clock.now(), tables: this.#book.rows() }
    const { breathe, counters } = this.#o
    const making = makeSnapshot(source, { deflate: this.#deflate(), breathe, counters }).finally(() => {
      if (this.#making === making) this.#making = undefined
    })
    this.#making = making
    const snapshot = await making
    if (session === this.#session) this.#snapshot = snapshot
    return snapshot
  }

  #deflate(): ((text: Buffer) => Promise<Buffer>) | undefined {
    for (const client of this.#clients) if (client.peer.deflates) return this.#o.deflate
    return undefined
  }

  #send(client: Client, message: SharedMessage): void {
    this.#o.counters.bytesSent += client.peer.send(message)
  }
}

const hasRoom = (client: Client): boolean => client.peer.backlogBytes() <= fullBacklogBytes

const small = (message: DeltaMessage): SharedMessage => ({
  plain: textFrame(Buffer.from(JSON.stringify(message)), false),
  deflated: undefined,
})
