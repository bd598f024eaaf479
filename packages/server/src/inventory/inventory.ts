import {
  type BackupSnapshot,
  type BackupTask,
  type ConnectionId,
  type GuestSnapshot,
  type LiveTables,
  type StorageBackup,
  type TableName,
  tableNames,
} from '@pulse/contract'
import type { Observation } from '../observation/observation.ts'
import { type Books, ConnectionBook, type Tables } from './connection-book.ts'
import type { GuestIdentity } from './guest-identities.ts'
import { ScopedBook } from './scoped-book.ts'
import { Table, type TableChanges } from './table.ts'

export type { GuestIdentity } from './guest-identities.ts'

interface Picture {
  /** Grows by one with each change that changed anything. */
  readonly version: number
  /** Of the last applied observation; null before the first. */
  readonly at: number | null
  /** Live views in order of arrival; row objects are replaced, never changed in place. */
  readonly tables: { readonly [T in TableName]: ReadonlyMap<string, LiveTables[T]> }
  /** Each list newest first; put together when first read. */
  readonly backups: {
    readonly snapshots: readonly BackupSnapshot[]
    readonly storageBackups: readonly StorageBackup[]
    readonly tasks: readonly BackupTask[]
    readonly guestSnapshots: readonly GuestSnapshot[]
  }
}

interface InventoryChange {
  version: number
  at: number
  tables: { [T in TableName]?: TableChanges<LiveTables[T]> }
  backupsChanged: boolean
}

/** The live picture of everything watched. Applies observations in the order given; calls nobody, reads no clock. */
export interface Inventory {
  apply(observation: Observation): InventoryChange
  /** The connection was deleted in the settings: everything of it goes at once. */
  forget(connectionId: ConnectionId, at: number): InventoryChange
  picture(): Picture
  /** To be handed to `createInventory` after a restart, so that reused vmids keep their ids. */
  identities(): GuestIdentity[]
}

export function createInventory({ identities = [] }: { identities?: readonly GuestIdentity[] } = {}): Inventory {
  const tables: Tables = {
    connections: new Table(),
    nodes: new Table(),
    guests: new Table(),
    storages: new Table(),
    backupServers: new Table(),
    datastores: new Table(),
  }
  const books: Books = {
    snapshots: new ScopedBook((row) => row.takenAt),
    storageBackups: new ScopedBook((row) => row.takenAt),
    tasks: new ScopedBook((row) => row.startedAt),
    guestSnapshots: new ScopedBook((row) => row.takenAt),
  }
  const connections = new Map<ConnectionId, ConnectionBook>()
  const remembered = Map.groupBy(identities, (identity) => identity.connectionId)
  let version = 0
  let lastAt: number | null = null

  const bookOf = (id: ConnectionId): ConnectionBook => {
    const book = connections.get(id) ?? new ConnectionBook(id, tables, books, remembered.get(id) ?? [])
    connections.set(id, book)
    return book
  }

  for (const id of remembered.keys()) bookOf(id)

  const change = (at: number, backupsChanged: boolean): InventoryChange => {
    const changes: InventoryChange['tables'] = {}
    for (const name of tableNames) {
      const taken = tables[name].takeChanges()
      if (taken) Object.assign(changes, { [name]: taken })
    }
    if (backupsChanged || Object.keys(changes).length > 0) version++
    lastAt = at
    return { version, at, tables: changes, backupsChanged }
  }

  return {
    apply: (observation) => change(observation.at, bookOf(observation.connectionId).apply(observation)),
    forget(connectionId, at) {
      const backupsChanged = connections.get(connectionId)?.removeAll() ?? false
      connections.delete(connectionId)
      remembered.delete(connectionId)
      return change(at, backupsChanged)
    },
    picture: () => ({
      version,
      at: lastAt,
      tables: {
        connections: tables.connections.rows,
        nodes: tables.nodes.rows,
        guests: tables.guests.rows,
        storages: tables.storages.rows,
        backupServers: tables.backupServers.rows,
        datastores: tables.datastores.rows,
      },
      backups: {
        get snapshots() {
          return books.snapshots.newestFirst()
        },
        get storageBackups() {
          return books.storageBackups.newestFirst()
        },
        get tasks() {
          return books.tasks.newestFirst()
        },
        get guestSnapshots() {
          return books.guestSnapshots.newestFirst()
        },
      },
    }),
    identities: () => [...connections.values()].flatMap((book) => book.identities),
  }
}
