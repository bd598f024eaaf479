import Type, { type Static } from 'typebox'

/**
 * `GET /api/state`, field names and units as documented: bytes, bytes per second, seconds, `cpu` 0 to 1, `usage` 0 to 100.
 * What is not known is `null`, with the reason under the same name in `unknown`; times that are not known are `null` too.
 * Fields beyond the documented ones may be added at any time.
 */
const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Figure = Nullable(Type.Number())
const Text = Nullable(Type.String())
const Time = Nullable(Type.String({ format: 'date-time' }))
const Unknown = Type.Record(Type.String(), Type.String())

const Usage = Type.Object({ total: Figure, used: Figure, free: Figure, usage: Figure })

const HealthWord = Type.Union([
  Type.Literal('healthy'),
  Type.Literal('degraded'),
  Type.Literal('unhealthy'),
  Type.Literal('error'),
])

export const StateNodeShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  instance: Type.String(),
  host: Type.String(),
  status: Type.String(),
  type: Type.Literal('node'),
  cpu: Figure,
  memory: Usage,
  disk: Usage,
  uptime: Figure,
  loadAverage: Type.Array(Type.Number()),
  kernelVersion: Text,
  pveVersion: Text,
  cpuInfo: Type.Object({ model: Text, cores: Figure, sockets: Figure, mhz: Text }),
  lastSeen: Time,
  connectionHealth: HealthWord,
  connectionId: Type.String(),
  clusterName: Text,
  unknown: Unknown,
})

export const StateGuestShape = Type.Object({
  id: Type.String(),
  vmid: Type.Integer(),
  name: Text,
  node: Type.String(),
  instance: Type.String(),
  status: Type.String(),
  type: Type.Union([Type.Literal('qemu'), Type.Literal('lxc')]),
  cpu: Figure,
  cpus: Figure,
  memory: Usage,
  disk: Usage,
  networkIn: Figure,
  networkOut: Figure,
  diskRead: Figure,
  diskWrite: Figure,
  uptime: Figure,
  template: Type.Boolean(),
  lastBackup: Time,
  tags: Type.Array(Type.String()),
  lock: Type.Optional(Type.String()),
  lastSeen: Time,
  connectionId: Type.String(),
  memorySource: Text,
  memoryHost: Figure,
  diskSource: Text,
  fileSystems: Nullable(
    Type.Array(Type.Object({ mountPoint: Type.String(), kind: Type.String(), usedBytes: Figure, totalBytes: Figure })),
  ),
  pool: Text,
  haState: Text,
  addresses: Nullable(Type.Array(Type.String())),
  osName: Text,
  unknown: Unknown,
})

export const StateStorageShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  node: Type.String({ description: '`shared` for shared storage.' }),
  instance: Type.String(),
  type: Type.String(),
  status: Type.String(),
  total: Figure,
  used: Figure,
  free: Figure,
  usage: Figure,
  content: Type.String(),
  shared: Type.Boolean(),
  enabled: Nullable(Type.Boolean()),
  active: Nullable(Type.Boolean()),
  lastSeen: Time,
  connectionId: Type.String(),
  nodes: Type.Array(Type.Object({ nodeName: Type.String(), available: Nullable(Type.Boolean()) })),
  unknown: Unknown,
})

export const StateBackupServerShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  host: Type.String(),
  status: Type.String(),
  version: Text,
  cpu: Figure,
  /** Percent. */
  memory: Figure,
  memoryUsed: Figure,
  memoryTotal: Figure,
  uptime: Figure,
  datastores: Nullable(
    Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        total: Figure,
        used: Figure,
        free: Figure,
        usage: Figure,
        status: Type.String(),
        error: Type.Optional(Type.String()),
        namespaces: Type.Array(
          Type.Object({ path: Type.String(), depth: Type.Integer(), parent: Type.Optional(Type.String()) }),
        ),
      }),
    ),
  ),
  backupJobs: Type.Null(),
  syncJobs: Type.Null(),
  verifyJobs: Type.Null(),
  pruneJobs: Type.Null(),
  garbageJobs: Type.Null(),
  connectionHealth: HealthWord,
  lastSeen: Time,
  connectionId: Type.String(),
  unknown: Unknown,
})

