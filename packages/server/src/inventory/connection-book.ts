import {
  type BackupSnapshot,
  type BackupTask,
  type ConnectionId,
  type GuestSnapshot,
  type LiveTables,
  type Reason,
  type StorageBackup,
  type TableName,
  nodeId,
} from '@pulse/contract'
import {
  type Listing,
  type NodeFacts,
  type Observation,
  type StorageFacts,
  type WatchKind,
  guestScope,
  storageScope,
} from '../observation/observation.ts'
import { blankBackupServer, blankConnection, blankDatastore, blankNode, blankStorage } from './blank-rows.ts'
import { GuestBook } from './guest-book.ts'
import type { GuestIdentity } from './guest-identities.ts'
import { mergeFacts } from './merge-facts.ts'
import { Roster } from './roster.ts'
import type { ScopedBook } from './scoped-book.ts'
import type { Table } from './table.ts'

export type Tables = { readonly [T in TableName]: Table<LiveTables[T]> }

export interface Books {
  readonly snapshots: ScopedBook<BackupSnapshot>
  readonly storageBackups: ScopedBook<StorageBackup>
  readonly tasks: ScopedBook<BackupTask>
  readonly guestSnapshots: ScopedBook<GuestSnapshot>
}

type ListedTable = 'nodes' | 'guests' | 'storages' | 'datastores'

