import { connect, type Socket } from 'node:net'
import { deltaProtocol, socketPath } from '@pulse/contract'
import { WebSocket } from 'ws'
import { sleep } from './state-requests.ts'

/** What one client of the delta protocol gets over the wire: first the picture, then per minute. */
export async function socketBytes(
  port: number,
  forMs: number,
): Promise<{ snapshotBytes: number; bytesPerMinute: number }> {
  const wire: { socket?: Socket } = {}
  const client = new WebSocket(`ws://127.0.0.1:${port}${socketPath}`, deltaProtocol, {
    createConnection: () => (wire.socket = connect(port, '127.0.0.1')),
  })
  const complete = Promise.withResolvers<void>()
  client.on('error', complete.reject)
  client.on('message', (data: Buffer) => {
    const head = /"part":(\d+),"parts":(\d+)/.exec(data.subarray(0, 200).toString())
    if (head && head[1] === head[2]) complete.resolve()
  })
  await complete.promise
  const snapshotBytes = wire.socket?.bytesRead ?? 0
  await sleep(forMs)
  const bytes = (wire.socket?.bytesRead ?? 0) - snapshotBytes
  client.terminate()
  return { snapshotBytes, bytesPerMinute: (bytes / forMs) * 60_000 }
}
