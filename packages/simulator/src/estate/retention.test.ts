import { expect, test } from 'vitest'
import { keptBackups, type Retention } from './retention.ts'

/** Newest first: two of the 4th (a Wednesday), one of the 3rd, of the Sunday before, of February and of last year. */
const instants = [
  '2026-03-04T20:30',
  '2026-03-04T20:10',
  '2026-03-03T20:00',
  '2026-03-01T20:00',
  '2026-02-10T20:00',
  '2025-12-24T20:00',
]
const backups = instants.map((text) => ({ takenAt: Date.parse(`${text}:00Z`), protected: false }))

test.each<[Retention, number[]]>([
  [{}, [0, 1, 2, 3, 4, 5]],
  [{ last: 0 }, [0, 1, 2, 3, 4, 5]],
  [{ last: 2 }, [0, 1]],
  [{ hourly: 2 }, [0, 2]],
  [{ daily: 3 }, [0, 2, 3]],
  // The week of the 4th begins on Monday, the 2nd; Sunday lies in the one before.
  [{ weekly: 2 }, [0, 3]],
  [{ monthly: 2 }, [0, 4]],
  [{ yearly: 5 }, [0, 5]],
  // The days that the first rule has covered are not counted again.
  [{ last: 2, daily: 1 }, [0, 1, 2]],
  [{ last: 1, monthly: 1, yearly: 1 }, [0, 4, 5]],
])('%j keeps %j', (retention, expected) => {
  const kept = keptBackups(backups, retention)
  expect(backups.flatMap((one, index) => (kept.has(one) ? [index] : []))).toEqual(expected)
})

test('protected ones stay beside those that count', () => {
  const some = backups.map((one, index) => ({ ...one, protected: index === 5 || index === 0 }))
  const kept = keptBackups(some, { last: 1 })
  expect(some.flatMap((one, index) => (kept.has(one) ? [index] : []))).toEqual([0, 1, 5])
})
