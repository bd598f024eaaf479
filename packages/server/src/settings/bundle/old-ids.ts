import { guestId, nodeId, storageId } from '@pulse/contract'

/** A Proxmox VE connection of the original, and what it is here. */
export interface CarriedConnection {
  /** Its name in the original, where ids begin with it. */
  instance: string
  id: string
  /** Names of nodes that are known to be its own. */
  nodes: readonly string[]
}

export interface OldIds {
  /** The id of a guest as it is written here; the old one where that cannot be told. */
  guest: (old: string) => string
  /** The same for a guest, a node or a storage. */
  resource: (old: string) => string
}

interface Place {
  id: string
  nodes: ReadonlySet<string>
}

interface Meaning {
  id: string
  /** The node in it is known to be one of that connection. */
  isCertain: boolean
}

/**
 * Ids of the original were `<instance>-<node>-<vmid>`, `<instance>-<node>`, `<instance>-<node>-<storage>` and
 * `shared-<storage>`. Every part may hold hyphens itself, so that an id may have several meanings: one with a node that is
 * known counts before the others, and only a single one is carried over.
 *
 * @param ids all old ids there are: those of guests tell names of nodes
 */
export function oldIds(connections: readonly CarriedConnection[], ids: readonly string[]): OldIds {
  const places = placesOf(connections)
  for (const id of ids) {
    const [claim, ...others] = claimsOf(id, places)
    const node = claim && guestParts(claim.rest)?.node
    if (claim && node !== undefined && others.length === 0) claim.place.nodes.add(node)
  }
  const single = (old: string, meaningOf: (place: Place, rest: string) => Meaning | undefined): string => {
    const meanings = claimsOf(old, places).flatMap(({ place, rest }) => meaningOf(place, rest) ?? [])
    const certain = meanings.filter(({ isCertain }) => isCertain)
    const [first, ...others] = certain.length > 0 ? certain : meanings
    return first && others.length === 0 ? first.id : old
  }
  return {
    guest: (old) => single(old, guestMeaning),
    resource: (old) => {
      const shared = /^shared-(.+)$/.exec(old)?.[1]
      if (shared === undefined || places.has('shared')) return single(old, resourceMeaning)
      const [only, ...others] = connections
      return only && others.length === 0 ? storageId(only.id, null, shared) : old
    },
  }
}

/** By instance; a name that two connections share says nothing. */
function placesOf(connections: readonly CarriedConnection[]): Map<string, { id: string; nodes: Set<string> }> {
  const byName = Map.groupBy(connections, ({ instance }) => instance)
  return new Map(
    [...byName].flatMap(([instance, [one, ...others]]) =>
      one && others.length === 0 ? [[instance, { id: one.id, nodes: new Set(one.nodes) }] as const] : [],
    ),
  )
}

/** Connections that an id may begin with. */
function claimsOf<P>(id: string, places: ReadonlyMap<string, P>): { place: P; rest: string }[] {
  const claims = []
  for (let at = id.indexOf('-'); at >= 0; at = id.indexOf('-', at + 1)) {
    const place = places.get(id.slice(0, at))
    if (place) claims.push({ place, rest: id.slice(at + 1) })
  }
  return claims
}

function guestMeaning({ id, nodes }: Place, rest: string): Meaning | undefined {
  const parts = guestParts(rest)
  return parts && { id: guestId(id, parts.vmid), isCertain: nodes.has(parts.node) }
}

function resourceMeaning(place: Place, rest: string): Meaning | undefined {
  const { id, nodes } = place
  if (nodes.has(rest)) return { id: nodeId(id, rest), isCertain: true }
  const guest = guestMeaning(place, rest)
  if (guest) return guest
  const node = [...nodes].filter((each) => rest.startsWith(`${each}-`)).toSorted((a, b) => b.length - a.length)[0]
  if (node !== undefined) return { id: storageId(id, node, rest.slice(node.length + 1)), isCertain: true }
  const isNode = isNodeName(rest) && !rest.includes('-')
  return isNode ? { id: nodeId(id, rest), isCertain: false } : undefined
}

function guestParts(rest: string): { node: string; vmid: number } | undefined {
  // Proxmox gives guests no number below 100.
  const [, node = '', digits = ''] = /^(.+)-([1-9]\d{2,8})$/.exec(rest) ?? []
  return isNodeName(node) ? { node, vmid: Number(digits) } : undefined
}

const isNodeName = (text: string): boolean => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(text)
