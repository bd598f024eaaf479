import { describe, expect, it } from 'vitest'
import { nextRates, type Rate, type RateState } from './rates.ts'
import { startedAtOf } from './started-at.ts'

const start = 1_700_000_000_000

/** Rates after samples of (seconds since start, uptime, total). */
function ratesAfter(...samples: [seconds: number, uptime: number | undefined, total: number | undefined][]): Rate[] {
  let state: RateState | undefined
  return samples.map(([seconds, uptime, total]) => {
    state = nextRates(state, { at: start + seconds * 1000, uptime, counters: { net: total } })
    return state.rates.net ?? 'not-reported'
  })
}

describe('rates', () => {
  it.each<[string, Parameters<typeof ratesAfter>, Rate[]]>([
    [
      'bytes over the time between samples',
      [
        [0, 100, 1000],
        [10, 110, 6000],
      ],
      ['first-sample', 500],
    ],
    [
      'whole numbers',
      [
        [0, 100, 0],
        [10, 103, 1000],
      ],
      ['first-sample', 333],
    ],
    [
      'the time of the node counts, not that of the poll',
      [
        [0, 100, 0],
        [10, 120, 20_000],
      ],
      ['first-sample', 1000],
    ],
    [
      'the same sample again keeps its rate; the next one spans both polls',
      [
        [0, 100, 0],
        [10, 110, 5000],
        [20, 110, 5000],
        [30, 130, 15_000],
      ],
      ['first-sample', 500, 500, 500],
    ],
    [
      'without an uptime the polls are the clock',
      [
        [0, undefined, 0],
        [10, undefined, 2000],
      ],
      ['first-sample', 200],
    ],
    [
      'a restart',
      [
        [0, 100, 9000],
        [10, 5, 100],
        [20, 15, 300],
      ],
      ['first-sample', 'counter-reset', 20],
    ],
    [
      'a counter that falls while the guest runs on',
      [
        [0, 100, 9000],
        [10, 110, 100],
      ],
      ['first-sample', 'counter-reset'],
    ],
    [
      'a jump beyond any disk or link',
      [
        [0, 100, 0],
        [10, 110, 2 ** 60],
      ],
      ['first-sample', 'odd-value'],
    ],
    [
      'after the jump it falls back',
      [
        [0, 100, 0],
        [10, 110, 2 ** 60],
        [20, 120, 2000],
      ],
      ['first-sample', 'odd-value', 'counter-reset'],
    ],
    [
      'a counter that is missing once',
      [
        [0, 100, 0],
        [10, 110, undefined],
        [20, 120, 90],
      ],
      ['first-sample', 'not-reported', 'first-sample'],
    ],
    [
      'nothing moved',
      [
        [0, 100, 700],
        [10, 110, 700],
      ],
      ['first-sample', 0],
    ],
    [
      'a wall clock set back',
      [
        [0, undefined, 0],
        [-60, undefined, 100],
      ],
      ['first-sample', 'first-sample'],
    ],
  ])('%s', (_, samples, expected) => {
    expect(ratesAfter(...samples)).toEqual(expected)
  })
})

describe('start time', () => {
  it.each([
    ['first seen', 60, undefined, start - 60_000],
    ['jitter of an old sample', 62, { uptime: 50, startedAt: start - 70_000 }, start - 70_000],
    ['15 s still are the same start', 60, { uptime: 50, startedAt: start - 75_000 }, start - 75_000],
    ['a restart', 3, { uptime: 5000, startedAt: start - 5_000_000 }, start - 3000],
    ['an uptime that stands still is no later start', 50, { uptime: 50, startedAt: start - 900_000 }, start - 900_000],
    ['nothing known before', 60, { uptime: undefined, startedAt: null }, start - 60_000],
  ])('%s', (_, uptime, before, expected) => {
    expect(startedAtOf(uptime, start, before)).toBe(expected)
  })
})
