import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { deltaProtocol, socketPath } from '@pulse/contract'
import { clientHeaders } from './clients.ts'
import { sleep } from './state-requests.ts'

/** What one client of the delta protocol gets over the wire: first the picture, then per minute. */
export async function socketBytes(
  port: number,
  forMs: number,
): Promise<{ snapshotBytes: number; bytesPerMinute: number }> {
  const wire = await countedWire(port)
  const client = new WebSocket(`ws://127.0.0.1:${wire.port}${socketPath}`, {
    protocols: deltaProtocol,
    headers: clientHeaders(),
  })
  const complete = Promise.withResolvers<void>()
  client.onerror = () => complete.reject(new Error('The socket failed'))
  client.onmessage = ({ data }) => {
    const head = /"part":(\d+),"parts":(\d+)/.exec(String(data).slice(0, 200))
    if (head && head[1] === head[2]) complete.resolve()
  }
  await complete.promise
  const snapshotBytes = wire.bytes()
  await sleep(forMs)
  const bytes = wire.bytes() - snapshotBytes
  client.close()
  wire.close()
  return { snapshotBytes, bytesPerMinute: (bytes / forMs) * 60_000 }
}

/** Passes one connection on to `port` and counts what comes back. */
async function countedWire(port: number): Promise<{ port: number; bytes(): number; close(): void }> {
  let bytes = 0
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    near.pipe(far)
    far.pipe(near)
    far.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    for (const socket of [near, far]) socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, bytes: () => bytes, close: () => server.close() }
}
