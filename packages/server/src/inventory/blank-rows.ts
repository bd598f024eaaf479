import {
  type BackupServer,
  type Connection,
  type ConnectionId,
  type Datastore,
  type Guest,
  type Node,
  type Reason,
  type Storage,
  datastoreId,
  nodeId,
  storageId,
} from '@pulse/contract'
import type { DatastoreFacts, GuestFacts, NodeFacts, StorageFacts } from '../observation/observation.ts'

/** Rows as they begin: nothing is known, and the reason is that nobody asked yet. */
const notPolled = (...fields: string[]): Readonly<Record<string, Reason>> =>
  Object.freeze(Object.fromEntries(fields.map((field) => [field, 'not-polled-yet' as const])))

export const blankConnection = (id: ConnectionId): Connection => ({
  id,
  name: id,
  product: 'pve',
  url: '',
  state: 'connecting',
  problem: null,
  version: null,
  clusterName: null,
  quorate: null,
  seenAt: null,
  intervalMs: 10_000,
  endpoints: [],
  cost: null,
  missingPrivileges: [],
  sights: [],
  privilegesAt: null,
  oddValues: 0,
})

const nodeFields = {
  cpuRatio: null,
  cpuCount: null,
  cpuModel: null,
  cpuSockets: null,
  cpuCores: null,
  cpuMhz: null,
  ioWaitRatio: null,
  loadAverage: null,
  memoryUsedBytes: null,
  memoryTotalBytes: null,
  memoryAvailableBytes: null,
  swapUsedBytes: null,
  swapTotalBytes: null,
  rootUsedBytes: null,
  rootTotalBytes: null,
  rootAvailableBytes: null,
  startedAt: null,
  kernelVersion: null,
  pveVersion: null,
} as const
const nodeUnknown = notPolled(...Object.keys(nodeFields))

export const blankNode = (connectionId: ConnectionId, facts: NodeFacts, at: number): Node => ({
  id: nodeId(connectionId, facts.name),
  connectionId,
  name: facts.name,
  clusterName: null,
  status: 'unknown',
  statusSinceAt: at,
  unreachableSinceAt: null,
  address: null,
  ...nodeFields,
  seenAt: at,
  unknown: nodeUnknown,
})

const guestMeasures = {
  cpuRatio: null,
  cpuCount: null,
  memoryUsedBytes: null,
  memoryTotalBytes: null,
  memoryHostBytes: null,
  diskUsedBytes: null,
  diskTotalBytes: null,
  fileSystems: null,
  netInPerSecond: null,
  netOutPerSecond: null,
  diskReadPerSecond: null,
  diskWritePerSecond: null,
  startedAt: null,
  addresses: null,
  osName: null,
} as const
const guestUnknown = notPolled(...Object.keys(guestMeasures))

export const blankGuest = (connectionId: ConnectionId, id: string, facts: GuestFacts, at: number): Guest => ({
  id,
  connectionId,
  vmid: facts.vmid,
  kind: facts.kind,
  name: null,
  nodeId: nodeId(connectionId, facts.nodeName ?? ''),
  nodeName: facts.nodeName ?? '',
  status: 'unknown',
  template: false,
  tags: [],
  pool: null,
  lock: null,
  haState: null,
  memorySource: null,
  diskSource: null,
  ...guestMeasures,
  seenAt: at,
  unknown: guestUnknown,
})

const storageUnknown = notPolled('enabled', 'active', 'usedBytes', 'totalBytes', 'availableBytes')

export const blankStorage = (connectionId: ConnectionId, facts: StorageFacts, at: number): Storage => ({
  id: storageId(connectionId, facts.shared ? null : facts.nodeName, facts.name),
  connectionId,
  name: facts.name,
  nodeName: facts.shared ? null : facts.nodeName,
  shared: facts.shared,
  kind: 'unknown',
  content: [],
  enabled: null,
  active: null,
  usedBytes: null,
  totalBytes: null,
  availableBytes: null,
  nodes: [],
  backupServer: null,
  seenAt: at,
  unknown: storageUnknown,
})

const serverFields = {
  version: null,
  cpuRatio: null,
  cpuCount: null,
  cpuModel: null,
  ioWaitRatio: null,
  loadAverage: null,
  memoryUsedBytes: null,
  memoryTotalBytes: null,
  swapUsedBytes: null,
  swapTotalBytes: null,
  rootUsedBytes: null,
  rootTotalBytes: null,
  startedAt: null,
  kernelVersion: null,
} as const
const serverUnknown = notPolled(...Object.keys(serverFields))

export const blankBackupServer = (connectionId: ConnectionId, at: number): BackupServer => ({
  id: connectionId,
  connectionId,
  name: connectionId,
  ...serverFields,
  seenAt: at,
  unknown: serverUnknown,
})

const datastoreFields = {
  usedBytes: null,
  totalBytes: null,
  availableBytes: null,
  namespaces: null,
  groupCount: null,
  snapshotCount: null,
} as const
const datastoreUnknown = notPolled(...Object.keys(datastoreFields))

export const blankDatastore = (connectionId: ConnectionId, facts: DatastoreFacts, at: number): Datastore => ({
  id: datastoreId(connectionId, facts.name),
  connectionId,
  name: facts.name,
  status: 'unknown',
  problem: null,
  estimatedFullAt: null,
  ...datastoreFields,
  seenAt: at,
  unknown: datastoreUnknown,
})
