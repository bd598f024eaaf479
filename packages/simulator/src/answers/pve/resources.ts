import { runningBackup } from '../../estate/backup-job.ts'
import { hash } from '../../estate/chance.ts'
import { bootDiskBytes, type Guest } from '../../estate/guest.ts'
import { diskUsedBytes, readGuest } from '../../estate/load.ts'
import { broadcastLifeMs, lastBroadcastAt, type Node } from '../../estate/node.ts'
import { readNode } from '../../estate/node-load.ts'
import type { Site } from '../../estate/site.ts'
import { isOnNode, readStorage } from '../../estate/storage.ts'
import { versionFacts } from '../../estate/version.ts'
import { ReadyJson } from '../answer.ts'
import { disorderedText } from '../key-order.ts'
import { textOf } from '../parameters.ts'
import { can, isReachable, mayAudit, type PveCall, type PveHandlers } from './call.ts'

type Row = Record<string, unknown>

interface Fragment {
  readonly key: string
  readonly rows: readonly Row[]
  readonly text: string
}

// The rows of a node change only when its daemon has spoken; until then text and rows are kept.
const guestFragments = new WeakMap<Node, Fragment>()

/** When the node's broadcast was made, as far as the asked node can know, and whether it still counts. */
function heard(call: Pick<PveCall, 'site' | 'local' | 'now'>, node: Node): { at: number; isStale: boolean } {
  const isCutOff = !call.site.quorate && node !== call.local
  const at = lastBroadcastAt(node, isCutOff ? Math.min(call.now, call.site.quorumLostAt) : call.now)
  return { at, isStale: call.now - at > broadcastLifeMs }
}

export function haState(site: Site, guest: Guest): string | undefined {
  const resource = site.ha.find((one) => one.vmid === guest.vmid)
  if (resource === undefined) return undefined
  return resource.state === 'started' && guest.status === 'stopped' ? 'error' : resource.state
}

/** A row as the cluster knows it: the guest's place is always current, all else is the last broadcast's. */
function guestRow(site: Site, guest: Guest, at: number, isStale: boolean): Row {
  const hastate = haState(site, guest)
  const place = {
    id: `${guest.kind}/${guest.vmid}`,
    vmid: guest.vmid,
    node: guest.node,
    type: guest.kind,
    ...(hastate !== undefined && { hastate }),
    ...(guest.pool !== null && { pool: guest.pool }),
  }
  const seen = guest.before !== null && guest.changedAt > at ? guest.before : guest
  // Nobody has broadcast a guest that was made since.
  if (isStale || (guest.before === null && guest.createdAt > at)) return { ...place, status: 'unknown' }
  const reading = readGuest(seen, at)
  const version = versionFacts(site.version)
  const lock = seen.lock ?? (runningBackup(site, seen, at) === null ? null : 'backup')
  return {
    ...place,
    name: seen.name,
    status: seen.status,
    template: seen.template ? 1 : 0,
    uptime: reading.uptimeSeconds,
    cpu: reading.cpu,
    maxcpu: seen.cores,
    mem: reading.usedBytes ?? reading.hostBytes,
    maxmem: seen.memoryBytes,
    disk: seen.kind === 'lxc' && seen.status !== 'stopped' ? diskUsedBytes(seen, at) : 0,
    maxdisk: bootDiskBytes(seen),
    netin: reading.counters.netIn,
    netout: reading.counters.netOut,
    diskread: reading.counters.diskRead,
    diskwrite: reading.counters.diskWrite,
    ...(version.major >= 9 && seen.kind === 'qemu' && { memhost: reading.hostBytes }),
    ...(seen.tags.length > 0 && { tags: seen.tags.join(';') }),
    ...(lock !== null && { lock }),
  }
}

function guestFragment(call: PveCall, node: Node): Fragment {
  const { at, isStale } = heard(call, node)
  const key = `${at} ${isStale} ${call.site.revision}`
  const known = guestFragments.get(node)
  if (known?.key === key) return known
  const rows = [...node.guests.values()].map((guest) => guestRow(call.site, guest, at, isStale))
  const text = rows.map((row) => disorderedText(row, Number(row['vmid']))).join(',')
  const fragment = { key, rows, text }
  guestFragments.set(node, fragment)
  return fragment
}

/** What `/nodes` and `/cluster/resources` say of a node alike. */
function nodeRow(call: PveCall, node: Node): Row {
  const isOnline = isReachable(call, node)
  const base = {
    node: node.name,
    id: `node/${node.name}`,
    type: 'node',
    level: '',
    status: isOnline ? 'online' : 'offline',
  }
  if (!can(call, `/nodes/${node.name}`, 'Sys.Audit')) return base
  const { at, isStale } = heard(call, node)
  if (isStale) return { ...base, ...(isOnline && { status: 'unknown' }) }
  const sizes = { maxcpu: node.threads, maxmem: node.memoryBytes, maxdisk: node.rootBytes }
  if (!isOnline) return { ...base, ...sizes }
  const reading = readNode(node, at)
  return {
    ...base,
    ...sizes,
    cpu: reading.cpu,
    mem: reading.usedBytes,
    disk: reading.rootUsedBytes,
    uptime: reading.uptimeSeconds,
  }
}

