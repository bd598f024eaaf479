import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { generate } from 'selfsigned'

/** A certificate of its own making, for `localhost` and 127.0.0.1. */
export interface Identity {
  readonly key: string
  readonly cert: string
  /** Upper-case colon form. */
  readonly sha256: string
}

export async function newIdentity(name = 'localhost'): Promise<Identity> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames:
          name === 'localhost'
            ? [
                { type: 2, value: name },
                { type: 7, ip: '127.0.0.1' },
              ]
            : [{ type: 2, value: name }],
      },
    ],
  })
  const der = Buffer.from(cert.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  const hex = createHash('sha256').update(der).digest('hex').toUpperCase()
  return { key, cert, sha256: hex.match(/../g)?.join(':') ?? '' }
}

/** What arrived at the host. */
export interface Arrived {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** Number of the connection, from 1. */
  readonly connection: number
}

export type Answering = (request: Arrived, response: ServerResponse, socket: Socket) => void

/** A real HTTPS server on loopback that keeps what it was sent. */
export interface TlsHost {
  readonly url: string
  readonly port: number
  readonly arrived: Arrived[]
  readonly connections: () => number
  answering: Answering
  close(): Promise<void>
}

export async function startTlsHost(identity: Identity, answering: Answering): Promise<TlsHost> {
  const numbers = new Map<Socket, number>()
  const arrived: Arrived[] = []
  const server = createServer(
    { key: identity.key, cert: identity.cert, keepAliveTimeout: 60_000 },
    (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString()
        const { method = '', url = '', headers, socket } = request
        const one = { method, url, headers, body, connection: numbers.get(socket) ?? 0 }
        arrived.push(one)
        host.answering(one, response, socket)
      })
    },
  )
  server.on('secureConnection', (socket) => numbers.set(socket, numbers.size + 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const host: TlsHost = {
    url: `https://127.0.0.1:${port}`,
    port,
    arrived,
    connections: () => numbers.size,
    answering,
    async close() {
      for (const socket of numbers.keys()) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return host
}

/** An answer in Proxmox's form. */
export function answer(response: ServerResponse, data: unknown, status = 200, reason = 'OK'): void {
  response.writeHead(status, reason, { 'content-type': 'application/json;charset=UTF-8' }).end(JSON.stringify({ data }))
}
