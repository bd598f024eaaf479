import { describe, expect, it } from 'vitest'
import { ManualClock, silentLog } from '../platform/platform.ts'
import { Breakers } from './breaker.ts'
import { CallSlots, type Lane } from './call-slots.ts'
import { CostMeter } from './cost-meter.ts'
import { LaneTimer } from './lane-timer.ts'
import { OddRows } from './odd-rows.ts'
import { TokenBucket } from './token-bucket.ts'

describe('call slots', () => {
  /** Which of the lanes asked for room got it at once, or after the first was over. */
  async function running(lanes: Lane[], over: number[] = []): Promise<number[]> {
    const slots = new CallSlots()
    const began: number[] = []
    const release: (() => void)[] = []
    for (const [index, lane] of lanes.entries()) {
      void slots.take(lane).then((done) => {
        began.push(index)
        release[index] = done
      })
    }
    await Promise.resolve()
    await Promise.resolve()
    for (const index of over) release[index]?.()
    await new Promise((resolve) => setImmediate(resolve))
    return began
  }

  it.each<[string, Lane[], number[], number[]]>([
    ['four at a time', ['fast', 'fast', 'fast', 'fast', 'fast'], [], [0, 1, 2, 3]],
    ['at most two slow ones', ['slow', 'slow', 'slow', 'node', 'fast'], [], [0, 1, 3, 4]],
    ['nodes leave room for the fast lane', ['node', 'node', 'node', 'node', 'fast'], [], [0, 1, 2, 4]],
    ['slow and node calls together leave it, too', ['slow', 'slow', 'node', 'node', 'fast'], [], [0, 1, 2, 4]],
    [
      'the fast lane goes first when room comes',
      ['fast', 'fast', 'fast', 'fast', 'slow', 'fast'],
      [0],
      [0, 1, 2, 3, 5],
    ],
    ['then in order', ['slow', 'slow', 'slow', 'slow'], [0, 1], [0, 1, 2, 3]],
  ])('%s', async (_, lanes, over, expected) => {
    expect(await running(lanes, over)).toEqual(expected)
  })
})

describe('token bucket', () => {
  it('begins full, fills at its rate and never above its capacity', () => {
    const bucket = new TokenBucket(0.3, 40, 0)
    expect(bucket.available(0)).toBe(40)
    bucket.take(40)
    expect(bucket.available(3000)).toBe(0)
    expect(bucket.available(4000)).toBe(1)
    expect(bucket.available(10_000)).toBe(3)
    expect(bucket.available(3_600_000)).toBe(40)
  })
})

describe('breakers', () => {
  it('rest longer after each failure, up to a bound, and know since when', () => {
    const breakers = new Breakers<string>(10_000, 300_000)
    expect(breakers.allows('a', 0)).toBe(true)
    breakers.fail('a', 0, 1_700_000_000_000)
    expect([breakers.allows('a', 9_999), breakers.allows('a', 10_000), breakers.allows('b', 0)]).toEqual([
      false,
      true,
      true,
    ])
    // Under way together: one failure.
    breakers.fail('a', 5000, 1_700_000_005_000)
    expect(breakers.allows('a', 10_000)).toBe(true)
    breakers.fail('a', 10_000, 1_700_000_010_000)
    expect([breakers.allows('a', 29_999), breakers.allows('a', 30_000)]).toEqual([false, true])
    expect(breakers.sinceAt('a')).toBe(1_700_000_000_000)
    let now = 30_000
    for (let i = 0; i < 20; i++) breakers.fail('a', (now += 300_000), 0)
    expect([breakers.allows('a', now + 299_999), breakers.allows('a', now + 300_000)]).toEqual([false, true])
    breakers.succeed('a')
    expect([breakers.allows('a', now), breakers.sinceAt('a')]).toEqual([true, null])
  })
})

describe('cost', () => {
  it('counts the last minute', () => {
    const meter = new CostMeter()
    expect(meter.read(0)).toEqual({ requestsPerMinute: 0, bytesPerMinute: 0, slowestMs: null, slowestPath: null })
    meter.add({ atMs: 0, durationMs: 900, bytes: 10, path: '/old' })
    meter.add({ atMs: 30_000, durationMs: 12.4, bytes: 100, path: '/a' })
    meter.add({ atMs: 60_000, durationMs: 30.6, bytes: 1000, path: '/b' })
    expect(meter.read(60_000)).toEqual({
      requestsPerMinute: 2,
      bytesPerMinute: 1100,
      slowestMs: 31,
      slowestPath: '/b',
    })
  })
})

