/** How long an object must have been missing before it is believed to be gone. */
const graceMs = 60_000
/** How many complete listings must have been without it. */
const witnesses = 2

interface Presence {
  /** Number of the last listing that had it. */
  listing: number
  misses: number
  missingSinceAt: number
}

/**
 * The ids of one kind that a connection has, and which of them were missing lately. An object leaves on positive
 * evidence only: two complete listings without it, and a minute.
 */
export class Roster {
  readonly #present = new Map<string, Presence>()
  #listing = 0

  get ids(): IterableIterator<string> {
    return this.#present.keys()
  }

  /** Call before the rows of a listing are noted. */
  beginListing(): void {
    this.#listing++
  }

  note(id: string): void {
    const presence = this.#present.get(id)
    if (presence) {
      presence.listing = this.#listing
      presence.misses = 0
    } else {
      this.#present.set(id, { listing: this.#listing, misses: 0, missingSinceAt: 0 })
    }
  }

  drop(id: string): void {
    this.#present.delete(id)
  }

  /** Ends a complete listing. Returns, and forgets, the ids that have gone for good. */
  endCompleteListing(at: number): string[] {
    const gone: string[] = []
    for (const [id, presence] of this.#present) {
      if (presence.listing === this.#listing) continue
      presence.misses++
      // Labels are wall-clock times: when that clock was set back, the wait begins anew.
      if (presence.misses === 1 || at < presence.missingSinceAt) presence.missingSinceAt = at
      if (presence.misses >= witnesses && at - presence.missingSinceAt >= graceMs) gone.push(id)
    }
    for (const id of gone) this.#present.delete(id)
    return gone
  }
}
