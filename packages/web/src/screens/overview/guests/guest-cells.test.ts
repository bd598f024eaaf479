import type { Guest } from '@pulse/contract'
import { expect, test } from 'vitest'
import { gib, guest } from '../../../../test/sample.ts'
import { type Cell, guestCells, guestName, statusWord } from './guest-cells.ts'
import { guestLevel, statusMark } from './guest-state.ts'

const now = 3 * 86_400_000
const known = (cell: Cell): unknown => (cell.known ? [cell.text, cell.level] : cell.text)

test.each<[Partial<Guest>, unknown]>([
  [{ cpuRatio: 0.344 }, ['34 %', 'ok']],
  [{ cpuRatio: 0.8 }, ['80 %', 'warn']],
  [{ cpuRatio: 0.9 }, ['90 %', 'crit']],
  [{ cpuRatio: null, unknown: { cpuRatio: 'stopped' } }, 'stopped'],
  [{ cpuRatio: null, unknown: { cpuRatio: 'first-sample' } }, 'first sample'],
  [{ cpuRatio: null }, 'not known'],
])('CPU of %o', (given, expected) => expect(known(guestCells(guest(given), now).cpu)).toEqual(expected))

test('memory says where its figure comes from', () => {
  const cell = guestCells(
    guest({ memoryUsedBytes: 3 * gib, memoryTotalBytes: 4 * gib, memorySource: 'host' }),
    now,
  ).memory
  expect(cell).toMatchObject({ known: true, text: '75 %', level: 'ok' })
  expect(cell.title).toContain('3 of 4 GiB')
  expect(cell.title).toContain('as the host sees it')
})

test.each<[Partial<Guest>, string]>([
  [{ unknown: { diskUsedBytes: 'agent-off' } }, 'no agent'],
  [{ unknown: { diskUsedBytes: 'agent-not-running' } }, 'agent silent'],
  [{ unknown: { diskUsedBytes: 'no-permission:VM.GuestAgent.Audit' } }, 'no permission'],
  [{ unknown: { diskTotalBytes: 'odd-value' } }, 'odd value'],
  [{ unknown: { diskUsedBytes: 'call-failed:timeout' } }, 'call failed'],
])('a disk without a figure says why: %o', (given, text) => {
  const cell = guestCells(guest({ ...given, diskUsedBytes: null }), now).disk
  expect(cell).toMatchObject({ known: false, text })
})

test('a missing privilege is named in full', () => {
  const cell = guestCells(
    guest({ diskUsedBytes: null, unknown: { diskUsedBytes: 'no-permission:VM.Monitor' } }),
    now,
  ).disk
  expect(cell.title).toContain('VM.Monitor')
})

test('no figure is ever made of nothing', () => {
  const empty = guest({
    cpuRatio: null,
    memoryUsedBytes: null,
    diskTotalBytes: null,
    startedAt: null,
    netInPerSecond: null,
  })
  const { cpu, memory, disk, uptime, netIn } = guestCells(empty, now)
  const cells = [cpu, memory, disk, uptime, netIn]
  expect(cells.every((cell) => !cell.known && cell.text.length > 0)).toBe(true)
})

test.each<[Partial<Guest>, string, string]>([
  [{}, 'ok', 'ok'],
  [{ status: 'stopped', cpuRatio: null }, 'off', 'ok'],
  [{ status: 'paused' }, 'off', 'ok'],
  [{ status: 'io-error' }, 'crit', 'crit'],
  [{ status: 'unknown' }, 'unknown', 'warn'],
  [{ haState: 'error' }, 'ok', 'crit'],
  [{ cpuRatio: 0.85 }, 'ok', 'warn'],
  [{ memoryUsedBytes: 3.9 * gib }, 'ok', 'crit'],
  [{ memoryUsedBytes: 4.2 * gib, memorySource: 'host' }, 'ok', 'ok'],
  [{ diskUsedBytes: 28 * gib }, 'ok', 'warn'],
])('%o has the mark %s and the level %s', (given, mark, level) => {
  expect(statusMark(guest(given))).toBe(mark)
  expect(guestLevel(guest(given))).toBe(level)
})

test('names and words', () => {
  expect(guestName(guest({ name: null, vmid: 112 }))).toBe('(112)')
  expect(statusWord(guest())).toBeNull()
  expect(statusWord(guest({ status: 'stopped' }))).toBeNull()
  expect(statusWord(guest({ status: 'paused' }))).toBe('paused')
  expect(guestCells(guest({ startedAt: now - 7_200_000 }), now).uptime).toMatchObject({ text: '2 h' })
})

test('a reason is said once in a row', () => {
  const unknown = {
    cpuRatio: 'stopped',
    memoryUsedBytes: 'stopped',
    diskUsedBytes: 'agent-off',
    startedAt: 'stopped',
  } as const
  const cells = guestCells(
    guest({ cpuRatio: null, memoryUsedBytes: null, diskUsedBytes: null, startedAt: null, unknown }),
    now,
  )
  expect([cells.cpu, cells.memory, cells.disk, cells.uptime].map(({ text }) => text)).toEqual([
    'stopped',
    '–',
    'no agent',
    '–',
  ])
  expect(cells.uptime.title).toBe(cells.cpu.title)
})
