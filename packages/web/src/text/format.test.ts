import { expect, test } from 'vitest'
import {
  formatBytes,
  formatBytesOf,
  formatClock,
  formatCountdown,
  formatDate,
  formatInstant,
  formatLongSpan,
  formatMoment,
  formatRate,
  formatRatio,
  formatSpan,
} from './format.ts'

const GiB = 1024 ** 3

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [1536, '1.5 KiB'],
  [10 * 1024, '10 KiB'],
  [9.96 * 1024, '10 KiB'],
  [512 * 1024 ** 2, '512 MiB'],
  [1023.9 * 1024 ** 2, '1 GiB'],
  [1.8 * 1024 ** 4, '1.8 TiB'],
])('%s bytes are %s', (bytes, expected) => expect(formatBytes(bytes)).toBe(expected))

test.each([
  [39 * GiB, 64 * GiB, '39 of 64 GiB'],
  [0.5 * GiB, 4 * GiB, '0.5 of 4 GiB'],
  [900 * GiB, 1.8 * 1024 * GiB, '0.9 of 1.8 TiB'],
])('%s of %s', (used, total, expected) => expect(formatBytesOf(used, total)).toBe(expected))

test.each([
  [0, '0 B/s'],
  [0.4, '0 B/s'],
  [199_000, '199 kB/s'],
  [1_300_000, '1.3 MB/s'],
  [999_999, '1 MB/s'],
  [2_500_000_000, '2.5 GB/s'],
])('%s bytes a second are %s', (rate, expected) => expect(formatRate(rate)).toBe(expected))

test.each([
  [0, '0 %'],
  [0.344, '34 %'],
  [0.997, '99 %'],
  [1, '100 %'],
  [1.04, '104 %'],
])('ratio %s is %s', (ratio, expected) => expect(formatRatio(ratio)).toBe(expected))

test.each([
  [-5, '0 s', '0 s'],
  [6_900, '6 s', '6 s'],
  [12 * 60_000, '12 min', '12 min'],
  [3 * 3_600_000 + 20 * 60_000, '3 h', '3 h 20 min'],
  [12 * 86_400_000 + 4 * 3_600_000, '12 d', '12 d 4 h'],
])('%s ms', (ms, short, long) => {
  expect(formatSpan(ms)).toBe(short)
  expect(formatLongSpan(ms)).toBe(long)
})

test('instants lose what the reader knows already', () => {
  const now = Date.UTC(2026, 10, 22, 15, 0, 0)
  const zone = { timeZone: 'UTC' }
  expect(formatInstant(Date.UTC(2026, 10, 22, 14, 2, 10), now, zone)).toBe('14:02:10')
  expect(formatInstant(Date.UTC(2026, 10, 12, 14, 2, 10), now, zone)).toBe('12 Nov 14:02')
  expect(formatInstant(Date.UTC(2025, 10, 12, 14, 2, 10), now, zone)).toBe('12 Nov 2025')
  expect(formatDate(now, zone)).toBe('22 Nov 2026')
})

test('moments keep their seconds', () => {
  const now = Date.UTC(2026, 10, 22, 15, 0, 0)
  const zone = { timeZone: 'UTC' }
  expect(formatMoment(Date.UTC(2026, 10, 22, 14, 2, 10), now, zone)).toBe('14:02:10')
  expect(formatMoment(Date.UTC(2026, 10, 2, 14, 2, 10), now, zone)).toBe('2 Nov 14:02:10')
  expect(formatMoment(Date.UTC(2025, 10, 12, 14, 2, 10), now, zone)).toBe('12 Nov 2025 14:02:10')
})

test('the day is that of the reader', () => {
  // 23:30 UTC is 00:30 of the next day in Berlin.
  const at = Date.UTC(2026, 10, 21, 23, 30, 0)
  expect(formatInstant(at, Date.UTC(2026, 10, 22, 8, 0, 0), { timeZone: 'Europe/Berlin' })).toBe('00:30:00')
})

test.each([
  [899_001, '15:00'],
  [899_000, '14:59'],
  [7_000, '0:07'],
  [1, '0:01'],
  [-5, '0:00'],
])('%s ms are left: %s', (ms, expected) => expect(formatCountdown(ms)).toBe(expected))

test('a clock has no day', () => {
  expect(formatClock(Date.UTC(2025, 10, 12, 14, 2, 10), { timeZone: 'UTC' })).toBe('14:02:10')
})
