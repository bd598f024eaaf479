import type { Product } from '@pulse/contract'
import type { Clock } from '../platform/platform.ts'
import { digestOf, randomSetupCode } from './io/secrets.ts'

/** What a setup code was made for: it lets nothing else in. */
export interface SetupPurpose {
  product: Product
  /** `https://host:port`; undefined where the script is to find out by itself. */
  host: string | undefined
}

/** Codes that setup commands carry. They are good for one registration, for a short time, and die with the process. */
export interface SetupCodes {
  /** `expiresAt` is ms since epoch. */
  make(purpose: SetupPurpose): { code: string; expiresAt: number }
  /** What a living code is for. It is not used up by that. */
  find(code: string): SetupPurpose | undefined
  /** Uses it up; gives the way to undo that, or undefined if it was not there (any more). */
  take(code: string): (() => void) | undefined
}

const validMs = 10 * 60_000
const mostCodes = 100

export function createSetupCodes(clock: Clock): SetupCodes {
  /** By digest, the oldest first. */
  const codes = new Map<string, SetupPurpose & { untilMs: number }>()

  const alive = (digest: string) => {
    const found = codes.get(digest)
    return found && found.untilMs > clock.monotonicMs() ? found : undefined
  }

  return {
    make(purpose) {
      const code = randomSetupCode()
      codes.set(digestOf(code), { ...purpose, untilMs: clock.monotonicMs() + validMs })
      for (const digest of codes.keys()) if (!alive(digest) || codes.size > mostCodes) codes.delete(digest)
      return { code, expiresAt: clock.now() + validMs }
    },
    find(code) {
      const found = alive(digestOf(code))
      return found && { product: found.product, host: found.host }
    },
    take(code) {
      const digest = digestOf(code)
      const found = alive(digest)
      if (!found) return undefined
      codes.delete(digest)
      return () => void codes.set(digest, found)
    },
  }
}

/** Does a code of this purpose let this host in? A script that is only fetched may leave the host to the code. */
export function suits(purpose: SetupPurpose, product: Product, host: string | undefined): boolean {
  return purpose.product === product && (purpose.host === undefined || host === undefined || purpose.host === host)
}
