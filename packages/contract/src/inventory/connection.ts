import type { ConnectionId } from './ids.ts'

export type Product = 'pve' | 'pbs'

/**
 * Can the endpoint be reached and does it let us in? This says nothing about nodes being up: that is the cluster's word
 * (`Node.status`), nor about the age of single values (`seenAt` of each object).
 */
export type ConnectionState =
  /** Added or started just now; no answer yet. */
  | 'connecting'
  /** The last poll was complete. */
  | 'connected'
  /** Polls succeed in part: see `problem`. */
  | 'degraded'
  /** No endpoint of this connection answers. */
  | 'unreachable'
  /** The credentials are refused. */
  | 'unauthenticated'
  /** The certificate is not the trusted one; nothing is sent until it is confirmed. */
  | 'untrusted'
  /** Something answers, but it is no Proxmox API. */
  | 'not-proxmox'

/** What is wrong with a connection, in words for a person. Never holds a secret. */
export interface Problem {
  /** Kind of error, e.g. `timeout`, `tls`, `forbidden`. */
  code: string
  message: string
  sinceAt: number
  /** Set where the certificate changed: the SHA-256 fingerprint that was seen, upper-case colon form. */
  peerFingerprint?: string
}

/** What watching costs the watched, over the last minute. */
export interface Cost {
  requestsPerMinute: number
  bytesPerMinute: number
  slowestMs: number | null
  slowestPath: string | null
}

/** A privilege that the credentials lack, and what cannot be shown without it. */
export interface MissingPrivilege {
  privilege: string
  path: string
  /** What it costs, in words: `file systems of virtual machines`. */
  without: string
}

/** One thing that Pulse shows of a connection, and whether its credentials may see it. */
export interface Sight {
  /** In words: `virtual machines, containers and their snapshots`. */
  what: string
  seen: 'yes' | 'partly' | 'no'
  /** All of these privileges together make it seen. */
  needs: readonly SightNeed[]
}

export interface SightNeed {
  privilege: string
  /** The ACL path at and below which it is used. */
  path: string
  held: 'yes' | 'partly' | 'no'
  /** Where it is held, or is not, if that is `partly`. */
  where: string | null
}

/** A member of the cluster through which it can be asked. */
export interface ConnectionEndpoint {
  nodeName: string | null
  url: string
  state: 'in-use' | 'standby' | 'failed' | 'untrusted'
  lastError: string | null
}

export interface Connection {
  id: ConnectionId
  name: string
  product: Product
  /** The address as the user gave it. */
  url: string
  state: ConnectionState
  problem: Problem | null
  /** Of the product that answers, e.g. `9.1.4`. */
  version: string | null
  clusterName: string | null
  /** Null for a stand-alone host and for a backup server. */
  quorate: boolean | null
  /** When the last complete answer of the fast lane came (server's clock). */
  seenAt: number | null
  /** How often the fast lane asks; data older than two intervals is stale. */
  intervalMs: number
  endpoints: readonly ConnectionEndpoint[]
  cost: Cost | null
  missingPrivileges: readonly MissingPrivilege[]
  /** What the credentials may see, as the product itself said at `privilegesAt`. */
  sights: readonly Sight[]
  /** Null: not asked yet. */
  privilegesAt: number | null
  /** Values in answers that could not be right since start (they are shown as unknown). */
  oddValues: number
}
