import { expect, it } from 'vitest'
import { ManualClock } from '../platform/platform.ts'
import { MessageRate } from './message-rate.ts'

it('takes as many at once as in a second, and then as many a second', async () => {
  const clock = new ManualClock(0)
  const rate = new MessageRate(clock, 20)
  const take = (count: number): number => Array.from({ length: count }, () => rate.take()).filter(Boolean).length
  expect(take(30)).toBe(20)
  await clock.advance(49)
  expect(take(1)).toBe(0)
  await clock.advance(1)
  expect(take(2)).toBe(1)
  await clock.advance(3_600_000)
  expect(take(30)).toBe(20)
})
