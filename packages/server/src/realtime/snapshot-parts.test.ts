import { applyTableDelta, type Guest, type LiveTable, type TablesDelta } from '@pulse/contract'
import { describe, expect, it } from 'vitest'
import { sampleGuest } from './sample-picture.ts'
import { snapshotParts } from './snapshot-parts.ts'

const rows = Array.from({ length: 1000 }, (_, row) => ({ row, value: sampleGuest('lab', 100 + row) }))

describe('parts of a snapshot', () => {
  it('are none for an empty picture', () => {
    expect([...snapshotParts([{ name: 'guests', rows: [] }])]).toEqual([])
  })

  it.each([256 * 1024, 20_000, 5000])('hold at most %i bytes and make the whole table', (mostBytes) => {
    const parts = [...snapshotParts([{ name: 'guests', rows }], mostBytes)]
    expect(parts.every((part) => Buffer.byteLength(part) <= mostBytes)).toBe(true)
    const table: LiveTable<Guest> = new Map()
    for (const part of parts) {
      const { guests } = JSON.parse(part) as TablesDelta
      if (guests) applyTableDelta(table, guests)
    }
    expect([...table]).toEqual(rows.map(({ row, value }) => [row, value]))
  })

  it('send a single row that is longer than the limit', () => {
    const long = { row: 0, value: sampleGuest('lab', 100, { name: 'é'.repeat(3000) }) }
    expect([...snapshotParts([{ name: 'guests', rows: [long] }], 5000)]).toHaveLength(1)
  })
})
