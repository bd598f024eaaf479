import { describe, expect, test } from 'vitest'
import {
  backupInRun,
  type BackupJob,
  isSelected,
  nextRunAt,
  parseSchedule,
  runsOf,
  scheduleText,
} from './backup-job.ts'
import { createGuest } from './guest.ts'

const at = (text: string): number => Date.parse(`${text}Z`)
const daily: BackupJob = {
  id: 'd',
  storage: 's',
  schedule: { kind: 'daily', minute: 150 },
  enabled: true,
  mode: 'snapshot',
  selection: { kind: 'all', exclude: [101] },
  keep: 3,
  comment: '',
}
const often: BackupJob = {
  ...daily,
  schedule: { kind: 'every', minutes: 30 },
  selection: { kind: 'guests', vmids: [100] },
}

describe('runs', () => {
  test('of a daily job', () => {
    expect(scheduleText(daily)).toBe('02:30')
    expect(runsOf(daily, at('2026-03-01T02:30'), at('2026-03-03T12:00'))).toEqual([
      at('2026-03-02T02:30'),
      at('2026-03-03T02:30'),
    ])
    expect(nextRunAt(daily, at('2026-03-03T02:29'))).toBe(at('2026-03-03T02:30'))
    expect(nextRunAt(daily, at('2026-03-03T02:30'))).toBe(at('2026-03-04T02:30'))
  })

  test('of a frequent job', () => {
    expect(scheduleText(often)).toBe('*/30')
    expect(runsOf(often, at('2026-03-01T02:10'), at('2026-03-01T03:30'))).toEqual([
      at('2026-03-01T02:30'),
      at('2026-03-01T03:00'),
      at('2026-03-01T03:30'),
    ])
  })
})

test.each([
  ['21:00', { kind: 'daily', minute: 1260 }],
  ['2:30', { kind: 'daily', minute: 150 }],
  ['mon..fri 21:00', { kind: 'daily', minute: 1260, days: [1, 2, 3, 4, 5] }],
  ['sat..mon 1:05', { kind: 'daily', minute: 65, days: [6, 0, 1] }],
  ['sun,wed 00:00', { kind: 'daily', minute: 0, days: [0, 3] }],
  ['*/30', { kind: 'every', minutes: 30 }],
  ['*:0/15', { kind: 'every', minutes: 15 }],
  ['hourly', { kind: 'every', minutes: 60 }],
  ['weekly', { kind: 'daily', minute: 0, days: [1] }],
  ['25:00', null],
  ['*/0', null],
  ['someday 1:00', null],
  ['', null],
])('the calendar event %s', (text, schedule) => {
  expect(parseSchedule(text)).toEqual(schedule)
})

test('a job of some days runs on those only, and never before it was made', () => {
  // 2026-03-01 is a Sunday.
  const job: BackupJob = {
    ...daily,
    schedule: { kind: 'daily', minute: 150, days: [1, 3] },
    createdAt: at('2026-03-03T00:00'),
  }
  expect(runsOf(job, at('2026-03-01T00:00'), at('2026-03-10T00:00'))).toEqual([
    at('2026-03-04T02:30'),
    at('2026-03-09T02:30'),
  ])
  expect(nextRunAt(job, at('2026-03-04T02:30'))).toBe(at('2026-03-09T02:30'))
})

test('a job takes the guests of its selection', () => {
  const guest = (vmid: number, pool: string | null) => createGuest({ vmid, name: 'x', node: 'n', pool }, 1, 0)
  expect([100, 101].map((vmid) => isSelected(daily, guest(vmid, null)))).toEqual([true, false])
  expect([100, 101].map((vmid) => isSelected(often, guest(vmid, null)))).toEqual([true, false])
  const ofPool: BackupJob = { ...daily, selection: { kind: 'pool', pool: 'home' } }
  expect(['home', 'other', null].map((pool) => isSelected(ofPool, guest(100, pool)))).toEqual([true, false, false])
})

test("a guest's place in a run does not depend on where it lies", () => {
  const guest = createGuest({ vmid: 100, name: 'x', node: 'a' }, 1, 0)
  const runAt = at('2026-03-02T02:30')
  const before = backupInRun(daily, guest, runAt)
  guest.node = 'b'
  expect(backupInRun(daily, guest, runAt)).toEqual(before)
  expect(before.startedAt).toBeGreaterThan(runAt)
  expect(before.endedAt).toBeGreaterThan(before.startedAt)
})
