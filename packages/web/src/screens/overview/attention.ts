import type { BackupServer, Connection, ConnectionId, Datastore, Guest, Node, NodeId, Storage } from '@pulse/contract'
import { messages } from '../../text/messages.ts'
import type { RichText } from '../../text/rich.ts'
import { isBroken } from './guests/guest-state.ts'
import { limits, shareOf } from './levels.ts'

/** One thing that is wrong now, in whole sentences. */
export interface AttentionItem {
  id: string
  level: 'warn' | 'crit'
  title: RichText
  detail: string
  /** Where it can be put right, or looked at. */
  link: { url: string; label: string } | null
}

export interface AttentionSource {
  connections: Iterable<Connection>
  nodes: Iterable<Node>
  guests: readonly Guest[]
  storages: Iterable<Storage>
  backupServers: readonly BackupServer[]
  datastores: Iterable<Datastore>
  /** Server's clock. */
  now: number
}

const words = messages.overview.attention

/**
 * What is wrong, worst first and causes before effects: of a connection that is blind nothing else is said, and of a node
 * that is down neither its guests nor its storages.
 */
export function attentionItems(source: AttentionSource): AttentionItem[] {
  const connections = new Map([...source.connections].map((connection) => [connection.id, connection]))
  const blind = new Set([...connections.values()].filter(isBlind).map(({ id }) => id))
  const nodes = [...source.nodes].filter((node) => !blind.has(node.connectionId))
  const down = new Set(nodes.filter((node) => node.status !== 'online').map(({ id }) => id))
  const items = [
    ...[...connections.values()].flatMap((connection) => connectionItems(connection, source.now)),
    ...nodeItems(nodes, source),
    ...[...source.storages]
      .filter(({ connectionId }) => !blind.has(connectionId))
      .flatMap((s) => storageItems(s, nodes, connections)),
    ...[...source.datastores]
      .filter(({ connectionId }) => !blind.has(connectionId))
      .flatMap((d) => datastoreItems(d, source, connections)),
    ...[...source.guests].filter((g) => !blind.has(g.connectionId) && !down.has(g.nodeId)).flatMap(guestItems),
  ]
  return [...items.filter(({ level }) => level === 'crit'), ...items.filter(({ level }) => level === 'warn')]
}

/** Nothing can be learnt through it, so what we know of its objects is old and says nothing about now. */
const isBlind = ({ state }: Connection): boolean =>
  state === 'unreachable' || state === 'unauthenticated' || state === 'untrusted' || state === 'not-proxmox'

function connectionItems(connection: Connection, now: number): AttentionItem[] {
  const item = (title: RichText, level: 'warn' | 'crit', advice: string | null): AttentionItem[] => {
    const { problem, seenAt } = connection
    const detail = words.connectionDetail({
      since: problem?.sinceAt ?? null,
      message: problem?.message ?? null,
      lastAt: isBlind(connection) ? seenAt : null,
      now,
    })
    return [
      {
        id: connection.id,
        level,
        title,
        detail: [detail, advice].filter(Boolean).join(' · '),
        link: { url: `/settings/connections/${encodeURIComponent(connection.id)}`, label: words.toConnection },
      },
    ]
  }
  const { name, state } = connection
  switch (state) {
    case 'unreachable':
      return item(words.connectionUnreachable(name), 'crit', words.advice.unreachable)
    case 'unauthenticated':
      return item(words.connectionUnauthenticated(name), 'crit', words.advice.unauthenticated)
    case 'untrusted':
      return item(words.connectionUntrusted(name), 'crit', words.advice.untrusted)
    case 'not-proxmox':
      return item(words.connectionNotProxmox(name), 'crit', words.advice['not-proxmox'])
    case 'degraded':
      return [...quorumItems(connection), ...item(words.connectionDegraded(name), 'warn', null)]
    case 'connecting':
    case 'connected':
      return quorumItems(connection)
  }
}

function quorumItems({ id, name, clusterName, quorate }: Connection): AttentionItem[] {
  if (quorate !== false) return []
  const title = words.connectionNoQuorum(clusterName ?? name)
  return [{ id: `${id}~quorum`, level: 'crit', title, detail: words.noQuorumDetail, link: null }]
}

function nodeItems(nodes: readonly Node[], { guests, now }: AttentionSource): AttentionItem[] {
  const guestCount = new Map<NodeId, number>()
  for (const { nodeId, template } of guests) if (!template) guestCount.set(nodeId, (guestCount.get(nodeId) ?? 0) + 1)
  return nodes.flatMap((node): AttentionItem[] => {
    const count = guestCount.get(node.id) ?? 0
    const item = (level: 'warn' | 'crit', title: RichText, detail: string): AttentionItem[] => [
      { id: node.id, level, title, detail, link: null },
    ]
    switch (node.status) {
      case 'offline':
        return item('crit', words.nodeOffline(node.name), words.nodeOfflineDetail(node.statusSinceAt, count, now))
      case 'unknown':
        return item('warn', words.nodeUnknown(node.name), words.nodeUnknownDetail(node.statusSinceAt, count, now))
      case 'online': {
        const since = node.unreachableSinceAt
        return since === null
          ? hostFullItems(node)
          : item('warn', words.nodeUnreachable(node.name), words.nodeUnreachableDetail(since, now))
      }
    }
  })
}

