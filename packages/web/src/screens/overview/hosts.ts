import type { BackupServer, Connection, ConnectionId, Node } from '@pulse/contract'
import { messages } from '../../text/messages.ts'
import { compareText } from './guests/guest-sort.ts'
import { type Level, shareOf } from './levels.ts'

/** A node or a backup server as its card shows it. */
export interface HostCard {
  id: string
  name: string
  /** Set where another host has the same name. */
  of: string | null
  isBackupServer: boolean
  mark: Level
  /** Instead of figures, when there are none worth showing as live. */
  down: { label: string; lastSeenAt: number } | null
  /** The data is old although nobody says the host is down. */
  staleMs: number | null
  startedAt: number | null
  load: number | null
  host: Node | BackupServer
}

export interface HostSource {
  nodes: Iterable<Node>
  backupServers: Iterable<BackupServer>
  connections: ReadonlyMap<ConnectionId, Connection>
  staleMs(host: Node | BackupServer): number | null
  now: number
}

const words = messages.overview.hosts

/** By cluster, a stand-alone host by the name of its connection; backup servers after them. */
export function hostCards(source: HostSource): HostCard[] {
  const nodes = [...source.nodes].map((node) => nodeCard(node, source))
  const servers = [...source.backupServers].map((server) => serverCard(server, source))
  const cards = [...nodes.sort(byName), ...servers.sort(byName)]
  const names = Map.groupBy(cards, (card) => card.name)
  return cards.map((card) => ((names.get(card.name)?.length ?? 0) > 1 ? card : { ...card, of: null }))
}

/**
 * The cards shown at first where there are many: those in trouble, and as many others as fit, in their usual order. One
 * or two over the limit are not worth hiding.
 */
export function fewHosts(cards: readonly HostCard[], limit: number): readonly HostCard[] {
  if (cards.length <= limit + 2) return cards
  const isTroubled = ({ mark, down, staleMs }: HostCard): boolean => mark !== 'ok' || down !== null || staleMs !== null
  let room = limit - cards.filter(isTroubled).length
  return cards.filter((card) => isTroubled(card) || room-- > 0)
}

const byName = (a: HostCard, b: HostCard): number =>
  compareText(a.of ?? '', b.of ?? '') || compareText(a.name, b.name) || (a.id < b.id ? -1 : 1)

function nodeCard(node: Node, source: HostSource): HostCard {
  const connection = source.connections.get(node.connectionId)
  return {
    ...commonCard(node, source),
    of: node.clusterName ?? connection?.name ?? null,
    isBackupServer: false,
    mark: node.status === 'offline' ? 'crit' : node.status === 'unknown' || node.unreachableSinceAt ? 'warn' : 'ok',
    down: nodeDown(node, source.now),
  }
}

function nodeDown(node: Node, now: number): HostCard['down'] {
  const forMs = now - node.statusSinceAt
  switch (node.status) {
    case 'offline':
      return { label: words.downFor(forMs), lastSeenAt: node.seenAt }
    case 'unknown':
      return { label: words.silentFor(forMs), lastSeenAt: node.seenAt }
    case 'online':
      return null
  }
}

function serverCard(server: BackupServer, source: HostSource): HostCard {
  const connection = source.connections.get(server.connectionId)
  return { ...commonCard(server, source), of: connection?.name ?? null, isBackupServer: true, mark: 'ok', down: null }
}

function commonCard(host: Node | BackupServer, source: HostSource) {
  return {
    id: host.id,
    name: host.name,
    staleMs: source.staleMs(host),
    startedAt: host.startedAt,
    load: host.loadAverage?.[0] ?? null,
    host,
  }
}

export interface HostBar {
  label: string
  metric: 'cpu' | 'memory' | 'disk'
  ratio: number | null
  used: number | null
  total: number | null
  /** Field name whose reason explains a missing value. */
  field: string
}

export function hostBars(host: Node | BackupServer): HostBar[] {
  const bar = (label: string, metric: HostBar['metric'], used: number | null, total: number | null, field: string) => ({
    label,
    metric,
    ratio: shareOf(used, total),
    used,
    total,
    field,
  })
  return [
    { label: words.cpu, metric: 'cpu', ratio: host.cpuRatio, used: null, total: host.cpuCount, field: 'cpuRatio' },
    bar(words.memory, 'memory', host.memoryUsedBytes, host.memoryTotalBytes, 'memoryUsedBytes'),
    bar(words.root, 'disk', host.rootUsedBytes, host.rootTotalBytes, 'rootUsedBytes'),
  ]
}

/** The line above the cards: `cluster “attic”, quorate, 3 of 3 online · pve-office · pbs-main`. */
export function hostCaption(source: Pick<HostSource, 'nodes' | 'connections'>): string {
  const nodes = [...source.nodes]
  return [...source.connections.values()]
    .map((connection) => {
      if (connection.product === 'pbs' || connection.clusterName === null) return connection.name
      const members = nodes.filter((node) => node.connectionId === connection.id)
      const online = members.filter((node) => node.status === 'online').length
      return words.cluster(connection.clusterName, connection.quorate, online, members.length)
    })
    .join(' · ')
}
