import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import type { Identity } from './certificates.ts'

/** `reset` ends the connection with a TCP reset. */
export type Listener = (message: IncomingMessage, response: ServerResponse, reset: () => void) => void

export interface TlsPort {
  readonly port: number
  /** Serves another certificate from now on, as after a restart of the proxy: open connections end. */
  setIdentity(identity: Identity): void
  /** Refuses connections, as a host that is down; open ones end. */
  setOnline(online: boolean): Promise<void>
  close(): Promise<void>
}

/** The first byte of a TLS handshake. */
const handshakeRecord = 0x16
/** pveproxy closes idle connections after this. */
const keepAliveMs = 5000
const headerLimitBytes = 8192

/** A TLS port that also answers plain HTTP, with a redirect to itself. */
export async function openTlsPort(
  host: string,
  port: number,
  identity: Identity,
  listener: Listener,
): Promise<TlsPort> {
  const options = {
    key: identity.key,
    cert: identity.pem,
    maxHeaderSize: headerLimitBytes,
    keepAliveTimeout: keepAliveMs,
  }
  const sockets = new Set<Socket>()
  const secure = createTlsServer(options, (message, response) => {
    // A TLS socket cannot be reset, only the TCP socket below it can.
    const port = message.socket.remotePort
    listener(message, response, () => [...sockets].find((socket) => socket.remotePort === port)?.resetAndDestroy())
  })
  secure.maxHeadersCount = 64
  const plain = createPlainServer({ maxHeaderSize: headerLimitBytes }, redirect)
  // A client that refuses our certificate or goes away in the middle of a handshake is nobody's error.
  secure.on('tlsClientError', () => {})
  const tcp = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.setNoDelay(true)
    socket.once('data', (chunk: Buffer) => {
      socket.pause()
      socket.unshift(chunk)
      if (chunk[0] === handshakeRecord) {
        secure.emit('connection', socket)
        return
      }
      plain.emit('connection', socket)
      socket.resume()
    })
  })
  const bound = await listen(tcp, host, port)
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: bound,
    setIdentity(next) {
      secure.setSecureContext({ key: next.key, cert: next.pem })
      endAll()
    },
    async setOnline(online) {
      if (online === tcp.listening) return
      if (online) await listen(tcp, host, bound)
      else await stop(tcp, endAll)
    },
    async close() {
      await stop(tcp, endAll)
      secure.close()
      plain.close()
    },
  }
}

function redirect(message: IncomingMessage, response: ServerResponse): void {
  const isSimple = message.method === 'GET' || message.method === 'HEAD'
  const location = `https://${message.headers.host ?? 'localhost'}${message.url ?? '/'}`
  response.writeHead(isSimple ? 301 : 308, { Location: location, Connection: 'close' }).end()
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : port)
    })
  })
}

function stop(server: Server, endAll: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) {
      endAll()
      resolve()
      return
    }
    server.close(() => resolve())
    endAll()
  })
}
