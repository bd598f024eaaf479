import { expect, test } from 'vitest'
import { learnOffsetMs, staleForMs } from './freshness.ts'

test.each([
  [10_000, 30_000, null],
  [10_000, 30_001, 20_001],
])('with an interval of %i ms, seen at 10 s, looked at %i ms', (intervalMs, now, expected) => {
  expect(staleForMs(10_000, intervalMs, now)).toBe(expected)
})

test('the offset is that of the quickest message, and starts anew when a clock jumps', () => {
  // The server is 100 s ahead; messages take 300, 20 and 500 ms.
  let offset = learnOffsetMs(null, 200_000, 100_300)
  expect(offset).toBe(99_700)
  offset = learnOffsetMs(offset, 201_000, 101_020)
  expect(offset).toBe(99_980)
  offset = learnOffsetMs(offset, 202_000, 102_500)
  expect(offset).toBe(99_980)
  // Our own clock is set forward by a minute: the offset shrinks by a minute.
  expect(learnOffsetMs(offset, 203_000, 163_000)).toBe(40_000)
})
