import type { Reason } from '@pulse/contract'

/** Totals since the guest's start, as sampled on its node. */
export interface CounterSample {
  /** Wall clock, when we got it. */
  at: number
  /** Seconds; taken on the node together with the counters. */
  uptime: number | undefined
  counters: Readonly<Record<string, number | undefined>>
}

/** A rate, or why there is none. */
export type Rate = number | Reason

export interface RateState {
  sample: CounterSample
  rates: Readonly<Record<string, Rate>>
}

/** 100 GB/s: no disk or link of a guest is faster, so more is a counter gone wrong. */
const mostPerSecond = 1e11

/**
 * Rates between the last sample and this one. The uptime is the clock of a sample: nodes measure about every ten
 * seconds in their own rhythm, so two polls may bring the same sample (its rates stay) or two samples' worth of bytes.
 */
export function nextRates(before: RateState | undefined, sample: CounterSample): RateState {
  const seconds = before ? elapsed(before.sample, sample) : 0
  if (before && seconds === 0) return before
  const rates: Record<string, Rate> = {}
  for (const name in sample.counters) {
    const now = sample.counters[name]
    if (now === undefined) rates[name] = 'not-reported'
    else if (!before) rates[name] = 'first-sample'
    else rates[name] = seconds < 0 ? 'counter-reset' : rateOf(before.sample.counters[name], now, seconds)
  }
  return { sample, rates }
}

function rateOf(then: number | undefined, now: number, seconds: number): Rate {
  if (then === undefined) return 'first-sample'
  if (now < then) return 'counter-reset'
  const perSecond = (now - then) / seconds
  return perSecond > mostPerSecond ? 'odd-value' : Math.round(perSecond)
}

function elapsed(before: CounterSample, sample: CounterSample): number {
  if (before.uptime !== undefined && sample.uptime !== undefined) return sample.uptime - before.uptime
  return Math.max(0, sample.at - before.at) / 1000
}
