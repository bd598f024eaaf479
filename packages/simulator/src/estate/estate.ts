import type { Clock } from '../clock.ts'
import type { BackupServer } from './backup-server.ts'
import { hash } from './chance.ts'
import {
  type Agent,
  createGuest,
  type Guest,
  type GuestDisk,
  type GuestPlan,
  type GuestStatus,
  isUp,
  type SavedState,
  type Snapshot,
} from './guest.ts'
import { countersAt, diskRatio } from './load.ts'
import { lastBroadcastAt, type Node } from './node.ts'
import { findStorage, type Site } from './site.ts'
import { countBytes, isThin } from './storage.ts'
import type { TaskFailure } from './task-book.ts'

export type { Agent, Guest, GuestPlan, GuestStatus } from './guest.ts'
export type { Site } from './site.ts'
export type { TaskFailure } from './task-book.ts'
export type { BackupServer } from './backup-server.ts'
export type { Node } from './node.ts'

/** How busy a guest or a node is told to be. */
export interface Load {
  /** Shares from 0 to 1; what is left out follows its own curve again. */
  readonly cpu?: number
  readonly memory?: number
  readonly disk?: number
}

/** What only the ports can do. */
export interface Doors {
  /** Called whenever a host was switched off or on. */
  powerChanged(): void
  changeCertificate(endpoint: string): Promise<string>
}

/**
 * The whole simulated world and the things that can happen to it. Sites (clusters and hosts on their own),
 * nodes, guests, storages and backup servers are named as they are in the scenario; a wrong name is an error.
 */
export class Estate {
  readonly clock: Clock
  readonly sites: ReadonlyMap<string, Site>
  readonly backupServers: ReadonlyMap<string, BackupServer>
  #doors: Doors = { powerChanged: () => {}, changeCertificate: () => Promise.reject(new Error('No endpoints')) }

  constructor(clock: Clock, sites: readonly Site[], backupServers: readonly BackupServer[]) {
    this.clock = clock
    this.sites = new Map(sites.map((site) => [site.name, site]))
    this.backupServers = new Map(backupServers.map((server) => [server.name, server]))
  }

  /** Ties the estate to the ports that stand for its hosts. */
  openDoors(doors: Doors): void {
    this.#doors = doors
  }

  /** Gives an endpoint a new certificate and ends its connections; resolves to the new fingerprint. */
  changeCertificate(endpoint: string): Promise<string> {
    return this.#doors.changeCertificate(endpoint)
  }

  site(name: string): Site {
    return known(this.sites.get(name), `site '${name}'`)
  }

  node(site: string, name: string): Node {
    return known(this.site(site).nodes.get(name), `node '${name}' of ${site}`)
  }

  guest(site: string, vmid: number): Guest {
    return known(this.site(site).guests.get(vmid), `guest ${vmid} of ${site}`)
  }

  backupServer(name: string): BackupServer {
    return known(this.backupServers.get(name), `backup server '${name}'`)
  }

