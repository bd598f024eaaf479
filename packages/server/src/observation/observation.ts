import type {
  BackupServer,
  BackupSnapshot,
  BackupTask,
  Connection,
  ConnectionId,
  Datastore,
  Guest,
  GuestSnapshot,
  Node,
  Reason,
  Storage,
  StorageBackup,
} from '@pulse/contract'

/**
 * What one answered call, or a group of calls that belong together, brought. Collectors make observations, the inventory
 * applies them. A field that is absent was not asked or not answered: the picture keeps what it has. A field that is
 * `null` is known to be unknown; `unknown` says why.
 */
export interface Observation {
  connectionId: ConnectionId
  /** When the answers were complete, server's wall clock. */
  at: number
  connection?: Partial<Omit<Connection, 'id'>>
  /** Kinds that the user told the connection not to watch any more: they go at once. */
  switchedOff?: readonly WatchKind[]
  nodes?: Listing<NodeFacts>
  guests?: Listing<GuestFacts>
  storages?: Listing<StorageFacts>
  backupServer?: Facts<BackupServer>
  datastores?: Listing<DatastoreFacts>
  /** Complete lists, each for its own scope: they replace what was known of that scope and nothing else. */
  backupSnapshots?: readonly Scoped<BackupSnapshot>[]
  storageBackups?: readonly Scoped<StorageBackup>[]
  backupTasks?: readonly Scoped<BackupTask>[]
  guestSnapshots?: readonly Scoped<GuestSnapshot>[]
}

export type WatchKind = 'virtualMachines' | 'containers' | 'storage' | 'backups' | 'datastores'

/** Rows of one kind. Only a complete listing is evidence that what is not in it has gone. */
export interface Listing<F> {
  complete: boolean
  rows: readonly F[]
}

/** The complete rows of one part of the estate, e.g. one namespace of one datastore, or one storage. */
export interface Scoped<T> {
  /** Made by one of the functions below, so that the rows go with the object they belong to. */
  scope: string
  rows: readonly T[]
}

/** Backups in one namespace of a datastore (neither name holds a `:`). */
export const namespaceScope = (datastore: string, namespace: string): string => `${datastore}:${namespace}`

/** Backups on a storage; `node` is null when it is shared. */
export const storageScope = (node: string | null, storage: string): string => `${node ?? ''}:${storage}`

/** Snapshots of a guest. */
export const guestScope = (vmid: number): string => String(vmid)

/** Backup runs of a node. */
export const nodeScope = (node: string): string => node

/** What is said of an object: any of its fields, and the reasons for those that are `null`. */
export type Facts<T> = Partial<Omit<T, 'id' | 'connectionId' | 'seenAt' | 'unknown'>> & {
  unknown?: Readonly<Record<string, Reason>>
}

/** Listed, but with data from before: the object is still there, and no fresher than it was. */
interface Listed {
  stale?: true
}

export type NodeFacts = Facts<Node> & Listed & { name: string }

export type GuestFacts = Facts<Omit<Guest, 'nodeId'>> &
  Listed & {
    vmid: number
    kind: Guest['kind']
    /** When the guest was made, as its configuration says; tells a reused vmid from a renamed guest. */
    creation?: string
  }

export type StorageFacts = Facts<Storage> & Listed & { name: string; nodeName: string | null; shared: boolean }

export type DatastoreFacts = Facts<Datastore> & Listed & { name: string }
