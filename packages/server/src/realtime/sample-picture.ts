import {
  type Connection,
  type Guest,
  guestId,
  type LiveTables,
  type Node,
  nodeId,
  type Storage,
  storageId,
  type TableName,
} from '@pulse/contract'
import type { LiveBackups, LiveChange, LivePicture } from './live-picture.ts'

/** 2025-08-15 09:35:40 UTC. */
export const sampleAt = 1_755_250_540_000

export const sampleConnection = (id: string, fields: Partial<Connection> = {}): Connection => ({
  id,
  name: id,
  product: 'pve',
  url: `https://${id}.example:8006`,
  state: 'connected',
  problem: null,
  version: '9.1.4',
  clusterName: null,
  quorate: null,
  seenAt: sampleAt,
  intervalMs: 10_000,
  endpoints: [],
  cost: null,
  missingPrivileges: [],
  sights: [],
  privilegesAt: null,
  oddValues: 0,
  ...fields,
})

export const sampleNode = (connectionId: string, name: string, fields: Partial<Node> = {}): Node => ({
  id: nodeId(connectionId, name),
  connectionId,
  name,
  clusterName: null,
  status: 'online',
  statusSinceAt: sampleAt,
  unreachableSinceAt: null,
  address: null,
  cpuRatio: 0.0712,
  cpuCount: 16,
  cpuModel: null,
  cpuSockets: 1,
  cpuCores: 8,
  cpuMhz: '3600.000',
  ioWaitRatio: null,
  loadAverage: [0.52, 0.41, 0.3],
  memoryUsedBytes: 21_474_836_480,
  memoryTotalBytes: 67_430_440_960,
  memoryAvailableBytes: null,
  swapUsedBytes: null,
  swapTotalBytes: null,
  rootUsedBytes: 20_172_345_344,
  rootTotalBytes: 100_861_726_720,
  rootAvailableBytes: 75_530_240_000,
  startedAt: sampleAt - 864_000_000,
  kernelVersion: 'Linux 6.8.12-1-pve',
  pveVersion: 'pve-manager/8.2.4/faa83925c9641325',
  seenAt: sampleAt,
  unknown: {},
  ...fields,
})

export const sampleGuest = (connectionId: string, vmid: number, fields: Partial<Guest> = {}): Guest => ({
  id: guestId(connectionId, vmid),
  connectionId,
  vmid,
  kind: 'qemu',
  name: `guest-${vmid}`,
  nodeId: nodeId(connectionId, 'pve1'),
  nodeName: 'pve1',
  status: 'running',
  template: false,
  tags: ['prod', 'web'],
  pool: null,
  lock: null,
  haState: null,
  cpuRatio: 0.034,
  cpuCount: 4,
  memoryUsedBytes: 3_221_225_472,
  memoryTotalBytes: 8_589_934_592,
  memorySource: 'balloon',
  memoryHostBytes: null,
  diskUsedBytes: null,
  diskTotalBytes: 34_359_738_368,
  diskSource: null,
  fileSystems: null,
  netInPerSecond: 10_240,
  netOutPerSecond: 5120,
  diskReadPerSecond: 0,
  diskWritePerSecond: 4096,
  startedAt: sampleAt - 86_400_000,
  addresses: null,
  osName: null,
  seenAt: sampleAt,
  unknown: { diskUsedBytes: 'agent-off' },
  ...fields,
})

export const sampleStorage = (
  connectionId: string,
  node: string | null,
  name: string,
  fields: Partial<Storage> = {},
): Storage => ({
  id: storageId(connectionId, node, name),
  connectionId,
  name,
  nodeName: node,
  shared: node === null,
  kind: 'dir',
  content: ['backup', 'iso', 'vztmpl'],
  enabled: true,
  active: true,
  usedBytes: 20_172_345_344,
  totalBytes: 100_861_726_720,
  availableBytes: 75_530_240_000,
  nodes: node === null ? [] : [{ nodeName: node, available: true }],
  backupServer: null,
  seenAt: sampleAt,
  unknown: {},
  ...fields,
})

/** A picture that tests change by hand; it reports changes as the inventory does. */
export class SamplePicture implements LivePicture {
  version = 1
  at: number | null = sampleAt
  readonly tables: { readonly [T in TableName]: Map<string, LiveTables[T]> } = {
    connections: new Map(),
    nodes: new Map(),
    guests: new Map(),
    storages: new Map(),
    backupServers: new Map(),
    datastores: new Map(),
  }
  backups: LiveBackups = { snapshots: [], storageBackups: [], tasks: [], guestSnapshots: [] }

  put<T extends TableName>(table: T, ...values: LiveTables[T][]): LiveChange {
    for (const value of values) this.tables[table].set(value.id, value)
    return this.#changed({ [table]: { added: values, changed: [], removed: [] } })
  }

  remove(table: TableName, ...ids: string[]): LiveChange {
    for (const id of ids) this.tables[table].delete(id)
    return this.#changed({ [table]: { added: [], changed: [], removed: ids } })
  }

  /** Replaces each guest by one with the fields that `change` gives for it. */
  changeGuests(ids: Iterable<string>, change: (guest: Guest) => Partial<Guest>): LiveChange {
    const changed: { value: Guest; fields: string[] }[] = []
    for (const id of ids) {
      const guest = this.tables.guests.get(id)
      if (!guest) continue
      const fields = change(guest)
      const value = { ...guest, ...fields }
      this.tables.guests.set(id, value)
      changed.push({ value, fields: Object.keys(fields) })
    }
    return this.#changed({ guests: { added: [], changed, removed: [] } })
  }

  #changed(tables: LiveChange['tables']): LiveChange {
    this.version++
    return { tables, backupsChanged: false }
  }
}

/** One connection `lab` with `count` guests, vmid 100 and up, on ten nodes. */
export function samplePicture(count: number): SamplePicture {
  const picture = new SamplePicture()
  const names = Array.from({ length: 10 }, (_, i) => `pve${i + 1}`)
  picture.put('connections', sampleConnection('lab'))
  picture.put('nodes', ...names.map((name) => sampleNode('lab', name)))
  picture.put('storages', ...names.map((name) => sampleStorage('lab', name, 'local')))
  const guests = Array.from({ length: count }, (_, i) => {
    const nodeName = names[i % names.length] ?? 'pve1'
    return sampleGuest('lab', 100 + i, { nodeName, nodeId: nodeId('lab', nodeName) })
  })
  picture.put('guests', ...guests)
  return picture
}
