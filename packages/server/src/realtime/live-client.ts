import {
  applyTableDelta,
  type DeltaMessage,
  type LiveTable,
  type LiveTables,
  type TableName,
  type TablesDelta,
  tableNames,
} from '@pulse/contract'

type Tables = Record<TableName, LiveTable<{ readonly id: string }>>

const emptyTables = (): Tables => ({
  connections: new Map(),
  nodes: new Map(),
  guests: new Map(),
  storages: new Map(),
  backupServers: new Map(),
  datastores: new Map(),
})

/** The receiving side of `pulse.delta.v1`, as plain as it can be; for tests and measurements. */
export class LiveClient {
  tables: Tables = emptyTables()
  sequence: number | undefined
  epoch: string | undefined
  snapshots = 0
  deltas = 0
  /** The largest part of a snapshot, in characters. */
  longestPart = 0
  #coming: { sequence: number; parts: number; tables: Tables } | undefined

  /** Takes one message; false when the client has missed something and must ask for a resync. */
  take(text: string): boolean {
    const message = JSON.parse(text) as DeltaMessage
    switch (message.type) {
      case 'hello':
        this.epoch = message.epoch
        return true
      case 'ping':
        return true
      case 'snapshot':
        this.longestPart = Math.max(this.longestPart, text.length)
        return this.#takePart(message)
      case 'delta':
        if (this.sequence === undefined || message.sequence !== this.sequence + 1) return false
        apply(this.tables, message.tables)
        this.sequence = message.sequence
        this.deltas++
        return true
    }
  }

  /** The rows without their numbers, ready to be compared with the picture. */
  rows<T extends TableName>(name: T): ReadonlyMap<string, LiveTables[T]> {
    return new Map([...this.tables[name].values()].map((row) => [row.id, row as unknown as LiveTables[T]]))
  }

  #takePart(message: DeltaMessage & { type: 'snapshot' }): boolean {
    const { sequence, part, parts } = message
    if (part === 1) this.#coming = { sequence, parts: 0, tables: emptyTables() }
    const coming = this.#coming
    if (!coming || coming.sequence !== sequence || coming.parts !== part - 1) return false
    coming.parts = part
    apply(coming.tables, message.tables)
    if (part === parts) {
      this.tables = coming.tables
      this.sequence = sequence
      this.#coming = undefined
      this.snapshots++
    }
    return true
  }
}

function apply(tables: Tables, delta: TablesDelta): void {
  for (const name of tableNames) {
    const table = delta[name]
    if (table) applyTableDelta(tables[name], table)
  }
}
