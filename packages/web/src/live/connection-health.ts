import type { Connection } from '@pulse/contract'

export interface ConnectionHealth {
  all: number
  /** Answering completely. */
  well: number
  /** How old the data of those is, the oldest of them; `null` when there is none. */
  ageMs: number | null
}

/** The line in the header: connections to Proxmox, as the Pulse server sees them. */
export function connectionHealth(connections: Iterable<Connection>, now: number): ConnectionHealth {
  let all = 0
  let well = 0
  let ageMs: number | null = null
  for (const { state, seenAt } of connections) {
    all++
    if (state !== 'connected' && state !== 'degraded') continue
    well += state === 'connected' ? 1 : 0
    if (seenAt !== null) ageMs = Math.max(ageMs ?? 0, now - seenAt)
  }
  return { all, well, ageMs }
}