export const StateBackupSnapshotShape = Type.Object({
  id: Type.String(),
  instance: Type.String(),
  datastore: Type.String(),
  namespace: Type.String(),
  backupType: Type.String(),
  vmid: Type.String(),
  backupTime: Type.String({ format: 'date-time' }),
  size: Figure,
  protected: Type.Boolean(),
  verified: Type.Boolean(),
  comment: Type.Optional(Type.String()),
  files: Type.Array(Type.String()),
  /** `ok`, `failed`, or null where it was never verified. */
  verification: Text,
  encrypted: Type.Boolean(),
  owner: Text,
})

export const StateBackupTaskShape = Type.Object({
  id: Type.String(),
  node: Type.String(),
  type: Type.Literal('vzdump'),
  vmid: Type.Integer({ description: '0 for a run over several guests.' }),
  status: Type.String(),
  startTime: Type.String({ format: 'date-time' }),
  endTime: Time,
  instance: Type.String(),
})

export const StateStorageBackupShape = Type.Object({
  id: Type.String(),
  storage: Type.String(),
  node: Type.String(),
  type: Type.String(),
  vmid: Type.Integer(),
  time: Type.String({ format: 'date-time' }),
  ctime: Type.Integer({ description: 'Seconds since epoch.' }),
  size: Figure,
  format: Type.String(),
  notes: Type.Optional(Type.String()),
  protected: Type.Boolean(),
  volid: Type.String(),
  isPBS: Type.Boolean(),
  verified: Type.Boolean(),
  verification: Type.Optional(Type.String()),
  instance: Type.String(),
})

export const StateGuestSnapshotShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  node: Type.String(),
  type: Type.String(),
  vmid: Type.Integer(),
  time: Type.String({ format: 'date-time' }),
  description: Type.Optional(Type.String()),
  parent: Type.Optional(Type.String()),
  vmstate: Type.Boolean(),
  instance: Type.String(),
})

export const StateShape = Type.Object({
  nodes: Type.Array(StateNodeShape),
  vms: Type.Array(StateGuestShape),
  containers: Type.Array(StateGuestShape),
  storage: Type.Array(StateStorageShape),
  pbs: Type.Array(StateBackupServerShape),
  pbsBackups: Type.Array(StateBackupSnapshotShape),
  metrics: Type.Array(Type.Unknown()),
  pveBackups: Type.Object({
    backupTasks: Type.Array(StateBackupTaskShape),
    storageBackups: Type.Array(StateStorageBackupShape),
    guestSnapshots: Type.Array(StateGuestSnapshotShape),
  }),
  performance: Type.Object({
    /** Milliseconds by kind of call; null until measured. */
    apiCallDuration: Nullable(Type.Record(Type.String(), Type.Number())),
    /** Seconds. */
    lastPollDuration: Figure,
    pollingStartTime: Time,
    totalApiCalls: Type.Integer(),
    failedApiCalls: Type.Integer(),
  }),
  connectionHealth: Type.Record(Type.String(), Type.Boolean(), {
    description: 'By connection name; a backup server as `pbs-<name>`.',
  }),
  stats: Type.Object({
    startTime: Type.String({ format: 'date-time' }),
    uptime: Type.Number(),
    pollingCycles: Type.Integer(),
    webSocketClients: Type.Integer(),
    version: Type.String(),
  }),
  activeAlerts: Type.Array(Type.Unknown()),
  recentlyResolved: Type.Array(Type.Unknown()),
  lastUpdate: Time,
})

export type StateNode = Static<typeof StateNodeShape>
export type StateGuest = Static<typeof StateGuestShape>
export type StateStorage = Static<typeof StateStorageShape>
export type StateBackupServer = Static<typeof StateBackupServerShape>
export type StateBackupSnapshot = Static<typeof StateBackupSnapshotShape>
export type StateBackupTask = Static<typeof StateBackupTaskShape>
export type StateStorageBackup = Static<typeof StateStorageBackupShape>
export type StateGuestSnapshot = Static<typeof StateGuestSnapshotShape>
export type State = Static<typeof StateShape>