function storageItems(
  storage: Storage,
  nodes: readonly Node[],
  connections: ReadonlyMap<ConnectionId, Connection>,
): AttentionItem[] {
  if (storage.enabled === false) return []
  const isUp = (name: string): boolean =>
    nodes.some((node) => node.connectionId === storage.connectionId && node.name === name && node.status === 'online')
  const connection = connections.get(storage.connectionId)
  const where = storage.nodeName ?? connection?.clusterName ?? connection?.name ?? ''
  if (storage.nodeName !== null && !isUp(storage.nodeName)) return []
  const missingOn = storage.nodes.filter(({ available, nodeName }) => available === false && isUp(nodeName))
  if (storage.active === false || missingOn.length > 0) {
    const on =
      storage.active === false || !storage.shared ? where : missingOn.map(({ nodeName }) => nodeName).join(', ')
    const detail = words.storageUnavailableDetail(storage.kind, storage.content)
    return [{ id: storage.id, level: 'crit', title: words.storageUnavailable(storage.name, on), detail, link: null }]
  }
  return fullItems(storage, where, null)
}

function datastoreItems(
  datastore: Datastore,
  { backupServers }: AttentionSource,
  connections: ReadonlyMap<ConnectionId, Connection>,
): AttentionItem[] {
  const server = [...backupServers].find(({ id }) => id === datastore.connectionId)
  const where = server?.name ?? connections.get(datastore.connectionId)?.name ?? ''
  const item = (level: 'warn' | 'crit', title: RichText): AttentionItem[] => [
    { id: datastore.id, level, title, detail: datastore.problem ?? '', link: null },
  ]
  switch (datastore.status) {
    case 'error':
      return item('crit', words.datastoreError(datastore.name, where))
    case 'unmounted':
      return item('crit', words.datastoreUnmounted(datastore.name, where))
    case 'maintenance':
      return item('warn', words.datastoreMaintenance(datastore.name, where))
    case 'available':
    case 'unknown':
      return fullItems(datastore, where, datastore.estimatedFullAt)
  }
}

/** Nearly full: said from the critical limit on; what lies between the limits is coloured under "Capacity". */
function fullItems(
  store: Pick<Storage, 'id' | 'name' | 'usedBytes' | 'totalBytes'>,
  where: string,
  fullAt: number | null,
): AttentionItem[] {
  const { id, name, usedBytes, totalBytes } = store
  const ratio = shareOf(usedBytes, totalBytes)
  if (ratio === null || usedBytes === null || totalBytes === null || ratio < limits.disk.crit) return []
  const detail = words.fullDetail(usedBytes, totalBytes, fullAt)
  return [{ id, level: ratio >= 0.95 ? 'crit' : 'warn', title: words.full(name, where, ratio), detail, link: null }]
}

function guestItems(guest: Guest): AttentionItem[] {
  const { id, name, vmid, nodeName, status, haState, diskUsedBytes: used, diskTotalBytes: total } = guest
  const label = name ?? String(vmid)
  const item = (title: RichText, detail: string): AttentionItem[] => [
    { id, level: 'crit', title, detail, link: { url: `/?guest=${encodeURIComponent(id)}`, label: words.toGuest } },
  ]
  const where = words.guestBrokenDetail(vmid, nodeName)
  if (isBroken(guest)) return item(words.guestBroken(label, status), where)
  if (haState === 'error') return item(words.guestHaError(label), where)
  const ratio = shareOf(used, total)
  if (ratio === null || used === null || total === null || ratio < limits.disk.crit) return []
  return item(words.guestFull(label, ratio), words.guestFullDetail(used, total, vmid, nodeName))
}

/** Of its figures only those that stay: a processor that is busy for a while is no news, a full memory or disk is. */
function hostFullItems(node: Node): AttentionItem[] {
  const items: AttentionItem[] = []
  const look = (what: 'memory' | 'root', used: number | null, total: number | null, crit: number): void => {
    const ratio = shareOf(used, total)
    if (ratio === null || used === null || total === null || ratio < crit) return
    const title = words.hostFull[what](node.name, ratio)
    items.push({
      id: `${node.id}~${what}`,
      level: 'crit',
      title,
      detail: words.fullDetail(used, total, null),
      link: null,
    })
  }
  look('memory', node.memoryUsedBytes, node.memoryTotalBytes, limits.memory.crit)
  look('root', node.rootUsedBytes, node.rootTotalBytes, limits.disk.crit)
  return items
}
