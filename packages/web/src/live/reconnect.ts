const firstMs = 1_000
const longestMs = 30_000

/** No message for this long, pings included (every 25 s): the peer is dead even if the socket does not know. */
export const silenceLimitMs = 50_000

/**
 * How long to wait before the next attempt: full jitter between zero and a bound that doubles from 1 s to 30 s, so that
 * a thousand browsers that lost the same server do not come back in the same moment.
 *
 * @param attempt failed attempts so far, from 1
 * @param chance evenly distributed, 0 (inclusive) to 1
 */
export function backOffMs(attempt: number, chance: number): number {
  return Math.round(chance * Math.min(longestMs, firstMs * 2 ** (attempt - 1)))
}

/** The way to the Pulse server itself, which is not the way from there to Proxmox. */
export type Link =
  | { state: 'opening' }
  | { state: 'open' }
  /** `retryAt` is our own clock; `null` while an attempt is under way. */
  | { state: 'lost'; sinceAt: number; attempt: number; retryAt: number | null }

export function linkLost(link: Link, at: number, chance: number): Link & { state: 'lost' } {
  const attempt = link.state === 'lost' ? link.attempt + 1 : 1
  const sinceAt = link.state === 'lost' ? link.sinceAt : at
  return { state: 'lost', sinceAt, attempt, retryAt: at + backOffMs(attempt, chance) }
}

export function linkRetrying(link: Link): Link {
  return link.state === 'lost' ? { ...link, retryAt: null } : { state: 'opening' }
}
