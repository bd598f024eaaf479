import { expect, test } from 'vitest'
import type { GuestBackup } from '../../estate/backup-job.ts'
import { createGuest } from '../../estate/guest.ts'
import { keptBackups, parseRetention } from './retention.ts'

const guest = createGuest({ vmid: 100, name: 'x', node: 'n' }, 1, 0)
const taken = (text: string, isProtected = false): GuestBackup => {
  const startedAt = Date.parse(`${text}Z`)
  return { guest, storage: 's', startedAt, endedAt: startedAt, sizeBytes: 1, failure: null, notes: '', isProtected }
}

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
  const names = [...keptBackups(backups, retention)].map(({ startedAt }) =>
    new Date(startedAt).toISOString().slice(5, 13).replace('T', ' '),
  )
  expect(names.toSorted((one, other) => one.localeCompare(other, 'en'))).toEqual(kept)
})

test('everything stays where nothing, or everything, is said to be kept', () => {
  expect([undefined, 'keep-all=1', 'keep-last=0'].map((text) => parseRetention(text))).toEqual([null, null, null])
})
