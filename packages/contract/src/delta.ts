import type { BackupServer, Datastore } from './inventory/backup-server.ts'
import type { Connection } from './inventory/connection.ts'
import type { Guest } from './inventory/guest.ts'
import type { Node } from './inventory/node.ts'
import type { Storage } from './inventory/storage.ts'

/**
 * `pulse.delta.v1`: the live picture as numbered changes.
 *
 * Every object has a row number in its table, fixed for the life of the server process. A change names columns, and for
 * each the rows that changed with their values; when every row of the table changed, the row list is left out, and when
 * all values are equal there is one value. So a tick costs a few bytes for each guest, and nothing for what stayed.
 */
export interface LiveTables {
  connections: Connection
  nodes: Node
  guests: Guest
  storages: Storage
  backupServers: BackupServer
  datastores: Datastore
}

export type TableName = keyof LiveTables

export const tableNames = [
  'connections',
  'nodes',
  'guests',
  'storages',
  'backupServers',
  'datastores',
] as const satisfies readonly TableName[]

/** Ascending row numbers as first number and gaps: `[3, 1, 1]` is rows 3, 4, 5. */
export type PackedRows = readonly number[]

/** New values of one column: `values[i]` belongs to the i-th row, or `value` to all of them. */
export type ColumnDelta = { rows?: PackedRows; values: readonly unknown[] } | { rows?: PackedRows; value: unknown }

/** Change of one table, applied in this order: `remove`, `add`, `columns`. */
export interface TableDelta {
  remove?: PackedRows
  add?: { rows: PackedRows; ids: readonly string[] }
  columns?: Readonly<Record<string, ColumnDelta>>
}

export type TablesDelta = { readonly [T in TableName]?: TableDelta }

/** A row as the encoder sees it. */
export interface LiveRow {
  row: number
  value: { readonly id: string }
}

/** What happened to one table since the last delta. `fields` names what changed; added rows carry all fields. */
export interface TableChange {
  removed: readonly number[]
  added: readonly LiveRow[]
  changed: readonly (LiveRow & { fields: readonly string[] })[]
  /** Rows in the table after the change. */
  size: number
}

export function packRows(rows: readonly number[]): number[] {
  let previous = 0
  return rows.map((row) => {
    const gap = row - previous
    previous = row
    return gap
  })
}

export function unpackRows(packed: PackedRows): number[] {
  let row = 0
  return packed.map((gap) => (row += gap))
}

/** Encodes a change; `undefined` when nothing happened. */
export function encodeTableDelta(change: TableChange): TableDelta | undefined {
  const delta: { -readonly [K in keyof TableDelta]: TableDelta[K] } = {}
  if (change.removed.length > 0) delta.remove = packRows(change.removed.toSorted(ascending))
  const added = change.added.toSorted(byRow)
  if (added.length > 0) delta.add = { rows: packRows(added.map((a) => a.row)), ids: added.map((a) => a.value.id) }
  const columns = collectColumns(added, change.changed)
  if (columns.size > 0) {
    delta.columns = Object.fromEntries(
      [...columns].map(([field, cells]) => [field, encodeColumn(cells, change.size)] as const),
    )
  }
  return delta.remove || delta.add || delta.columns ? delta : undefined
}

interface Cells {
  rows: number[]
  values: unknown[]
}

function collectColumns(added: readonly LiveRow[], changed: TableChange['changed']): Map<string, Cells> {
  const columns = new Map<string, Cells>()
  const put = (field: string, row: number, value: unknown): void => {
    let cells = columns.get(field)
    if (!cells) columns.set(field, (cells = { rows: [], values: [] }))
    cells.rows.push(row)
    cells.values.push(value)
  }
  for (const { row, value } of added) {
    for (const [field, cell] of Object.entries(value)) if (field !== 'id') put(field, row, cell)
  }
  for (const { row, value, fields } of changed) {
    for (const field of fields) put(field, row, (value as Record<string, unknown>)[field])
  }
  return columns
}

function encodeColumn(cells: Cells, size: number): ColumnDelta {
  const { rows, values } = inRowOrder(cells)
  const whole = rows.length === size
  const first = values[0]
  const equal = (first === null || typeof first !== 'object') && values.every((value) => value === first)
  return { ...(whole ? {} : { rows: packRows(rows) }), ...(equal ? { value: first } : { values }) }
}

function inRowOrder(cells: Cells): Cells {
  let sorted = true
  for (let i = 1; i < cells.rows.length && sorted; i++) sorted = (cells.rows[i] ?? 0) > (cells.rows[i - 1] ?? 0)
  if (sorted) return cells
  const order = cells.rows.map((_, i) => i).sort((a, b) => (cells.rows[a] ?? 0) - (cells.rows[b] ?? 0))
  return { rows: order.map((i) => cells.rows[i] ?? 0), values: order.map((i) => cells.values[i]) }
}

const ascending = (a: number, b: number): number => a - b
const byRow = (a: LiveRow, b: LiveRow): number => a.row - b.row

/** The rows of a table on the receiving side. Row objects are replaced, never changed in place. */
export type LiveTable<V> = Map<number, V>

/**
 * Applies a delta and returns the rows that were added or changed. `table` is changed in place.
 * @throws when the delta does not fit the table, which then stays as it was: the receiver has missed something and must ask
 * for a snapshot.
 */
export function applyTableDelta<V extends { readonly id: string }>(
  table: LiveTable<V>,
  delta: TableDelta,
): Set<number> {
  const removed = new Set(unpackRows(delta.remove ?? []))
  const added = new Map<number, Draft>()
  if (delta.add) {
    const { ids } = delta.add
    for (const [i, row] of unpackRows(delta.add.rows).entries()) added.set(row, { id: ids[i] ?? '' })
  }
  const drafts = new Map<number, Draft>(added)
  const all = once(() =>
    [...new Set([...table.keys(), ...added.keys()])].filter((row) => !removed.has(row)).sort(ascending),
  )
  for (const [field, column] of Object.entries(delta.columns ?? {})) {
    const rows = column.rows ? unpackRows(column.rows) : all()
    if ('values' in column && column.values.length !== rows.length) throw new Error(`delta does not fit: ${field}`)
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] ?? 0
      let draft = drafts.get(row)
      if (!draft) {
        const present = table.get(row)
        if (!present || removed.has(row)) throw new Error(`delta does not fit: no row ${row}`)
        drafts.set(row, (draft = { ...present }))
      }
      draft[field] = 'values' in column ? column.values[i] : column.value
    }
  }
  for (const row of removed) table.delete(row)
  for (const [row, draft] of drafts) table.set(row, (added.has(row) ? compacted(draft) : draft) as unknown as V)
  return new Set(drafts.keys())
}

type Draft = Record<string, unknown>

/**
 * An object that got its fields one by one is kept as a hash table, which makes every later copy several times slower.
 * One that is parsed has its shape from the start.
 */
const compacted = (draft: Draft): Draft => JSON.parse(JSON.stringify(draft)) as Draft

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
