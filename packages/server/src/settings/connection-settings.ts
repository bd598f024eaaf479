import type { ConnectionId, Product } from '@pulse/contract'
import type { Secret } from '../platform/platform.ts'

export type Credentials =
  /** `tokenId` is always complete: `user@realm!name`. */
  | { kind: 'token'; tokenId: string; secret: Secret }
  /** `username` is always complete: `user@realm`. */
  | { kind: 'password'; username: string; password: Secret }

/** What is watched; names as in the HTTP interface. Flags of the other product are kept but mean nothing. */
export interface MonitorFlags {
  monitorVMs: boolean
  monitorContainers: boolean
  monitorStorage: boolean
  monitorBackups: boolean
  monitorDatastores: boolean
  monitorSyncJobs: boolean
  monitorVerifyJobs: boolean
  monitorPruneJobs: boolean
  monitorGarbageJobs: boolean
}

/** A connection as it is configured. */
export interface ConnectionSettings {
  /** Random and stable: it survives renaming, moving to another host and the deletion of others. */
  id: ConnectionId
  name: string
  product: Product
  /** `https://host:port`, always with the port. */
  url: string
  credentials: Credentials
  /** SHA-256 of trusted certificates, upper-case colon form; where there are any, nothing else is trusted. */
  fingerprints: readonly string[]
  /** Without fingerprints: true asks the system's authorities, false checks nothing. */
  verifySSL: boolean
  monitor: MonitorFlags
  addedAt: number
}

/** What a new connection is made of. */
export interface ConnectionDraft extends Omit<ConnectionSettings, 'id' | 'name' | 'verifySSL' | 'addedAt'> {
  /** Null: made from the host. */
  name: string | null
  /** Null: not said, so the certificate that is shown first is the one to trust. */
  verifySSL: boolean | null
}

/** The one default that is off: garbage collection is checked on request only. */
export const defaultMonitorFlags: MonitorFlags = {
  monitorVMs: true,
  monitorContainers: true,
  monitorStorage: true,
  monitorBackups: true,
  monitorDatastores: true,
  monitorSyncJobs: true,
  monitorVerifyJobs: true,
  monitorPruneJobs: true,
  monitorGarbageJobs: false,
}

export const monitorFlagNames = Object.keys(defaultMonitorFlags) as readonly (keyof MonitorFlags)[]