describe('lane timer', () => {
  /** Seconds at which a lane begins whose runs take so long. */
  async function starts(takes: number[], wanted: (number | undefined)[] = []): Promise<number[]> {
    const clock = new ManualClock(0)
    const began: number[] = []
    const timer = new LaneTimer(clock, silentLog, 10_000, async () => {
      const run = began.push(clock.monotonicMs() / 1000) - 1
      await new Promise<void>((resolve) => clock.after((takes[run] ?? 0) * 1000, resolve))
      return wanted[run]
    })
    timer.start()
    await clock.advance(60_000, () => new Promise((resolve) => setImmediate(resolve)))
    timer.stop()
    return began
  }

  it.each<[string, number[], (number | undefined)[], number[]]>([
    ['from start to start', [1, 3, 5, 0], [], [0, 10, 20, 30, 40, 50, 60]],
    ['stretches so that it asks half of the time at most', [8, 20], [], [0, 16, 56]],
    ['waits as long as the run wants', [0, 0], [30_000], [0, 30, 40, 50, 60]],
  ])('%s', async (_, takes, wanted, expected) => {
    expect(await starts(takes, wanted)).toEqual(expected)
  })

  it('goes on after a run that failed, and hurries when told', async () => {
    const clock = new ManualClock(0)
    const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
    const began: number[] = []
    const timer = new LaneTimer(clock, silentLog, 10_000, () => {
      began.push(clock.monotonicMs())
      return Promise.reject(new Error('no'))
    })
    timer.start()
    await clock.advance(10_000, settle)
    await clock.advance(3000, settle)
    timer.hurry()
    await clock.advance(0, settle)
    expect(began).toEqual([0, 10_000, 13_000])
    timer.stop()
    await clock.advance(60_000, settle)
    expect(began).toHaveLength(3)
  })
})

describe('a lane that gets another pace', () => {
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  /** Seconds at which a lane of ten seconds begins that gets another pace at a given second; runs take so long. */
  async function starts(change: { at: number; everyMs: number }, takesMs = 0, wantedMs?: number): Promise<number[]> {
    const clock = new ManualClock(0)
    const began: number[] = []
    const timer = new LaneTimer(clock, silentLog, 10_000, async () => {
      began.push(clock.monotonicMs() / 1000)
      await new Promise<void>((resolve) => clock.after(takesMs, resolve))
      return began.length === 1 ? wantedMs : undefined
    })
    timer.start(2000)
    await clock.advance(change.at * 1000, settle)
    timer.changePace(change.everyMs)
    await clock.advance(40_000 - change.at * 1000, settle)
    timer.stop()
    return began
  }

  it.each<[string, Parameters<typeof starts>, number[]]>([
    ['faster: from the start of the last run', [{ at: 5, everyMs: 5000 }], [2, 7, 12, 17, 22, 27, 32, 37]],
    ['faster, and late already: at once', [{ at: 11, everyMs: 5000 }], [2, 11, 16, 21, 26, 31, 36]],
    ['slower', [{ at: 5, everyMs: 20_000 }], [2, 22]],
    ['the same', [{ at: 5, everyMs: 10_000 }], [2, 12, 22, 32]],
    ['before it began', [{ at: 1, everyMs: 20_000 }], [2, 22]],
    ['in the middle of a run', [{ at: 4, everyMs: 20_000 }, 4000], [2, 22]],
    ['and still asks half of the time at most', [{ at: 9, everyMs: 2000 }, 4000], [2, 10, 18, 26, 34]],
    [
      'while it waits for longer than its interval',
      [{ at: 5, everyMs: 5000 }, 0, 30_000],
      [2, 7, 12, 17, 22, 27, 32, 37],
    ],
  ])('%s', async (_, given, expected) => {
    expect(await starts(...given)).toEqual(expected)
  })
})

describe('odd rows', () => {
  it('names fields by the place of the row after others were dropped', () => {
    const odd = new OddRows(
      ['/1/mem', '/2', '/3/id', '/5/cpu', '/5/mem', '/7/disk/0/size'].map((pointer) => ({ pointer })),
      ['id'],
    )
    const fields = [0, 1, 2, 3, 4, 5].map((index) => [...odd.of(index)])
    expect(fields).toEqual([[], ['mem'], [], ['cpu', 'mem'], [], ['disk']])
  })
})
