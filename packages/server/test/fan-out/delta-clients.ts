import { createHash } from 'node:crypto'
import { deltaProtocol, socketPath } from '@pulse/contract'
import { WebSocket } from 'ws'
import { LiveClient } from '../../src/realtime/live-client.ts'

/** First argument: port. Told by the parent: `open` so many clients, let so many of those that read `leave`, `wake` the slow ones, `report`, show the `guests` that one of the others has. */
export type ClientsOrder = { open: number; slow: number } | { leave: number } | 'wake' | 'report' | 'guests'

export interface ClientsReport {
  open: number
  /** Of those that read: the fewest deltas that any of them got. */
  fewestDeltas: number
  /** Different series of bytes among those that read; 1 when all saw the same. */
  differentSeries: number
  /** Time between the first and the last that got it, the longest over all deltas. */
  spreadMs: number
  /** Slow ones that are where the others are. */
  slowCaughtUp: number
}

interface Client {
  socket: WebSocket
  slow: boolean
  deltas: number
  sequence: number
  series: string
}

const clients: Client[] = []
/** One in full; the others only compare bytes, or this process would be the bottleneck. */
const whole = new LiveClient()
const firstAt = new Map<number, number>()
let spreadMs = 0

function take(client: Client, text: string): void {
  if (client === clients[0]) whole.take(text)
  const head = /^\{"type":"(\w+)","sequence":(\d+)/.exec(text)
  if (!head) return
  const sequence = Number(head[2])
  if (head[1] === 'delta') {
    client.deltas++
    const now = performance.now()
    const first = firstAt.get(sequence)
    if (first === undefined) firstAt.set(sequence, now)
    else if (!client.slow) spreadMs = Math.max(spreadMs, now - first)
  }
  client.sequence = sequence
  if (!client.slow) client.series = createHash('sha1').update(client.series).update(text).digest('base64')
}

function open(slow: boolean): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${process.argv[2]}${socketPath}`, deltaProtocol)
  const client: Client = { socket, slow, deltas: 0, sequence: 0, series: '' }
  clients.push(client)
  socket.on('message', (data: Buffer) => take(client, data.toString()))
  socket.on('error', () => {})
  return new Promise((resolve) =>
    socket.once('open', () => {
      if (slow) socket.pause()
      resolve()
    }),
  )
}

function report(): ClientsReport {
  const reading = clients.filter(({ slow }) => !slow)
  const newest = reading[0]?.sequence
  return {
    open: clients.filter(({ socket }) => socket.readyState === WebSocket.OPEN).length,
    fewestDeltas: Math.min(...reading.map(({ deltas }) => deltas)),
    differentSeries: new Set(reading.map(({ series }) => series)).size,
    spreadMs,
    slowCaughtUp: clients.filter(({ slow, sequence }) => slow && sequence === newest).length,
  }
}

async function openAll(order: { open: number; slow: number }): Promise<void> {
  for (let i = 0; i < order.open; i += 50) {
    const some = Array.from({ length: Math.min(50, order.open - i) }, (_, k) => open(i + k >= order.open - order.slow))
    await Promise.all(some)
  }
  process.send?.('opened')
}

process.on('message', (order: ClientsOrder) => {
  if (typeof order === 'object') {
    if ('open' in order) void openAll(order)
    else {
      for (const { socket } of clients.splice(1, order.leave)) socket.terminate()
      process.send?.('left')
    }
  } else if (order === 'wake') {
    for (const { slow, socket } of clients) if (slow) socket.resume()
    process.send?.('woken')
  } else process.send?.(order === 'guests' ? [...whole.rows('guests').values()] : report())
})
process.on('disconnect', () => process.exit())
