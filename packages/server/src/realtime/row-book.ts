import {
  encodeTableDelta,
  type LiveRow,
  type LiveTables,
  type TableChange,
  type TableName,
  type TablesDelta,
  tableNames,
} from '@pulse/contract'
import type { LiveChange, LivePicture } from './live-picture.ts'

type Value = LiveTables[TableName]
type Tables = LivePicture['tables']

/** The rows of one table as the receivers have them after the last step. */
interface RowTable {
  readonly rowOf: Map<string, number>
  /** In row order: rows are numbered in the order in which they come. */
  readonly values: Map<number, Value>
  next: number
  /** Fields that may have changed since the last step, by id. Ids that came or went are here as well. */
  readonly touched: Map<string, Set<string>>
}

/**
 * Numbers the objects of each table and turns what happened since the last step into one delta. A number is never used
 * again while the process lives.
 */
export class RowBook {
  readonly #tables = new Map<TableName, RowTable>(
    tableNames.map((name) => [name, { rowOf: new Map(), values: new Map(), next: 0, touched: new Map() }]),
  )

  /** Remembers what changed. Several changes may come before the next step. */
  note(change: LiveChange): void {
    for (const [name, table] of this.#tables) {
      const rows = change.tables[name]
      if (!rows) continue
      for (const { value, fields } of rows.changed) {
        const known = table.touched.get(value.id)
        if (known) for (const field of fields) known.add(field)
        else table.touched.set(value.id, new Set(fields))
      }
      // All fields count: an object may go and come back between two steps.
      for (const value of rows.added) table.touched.set(value.id, new Set(Object.keys(value)))
      for (const id of rows.removed) if (!table.touched.has(id)) table.touched.set(id, new Set())
    }
  }

  /** Takes the picture as it is, for when nobody has listened for a while. Known objects keep their numbers. */
  takeOver(tables: Tables): void {
    for (const [name, table] of this.#tables) {
      table.touched.clear()
      for (const id of table.rowOf.keys()) if (!tables[name].has(id)) forget(table, id)
      for (const [id, value] of tables[name]) put(table, id, value)
    }
  }

  /** The delta from the last step to `tables`; undefined when nothing differs. */
  step(tables: Tables): TablesDelta | undefined {
    const delta: { [T in TableName]?: NonNullable<TablesDelta[T]> } = {}
    for (const [name, table] of this.#tables) {
      const encoded = table.touched.size > 0 ? encodeTableDelta(settle(table, tables[name])) : undefined
      if (encoded) delta[name] = encoded
    }
    return Object.keys(delta).length > 0 ? delta : undefined
  }

  /** All rows as of the last step, in row order. The arrays are the caller's own. */
  rows(): { name: TableName; rows: LiveRow[] }[] {
    return [...this.#tables].map(([name, { values }]) => ({
      name,
      rows: [...values].map(([row, value]) => ({ row, value })),
    }))
  }
}

function settle(table: RowTable, present: ReadonlyMap<string, Value>): TableChange {
  const removed: number[] = []
  const added: LiveRow[] = []
  const changed: (LiveRow & { fields: readonly string[] })[] = []
  for (const [id, fields] of table.touched) {
    const row = table.rowOf.get(id)
    const value = present.get(id)
    if (row === undefined) {
      if (value) added.push({ row: put(table, id, value), value })
    } else if (!value) {
      removed.push(row)
      forget(table, id)
    } else {
      const before = table.values.get(row)
      table.values.set(row, value)
      const different = [...fields].filter((field) => field !== 'id' && cell(before, field) !== cell(value, field))
      if (different.length > 0) changed.push({ row, value, fields: different })
    }
  }
  table.touched.clear()
  return { removed, added, changed, size: table.values.size }
}

function put(table: RowTable, id: string, value: Value): number {
  let row = table.rowOf.get(id)
  if (row === undefined) table.rowOf.set(id, (row = table.next++))
  table.values.set(row, value)
  return row
}

function forget(table: RowTable, id: string): void {
  const row = table.rowOf.get(id)
  if (row !== undefined) table.values.delete(row)
  table.rowOf.delete(id)
}

const cell = (value: Value | undefined, field: string): unknown =>
  (value as unknown as Readonly<Record<string, unknown>> | undefined)?.[field]
