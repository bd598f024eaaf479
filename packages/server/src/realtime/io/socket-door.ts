import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { deltaProtocol } from '@pulse/contract'
import { type WebSocket, WebSocketServer } from 'ws'
import { AppError, type Clock } from '../../platform/platform.ts'
import { MessageRate } from '../message-rate.ts'
import type { Peer, PeerListener } from '../peer.ts'

/** The largest message taken from a client; longer ones end the connection with code 1009. */
const mostMessageBytes = 64 * 1024
/** Of a message, and chunks of the network that one may come in; more end the connection with code 1008. */
const mostFragments = 64
const mostChunks = 1024
/** How long a client has to answer a close frame before it is cut off. */
const closingMs = 500

/** Codes of close frames: who asks too much, and whose login or token has ended and is of no use any more. */
const tooMuch = 1008
const authorityEnded = 4401

/** Who a client is, as far as it is counted. */
export interface Visitor {
  /** Not counted if undefined. */
  address?: string | undefined
  /** What it was let in for; undefined where everybody is. */
  authority?: string | undefined
}

interface Client {
  visitor: Visitor
  /** Tells its listener that it is gone; the first time only. */
  leave: () => void
}

export interface SocketLimits {
  perAddress: number
  perAuthority: number
  inAll: number
  messagesPerSecond: number
}

const usualLimits: SocketLimits = { perAddress: 64, perAuthority: 64, inAll: 2000, messagesPerSecond: 20 }

export interface SocketDoor {
  /** @throws {AppError} `server.full`, `request.throttled`; nothing was done with the socket then */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, visitor: Visitor): void
  /** Closes the clients that were let in for it, with code 4401. */
  endAuthority(authority: string): void
  close(): Promise<void>
}

export interface SocketDoorOptions {
  clock: Pick<Clock, 'monotonicMs'>
  /** Called for each new client; says who listens to it. */
  join: (peer: Peer, protocol: 'delta' | 'state') => PeerListener
  limits?: Partial<SocketLimits>
}

export function createSocketDoor({ clock, join, limits: given }: SocketDoorOptions): SocketDoor {
  const limits = { ...usualLimits, ...given }
  const clients = new Map<WebSocket, Client>()
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: mostMessageBytes,
    maxFragments: mostFragments,
    maxBufferedChunks: mostChunks,
    // No context on either side: one compressed frame fits every client.
    perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true },
    handleProtocols: (offered) => (offered.has(deltaProtocol) ? deltaProtocol : false),
  })
  const answers = new WeakMap<IncomingMessage, readonly string[]>()
  server.on('headers', (headers, request) => answers.set(request, headers))

  return {
    upgrade(request, socket, head, visitor) {
      refuseCrowd(
        [...clients.values()].map(({ visitor: one }) => one),
        visitor,
        limits,
      )
      server.handleUpgrade(request, socket, head, (client) => {
        const peer = createPeer(client, socket, takesSharedFrames(answers.get(request) ?? []))
        const rate = new MessageRate(clock, limits.messagesPerSecond)
        const listener = join(peer, client.protocol === deltaProtocol ? 'delta' : 'state')
        const leave = once(() => listener.closed())
        clients.set(client, { visitor, leave })
        const hear = (message?: () => void): void => {
          if (client.readyState !== client.OPEN) return
          if (!rate.take()) return dismiss(client, leave, tooMuch, 'Too many messages')
          listener.heard()
          message?.()
        }
        client.on('message', (data, isBinary) => hear(isBinary ? undefined : () => listener.message(textOf(data))))
        client.on('pong', () => hear())
        client.on('ping', () => hear())
        socket.on('drain', () => listener.drained())
        // The close event follows each error.
        client.on('error', () => {})
        client.on('close', () => {
          clients.delete(client)
          leave()
        })
      })
    },
    endAuthority(authority) {
      for (const [client, { visitor, leave }] of clients)
        if (visitor.authority === authority) dismiss(client, leave, authorityEnded, 'Not allowed any more')
    },
    async close() {
      const gone = [...clients].map(([client, { leave }]) => {
        const closed = new Promise<void>((resolve) => void client.once('close', () => resolve()))
        dismiss(client, leave, 1001, 'The server stops')
        return closed
      })
      await Promise.all(gone)
    },
  }
}

/** It listens no longer, from now on; whoever does not answer the close frame is cut off. */
function dismiss(client: WebSocket, leave: () => void, code: number, reason: string): void {
  leave()
  client.close(code, reason)
  const timer = setTimeout(() => client.terminate(), closingMs)
  client.once('close', () => clearTimeout(timer))
}

function once(run: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    run()
  }
}

function refuseCrowd(present: readonly Visitor[], { address, authority }: Visitor, limits: SocketLimits): void {
  const wait = { retryAfterSeconds: 30 }
  if (present.length >= limits.inAll)
    throw new AppError('server.full', 'The server has as many WebSockets as it takes: try again later', wait)
  const same = (is: (visitor: Visitor) => boolean): number => present.filter(is).length
  if (address !== undefined && same((each) => each.address === address) >= limits.perAddress)
    throw new AppError('request.throttled', 'Too many WebSockets from this address: close one first', wait)
  if (authority !== undefined && same((each) => each.authority === authority) >= limits.perAuthority)
    throw new AppError('request.throttled', 'Too many WebSockets with this credential: close one first', wait)
}

/**
 * A client may ask for a smaller window than shared frames are made with (RFC 7692 section 7.1.2.1). It gets plain
 * frames, which are always allowed.
 */
function takesSharedFrames(headers: readonly string[]): boolean {
  const answer = headers.find((header) => header.startsWith('Sec-WebSocket-Extensions:'))
  return answer !== undefined && answer.includes('permessage-deflate') && !answer.includes('server_max_window_bits')
}

/**
 * Frames go to the socket itself, past the sender of `ws`: only so can one buffer serve all. That is sound because `ws`
 * writes its own control frames at once and whole; it queues only behind messages sent through it, and there are none.
 */
function createPeer(client: WebSocket, socket: Duplex, deflates: boolean): Peer {
  const isOpen = (): boolean => client.readyState === client.OPEN && socket.writable
  return {
    deflates,
    isOpen,
    backlogBytes: () => socket.writableLength,
    send(message) {
      if (!isOpen()) return 0
      const frame = (deflates ? message.deflated : undefined) ?? message.plain
      socket.write(frame)
      return frame.length
    },
    ping() {
      if (isOpen()) client.ping()
    },
    close: (code, reason) => client.close(code, reason),
    terminate: () => client.terminate(),
  }
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString()
}