/** What is known of one connection: lays its observations over the common tables. */
export class ConnectionBook {
  readonly #id: ConnectionId
  readonly #tables: Tables
  readonly #books: Books
  readonly #guests: GuestBook
  readonly #rosters: Record<ListedTable, Roster> = {
    nodes: new Roster(),
    guests: new Roster(),
    storages: new Roster(),
    datastores: new Roster(),
  }
  #backupsChanged = false

  constructor(id: ConnectionId, tables: Tables, books: Books, identities: readonly GuestIdentity[]) {
    this.#id = id
    this.#tables = tables
    this.#books = books
    this.#guests = new GuestBook(id, tables.guests, this.#rosters.guests, identities, (gone) =>
      this.#remove('guests', gone),
    )
  }

  get identities(): GuestIdentity[] {
    return this.#guests.identities
  }

  /** Says whether anything about backups changed; changes of rows are kept by the tables. */
  apply(observation: Observation): boolean {
    const { at } = observation
    this.#backupsChanged = false
    for (const kind of observation.switchedOff ?? []) this.#switchOff(kind)
    if (observation.connection) this.#applyConnection(observation.connection)
    if (observation.nodes) this.#applyNodes(observation.nodes, at)
    if (observation.guests) this.#guests.apply(observation.guests, at)
    if (observation.storages) this.#applyStorages(observation.storages, at)
    if (observation.backupServer) this.#applyBackupServer(observation.backupServer, at)
    if (observation.datastores) {
      this.#list('datastores', observation.datastores, at, (facts) => blankDatastore(this.#id, facts, at))
    }
    this.#applyBackups(observation)
    return this.#backupsChanged
  }

  /** The connection was deleted: everything of it goes at once. */
  removeAll(): boolean {
    this.#backupsChanged = false
    for (const name of ['nodes', 'guests', 'storages', 'datastores'] as const) {
      for (const id of this.#rosters[name].ids) this.#remove(name, id)
    }
    this.#tables.backupServers.remove(this.#id)
    this.#tables.connections.remove(this.#id)
    for (const book of Object.values(this.#books)) if (book.drop(this.#id)) this.#backupsChanged = true
    return this.#backupsChanged
  }

  #applyConnection(facts: NonNullable<Observation['connection']>): void {
    const { connections } = this.#tables
    const present = connections.rows.get(this.#id)
    if (!present) return connections.add({ ...blankConnection(this.#id), ...facts })
    // A connection has no reasons and says itself when it was seen.
    const { value, fields } = mergeFacts(
      { ...present, seenAt: present.seenAt ?? 0, unknown: {} },
      { ...facts, unknown: {} },
      0,
    )
    const { unknown: _, ...row } = value
    const named = fields.filter((field) => field !== 'seenAt')
    const seenAt = facts.seenAt === undefined ? present.seenAt : facts.seenAt
    connections.replace({ ...row, seenAt }, seenAt === present.seenAt ? named : [...named, 'seenAt'])
  }

  #applyNodes(listing: Listing<NodeFacts>, at: number): void {
    const since = (facts: NodeFacts): NodeFacts => {
      const present = this.#tables.nodes.rows.get(nodeId(this.#id, facts.name))
      const changed = facts.status !== undefined && present !== undefined && facts.status !== present.status
      return changed ? { ...facts, statusSinceAt: at } : facts
    }
    const rows = listing.rows.map(since)
    this.#list('nodes', { ...listing, rows }, at, (facts) => blankNode(this.#id, facts, at))
  }

  #applyStorages(listing: Listing<StorageFacts>, at: number): void {
    const { storages } = this.#tables
    if (listing.complete) {
      // Sharing was switched: the storage cannot be both, so its other form goes at once.
      const shared = new Map(listing.rows.map((facts) => [facts.name, facts.shared]))
      for (const id of this.#rosters.storages.ids) {
        const row = storages.rows.get(id)
        const now = row && shared.get(row.name)
        if (row && now !== undefined && now !== row.shared) this.#remove('storages', id)
      }
    }
    this.#list('storages', listing, at, (facts) => blankStorage(this.#id, facts, at))
  }

  #applyBackupServer(facts: NonNullable<Observation['backupServer']>, at: number): void {
    const { backupServers } = this.#tables
    const present = backupServers.rows.get(this.#id)
    const { value, fields } = mergeFacts(present ?? blankBackupServer(this.#id, at), facts, at)
    if (present) backupServers.replace(value, fields)
    else backupServers.add(value)
  }

  #list<
    T extends Exclude<ListedTable, 'guests'>,
    F extends { stale?: true; unknown?: Readonly<Record<string, Reason>> },
  >(name: T, listing: Listing<F>, at: number, blank: (facts: F) => LiveTables[T]): void {
    const table = this.#tables[name] as Table<LiveTables[T]>
    const roster = this.#rosters[name]
    roster.beginListing()
    for (const facts of listing.rows) {
      const fresh = blank(facts)
      const present = table.rows.get(fresh.id)
      if (!present && !listing.complete && facts.stale) continue
      if (!facts.stale || listing.complete) roster.note(fresh.id)
      const row = present ?? fresh
      const { value, fields } = mergeFacts(row, facts, facts.stale ? row.seenAt : at)
      if (present) table.replace(value, fields)
      else table.add(value)
    }
    if (listing.complete) for (const id of roster.endCompleteListing(at)) this.#remove(name, id)
  }

  #applyBackups(observation: Observation): void {
    const { snapshots, storageBackups, tasks, guestSnapshots } = this.#books
    const changes = [
      observation.backupSnapshots && snapshots.replace(this.#id, observation.backupSnapshots),
      observation.storageBackups && storageBackups.replace(this.#id, observation.storageBackups),
      observation.backupTasks && tasks.replace(this.#id, observation.backupTasks),
      observation.guestSnapshots && guestSnapshots.replace(this.#id, observation.guestSnapshots),
    ]
    if (changes.includes(true)) this.#backupsChanged = true
  }

  #switchOff(kind: WatchKind): void {
    const { guests } = this.#tables
    switch (kind) {
      case 'virtualMachines':
      case 'containers': {
        const gone = kind === 'containers' ? 'lxc' : 'qemu'
        for (const id of this.#rosters.guests.ids) {
          if (guests.rows.get(id)?.kind === gone) this.#remove('guests', id)
        }
        return
      }
      case 'storage':
        for (const id of this.#rosters.storages.ids) this.#remove('storages', id)
        return
      case 'datastores':
        for (const id of this.#rosters.datastores.ids) this.#remove('datastores', id)
        return
      case 'backups':
        for (const book of Object.values(this.#books)) if (book.drop(this.#id)) this.#backupsChanged = true
        return
      default:
        return kind satisfies never
    }
  }

  /** A row goes, and the backups that hang on it. */
  #remove(name: ListedTable, id: string): void {
    this.#rosters[name].drop(id)
    const dropped = this.#dropBackups(name, id)
    if (dropped) this.#backupsChanged = true
    this.#tables[name].remove(id)
  }

  #dropBackups(name: ListedTable, id: string): boolean {
    switch (name) {
      case 'nodes': {
        const node = this.#tables.nodes.rows.get(id)
        return node !== undefined && this.#books.tasks.drop(this.#id, (scope) => scope === node.name)
      }
      case 'guests': {
        const guest = this.#tables.guests.rows.get(id)
        return guest !== undefined && this.#books.guestSnapshots.drop(this.#id, (s) => s === guestScope(guest.vmid))
      }
      case 'storages': {
        const storage = this.#tables.storages.rows.get(id)
        if (!storage) return false
        const scope = storageScope(storage.nodeName, storage.name)
        return this.#books.storageBackups.drop(this.#id, (s) => s === scope)
      }
      case 'datastores': {
        const store = this.#tables.datastores.rows.get(id)
        return store !== undefined && this.#books.snapshots.drop(this.#id, (s) => s.startsWith(`${store.name}:`))
      }
      default:
        return name satisfies never
    }
  }
}
