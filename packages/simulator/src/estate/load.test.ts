import { describe, expect, test } from 'vitest'
import { type Character, createGuest, type Guest } from './guest.ts'
import { countersAt, cpuRatio, memoryRatio, rateAt, readGuest } from './load.ts'

const startedAt = Date.UTC(2026, 2, 4, 0, 0, 0)
const hourMs = 3_600_000
const guestOf = (character: Character, seed = 7): Guest =>
  createGuest({ vmid: 100, name: 'x', node: 'n', character, seed }, 1, startedAt)

const meanCpu = (guest: Guest, fromHour: number, toHour: number): number => {
  let sum = 0
  for (let step = 0; step < 120; step++)
    sum += cpuRatio(guest, startedAt + (fromHour + ((toHour - fromHour) * step) / 120) * hourMs)
  return sum / 120
}

describe('a day', () => {
  test.each([
    ['web', 12, 16, 1, 4],
    ['database', 11, 15, 0, 3],
    ['desktop', 9, 13, 21, 24],
    ['batch', 1, 3, 10, 18],
  ] as const)(
    'of a %s server is busier from %i to %i than from %i to %i',
    (character, busyFrom, busyTo, quietFrom, quietTo) => {
      const guest = guestOf(character)
      expect(meanCpu(guest, busyFrom, busyTo)).toBeGreaterThan(2 * meanCpu(guest, quietFrom, quietTo))
    },
  )

  test('of a busy guest is busy throughout', () => {
    const guest = guestOf('busy')
    for (const hour of [0, 6, 12, 18]) expect(meanCpu(guest, hour, hour + 1)).toBeGreaterThan(0.5)
  })

  test('stays within bounds', () => {
    for (let minute = 0; minute < 1440; minute += 7) {
      for (const character of ['web', 'busy', 'idle', 'batch'] as const) {
        const guest = guestOf(character, minute)
        const at = startedAt + minute * 60_000
        expect(cpuRatio(guest, at)).toBeGreaterThan(0)
        expect(cpuRatio(guest, at)).toBeLessThanOrEqual(1.02)
        expect(memoryRatio(guest, at)).toBeGreaterThan(0)
        expect(memoryRatio(guest, at)).toBeLessThan(1)
      }
    }
  })
})

describe('counters', () => {
  test('begin at zero and only grow', () => {
    const guest = guestOf('database')
    expect(countersAt(guest, startedAt)).toEqual({ netIn: 0, netOut: 0, diskRead: 0, diskWrite: 0 })
    let last = countersAt(guest, startedAt)
    for (let step = 1; step < 3000; step++) {
      const next = countersAt(guest, startedAt + step * 31_000)
      for (const flow of ['netIn', 'netOut', 'diskRead', 'diskWrite'] as const)
        expect(next[flow]).toBeGreaterThanOrEqual(last[flow])
      last = next
    }
  })

  test('are the sum of the rates', () => {
    const guest = guestOf('web')
    let sum = 0
    for (let second = 0; second < 7200; second += 10)
      sum += 10 * rateAt(guest, 'netOut', startedAt + (second + 5) * 1000)
    const counted = countersAt(guest, startedAt + 7200 * 1000).netOut
    expect(Math.abs(counted - sum) / counted).toBeLessThan(0.001)
  })

  test('are still exact after three years', () => {
    const guest = guestOf('web')
    const later = startedAt + 3 * 365 * 86_400_000
    const difference = countersAt(guest, later + 10_000).netOut - countersAt(guest, later).netOut
    expect(Math.abs(difference / 10 / rateAt(guest, 'netOut', later + 5000) - 1)).toBeLessThan(0.01)
  })
})

test('a stopped guest uses nothing', () => {
  const guest = createGuest({ vmid: 100, name: 'x', node: 'n', status: 'stopped' }, 1, startedAt)
  expect(readGuest(guest, startedAt + hourMs)).toMatchObject({
    cpu: 0,
    hostBytes: 0,
    uptimeSeconds: 0,
    counters: { netIn: 0 },
  })
})
