import { describe, expect, it } from 'vitest'
import { ManualClock } from '../platform/platform.ts'
import { createLimits, type Limit } from './limits.ts'
import { slidingWindow } from './sliding-window.ts'

describe('limits', () => {
  it.each<[Limit, number, number, string]>([
    ['general', 500, 60, 'Rate limit exceeded'],
    ['login', 10, 60, 'Too many requests. Please wait before trying again.'],
    ['transfer', 5, 60, 'Rate limit exceeded. Please try again later.'],
    ['test-mail', 10, 60, 'Rate limit exceeded'],
    ['update-check', 10, 3600, 'Rate limit exceeded'],
    ['register', 10, 60, 'Rate limit exceeded'],
    ['probe', 10, 60, 'Rate limit exceeded'],
    ['socket', 30, 60, 'Rate limit exceeded'],
  ])('%s: %i in %i seconds', async (limit, turns, seconds, message) => {
    const clock = new ManualClock(0)
    const takeTurn = createLimits(clock)
    for (let i = 0; i < turns; i++) expect(takeTurn(limit, '192.0.2.1')).toBeUndefined()
    const refusal = takeTurn(limit, '192.0.2.1')
    expect([refusal?.code, refusal?.message, refusal?.retryAfterSeconds]).toEqual([
      'request.throttled',
      message,
      seconds,
    ])
    expect(takeTurn(limit, '192.0.2.2')).toBeUndefined()
    await clock.advance(seconds * 1000 - 1)
    expect(takeTurn(limit, '192.0.2.1')?.retryAfterSeconds).toBe(1)
    await clock.advance(1)
    expect(takeTurn(limit, '192.0.2.1')).toBeUndefined()
  })

  it('slide: a turn is free a minute after it was taken', async () => {
    const clock = new ManualClock(0)
    const takeTurn = createLimits(clock)
    for (let i = 0; i < 5; i++) {
      takeTurn('transfer', '192.0.2.1')
      await clock.advance(10_000)
    }
    expect(takeTurn('transfer', '192.0.2.1')?.retryAfterSeconds).toBe(10)
    await clock.advance(10_000)
    expect(takeTurn('transfer', '192.0.2.1')).toBeUndefined()
    expect(takeTurn('transfer', '192.0.2.1')?.retryAfterSeconds).toBe(10)
  })

  it('count a /64 of IPv6 as one address', () => {
    const takeTurn = createLimits(new ManualClock(0))
    for (let i = 1; i <= 5; i++) expect(takeTurn('transfer', `2001:db8::${i}`)).toBeUndefined()
    expect(takeTurn('transfer', '2001:0db8:0:0:ffff::1')?.code).toBe('request.throttled')
    expect(takeTurn('transfer', '2001:db8:0:1::1')).toBeUndefined()
  })

  it('do not care when the wall clock jumps', () => {
    const clock = new ManualClock(0)
    const takeTurn = createLimits(clock)
    for (let i = 0; i < 5; i++) takeTurn('transfer', '192.0.2.1')
    clock.jump(3_600_000)
    expect(takeTurn('transfer', '192.0.2.1')?.retryAfterSeconds).toBe(60)
  })
})

describe('sliding window', () => {
  it('remembers no more than 50,000 keys, and none that nobody used for its length', async () => {
    const clock = new ManualClock(0)
    const window = slidingWindow(clock, 1, 60_000)
    for (let i = 0; i < 60_000; i++) window.take(`key ${i}`)
    expect(window.keys).toBe(50_000)
    expect(window.take('key 59999')).toBe(60_000)
    await clock.advance(60_000)
    window.take('another')
    expect(window.keys).toBe(1)
  })
})
