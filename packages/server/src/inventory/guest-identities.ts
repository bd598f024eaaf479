import { type ConnectionId, type Guest, type GuestId, guestId } from '@pulse/contract'
import type { GuestFacts } from '../observation/observation.ts'

/** Which guest a vmid stands for. Kept after the guest has gone, so that it gets its id back when it returns. */
export interface GuestIdentity {
  readonly connectionId: ConnectionId
  readonly vmid: number
  /** Counts the guests that used this vmid one after the other, from 1. */
  readonly incarnation: number
  readonly kind: Guest['kind']
  readonly name: string | null
  /** When and how the guest was made, as far as its configuration says. */
  readonly creation: string | null
}

/** An identity with its id, which is looked up for every guest with every poll. */
interface Known {
  readonly id: GuestId
  readonly identity: GuestIdentity
}

/** The identities of one connection. */
export class GuestIdentities {
  readonly #connectionId: ConnectionId
  readonly #byVmid = new Map<number, Known>()

  constructor(connectionId: ConnectionId, known: readonly GuestIdentity[] = []) {
    this.#connectionId = connectionId
    for (const identity of known) this.#keep(identity)
  }

  get all(): GuestIdentity[] {
    return [...this.#byVmid.values()].map(({ identity }) => identity)
  }

  idOf(vmid: number): GuestId | undefined {
    return this.#byVmid.get(vmid)?.id
  }

  /** Decides whom the facts are about, and remembers it. `present`: the guest known under this vmid is in the picture. */
  identify(facts: GuestFacts, present: boolean): GuestId {
    const known = this.#byVmid.get(facts.vmid)
    if (!known) return this.#keep(first(this.#connectionId, facts))
    const { identity } = known
    if (isAnother(identity, facts, present)) {
      return this.#keep({ ...first(this.#connectionId, facts), incarnation: identity.incarnation + 1 })
    }
    const name = facts.name ?? identity.name
    const creation = facts.creation ?? identity.creation
    return name === identity.name && creation === identity.creation
      ? known.id
      : this.#keep({ ...identity, name, creation })
  }

  #keep(identity: GuestIdentity): GuestId {
    const id = guestId(this.#connectionId, identity.vmid, identity.incarnation)
    this.#byVmid.set(identity.vmid, { id, identity })
    return id
  }
}

const first = (connectionId: ConnectionId, facts: GuestFacts): GuestIdentity => ({
  connectionId,
  vmid: facts.vmid,
  incarnation: 1,
  kind: facts.kind,
  name: facts.name ?? null,
  creation: facts.creation ?? null,
})

/**
 * A present guest with a new name was renamed; one that was gone and returns under another name is another guest.
 * A machine cannot become a container, and nobody is made twice.
 */
function isAnother(known: GuestIdentity, facts: GuestFacts, present: boolean): boolean {
  if (facts.kind !== known.kind) return true
  if (facts.creation !== undefined && known.creation !== null && facts.creation !== known.creation) return true
  return !present && facts.name != null && known.name !== null && facts.name !== known.name
}
