import type { TablesDelta } from './delta.ts'
import type { DiscoveredServer } from './endpoints/discovery.ts'
import type { State } from './state.ts'

/** The WebSocket subprotocol of the web interface, on the same path as the documented protocol. */
export const deltaProtocol = 'pulse.delta.v1'

/** Path of both protocols. */
export const socketPath = '/ws'

/** Server to client, subprotocol `pulse.delta.v1`. `at` is the server's clock, ms since epoch. */
export type DeltaMessage =
  /** First message. `epoch` names this server process: row numbers and sequence numbers mean nothing in another. */
  | { type: 'hello'; epoch: string; version: string; at: number }
  /**
   * The whole picture in `parts` messages (numbered from 1), each small enough for any proxy. All carry the sequence
   * number of the picture; the client swaps it in when the last part is there.
   */
  | { type: 'snapshot'; sequence: number; part: number; parts: number; at: number; tables: TablesDelta }
  /** The change from `sequence - 1` to `sequence`. On a gap the client asks for `resync`. */
  | { type: 'delta'; sequence: number; at: number; tables: TablesDelta }
  /** Every 25 s, so that both sides notice a dead peer. */
  | { type: 'ping'; at: number }

/** Client to server, subprotocol `pulse.delta.v1`. */
export type DeltaRequest = { type: 'resync' } | { type: 'pong' }

/** Server to client without a subprotocol: complete states, as documented. */
export type StateMessage =
  | { type: 'welcome'; data: { message: string } }
  | { type: 'initialState'; data: State }
  | { type: 'rawData'; data: State }
  /** Seconds since epoch. */
  | { type: 'ping'; data: { timestamp: number } }
  | { type: 'pong'; data: { timestamp: number } }
  /** RFC 3339. */
  | { type: 'node_deleted'; data: { nodeType: 'pve' | 'pbs' }; timestamp: string }
  | { type: 'node_auto_registered'; data: AutoRegistered; timestamp: string }
  | { type: 'discovery_update'; data: DiscoveryUpdate; timestamp: string }

/** Client to server without a subprotocol. */
export type StateRequest = { type: 'ping' } | { type: 'requestData' }

/** A host registered itself, as a new connection or with a new token for an existing one. */
export interface AutoRegistered {
  type: 'pve' | 'pbs'
  /** `https://host:port` */
  host: string
  name: string
  tokenId: string
  hasToken: true
  verifySSL: boolean
  /** `disconnected` where it has not answered yet. */
  status: 'connected' | 'disconnected'
}

/** What a scan has found so far; also sent when a connection is added or removed. */
export interface DiscoveryUpdate {
  servers: readonly DiscoveredServer[]
  /** Null where there are none. */
  errors: readonly string[] | null
  scanning: boolean
  /** Addresses tried, of how many. */
  progress: { done: number; total: number }
  /** Seconds since epoch. */
  timestamp: number
}
