import { expect, test } from 'vitest'
import { windowItems, windowRange, type WindowItem } from './window-items.ts'

const row = (index: number): WindowItem => ({ kind: 'row', index })
const gap = (place: number, rows: number): WindowItem => ({ kind: 'gap', place, rows })

test.each<[string, [number, number, number, number], WindowItem[]]>([
  ['nothing', [0, 0, 40, -1], []],
  ['all in sight', [3, 0, 40, 1], [row(0), row(1), row(2)]],
  ['the middle', [10, 4, 6, -1], [gap(0, 4), row(4), row(5), gap(1, 4)]],
  ['focus above', [10, 4, 5, 0], [row(0), gap(0, 3), row(4), gap(1, 5)]],
  ['focus right above', [10, 4, 5, 3], [gap(0, 3), row(3), row(4), gap(1, 5)]],
  ['focus below', [10, 0, 1, 8], [row(0), gap(0, 7), row(8), gap(1, 1)]],
  ['scrolled beyond the end', [10, 20, 30, -1], [gap(0, 10)]],
])('%s', (_, [count, first, last, keep], expected) => {
  const items = windowItems(count, first, last, keep)
  expect(items).toEqual(expected)
  expect(items.reduce((sum, item) => sum + (item.kind === 'row' ? 1 : item.rows), 0)).toBe(count)
})

test('the range follows the viewport', () => {
  expect(windowRange({ scrolledPx: -300, heightPx: 900 }, 30, 5)).toEqual({ first: 0, last: 25 })
  expect(windowRange({ scrolledPx: 3000, heightPx: 900 }, 30, 5)).toEqual({ first: 95, last: 135 })
  expect(windowRange({ scrolledPx: -2000, heightPx: 900 }, 30, 5)).toEqual({ first: 0, last: 0 })
})
