import { expect, it } from 'vitest'
import { ManualClock } from '../platform/platform.ts'
import { throttle } from './throttle.ts'

it('runs at once, then no more than once in the time, and never forgets the last', async () => {
  const clock = new ManualClock(0)
  const ran: number[] = []
  const { soon, stop } = throttle(clock, 500, () => ran.push(clock.monotonicMs()))
  soon()
  soon()
  await clock.advance(100)
  soon()
  soon()
  await clock.advance(1000)
  expect(ran).toEqual([0, 500])
  soon()
  await clock.advance(0)
  soon()
  stop()
  soon()
  await clock.advance(5000)
  expect(ran).toEqual([0, 500, 1100])
})
