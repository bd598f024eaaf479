import type { Clock } from '../platform/platform.ts'
import { fullBacklogBytes, type Peer } from './peer.ts'

/** A client as the heartbeat sees it. */
export interface Living {
  readonly peer: Peer
  /** Something came from it, or went to it, since the last beat. */
  heard: boolean
  backlogBytes: number
}

/** Below the 60 s after which common proxies close idle connections. */
const beatMs = 25_000

/** Asks every client for a sign of life each beat; one that gave none for a whole beat is cut off, after 50 s at most. */
export function startHeartbeat(clock: Clock, clients: () => Iterable<Living>, alongside: () => void): () => void {
  let cancel = clock.after(beatMs, beat)
  function beat(): void {
    cancel = clock.after(beatMs, beat)
    for (const client of clients()) check(client)
    alongside()
  }
  return () => cancel()
}

function check(client: Living): void {
  const backlogBytes = client.peer.backlogBytes()
  // A slow client answers no ping while data lies before it, but its backlog shrinks: nothing is written on top.
  if (!client.heard && backlogBytes >= client.backlogBytes) {
    client.peer.terminate()
    return
  }
  client.heard = false
  client.backlogBytes = backlogBytes
  if (backlogBytes <= fullBacklogBytes) client.peer.ping()
}