function resourceNodeRow(call: PveCall, node: Node): Row {
  return {
    ...nodeRow(call, node),
    ...(node.online && { 'cgroup-mode': 2 }),
    ...(call.site.ha.length > 0 && { hastate: node.maintenance ? 'maintenance' : node.online ? 'online' : 'unknown' }),
    ...(call.version.major === 9 && call.version.minor >= 2 && { 'host-arch': 'x86_64' }),
  }
}

function storageRows(call: PveCall): Row[] {
  const rows: Row[] = []
  for (const node of call.site.nodes.values()) {
    const { at, isStale } = heard(call, node)
    for (const storage of call.site.storages) {
      if (storage.disabled || !isOnNode(storage, node.name)) continue
      if (!can(call, `/storage/${storage.storage}`, 'Datastore.Audit')) continue
      const reading = readStorage(storage, node.name, at)
      const isAvailable = !isStale && storage.state === 'ok'
      rows.push({
        id: `storage/${node.name}/${storage.storage}`,
        type: 'storage',
        node: node.name,
        storage: storage.storage,
        plugintype: storage.type,
        content: storage.content.join(','),
        shared: storage.shared ? 1 : 0,
        status: isAvailable ? 'available' : 'unknown',
        ...(isAvailable && { disk: reading.usedBytes, maxdisk: reading.totalBytes }),
      })
    }
  }
  return rows
}

function poolRows(call: PveCall, guestRows: readonly Row[]): Row[] {
  const sums = [
    'maxcpu',
    'mem',
    'maxmem',
    'disk',
    'maxdisk',
    'cpu',
    'uptime',
    'netin',
    'netout',
    'diskread',
    'diskwrite',
  ]
  return call.site.pools
    .filter(({ poolid }) => can(call, `/pool/${poolid}`, 'Pool.Audit'))
    .map(({ poolid }) => {
      const members = guestRows.filter((row) => row['pool'] === poolid)
      const total = (key: string): number => members.reduce((sum, row) => sum + Number(row[key] ?? 0), 0)
      const averages = new Set(['cpu', 'uptime'])
      const facts = sums.filter((key) => !averages.has(key)).map((key): [string, number] => [key, total(key)])
      return { id: `/pool/${poolid}`, type: 'pool', pool: poolid, status: 'ok', ...Object.fromEntries(facts) }
    })
}

function networkRows(call: PveCall): Row[] {
  const rows: Row[] = []
  for (const node of call.site.nodes.values()) {
    if (!isReachable(call, node)) continue
    if (!can(call, '/sdn/zones/localnetwork', 'SDN.Audit')) continue
    if (call.version.major === 9 && call.version.minor >= 1) {
      rows.push({
        id: `network/${node.name}/zone/localnetwork`,
        type: 'network',
        node: node.name,
        network: 'localnetwork',
        'network-type': 'zone',
        'zone-type': 'localnetwork',
        status: 'ok',
      })
    } else {
      rows.push({
        id: `sdn/${node.name}/localnetwork`,
        type: 'sdn',
        node: node.name,
        sdn: 'localnetwork',
        status: 'ok',
      })
    }
  }
  return rows
}

/** The guests that the caller may see, as rows and as the text of a list without its brackets. */
function visibleGuests(call: PveCall): { rows: Row[]; text: string } {
  const fragments = [...call.site.nodes.values()].map((node) => guestFragment(call, node))
  if (call.gate.isUniform(call.principal)) {
    const isAllowed = call.gate.can(call.principal, '/', 'VM.Audit')
    const shown = isAllowed ? fragments : []
    return {
      rows: shown.flatMap((fragment) => fragment.rows),
      text: shown
        .map((fragment) => fragment.text)
        .filter((text) => text !== '')
        .join(','),
    }
  }
  const rows = fragments
    .flatMap((fragment) => fragment.rows)
    .filter((row) => {
      const guest = call.site.guests.get(Number(row['vmid']))
      return guest !== undefined && mayAudit(call, guest)
    })
  return { rows, text: rows.map((row) => disorderedText(row, Number(row['vmid']))).join(',') }
}

function resources(call: PveCall): ReadyJson {
  const type = textOf(call.parameters, 'type')
  const wants = (kind: string): boolean => type === undefined || type === kind
  const guests = wants('vm') || type === undefined ? visibleGuests(call) : { rows: [], text: '' }
  const rows = [
    ...(type === undefined ? poolRows(call, guests.rows) : []),
    ...(wants('node') ? [...call.site.nodes.values()].map((node) => resourceNodeRow(call, node)) : []),
    ...(wants('storage') ? storageRows(call) : []),
    ...(wants('sdn') || type === 'network' ? networkRows(call) : []),
  ]
  const seed = hash(call.site.seed, Math.floor(call.now / 1000))
  const rest = rows.map((row, index) => disorderedText(row, seed + index)).join(',')
  return new ReadyJson(`[${[guests.text, rest].filter((text) => text !== '').join(',')}]`)
}

export const resourceHandlers: PveHandlers = {
  'GET /cluster/resources': resources,
  'GET /nodes': (call) =>
    [...call.site.nodes.values()].map((node) => ({
      ...nodeRow(call, node),
      ssl_fingerprint: node.certificate?.fingerprint ?? '',
    })),
}

/** The rows that pools list as members. */
export function memberRow(call: PveCall, guest: Guest): Row {
  const node = call.site.nodes.get(guest.node) ?? call.local
  const { at, isStale } = heard(call, node)
  return guestRow(call.site, guest, at, isStale)
}
