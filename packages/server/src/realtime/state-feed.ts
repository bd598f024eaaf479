import type { StateMessage } from '@pulse/contract'
import type { Clock, Log } from '../platform/platform.ts'
import { requestType } from './client-request.ts'
import type { Counters } from './counters.ts'
import { type SharedMessage, textFrame } from './frame.ts'
import { type Living, startHeartbeat } from './heartbeat.ts'
import { fullBacklogBytes, type Peer, type PeerListener } from './peer.ts'
import { joined, Piece } from './piece.ts'

/** A ready state; one object per version of the picture. */
export interface StateText {
  readonly version: number
  readonly pieces: readonly Piece[]
}

export interface StateFeedOptions {
  clock: Clock
  log: Log
  document: () => Promise<StateText>
  counters: Counters
  io: {
    deflate: (bytes: Buffer) => Promise<Buffer>
    /** A compressed message from what `deflate` made of its pieces. */
    messageOf: (segments: readonly Buffer[]) => Buffer
    breathe: () => Promise<void>
  }
}

/** As documented: greeting after half a second, the state a moment later, then one at most every polling interval. */
const welcomeMs = 500
const firstStateMs = 100
const intervalMs = 10_000
const pingMs = 30_000

type StateKind = 'initialState' | 'rawData'

interface Client extends Living {
  started: boolean
  /** What to send as soon as there is room. */
  owed: StateKind | undefined
  sending: boolean
  cancel: () => void
}

/** The documented protocol: complete states as text. */
export class StateFeed {
  readonly #o: StateFeedOptions
  readonly #clients = new Set<Client>()
  #messages: { text: StateText; byKind: Map<StateKind, Promise<SharedMessage>> } | undefined
  #changed = false
  #broadcastMs = Number.NEGATIVE_INFINITY
  #cancelBroadcast: (() => void) | undefined
  #stopTimers: (() => void) | undefined

  constructor(options: StateFeedOptions) {
    this.#o = options
  }

  get size(): number {
    return this.#clients.size
  }

  publish(): void {
    if (this.#clients.size === 0) return
    this.#changed = true
    this.#schedule()
  }

  announce(message: StateMessage): void {
    const ready = small(message)
    for (const client of this.#clients) if (client.started) this.#send(client, ready)
  }

  join(peer: Peer): PeerListener {
    if (this.#clients.size === 0) this.#start()
    const client: Client = {
      peer,
      heard: true,
      backlogBytes: 0,
      started: false,
      owed: undefined,
      sending: false,
      cancel: () => {},
    }
    this.#clients.add(client)
    client.cancel = this.#o.clock.after(welcomeMs, () => {
      this.#send(client, small({ type: 'welcome', data: { message: 'Connected to Pulse WebSocket' } }))
      client.cancel = this.#o.clock.after(firstStateMs, () => {
        client.started = true
        this.#owe(client, 'initialState')
      })
    })
    return {
      message: (text) => this.#answer(client, text),
      drained: () => {
        client.heard = true
        this.#pay(client)
      },
      heard: () => {
        client.heard = true
      },
      closed: () => {
        client.cancel()
        this.#clients.delete(client)
        if (this.#clients.size === 0) this.stop()
      },
    }
  }

  stop(): void {
    this.#stopTimers?.()
    this.#cancelBroadcast?.()
    this.#cancelBroadcast = undefined
    this.#messages = undefined
    for (const client of this.#clients) client.cancel()
    this.#clients.clear()
  }

  #start(): void {
    const { clock } = this.#o
    const stopHeartbeat = startHeartbeat(
      clock,
      () => this.#clients,
      () => {},
    )
    let cancelPing = clock.after(pingMs, () => ping())
    const ping = (): void => {
      cancelPing = clock.after(pingMs, ping)
      this.announce({ type: 'ping', data: { timestamp: this.#seconds() } })
    }
    this.#stopTimers = () => {
      stopHeartbeat()
      cancelPing()
    }
  }

  #answer(client: Client, text: string): void {
    const type = requestType(text)
    if (type === 'ping') this.#send(client, small({ type: 'pong', data: { timestamp: this.#seconds() } }))
    if (type === 'requestData') this.#owe(client, 'rawData')
  }

  #schedule(): void {
    if (this.#cancelBroadcast) return
    const sinceMs = this.#o.clock.monotonicMs() - this.#broadcastMs
    this.#cancelBroadcast = this.#o.clock.after(Math.max(welcomeMs, intervalMs - sinceMs), () => {
      this.#cancelBroadcast = undefined
      this.#broadcastMs = this.#o.clock.monotonicMs()
      if (!this.#changed) return
      this.#changed = false
      for (const client of this.#clients) {
        if (!client.started) continue
        // It still reads an older one. The next is complete as well.
        if (client.owed || client.sending) this.#o.counters.dropped++
        this.#owe(client, 'rawData')
      }
    })
  }

  #owe(client: Client, kind: StateKind): void {
    client.owed ??= kind
    this.#pay(client)
  }

  /** Sends what is owed when the connection has room: the state as it is then, never a backlog. */
  #pay(client: Client): void {
    const kind = client.owed
    if (!kind || client.sending || !hasRoom(client)) return
    client.owed = undefined
    client.sending = true
    this.#message(kind)
      .then((message) => this.#send(client, message))
      .catch((error: unknown) => {
        this.#o.log.error({ error }, 'A state could not be written')
        client.peer.terminate()
      })
      .finally(() => {
        client.sending = false
        this.#pay(client)
      })
  }

  async #message(kind: StateKind): Promise<SharedMessage> {
    const text = await this.#o.document()
    if (this.#messages?.text !== text) this.#messages = { text, byKind: new Map() }
    const { byKind } = this.#messages
    let message = byKind.get(kind)
    if (!message) byKind.set(kind, (message = this.#frames(kind, text)))
    return message
  }

  async #frames(kind: StateKind, text: StateText): Promise<SharedMessage> {
    const { deflate, messageOf, breathe } = this.#o.io
    const pieces = [new Piece(`{"type":"${kind}","data":`), ...text.pieces, new Piece('}')]
    const plain = textFrame(
      await joined(
        pieces.map(({ bytes }) => bytes),
        breathe,
      ),
      false,
    )
    if (!this.#clients.values().some((client) => client.peer.deflates)) return { plain, deflated: undefined }
    const segments = await Promise.all(pieces.map((piece) => piece.deflated(deflate)))
    return { plain, deflated: textFrame(messageOf(segments), true) }
  }

  #send(client: Client, message: SharedMessage): void {
    if (hasRoom(client)) this.#o.counters.bytesSent += client.peer.send(message)
  }

  #seconds(): number {
    return Math.floor(this.#o.clock.now() / 1000)
  }
}

const hasRoom = (client: Client): boolean => client.peer.backlogBytes() <= fullBacklogBytes

const small = (message: StateMessage): SharedMessage => ({
  plain: textFrame(Buffer.from(JSON.stringify(message)), false),
  deflated: undefined,
})