  /** Moves a guest. Like the real thing it starts a new process: uptime and counters begin anew. */
  migrate(siteName: string, vmid: number, to: string): void {
    const site = this.site(siteName)
    const guest = this.guest(siteName, vmid)
    const target = this.node(siteName, to)
    for (const disk of guest.disks) this.#countDisk(site, guest, disk, -1)
    this.#change(site, guest, () => {
      site.nodes.get(guest.node)?.guests.delete(vmid)
      guest.node = to
      target.guests.set(vmid, guest)
      if (isUp(guest)) this.#restart(guest)
    })
    for (const disk of guest.disks) this.#countDisk(site, guest, disk, 1)
  }

  rename(site: string, vmid: number, name: string): void {
    this.update(site, vmid, { name })
  }

  /** Any property that a person could change in the web interface. */
  update(
    siteName: string,
    vmid: number,
    patch: Partial<
      Pick<
        Guest,
        | 'name'
        | 'tags'
        | 'pool'
        | 'lock'
        | 'description'
        | 'cores'
        | 'memoryBytes'
        | 'onboot'
        | 'character'
        | 'backupFailure'
        | 'snapshots'
        | 'balloonDriver'
        | 'template'
        | 'agent'
        | 'os'
        | 'config'
        | 'standsOn'
      >
    >,
  ): void {
    const guest = this.guest(siteName, vmid)
    this.#change(this.site(siteName), guest, () => Object.assign(guest, patch))
  }

  remove(siteName: string, vmid: number): void {
    const site = this.site(siteName)
    const guest = this.guest(siteName, vmid)
    site.guests.delete(vmid)
    site.nodes.get(guest.node)?.guests.delete(vmid)
    site.departed.push(guest)
    guest.removedAt = this.clock.now()
    for (const disk of guest.disks) this.#countDisk(site, guest, disk, -1)
    site.revision++
  }

  /** A new guest; giving it the vmid of a removed one makes another guest under an old number. */
  create(siteName: string, plan: GuestPlan): Guest {
    const site = this.site(siteName)
    if (site.guests.has(plan.vmid)) throw new Error(`guest ${plan.vmid} of ${siteName} exists already`)
    const target = this.node(siteName, plan.node)
    const now = this.clock.now()
    const seed = plan.seed ?? hash(site.seed, 'created', plan.vmid, Math.floor(now / 1000))
    const guest = createGuest({ ...plan, seed }, site.seed, now)
    site.guests.set(guest.vmid, guest)
    target.guests.set(guest.vmid, guest)
    for (const disk of guest.disks) this.#countDisk(site, guest, disk, 1)
    site.revision++
    return guest
  }

  /** Replaces a guest's disks; what its storages have in use follows. */
  setDisks(siteName: string, vmid: number, disks: readonly GuestDisk[]): void {
    const site = this.site(siteName)
    const guest = this.guest(siteName, vmid)
    for (const disk of guest.disks) this.#countDisk(site, guest, disk, -1)
    for (const disk of disks) this.#countDisk(site, guest, disk, 1)
    this.#change(site, guest, () => {
      guest.disks = disks
    })
  }

  /** Brings back what a snapshot has kept; one without memory leaves the guest stopped. */
  rollBack(siteName: string, vmid: number, snapshot: Snapshot): void {
    if (snapshot.saved !== undefined) {
      // The description is the one thing that a rollback leaves as it is.
      const { disks, config, description: _, ...rest } = snapshot.saved
      this.setDisks(siteName, vmid, disks)
      this.update(siteName, vmid, { ...rest, config: new Map(config) })
    }
    this.update(siteName, vmid, { standsOn: snapshot.name })
    this.setStatus(siteName, vmid, 'stopped')
    if (snapshot.withMemory) this.setStatus(siteName, vmid, 'running')
  }

  /**
   * From now on tasks of the site or backup server that match end with that text instead; the function returned ends
   * this.
   */
  failTasks(name: string, failure: TaskFailure): () => void {
    return (this.sites.get(name) ?? this.backupServer(name)).tasks.fail(failure)
  }

  setStatus(siteName: string, vmid: number, status: GuestStatus): void {
    const guest = this.guest(siteName, vmid)
    if (guest.status === status) return
    const now = this.clock.now()
    this.#change(this.site(siteName), guest, () => {
      if (!isUp(guest)) this.#restart(guest)
      if (guest.frozenAt !== null) {
        guest.carried = countersAt(guest, now)
        guest.countedFrom = now
        guest.frozenAt = null
      }
      guest.status = status
      if (status !== 'running' && isUp(guest)) guest.frozenAt = now
    })
  }

  /** Stops and starts: uptime and counters begin anew, the status stays. */
  restart(site: string, vmid: number): void {
    const guest = this.guest(site, vmid)
    this.#change(this.site(site), guest, () => this.#restart(guest))
  }

  /** Replaces a guest's curves by fixed shares; null gives it back its own. */
  setLoad(site: string, vmid: number, load: Load | null): void {
    this.guest(site, vmid).load = { ...load }
    this.site(site).revision++
  }

  setNodeLoad(site: string, node: string, load: Load | null): void {
    this.node(site, node).load = { ...load }
    this.site(site).revision++
  }

  setAgent(site: string, vmid: number, agent: Agent): void {
    this.guest(site, vmid).agent = agent
    this.site(site).revision++
  }

  /** Power off or on. A node that comes back has booted, and its guests with it. */
  setNodeOnline(siteName: string, name: string, online: boolean): void {
    const site = this.site(siteName)
    const node = this.node(siteName, name)
    if (node.online === online) return
    node.online = online
    const now = this.clock.now()
    if (online) {
      this.#speakAgain(node, now)
      node.bootedAt = now
      for (const guest of node.guests.values()) {
        if (!isUp(guest)) continue
        if (guest.onboot) this.#restart(guest)
        else guest.status = 'stopped'
      }
    } else {
      this.#fallSilent(node, now)
    }
    site.revision++
    this.#doors.powerChanged()
  }

  setQuorum(siteName: string, quorate: boolean): void {
    const site = this.site(siteName)
    if (site.quorate === quorate) return
    site.quorate = quorate
    site.quorumLostAt = this.clock.now()
    site.revision++
  }

  /** A storage whose calls all block, and with it the status daemon of every node that has it. */
  hangStorage(siteName: string, storage: string, hung: boolean): void {
    this.#setStorage(siteName, storage, hung ? 'hung' : 'ok')
  }

  /** A storage whose server is gone and is known to be gone: listed as inactive, content fails. */
  setStorageOnline(siteName: string, storage: string, online: boolean): void {
    this.#setStorage(siteName, storage, online ? 'ok' : 'offline')
  }

  /** Sets how full a storage is (0 to 1), or gives it back its own curve. */
  fillStorage(siteName: string, storage: string, ratio: number | null): void {
    known(findStorage(this.site(siteName), storage), `storage '${storage}' of ${siteName}`).filledTo = ratio
    this.site(siteName).revision++
  }

  fillDatastore(server: string, store: string, ratio: number | null): void {
    this.#datastore(server, store).filledTo = ratio
  }

  /** `offline,message=disk swap tonight`, `read-only`, or null to end it. */
  putMaintenance(server: string, store: string, maintenance: string | null): void {
    this.#datastore(server, store).maintenance = maintenance
  }

  setBackupServerOnline(server: string, online: boolean): void {
    this.backupServer(server).online = online
    this.#doors.powerChanged()
  }

  /** Accepts connections and answers nothing. */
  hangBackupServer(server: string, hung: boolean): void {
    this.backupServer(server).hung = hung
  }

  setNodeMaintenance(site: string, node: string, maintenance: boolean): void {
    this.node(site, node).maintenance = maintenance
    this.site(site).revision++
  }

  /** From now on every API token of that product is past its date. */
  expireToken(product: 'pve' | 'pbs'): void {
    const holders = product === 'pve' ? [...this.sites.values()] : [...this.backupServers.values()]
    const expireAt = Math.max(1, Math.floor(this.clock.now() / 1000) - 1)
    for (const { access } of holders) {
      for (const user of access.users) for (const token of user.tokens) token.expireAt = expireAt
      access.revision++
    }
  }

  #countDisk(site: Site, guest: Guest, disk: GuestDisk, times: 1 | -1): void {
    const storage = findStorage(site, disk.storage)
    if (storage === undefined) return
    const bytes = disk.sizeBytes * (isThin(storage) ? diskRatio(guest, guest.createdAt) : 1)
    countBytes(storage, guest.node, times * Math.round(bytes), this.clock.now())
  }

  #datastore(server: string, store: string) {
    const found = this.backupServer(server).datastores.find((datastore) => datastore.store === store)
    return known(found, `datastore '${store}' of ${server}`)
  }

  #setStorage(siteName: string, name: string, state: 'ok' | 'offline' | 'hung'): void {
    const site = this.site(siteName)
    const storage = known(findStorage(site, name), `storage '${name}' of ${siteName}`)
    storage.state = state
    const now = this.clock.now()
    for (const node of site.nodes.values()) {
      if (storage.nodes !== null && !storage.nodes.includes(node.name)) continue
      if (state === 'hung') this.#fallSilent(node, now)
      else if (node.online) this.#speakAgain(node, now)
    }
    site.revision++
  }

  #fallSilent(node: Node, now: number): void {
    if (node.silence !== null && node.silence.toAt > now) return
    node.silence = { fromAt: now, toAt: Number.POSITIVE_INFINITY }
  }

  #speakAgain(node: Node, now: number): void {
    if (node.silence !== null) node.silence.toAt = Math.min(node.silence.toAt, now)
  }

  #restart(guest: Guest): void {
    const now = this.clock.now()
    guest.startedAt = now
    guest.countedFrom = now
    guest.carried = { netIn: 0, netOut: 0, diskRead: 0, diskWrite: 0 }
    guest.frozenAt = null
  }

  /** Keeps the guest as the cluster last heard of it, then changes it. */
  #change(site: Site, guest: Guest, change: () => void): void {
    const node = site.nodes.get(guest.node)
    const heardAt = node === undefined ? 0 : lastBroadcastAt(node, this.clock.now())
    const before = guest.before !== null && guest.changedAt > heardAt ? guest.before : { ...guest, before: null }
    change()
    guest.before = before
    guest.changedAt = this.clock.now()
    site.revision++
  }
}

/** What a snapshot keeps of a guest. */
export function savedState(guest: Guest): SavedState {
  const { name, cores, memoryBytes, disks, tags, onboot, agent, os, description, config } = guest
  return { name, cores, memoryBytes, disks, tags, onboot, agent, os, description, config: new Map(config) }
}

function known<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new Error(`The estate has no ${what}`)
  return thing
}
