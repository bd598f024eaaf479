import { expect, it } from 'vitest'
import { ManualClock } from '../platform/platform.ts'
import { createLockout } from './lockout.ts'

it('remembers no more than 50,000 guessers, those of last', () => {
  const lockout = createLockout(new ManualClock(0))
  const guesser = (i: number) => ({ account: `name ${i}`, place: '192.0.2.1' })
  for (let i = 0; i < 50_001; i++) lockout.fail(guesser(i))
  expect(lockout.entries).toBe(50_000)
  expect(lockout.fail(guesser(50_000))).toBe(2)
  expect(lockout.fail(guesser(0))).toBe(1)
})
