import type { Connection, Guest, State } from '@pulse/contract'
import { stateBackupSnapshot, stateBackupTask, stateGuestSnapshot, stateStorageBackup } from './backup-state.ts'
import { answers, healthWord, stateBackupServer, stateGuest, stateNode, stateStorage } from './full-state.ts'
import { ListText, type Pace } from './list-text.ts'
import type { LiveBackups, LivePicture, LiveStats } from './live-picture.ts'
import { Piece } from './piece.ts'
import { sortedStorages } from './state-storages.ts'
import { compare, timeText } from './state-values.ts'

/** What the state says beside the picture. */
export interface StateSurroundings {
  now: number
  version: string
  webSocketClients: number
  stats: LiveStats
}

type ListName =
  | 'nodes'
  | 'vms'
  | 'containers'
  | 'storage'
  | 'pbsBackups'
  | 'backupTasks'
  | 'storageBackups'
  | 'guestSnapshots'

/** Writes the documented state, re-using the text of all that has not changed since the last time. */
export class StateWriter {
  readonly #lists = new Map<ListName, ListText>()
  #backups: LiveBackups | undefined
  #lastBackups: ReadonlyMap<string, number> = new Map()
  #lastBackupsRevision = 0

  /** The next text must look at the backups again. */
  backupsChanged(): void {
    this.#backups = undefined
  }

  /** Gives back what is kept for the next text. */
  forget(): void {
    this.#backups = undefined
    this.#lists.clear()
  }

  /** The text in pieces. The picture is read before the first pause, so the text shows one moment. */
  async write(picture: LivePicture, around: StateSurroundings, pace: Pace): Promise<Piece[]> {
    const { at } = picture
    const rows = takeRows(picture)
    const { connections } = rows
    const backups = this.#takeBackups(picture)
    const lastBackups = this.#lastBackups
    // Texts of a list hold as long as these are the same.
    const stamp = JSON.stringify([...connections.values()].map((c) => [c.id, c.name, c.url, healthWord(c)]))
    const guestStamp = `${stamp}${this.#lastBackupsRevision}`

    const pieces: Piece[] = []
    const put = (text: string): void => void pieces.push(new Piece(text))
    const list = async <T extends object>(
      name: ListName,
      items: readonly T[],
      one: (item: T) => object,
      under: string = stamp,
    ): Promise<void> => {
      let text = this.#lists.get(name)
      if (!text) {
        // The guests of several clusters lie mixed by number, and each cluster is asked at its own time.
        text = new ListText({ keepsObjects: name === 'vms' || name === 'containers' })
        this.#lists.set(name, text)
      }
      put(`"${name}":[`)
      pieces.push(...(await text.write(items, under, one, pace)))
      put(']')
    }
    const of = (item: { connectionId: string }): Connection | undefined => connections.get(item.connectionId)
    const instance = (item: { connectionId: string }): string => of(item)?.name ?? ''
    const guest = (g: Guest) => stateGuest(g, of(g), lastBackups.get(guestKey(g.connectionId, g.vmid)) ?? null)

    put('{')
    await list('nodes', rows.nodes, (node) => stateNode(node, of(node)))
    put(',')
    await list('vms', rows.machines, guest, guestStamp)
    put(',')
    await list('containers', rows.containers, guest, guestStamp)
    put(',')
    await list('storage', rows.storages, (storage) => stateStorage(storage, of(storage)))
    put(`,"pbs":${rows.serversText},`)
    await list('pbsBackups', backups.snapshots, (snapshot) => stateBackupSnapshot(snapshot, instance(snapshot)))
    put(',"metrics":[],"pveBackups":{')
    await list('backupTasks', backups.tasks, (task) => stateBackupTask(task, instance(task)))
    put(',')
    await list('storageBackups', backups.storageBackups, (backup) => stateStorageBackup(backup, instance(backup)))
    put(',')
    await list('guestSnapshots', backups.guestSnapshots, (snapshot) => stateGuestSnapshot(snapshot, instance(snapshot)))
    put('},')
    put(JSON.stringify(ending(connections, around, at)).slice(1))
    return pieces
  }

  #takeBackups(picture: LivePicture): LiveBackups {
    if (!this.#backups) {
      // Taken out now: the lists of the picture itself move on.
      const { snapshots, storageBackups, tasks, guestSnapshots } = picture.backups
      this.#backups = { snapshots, storageBackups, tasks, guestSnapshots }
      const newest = newestBackups(storageBackups)
      if (!sameEntries(newest, this.#lastBackups)) {
        this.#lastBackups = newest
        this.#lastBackupsRevision++
      }
    }
    return this.#backups
  }
}

function takeRows({ tables }: LivePicture) {
  const connections: ReadonlyMap<string, Connection> = new Map(tables.connections)
  const guests = [...tables.guests.values()]
    .filter((guest) => !guest.template)
    .sort((a, b) => a.vmid - b.vmid || compare(a.id, b.id))
  const datastores = Map.groupBy(tables.datastores.values(), (datastore) => datastore.connectionId)
  const servers = [...connections.values()]
    .filter((connection) => connection.product === 'pbs')
    .map((c) => stateBackupServer(c, tables.backupServers.get(c.id), datastores.get(c.id) ?? []))
  return {
    connections,
    nodes: [...tables.nodes.values()].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id)),
    machines: guests.filter((guest) => guest.kind === 'qemu'),
    containers: guests.filter((guest) => guest.kind === 'lxc'),
    storages: sortedStorages(tables.storages.values(), connections),
    serversText: JSON.stringify(servers),
  }
}

type Ending = Pick<
  State,
  'performance' | 'connectionHealth' | 'stats' | 'activeAlerts' | 'recentlyResolved' | 'lastUpdate'
>

function ending(connections: ReadonlyMap<string, Connection>, around: StateSurroundings, at: number | null): Ending {
  const { stats, now } = around
  return {
    performance: {
      apiCallDuration: Object.keys(stats.callMs).length > 0 ? { ...stats.callMs } : null,
      lastPollDuration: stats.lastPollMs === null ? null : stats.lastPollMs / 1000,
      pollingStartTime: timeText(stats.startedAt),
      totalApiCalls: stats.totalCalls,
      failedApiCalls: stats.failedCalls,
    },
    connectionHealth: Object.fromEntries(
      [...connections.values()].map((c) => [c.product === 'pbs' ? `pbs-${c.name}` : c.name, answers(c)]),
    ),
    stats: {
      startTime: new Date(stats.startedAt).toISOString(),
      uptime: Math.max(0, Math.round((now - stats.startedAt) / 1000)),
      pollingCycles: stats.pollingCycles,
      webSocketClients: around.webSocketClients,
      version: around.version,
    },
    activeAlerts: [],
    recentlyResolved: [],
    lastUpdate: timeText(at),
  }
}

/** When the newest backup that a storage of its own connection holds was taken, by guest. */
function newestBackups(storageBackups: LiveBackups['storageBackups']): ReadonlyMap<string, number> {
  const newest = new Map<string, number>()
  for (const { connectionId, vmid, takenAt } of storageBackups) {
    if (vmid === null) continue
    const key = guestKey(connectionId, vmid)
    if (takenAt > (newest.get(key) ?? 0)) newest.set(key, takenAt)
  }
  return newest
}

const sameEntries = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  a.size === b.size && a.entries().every(([key, value]) => b.get(key) === value)

const guestKey = (connectionId: string, vmid: number): string => `${connectionId}~${vmid}`
