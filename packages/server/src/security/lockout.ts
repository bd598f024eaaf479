import type { Clock } from '../platform/platform.ts'
import { addressBlock } from './address-block.ts'

/** Whose guesses count together: the named account, from one address or one browser that the owner used before. */
export interface Guesser {
  account: string
  /** An address block, or `device <id>`. */
  place: string
}

export interface Lockout {
  /** 0 for who may guess. */
  lockedForMs(guesser: Guesser): number
  /** Counts a failure; gives how many there are in a row. */
  fail(guesser: Guesser): number
  clear(guesser: Guesser): void
  /** Forgets all failures of an account or an address. */
  reset(identifier: string): void
  readonly entries: number
}

/** Documented. */
export const mostFailures = 5
export const lockMs = 15 * 60_000
/** More are forgotten, longest unused first. */
const mostEntries = 50_000

interface Entry extends Guesser {
  failures: number
  /** By the clock that never jumps. */
  lockedUntil: number
}

/**
 * Guesses in a row that failed, counted apart for each account and place: nobody can lock the owner out from elsewhere.
 */
export function createLockout(clock: Clock): Lockout {
  const entries = new Map<string, Entry>()
  const keyOf = ({ account, place }: Guesser): string => `${place}\0${account}`

  /** A lock that has ended leaves nothing behind. */
  const current = (guesser: Guesser): Entry | undefined => {
    const entry = entries.get(keyOf(guesser))
    if (!entry || entry.failures < mostFailures || entry.lockedUntil > clock.monotonicMs()) return entry
    entries.delete(keyOf(guesser))
    return undefined
  }
  return {
    lockedForMs(guesser) {
      const entry = current(guesser)
      return entry && entry.failures >= mostFailures ? entry.lockedUntil - clock.monotonicMs() : 0
    },
    fail(guesser) {
      const failures = (current(guesser)?.failures ?? 0) + 1
      const lockedUntil = failures >= mostFailures ? clock.monotonicMs() + lockMs : 0
      entries.delete(keyOf(guesser))
      entries.set(keyOf(guesser), { ...guesser, failures, lockedUntil })
      const [oldest] = entries.keys()
      if (entries.size > mostEntries && oldest !== undefined) entries.delete(oldest)
      return failures
    },
    clear: (guesser) => void entries.delete(keyOf(guesser)),
    reset(identifier) {
      const place = addressBlock(identifier)
      for (const [key, entry] of entries) {
        if (entry.account === identifier || entry.place === place) entries.delete(key)
      }
    },
    get entries() {
      return entries.size
    },
  }
}
