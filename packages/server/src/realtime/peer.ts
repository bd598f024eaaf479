import type { SharedMessage } from './frame.ts'

/** One WebSocket client, as the feeds see it. */
export interface Peer {
  /** Takes compressed frames. */
  readonly deflates: boolean
  isOpen(): boolean
  /** Bytes handed over that the network has not taken yet. */
  backlogBytes(): number
  /** Writes one message; returns its size on the wire. A peer that has gone is passed over. */
  send(message: SharedMessage): number
  /** A protocol ping; its pong is reported as `heard`. */
  ping(): void
  /** Closes politely. `reason` is for the log of the client. */
  close(code: number, reason: string): void
  /** Drops the connection at once. */
  terminate(): void
}

/** What a feed wants to know of a peer. */
export interface PeerListener {
  message(text: string): void
  /** The backlog is empty again. */
  drained(): void
  /** Anything came from the other side. */
  heard(): void
  closed(): void
}

/** Above this backlog nothing more is written: the client is slow and will be served when it has read. */
export const fullBacklogBytes = 256 * 1024
