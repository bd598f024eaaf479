import type { Connection, ConnectionId, Guest, Node, NodeId } from '@pulse/contract'
import { type OverviewView, type ShowFilter, showFilters } from '../../../routes.ts'
import { asksForTemplates, type GuestContext, matches, parseQuery, type Query } from './guest-query.ts'
import { compareText, sortGuests } from './guest-sort.ts'
import { guestLevel } from './guest-state.ts'

export interface GroupEntry {
  kind: 'group'
  /** Never the name: two clusters may have nodes of the same name. */
  id: NodeId
  label: string
  /** Set where another group has the same label. */
  of: string | null
  node: Node | null
  count: number
}

export type Entry = GroupEntry | { kind: 'guest'; id: string; guest: Guest }

export interface GuestView {
  query: Query
  /** Group headings and guests in the order they are shown. */
  entries: readonly Entry[]
  /** How many guests of the search each filter would show. */
  counts: Readonly<Record<ShowFilter, number>>
  /** Guests shown. */
  shown: number
  /** Guests there are, templates left out. */
  total: number
  templates: number
}

export interface GuestSource {
  guests: Iterable<Guest>
  nodes: ReadonlyMap<NodeId, Node>
  connections: ReadonlyMap<ConnectionId, Connection>
  isStale(guest: Guest): boolean
  now: number
}

const shows: { readonly [F in ShowFilter]: (guest: Guest) => boolean } = {
  all: () => true,
  vm: (guest) => guest.kind === 'qemu',
  lxc: (guest) => guest.kind === 'lxc',
  running: (guest) => guest.status === 'running',
  problems: (guest) => guestLevel(guest) !== 'ok',
}

export function viewGuests(
  source: GuestSource,
  view: Pick<OverviewView, 'search' | 'show' | 'sort' | 'group'>,
): GuestView {
  const query = parseQuery(view.search)
  const withTemplates = asksForTemplates(query)
  const counts: Record<ShowFilter, number> = { all: 0, vm: 0, lxc: 0, running: 0, problems: 0 }
  const shown: Guest[] = []
  let total = 0
  let templates = 0
  for (const guest of source.guests) {
    if (guest.template) templates++
    else total++
    if (guest.template && !withTemplates) continue
    if (query.length > 0 && !matches(query, guest, contextOf(source, guest))) continue
    for (const filter of showFilters) if (shows[filter](guest)) counts[filter]++
    if (shows[view.show](guest)) shown.push(guest)
  }
  const sorted = sortGuests(shown, view.sort)
  const entries = view.group === 'node' ? grouped(source, sorted) : sorted.map(guestEntry)
  return { query, entries, counts, shown: shown.length, total, templates }
}

const guestEntry = (guest: Guest): Entry => ({ kind: 'guest', id: guest.id, guest })

function contextOf(source: GuestSource, guest: Guest): GuestContext {
  const connection = source.connections.get(guest.connectionId)
  return {
    connectionName: connection?.name ?? '',
    clusterName: connection?.clusterName ?? null,
    stale: source.isStale(guest),
    now: source.now,
  }
}

function grouped(source: GuestSource, sorted: readonly Guest[]): Entry[] {
  const byNode = Map.groupBy(sorted, (guest) => guest.nodeId)
  const sameLabel = new Map<string, number>()
  for (const guests of byNode.values()) {
    const label = guests[0]?.nodeName ?? ''
    sameLabel.set(label, (sameLabel.get(label) ?? 0) + 1)
  }
  const groups = [...byNode].map(([id, guests]) => {
    const label = guests[0]?.nodeName ?? ''
    const connection = source.connections.get(guests[0]?.connectionId ?? '')
    const of = connection ? (connection.clusterName ?? connection.name) : null
    const heading: GroupEntry = {
      kind: 'group',
      id,
      label,
      of: (sameLabel.get(label) ?? 0) > 1 ? of : null,
      node: source.nodes.get(id) ?? null,
      count: guests.length,
    }
    return { heading, order: of ?? '', guests }
  })
  groups.sort(
    (a, b) =>
      compareText(a.order, b.order) ||
      compareText(a.heading.label, b.heading.label) ||
      (a.heading.id < b.heading.id ? -1 : 1),
  )
  return groups.flatMap(({ heading, guests }) => [heading, ...guests.map(guestEntry)])
}
