import { ProxmoxError } from '@pulse/proxmox'
import type { Observation } from '../../observation/observation.ts'
import type { Poll } from '../connection-loop.ts'
import { OddRows } from '../odd-rows.ts'
import { firstCall, isLasting } from '../problem.ts'
import { isGuestRow, readGuest, type GuestTrack, type ResourceRow } from './guest-row.ts'
import { type NodeRow, type NodeTrack, readClusterStatus, readNode } from './node-row.ts'
import { hasPrivilege } from '../permissions.ts'
import type { PveContext } from './pve-context.ts'
import { readStorages, type StorageRow } from './storage-rows.ts'

const resourcesPath = '/cluster/resources'
/** A guest that is missing from a listing may be on the move: what is remembered of it is kept for a while. */
const rememberMs = 120_000
const versionEveryMs = 3_600_000
/** Nodes are never hidden, whatever the credentials may see. */
const incomplete = new ProxmoxError({
  kind: 'malformed',
  method: 'GET',
  path: resourcesPath,
  text: 'the answer does not name all members of the cluster',
})

/** The version is asked for again soon enough. */
const passing = (): void => {}

/** The fast lane of a cluster: two calls tell of every node, guest and storage. */
export class FastLane {
  readonly #context: PveContext
  #versionAtMs: number | undefined
  /** Whether there were any guests, and whether the listing that has none was looked into. */
  #hadGuests = false
  #lookedInto = false
  readonly #missingSinceMs = new Map<number, number>()

  constructor(context: PveContext) {
    this.#context = context
  }

  async poll(): Promise<Poll> {
    const c = this.#context
    if (c.version === null) await firstCall(this.#readVersion())
    // One after the other: both go over one connection, which spares the host a handshake with every poll.
    const rows = await c.ask('fast', (pve, options) => pve.get(resourcesPath, {}, options))
    const partialFailure = await this.#readClusterStatus()
    await this.#readVersion().catch(passing)
    const findings = this.#read(rows)
    return { findings, partialFailure: partialFailure ?? (findings.nodes?.complete ? undefined : incomplete) }
  }

  /** Returns why it failed, if that is not for good. */
  async #readClusterStatus(): Promise<unknown> {
    const c = this.#context
    try {
      c.cluster = readClusterStatus(await c.ask('fast', (pve, options) => pve.get('/cluster/status', {}, options)))
      return undefined
    } catch (error) {
      return isLasting(error) ? undefined : error
    }
  }

  async #readVersion(): Promise<void> {
    const c = this.#context
    if (this.#versionAtMs !== undefined && c.nowMs - this.#versionAtMs < versionEveryMs) return
    const { version } = await c.ask('fast', (pve, options) => pve.get('/version', {}, options))
    c.version = version
    this.#versionAtMs = c.nowMs
  }

  #read(rows: readonly ResourceRow[]): Omit<Observation, 'connectionId' | 'at'> {
    const c = this.#context
    const odd = new OddRows(c.line.takeOdd(resourcesPath), ['id', 'type'])
    const at = c.clock.now()
    const numbered = rows.map((row, index) => ({ row, odd: odd.of(index) }))
    const nodes = this.#readNodes(numbered, at)
    const guests = this.#readGuests(numbered, at)
    const storages = this.#readStorages(numbered)
    const members = [...(c.cluster?.members.keys() ?? [])]
    const listed = new Set(nodes.map((node) => node.name))
    const complete = nodes.length > 0 && members.every((name) => listed.has(name))
    const { clusterName = null, quorate = null } = c.cluster ?? {}
    return {
      connection: { version: c.version, clusterName, quorate },
      nodes: { complete, rows: nodes },
      guests: { complete: complete && this.#believesGuests(guests.length), rows: guests.map(({ facts }) => facts) },
      ...(c.connection.watch.storage && { storages: { complete, rows: storages } }),
    }
  }

  #readNodes(rows: readonly { row: ResourceRow; odd: ReadonlySet<string> }[], at: number) {
    const c = this.#context
    const readings = rows
      .filter((one): one is typeof one & { row: NodeRow } => one.row.type === 'node' && one.row.node !== undefined)
      .map(({ row, odd }) =>
        readNode(row, {
          at,
          odd,
          before: c.nodes.get(row.node),
          cluster: c.cluster,
          unreachableSinceAt: c.nodeBreakers.sinceAt(row.node),
        }),
      )
    const tracks = new Map<string, NodeTrack>(readings.map(({ track }) => [track.name, track]))
    if (tracks.size > 0) c.nodes = tracks
    return readings.map(({ facts }) => facts)
  }

  #readGuests(rows: readonly { row: ResourceRow; odd: ReadonlySet<string> }[], at: number) {
    const c = this.#context
    const { virtualMachines, containers } = c.connection.watch
    const tracks = new Map<number, GuestTrack>()
    const readings = []
    for (const { row, odd } of rows) {
      if (!isGuestRow(row) || !(row.type === 'qemu' ? virtualMachines : containers)) continue
      const nodeOnline = c.nodes.get(row.node)?.status === 'online'
      const reading = readGuest(row, { at, odd, before: c.guests.get(row.vmid), nodeOnline })
      tracks.set(row.vmid, reading.track)
      readings.push(reading)
    }
    this.#keepMissing(tracks)
    c.guests = tracks
    return readings
  }

  #keepMissing(tracks: Map<number, GuestTrack>): void {
    const c = this.#context
    for (const vmid of this.#missingSinceMs.keys()) if (tracks.has(vmid)) this.#missingSinceMs.delete(vmid)
    for (const [vmid, track] of c.guests) {
      if (tracks.has(vmid)) continue
      const sinceMs = this.#missingSinceMs.get(vmid) ?? c.nowMs
      this.#missingSinceMs.set(vmid, sinceMs)
      if (c.nowMs - sinceMs < rememberMs) tracks.set(vmid, { ...track, status: 'unknown' })
      else this.#missingSinceMs.delete(vmid)
    }
  }

  /** Without the privilege to see them guests are left out in silence: no guests at all calls for a look at that. */
  #believesGuests(count: number): boolean {
    const c = this.#context
    if (count > 0 || !this.#hadGuests) {
      this.#hadGuests = count > 0
      this.#lookedInto = false
      return true
    }
    if (!this.#lookedInto) {
      this.#lookedInto = true
      c.permissions = null
      c.hurry('permissions')
    }
    return c.permissions !== null && hasPrivilege(c.permissions, '/vms', 'VM.Audit')
  }

  #readStorages(rows: readonly { row: ResourceRow }[]) {
    const c = this.#context
    c.storageRows = rows
      .map(({ row }) => row)
      .filter((row): row is StorageRow => row.type === 'storage' && row.storage !== undefined && row.node !== undefined)
    return readStorages(c.storageRows, c.storageWords)
  }
}
