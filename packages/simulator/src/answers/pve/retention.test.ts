import { expect, test } from 'vitest'
import { keptBackups } from '../../estate/retention.ts'
import { parseRetention } from './retention.ts'

const taken = (text: string, isProtected = false) => ({ takenAt: Date.parse(`${text}Z`), protected: isProtected })

// 2026-03-01 is a Sunday: the week of the second backup begins on Monday the 2nd.
const backups = [
  taken('2026-02-27T02:00'),
  taken('2026-03-01T02:00'),
  taken('2026-03-02T02:00'),
  taken('2026-03-02T14:00'),
  taken('2026-03-03T02:00'),
  taken('2026-03-04T02:00', true),
]

test.each([
  ['keep-last=1', ['03-03 02']],
  ['keep-last=2', ['03-02 14', '03-03 02']],
  ['keep-daily=2', ['03-02 14', '03-03 02']],
  ['keep-daily=3', ['03-01 02', '03-02 14', '03-03 02']],
  ['keep-weekly=2', ['03-01 02', '03-03 02']],
  ['keep-monthly=2', ['02-27 02', '03-03 02']],
  ['keep-last=1,keep-daily=1', ['03-02 14', '03-03 02']],
  ['keep-yearly=3', ['03-03 02']],
])('%s', (text, kept) => {
  const retention = parseRetention(text)
  if (retention === null) throw new Error(text)
  const counted = [...keptBackups(backups, retention)].filter((one) => !one.protected)
  const names = counted.map(({ takenAt }) => new Date(takenAt).toISOString().slice(5, 13).replace('T', ' '))
  expect(names.toSorted((one, other) => one.localeCompare(other, 'en'))).toEqual(kept)
})

test('everything stays where nothing, or everything, is said to be kept', () => {
  expect([undefined, 'keep-all=1', 'keep-last=0'].map((text) => parseRetention(text))).toEqual([null, null, null])
})
