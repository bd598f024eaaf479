import type { BackupServer, Connection, ConnectionId, Datastore, Storage } from '@pulse/contract'
import { shareOf } from './levels.ts'

/** One store and how full it is. */
export interface CapacityRow {
  id: string
  name: string
  /** Node, cluster or backup server it belongs to. */
  where: string
  usedBytes: number
  totalBytes: number
  ratio: number
  /** Of the backup server's own reckoning. */
  fullAt: number | null
  available: boolean
}

export interface CapacitySource {
  storages: Iterable<Storage>
  datastores: Iterable<Datastore>
  connections: ReadonlyMap<ConnectionId, Connection>
  backupServers: Iterable<BackupServer>
}

/**
 * Fullest first. A storage that only stands for a datastore of a watched backup server is left out: it would show the
 * same bytes a second time.
 */
export function capacityRows(source: CapacitySource): CapacityRow[] {
  const datastores = [...source.datastores]
  const servers = new Map([...source.backupServers].map((server) => [server.id, server.name]))
  const rows: CapacityRow[] = []
  for (const storage of source.storages) {
    const connection = source.connections.get(storage.connectionId)
    const where = storage.nodeName ?? connection?.clusterName ?? connection?.name ?? ''
    if (storage.enabled === false || isWatchedDatastore(storage, datastores)) continue
    push(rows, storage, where, null, storage.active !== false)
  }
  for (const store of datastores) {
    const where = servers.get(store.connectionId) ?? source.connections.get(store.connectionId)?.name ?? ''
    push(rows, store, where, store.estimatedFullAt, store.status === 'available')
  }
  return rows.sort((a, b) => b.ratio - a.ratio || (a.id < b.id ? -1 : 1))
}

function isWatchedDatastore({ backupServer, totalBytes }: Storage, datastores: readonly Datastore[]): boolean {
  return (
    backupServer !== null &&
    datastores.some((store) => store.name === backupServer.datastore && store.totalBytes === totalBytes)
  )
}

function push(
  rows: CapacityRow[],
  store: Pick<Storage, 'id' | 'name' | 'usedBytes' | 'totalBytes'>,
  where: string,
  fullAt: number | null,
  available: boolean,
): void {
  const { id, name, usedBytes, totalBytes } = store
  const ratio = shareOf(usedBytes, totalBytes)
  if (ratio === null || usedBytes === null || totalBytes === null) return
  rows.push({ id, name, where, usedBytes, totalBytes, ratio, fullAt, available })
}
