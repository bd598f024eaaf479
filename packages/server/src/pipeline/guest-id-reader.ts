import { type Connection, type Guest, type GuestId, type Node, nodeId } from '@pulse/contract'

/** Of the live picture. */
interface Tables {
  readonly connections: ReadonlyMap<string, Connection>
  readonly nodes: ReadonlyMap<string, Node>
  readonly guests: ReadonlyMap<string, Guest>
}

/**
 * Reads ids of guests as the original wrote them, `<instance>-<node>-<vmid>`, whatever node the guest is on today. Ours
 * stay as they are, and so do those of guests that are not known (yet).
 */
export function guestIdReader({ connections, nodes, guests }: Tables): (id: string) => GuestId {
  let known: ReadonlyMap<string, GuestId> | undefined
  const guestOf = (connectionId: string, vmid: number): GuestId | undefined => {
    known ??= new Map([...guests.values()].map((guest) => [`${guest.connectionId}~${guest.vmid}`, guest.id]))
    return known.get(`${connectionId}~${vmid}`)
  }
  return (id) => {
    const [, place = '', number = ''] = /^(.+)-(\d{1,10})$/s.exec(id) ?? []
    if (place === '' || guests.has(id)) return id
    // Names of connections and of nodes may have hyphens, too.
    const meant = [...connections.values()].flatMap((connection) => {
      if (!place.startsWith(`${connection.name}-`)) return []
      const guest = guestOf(connection.id, Number(number))
      if (guest === undefined) return []
      const isNode = nodes.has(nodeId(connection.id, place.slice(connection.name.length + 1)))
      return [{ guest, isNode, length: connection.name.length }]
    })
    meant.sort((a, b) => Number(b.isNode) - Number(a.isNode) || b.length - a.length)
    return meant[0]?.guest ?? id
  }
}
