import { Page } from './answer.ts'
import { numberOf, type Parameters } from './parameters.ts'

/** The rows that `start` and `limit` ask for: 50 if nothing is said, all with a limit of 0. */
export function paged<Row>(
  rows: readonly Row[],
  parameters: Parameters,
  shown: (row: Row, index: number) => unknown = (row) => row,
): Page {
  const start = numberOf(parameters, 'start') ?? 0
  const limit = numberOf(parameters, 'limit') ?? 50
  const asked = rows.slice(start, limit === 0 ? undefined : start + limit)
  return new Page(
    asked.map((row, index) => shown(row, start + index)),
    rows.length,
  )
}
