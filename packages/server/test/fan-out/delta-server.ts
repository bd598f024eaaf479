import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { type AddressInfo, type Socket } from 'node:net'
import { silentLog, systemClock } from '../../src/platform/platform.ts'
import { createRealtime, type LiveStats } from '../../src/realtime/realtime.ts'
import { samplePicture } from '../../src/realtime/sample-picture.ts'

/** Told by the parent. `change` is the length of the new names: about so many kB for each client, hardly compressible. */
export type ServerOrder = { change: number } | 'report' | 'guests'

export interface ServerReport {
  rssBytes: number
  backlogBytes: number
  mostBacklogBytes: number
  clients: number
  serialisations: number
  deltas: number
  resyncs: number
}

const stats: LiveStats = {
  startedAt: Date.now(),
  totalCalls: 0,
  failedCalls: 0,
  pollingCycles: 0,
  lastPollMs: null,
  callMs: {},
}
const picture = samplePicture(1000)
const realtime = createRealtime({
  clock: systemClock,
  log: silentLog,
  version: '0.1.0',
  picture: () => picture,
  stats: () => stats,
})
const sockets = new Set<Socket>()
const server = createServer()
server.on('upgrade', (request, socket, head) => {
  sockets.add(request.socket)
  request.socket.once('close', () => sockets.delete(request.socket))
  realtime.upgrade(request, socket, head, {})
})

function change(letters: number): void {
  realtime.publish(
    picture.changeGuests(picture.tables.guests.keys(), () => ({
      cpuRatio: Math.random(),
      name: randomBytes(letters).toString('base64url').slice(0, letters),
      seenAt: Date.now(),
    })),
  )
}

function report(): ServerReport {
  const backlogs = [...sockets].map((socket) => socket.writableLength)
  const { serialisations, deltas, resyncs } = realtime.counters()
  return {
    rssBytes: process.memoryUsage.rss(),
    backlogBytes: backlogs.reduce((sum, bytes) => sum + bytes, 0),
    mostBacklogBytes: Math.max(0, ...backlogs),
    clients: realtime.clientCount(),
    serialisations,
    deltas,
    resyncs,
  }
}

process.on('message', (order: ServerOrder) => {
  if (typeof order === 'object') change(order.change)
  else process.send?.(order === 'guests' ? [...picture.tables.guests.values()] : report())
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', 1024, () => process.send?.((server.address() as AddressInfo).port))
