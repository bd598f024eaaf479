import type { StateMessage } from '@pulse/contract'
import { type Clock, type Log, randomId } from '../platform/platform.ts'
import type { Counters } from './counters.ts'
import { DeltaFeed } from './delta-feed.ts'
import { breathe } from './io/breathe.ts'
import {
  compressBrotli,
  compressZstd,
  deflateMessage,
  deflateSegment,
  type Encoding,
  gzipOf,
  messageOf,
} from './io/compression.ts'
import { createSocketDoor, type SocketDoor } from './io/socket-door.ts'
import type { LiveChange, LivePicture, LiveStats } from './live-picture.ts'
import { joined, type Piece } from './piece.ts'
import { StateDocuments } from './state-documents.ts'
import { StateFeed } from './state-feed.ts'

export type { LiveStats }
export { stateStorages } from './state-storages.ts'

/** Who listens to the live picture, and how they are told. */
export interface Realtime {
  /** Called after every change of the picture. Deltas are made once a tick, for all who listen. */
  publish(change: LiveChange): void
  /** The documented state as ready bytes in parts, made once per version of the picture and encoding. */
  stateDocument(encoding: Encoding): Promise<{ body: readonly Buffer[]; etag: string }>
  /** HTTP upgrade of `/ws`. The caller has checked host, origin and authority. */
  upgrade: SocketDoor['upgrade']
  /** Whom this let in has to go: a session or a token has ended. */
  endAuthority: SocketDoor['endAuthority']
  clientCount(): number
  counters(): Counters
  /** To all clients of the documented protocol. */
  announce(message: StateMessage): void
  close(): Promise<void>
}

export interface RealtimeOptions {
  clock: Clock
  log: Log
  /** Of the product. */
  version: string
  picture: () => LivePicture
  stats: () => LiveStats
}

export function createRealtime(options: RealtimeOptions): Realtime {
  const { clock, log, version, picture, stats } = options
  const counters: Counters = { serialisations: 0, deltas: 0, bytesSent: 0, resyncs: 0, dropped: 0 }
  // Row, sequence and version numbers begin anew with each process.
  const epoch = randomId()
  const clientCount = (): number => deltas.size + states.size
  const documents = new StateDocuments<Encoding>({
    clock,
    version,
    epoch,
    picture,
    stats,
    clientCount,
    counters,
    encode,
    breathe,
  })
  const deltas = new DeltaFeed({ clock, log, version, epoch, picture, counters, deflate: deflateMessage, breathe })
  const states = new StateFeed({
    clock,
    log,
    document: () => documents.current(),
    counters,
    io: { deflate: deflateSegment, messageOf, breathe },
  })
  const door = createSocketDoor({
    clock,
    join: (peer, protocol) => (protocol === 'delta' ? deltas.join(peer) : states.join(peer)),
  })

  return {
    publish(change) {
      documents.changed(change)
      deltas.publish(change)
      states.publish()
    },
    async stateDocument(encoding) {
      const document = await documents.current()
      return { body: await document.encoded(encoding), etag: document.etag }
    },
    upgrade: (request, socket, head, visitor) => door.upgrade(request, socket, head, visitor),
    endAuthority: (authority) => door.endAuthority(authority),
    clientCount,
    counters: () => ({ ...counters }),
    announce: (message) => states.announce(message),
    async close() {
      const closed = door.close()
      deltas.stop()
      states.stop()
      documents.stop()
      await closed
    },
  }
}

async function encode(pieces: readonly Piece[], encoding: Encoding): Promise<readonly Buffer[]> {
  const bytes = pieces.map((piece) => piece.bytes)
  switch (encoding) {
    case 'identity':
      return bytes
    case 'gzip':
      return gzipOf(await Promise.all(pieces.map((piece) => piece.deflated(deflateSegment))), bytes)
    case 'br':
      return [await compressBrotli(await joined(bytes, breathe))]
    case 'zstd':
      return [await compressZstd(await joined(bytes, breathe))]
  }
}
