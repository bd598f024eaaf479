import { expect, test } from 'vitest'
import { connection } from '../../test/sample.ts'
import { connectionHealth } from './connection-health.ts'

test('the oldest data of those that answer counts', () => {
  const now = 100_000
  expect(
    connectionHealth(
      [
        connection({ seenAt: 94_000 }),
        connection({ seenAt: 99_000 }),
        connection({ state: 'degraded', seenAt: 90_000 }),
        connection({ state: 'unreachable', seenAt: 10_000 }),
        connection({ state: 'connecting', seenAt: null }),
      ],
      now,
    ),
  ).toEqual({ all: 5, well: 2, ageMs: 10_000 })
  expect(connectionHealth([], now)).toEqual({ all: 0, well: 0, ageMs: null })
})
