import { type ConnectionId, type Guest, nodeId } from '@pulse/contract'
import type { GuestFacts, Listing } from '../observation/observation.ts'
import { blankGuest } from './blank-rows.ts'
import { GuestIdentities, type GuestIdentity } from './guest-identities.ts'
import { mergeFacts } from './merge-facts.ts'
import type { Roster } from './roster.ts'
import type { Table } from './table.ts'

/** The guests of one connection. Rows are keyed by identity, never by node or name. */
export class GuestBook {
  readonly #connectionId: ConnectionId
  readonly #table: Table<Guest>
  readonly #roster: Roster
  readonly #identities: GuestIdentities
  readonly #remove: (id: string) => void

  constructor(
    connectionId: ConnectionId,
    table: Table<Guest>,
    roster: Roster,
    identities: readonly GuestIdentity[],
    remove: (id: string) => void,
  ) {
    this.#connectionId = connectionId
    this.#table = table
    this.#roster = roster
    this.#identities = new GuestIdentities(connectionId, identities)
    this.#remove = remove
  }

  get identities(): GuestIdentity[] {
    return this.#identities.all
  }

  apply(listing: Listing<GuestFacts>, at: number): void {
    this.#roster.beginListing()
    for (const facts of this.#oncePerGuest(listing.rows)) {
      const present = this.#present(facts.vmid)
      // Details of a guest that is not in the picture: its listing decides whether there is such a guest.
      if (!present && !listing.complete && facts.stale) continue
      const id = this.#identities.identify(facts, present !== undefined)
      if (present && present.id !== id) this.#remove(present.id)
      if (!facts.stale || listing.complete) this.#roster.note(id)
      this.#put(id, facts, present, at)
    }
    if (listing.complete) for (const id of this.#roster.endCompleteListing(at)) this.#remove(id)
  }

  #put(id: string, facts: GuestFacts, before: Guest | undefined, at: number): void {
    const placed =
      facts.nodeName === undefined || facts.nodeName === before?.nodeName
        ? facts
        : { ...facts, nodeId: nodeId(this.#connectionId, facts.nodeName) }
    if (before?.id === id) {
      const { value, fields } = mergeFacts(before, placed, facts.stale ? before.seenAt : at)
      return this.#table.replace(value, fields)
    }
    // Where another guest has taken over the vmid, what was listed last is about the new one already.
    const said = { ...(before ? listed(before) : {}), ...placed }
    this.#table.add(mergeFacts(blankGuest(this.#connectionId, id, said, at), said, at).value)
    this.#roster.note(id)
  }

  /** A guest on the move may be listed on both nodes: the row with news is the better one. */
  #oncePerGuest(rows: readonly GuestFacts[]): Iterable<GuestFacts> {
    const chosen = new Map<number, GuestFacts>()
    for (const facts of rows) {
      const other = chosen.get(facts.vmid)
      if (!other || this.#isBetter(facts, other)) chosen.set(facts.vmid, facts)
    }
    return chosen.values()
  }

  #isBetter(facts: GuestFacts, other: GuestFacts): boolean {
    if (facts.stale !== other.stale) return !facts.stale
    return other.nodeName === this.#present(facts.vmid)?.nodeName
  }

  #present(vmid: number): Guest | undefined {
    const id = this.#identities.idOf(vmid)
    return id === undefined ? undefined : this.#table.rows.get(id)
  }
}

/** What listings say of a guest, as opposed to what is measured on it. */
function listed({ name, nodeId: node, nodeName, status, template, tags, pool, lock, haState }: Guest) {
  return { name, nodeId: node, nodeName, status, template, tags, pool, lock, haState }
}
