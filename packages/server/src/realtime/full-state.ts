import type {
  BackupServer,
  Connection,
  Datastore,
  Guest,
  Node,
  StateBackupServer,
  StateGuest,
  StateNode,
  StateStorage,
  Storage,
} from '@pulse/contract'
import { timeText, unknownAs, uptimeSeconds, usage } from './state-values.ts'

type HealthWord = StateNode['connectionHealth']

/** In the documented state a connection is either fine, partly fine, away, or refused. */
export function healthWord(connection: Connection | undefined): HealthWord {
  if (!connection) return 'unhealthy'
  switch (connection.state) {
    case 'connected':
      return 'healthy'
    case 'degraded':
      return 'degraded'
    case 'connecting':
    case 'unreachable':
      return 'unhealthy'
    case 'unauthenticated':
    case 'untrusted':
    case 'not-proxmox':
      return 'error'
  }
}

export const answers = (connection: Connection): boolean =>
  connection.state === 'connected' || connection.state === 'degraded'

const nodeNames = {
  cpuRatio: 'cpu',
  memoryUsedBytes: 'memory',
  memoryTotalBytes: 'memory',
  rootUsedBytes: 'disk',
  rootTotalBytes: 'disk',
  rootAvailableBytes: 'disk',
  startedAt: 'uptime',
  cpuModel: 'cpuInfo',
  cpuCount: 'cpuInfo',
  cpuCores: 'cpuInfo',
  cpuSockets: 'cpuInfo',
  cpuMhz: 'cpuInfo',
}

export function stateNode(node: Node, connection: Connection | undefined): StateNode {
  return {
    id: node.id,
    name: node.name,
    instance: connection?.name ?? '',
    host: connection?.url ?? '',
    status: node.status,
    type: 'node',
    cpu: node.cpuRatio,
    memory: usage(node.memoryTotalBytes, node.memoryUsedBytes),
    disk: usage(node.rootTotalBytes, node.rootUsedBytes, node.rootAvailableBytes),
    uptime: uptimeSeconds(node.startedAt, node.seenAt),
    loadAverage: [...(node.loadAverage ?? [])],
    kernelVersion: node.kernelVersion,
    pveVersion: node.pveVersion,
    cpuInfo: {
      model: node.cpuModel,
      // Threads, as documented.
      cores: node.cpuCount ?? node.cpuCores,
      sockets: node.cpuSockets,
      mhz: node.cpuMhz,
    },
    lastSeen: timeText(node.seenAt),
    connectionHealth: healthWord(connection),
    connectionId: node.connectionId,
    clusterName: node.clusterName,
    unknown: unknownAs(node.unknown, nodeNames),
  }
}

const guestNames = {
  cpuRatio: 'cpu',
  cpuCount: 'cpus',
  memoryUsedBytes: 'memory',
  memoryTotalBytes: 'memory',
  memoryHostBytes: 'memoryHost',
  diskUsedBytes: 'disk',
  diskTotalBytes: 'disk',
  netInPerSecond: 'networkIn',
  netOutPerSecond: 'networkOut',
  diskReadPerSecond: 'diskRead',
  diskWritePerSecond: 'diskWrite',
  startedAt: 'uptime',
}

