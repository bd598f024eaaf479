import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyTableDelta, encodeTableDelta, packRows, unpackRows, type LiveTable, type TableChange } from './delta.ts'

interface Row {
  readonly id: string
  readonly name?: string | null
  readonly load?: number | null
  readonly tags?: readonly string[]
}

const empty = (): LiveTable<Row> => new Map()

describe('row lists', () => {
  it('are a first number and gaps', () => {
    expect(packRows([3, 4, 9])).toEqual([3, 1, 5])
    expect(unpackRows([3, 1, 5])).toEqual([3, 4, 9])
  })
})

describe('encoding', () => {
  it('says nothing when nothing happened', () => {
    expect(encodeTableDelta({ removed: [], added: [], changed: [], size: 4 })).toBeUndefined()
  })

  it('leaves out the row list when all rows changed, and repeats no equal value', () => {
    const changed = [0, 1].map((row) => ({
      row,
      value: { id: `g${row}`, load: row, seenAt: 5 },
      fields: ['load', 'seenAt'],
    }))
    expect(encodeTableDelta({ removed: [], added: [], changed, size: 2 })).toEqual({
      columns: { load: { values: [0, 1] }, seenAt: { value: 5 } },
    })
  })

  it('names the rows when only some changed', () => {
    const changed = [{ row: 7, value: { id: 'g7', load: 0.5 }, fields: ['load'] }]
    expect(encodeTableDelta({ removed: [], added: [], changed, size: 9 })).toEqual({
      columns: { load: { rows: [7], value: 0.5 } },
    })
  })
})

describe('applying', () => {
  it('refuses a delta that does not fit', () => {
    expect(() => applyTableDelta(empty(), { columns: { load: { rows: [1], value: 2 } } })).toThrow('no row 1')
    const table: LiveTable<Row> = new Map([[1, { id: 'a' }]])
    expect(() => applyTableDelta(table, { columns: { load: { values: [1, 2] } } })).toThrow('load')
  })

  it('changes nothing when it does not fit', () => {
    const table: LiveTable<Row> = new Map([
      [1, { id: 'a', load: 1 }],
      [2, { id: 'b', load: 2 }],
    ])
    const delta = { remove: [2], add: { rows: [3], ids: ['c'] }, columns: { load: { rows: [1, 3], values: [7, 8] } } }
    expect(() => applyTableDelta(table, delta)).toThrow('no row 4')
    expect([...table]).toEqual([
      [1, { id: 'a', load: 1 }],
      [2, { id: 'b', load: 2 }],
    ])
  })

  it('replaces row objects, so that a held one never changes', () => {
    const table = empty()
    applyTableDelta(table, { add: { rows: [0], ids: ['a'] }, columns: { load: { value: 1 } } })
    const held = table.get(0)
    applyTableDelta(table, { columns: { load: { value: 2 } } })
    expect([held, table.get(0)]).toEqual([
      { id: 'a', load: 1 },
      { id: 'a', load: 2 },
    ])
  })
})

const cell = fc.record({
  name: fc.option(fc.string()),
  load: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  tags: fc.array(fc.string(), { maxLength: 3 }),
})
const step = fc.record({
  add: fc.array(cell, { maxLength: 4 }),
  remove: fc.array(fc.nat(20), { maxLength: 3 }),
  change: fc.array(fc.tuple(fc.nat(20), cell), { maxLength: 6 }),
})

describe('round trip', () => {
  it('brings the receiver to the same picture after any series of changes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const here = new Map<number, Row>()
        const there = empty()
        let next = 0
        for (const { add, remove, change } of steps) {
          const removed = [...new Set(remove)].filter((row) => here.delete(row))
          const changed: { row: number; value: Row; fields: string[] }[] = []
          for (const [row, value] of new Map(change)) {
            const present = here.get(row)
            if (!present) continue
            const replaced = { ...present, ...value }
            here.set(row, replaced)
            changed.push({ row, value: replaced, fields: Object.keys(value) })
          }
          const added = add.map((value) => ({ row: next, value: { id: `g${next++}`, ...value } }))
          for (const { row, value } of added) here.set(row, value)
          const delta = encodeTableDelta({ removed, added, changed, size: here.size } satisfies TableChange)
          if (delta) applyTableDelta(there, JSON.parse(JSON.stringify(delta)) as never)
        }
        expect(sorted(there)).toEqual(sorted(new Map(JSON.parse(JSON.stringify([...here])) as [number, Row][])))
      }),
    )
  })
})

const sorted = (table: Map<number, Row>) => [...table].sort(([a], [b]) => a - b)
