/** What stands in a virtual table: rows, and gaps in the place of rows that are not drawn. */
export type WindowItem = { kind: 'row'; index: number } | { kind: 'gap'; place: number; rows: number }

/**
 * @param first first row to draw
 * @param last row after the last one to draw
 * @param keep a row that is drawn wherever it is, because it has the focus; -1 for none
 * @example windowItems(100, 10, 12, 50) // gap 0 of 10, rows 10 and 11, gap 1 of 38, row 50, gap 2 of 49
 */
export function windowItems(count: number, first: number, last: number, keep: number): WindowItem[] {
  const from = Math.max(0, Math.min(first, count))
  const to = Math.max(from, Math.min(last, count))
  const indexes: number[] = []
  if (keep >= 0 && keep < from) indexes.push(keep)
  for (let index = from; index < to; index++) indexes.push(index)
  if (keep >= to && keep < count) indexes.push(keep)
  const items: WindowItem[] = []
  let next = 0
  let place = 0
  for (const index of indexes) {
    if (index > next) items.push({ kind: 'gap', place: place++, rows: index - next })
    items.push({ kind: 'row', index })
    next = index + 1
  }
  if (next < count) items.push({ kind: 'gap', place, rows: count - next })
  return items
}

export interface Viewport {
  /** How far the top of the body is above the top of the window, in pixels; negative while it is below. */
  scrolledPx: number
  heightPx: number
}

/** Rows to draw for a viewport, with some beyond both edges so that quick scrolling shows no blank. */
export function windowRange(viewport: Viewport, rowPx: number, extraRows = 8): { first: number; last: number } {
  const first = Math.floor(viewport.scrolledPx / rowPx) - extraRows
  const last = Math.ceil((viewport.scrolledPx + viewport.heightPx) / rowPx) + extraRows
  return { first: Math.max(0, first), last: Math.max(0, last) }
}