export function stateGuest(guest: Guest, connection: Connection | undefined, lastBackupAt: number | null): StateGuest {
  return {
    id: guest.id,
    vmid: guest.vmid,
    name: guest.name,
    node: guest.nodeName,
    instance: connection?.name ?? '',
    status: guest.status,
    type: guest.kind,
    cpu: guest.cpuRatio,
    cpus: guest.cpuCount,
    memory: usage(guest.memoryTotalBytes, guest.memoryUsedBytes),
    disk: usage(guest.diskTotalBytes, guest.diskUsedBytes),
    networkIn: guest.netInPerSecond,
    networkOut: guest.netOutPerSecond,
    diskRead: guest.diskReadPerSecond,
    diskWrite: guest.diskWritePerSecond,
    uptime: guest.status === 'stopped' ? 0 : uptimeSeconds(guest.startedAt, guest.seenAt),
    template: guest.template,
    lastBackup: timeText(lastBackupAt),
    tags: [...guest.tags],
    ...(guest.lock === null ? {} : { lock: guest.lock }),
    lastSeen: timeText(guest.seenAt),
    connectionId: guest.connectionId,
    memorySource: guest.memorySource,
    memoryHost: guest.memoryHostBytes,
    diskSource: guest.diskSource,
    fileSystems: guest.fileSystems && [...guest.fileSystems],
    pool: guest.pool,
    haState: guest.haState,
    addresses: guest.addresses && [...guest.addresses],
    osName: guest.osName,
    unknown: unknownAs(guest.unknown, guestNames),
  }
}

const storageNames = { usedBytes: 'used', totalBytes: 'total', availableBytes: 'free' }

export function stateStorage(storage: Storage, connection: Connection | undefined): StateStorage {
  return {
    id: storage.id,
    name: storage.name,
    node: storage.nodeName ?? 'shared',
    instance: connection?.name ?? '',
    type: storage.kind,
    status: storageStatus(storage),
    ...usage(storage.totalBytes, storage.usedBytes, storage.availableBytes),
    content: storage.content.join(','),
    shared: storage.shared,
    enabled: storage.enabled,
    active: storage.active,
    lastSeen: timeText(storage.seenAt),
    connectionId: storage.connectionId,
    nodes: storage.nodes.map(({ nodeName, available }) => ({ nodeName, available })),
    unknown: unknownAs(storage.unknown, storageNames),
  }
}

function storageStatus({ active, enabled }: Storage): string {
  if (active) return 'available'
  if (enabled === false) return 'disabled'
  return active === null ? 'unknown' : 'inactive'
}

const serverNames = {
  cpuRatio: 'cpu',
  memoryUsedBytes: 'memory',
  memoryTotalBytes: 'memoryTotal',
  startedAt: 'uptime',
}

/** A backup server appears as soon as it is connected to, with or without an answer. */
export function stateBackupServer(
  connection: Connection,
  server: BackupServer | undefined,
  datastores: readonly Datastore[],
): StateBackupServer {
  const total = server?.memoryTotalBytes ?? null
  const used = server?.memoryUsedBytes ?? null
  return {
    id: connection.id,
    name: connection.name,
    host: connection.url,
    status: answers(connection) ? 'online' : 'offline',
    version: server?.version ?? connection.version,
    cpu: server?.cpuRatio ?? null,
    memory: usage(total, used).usage,
    memoryUsed: used,
    memoryTotal: total,
    uptime: server ? uptimeSeconds(server.startedAt, server.seenAt) : null,
    datastores: !server || server.unknown['datastores'] ? null : datastores.map(stateDatastore),
    backupJobs: null,
    syncJobs: null,
    verifyJobs: null,
    pruneJobs: null,
    garbageJobs: null,
    connectionHealth: healthWord(connection),
    lastSeen: timeText(server?.seenAt ?? connection.seenAt),
    connectionId: connection.id,
    unknown: unknownAs(server?.unknown ?? {}, serverNames),
  }
}

function stateDatastore(datastore: Datastore): NonNullable<StateBackupServer['datastores']>[number] {
  return {
    id: datastore.id,
    name: datastore.name,
    ...usage(datastore.totalBytes, datastore.usedBytes, datastore.availableBytes),
    status: datastore.status,
    ...(datastore.problem === null ? {} : { error: datastore.problem }),
    namespaces: (datastore.namespaces ?? []).map(({ path, depth }) => ({
      path,
      depth,
      ...(depth > 0 ? { parent: path.slice(0, Math.max(0, path.lastIndexOf('/'))) } : {}),
    })),
  }
}
