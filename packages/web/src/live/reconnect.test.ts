import { expect, test } from 'vitest'
import { backOffMs, type Link, linkLost, linkRetrying } from './reconnect.ts'

test.each([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [4, 8_000],
  [5, 16_000],
  [6, 30_000],
  [60, 30_000],
])('attempt %i waits at most %i ms', (attempt, bound) => {
  expect(backOffMs(attempt, 0)).toBe(0)
  expect(backOffMs(attempt, 0.5)).toBe(bound / 2)
  expect(backOffMs(attempt, 1)).toBe(bound)
})

test('the link remembers since when it is lost, however often it tries', () => {
  const first = linkLost({ state: 'open' }, 1_000, 1)
  expect(first).toEqual({ state: 'lost', sinceAt: 1_000, attempt: 1, retryAt: 2_000 })
  const trying: Link = linkRetrying(first)
  expect(trying).toEqual({ state: 'lost', sinceAt: 1_000, attempt: 1, retryAt: null })
  expect(linkLost(trying, 2_500, 1)).toEqual({ state: 'lost', sinceAt: 1_000, attempt: 2, retryAt: 4_500 })
})
