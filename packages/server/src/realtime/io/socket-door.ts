import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { deltaProtocol } from '@pulse/contract'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Peer, PeerListener } from '../peer.ts'

/** The largest message taken from a client; longer ones end the connection with code 1009. */
const mostMessageBytes = 64 * 1024
/** How long clients have to answer the close frame when the server stops. */
const closingMs = 500

/** Tells a client that its login or token has ended: there is no use in coming back with it. */
const authorityEnded = 4401

export interface SocketDoor {
  /** `authority` is what the client was let in for; undefined where everybody is. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, authority?: string): void
  /** Closes the clients that were let in for it, with code 4401. */
  endAuthority(authority: string): void
  close(): Promise<void>
}

/** `join` is called for each new client and says who listens to it. */
export function createSocketDoor(join: (peer: Peer, protocol: 'delta' | 'state') => PeerListener): SocketDoor {
  const clients = new Map<WebSocket, string | undefined>()
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: mostMessageBytes,
    // No context on either side: one compressed frame fits every client.
    perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true },
    handleProtocols: (offered) => (offered.has(deltaProtocol) ? deltaProtocol : false),
  })
  const answers = new WeakMap<IncomingMessage, readonly string[]>()
  server.on('headers', (headers, request) => answers.set(request, headers))

  return {
    upgrade(request, socket, head, authority) {
      server.handleUpgrade(request, socket, head, (client) => {
        const peer = createPeer(client, socket, takesSharedFrames(answers.get(request) ?? []))
        clients.set(client, authority)
        const listener = join(peer, client.protocol === deltaProtocol ? 'delta' : 'state')
        client.on('message', (data, isBinary) => {
          listener.heard()
          if (!isBinary) listener.message(textOf(data))
        })
        client.on('pong', () => listener.heard())
        client.on('ping', () => listener.heard())
        socket.on('drain', () => listener.drained())
        // The close event follows each error.
        client.on('error', () => {})
        client.on('close', () => {
          clients.delete(client)
          listener.closed()
        })
      })
    },
    endAuthority(authority) {
      for (const [client, own] of clients) if (own === authority) client.close(authorityEnded, 'Not allowed any more')
    },
    async close() {
      const gone = [...clients.keys()].map((client) => {
        client.close(1001, 'The server stops')
        return new Promise<void>((resolve) => void client.once('close', () => resolve()))
      })
      const timer = setTimeout(() => {
        for (const client of clients.keys()) client.terminate()
      }, closingMs)
      await Promise.all(gone)
      clearTimeout(timer)
    },
  }
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
