import type { Guest, Reason, ValueSource } from '@pulse/contract'
import type { PveResult } from '@pulse/proxmox'
import type { GuestFacts } from '../../observation/observation.ts'
import { type Rate, type RateState, nextRates } from '../rates.ts'
import { startedAtOf } from '../started-at.ts'
import { detailFacts, type GuestDetails } from './guest-details.ts'

export type ResourceRow = PveResult<'get', '/cluster/resources'>[number]
export type GuestRow = ResourceRow & { vmid: number; node: string; type: 'qemu' | 'lxc' }

export function isGuestRow(row: ResourceRow): row is GuestRow {
  return (row.type === 'qemu' || row.type === 'lxc') && row.vmid !== undefined && row.node !== undefined
}

/** What the collector remembers of a guest from one listing to the next. */
export interface GuestTrack {
  vmid: number
  kind: Guest['kind']
  node: string
  name: string | null
  status: string
  template: boolean
  rates: RateState | undefined
  uptime: number | undefined
  startedAt: number | null
  /** Since when the same uptime comes although it runs, wall clock. */
  frozenSinceAt: number | null
  details: GuestDetails
}

/** Six polls: a node that measures does so every ten seconds. */
const frozenMs = 60_000

const counterFields = {
  netin: 'netInPerSecond',
  netout: 'netOutPerSecond',
  diskread: 'diskReadPerSecond',
  diskwrite: 'diskWritePerSecond',
} as const

export interface GuestReading {
  facts: GuestFacts
  track: GuestTrack
}

/** Derives a guest from its row in `/cluster/resources` and from what was known of it. `odd`: fields with junk. */
export function readGuest(
  row: GuestRow,
  context: { at: number; odd: ReadonlySet<string>; before: GuestTrack | undefined; nodeOnline: boolean },
): GuestReading {
  const { at, before, nodeOnline } = context
  const status = row.status ?? 'unknown'
  // Another kind under the same number is another guest: nothing of the old one holds for it.
  const known = before?.kind === row.type ? before : undefined
  const base = { vmid: row.vmid, kind: row.type, nodeName: row.node, status }
  const track = nextTrack(row, status, at, known)
  if (status === 'unknown') return { track, facts: { ...base, ...unmeasured('stale-at-source'), stale: true } }
  // The cluster still tells what it heard last of a node that is gone: existing and placed, but not news.
  if (!nodeOnline && known) return { track, facts: { ...base, stale: true } }
  const facts: GuestFacts = { ...base, ...labels(row), ...measures(row, track, context.odd) }
  const frozen = track.frozenSinceAt !== null && at - track.frozenSinceAt >= frozenMs
  return { track, facts: frozen ? { ...facts, ...staleRates(facts), stale: true } : facts }
}

function nextTrack(row: GuestRow, status: string, at: number, before: GuestTrack | undefined): GuestTrack {
  const running = isRunning(status)
  const { uptime } = row
  const same = running && uptime !== undefined && uptime > 0 && uptime === before?.uptime
  return {
    vmid: row.vmid,
    kind: row.type,
    node: row.node,
    name: row.name ?? before?.name ?? null,
    status,
    template: row.template ?? before?.template ?? false,
    rates: running ? nextRates(before?.rates, { at, uptime, counters: countersOf(row) }) : undefined,
    uptime,
    startedAt: running && uptime ? startedAtOf(uptime, at, before) : null,
    frozenSinceAt: same ? (before?.frozenSinceAt ?? at) : null,
    details: before?.details ?? {},
  }
}

const countersOf = (row: GuestRow): Record<string, number | undefined> =>
  Object.fromEntries(
    Object.entries(counterFields).map(([counter, field]) => [field, row[counter as keyof typeof counterFields]]),
  )

export const isRunning = (status: string): boolean => status !== 'stopped' && status !== 'unknown'

function labels(row: GuestRow): Partial<GuestFacts> {
  return {
    ...(row.name !== undefined && { name: row.name }),
    template: row.template ?? false,
    tags: (row.tags ?? '').split(/[;,\s]+/).filter((tag) => tag !== ''),
    pool: row.pool ?? null,
    lock: row.lock ?? null,
    haState: row.hastate ?? null,
  }
}

type MeasureName = 'cpu' | 'maxcpu' | 'mem' | 'maxmem' | 'memhost' | 'disk' | 'maxdisk'

function measures(row: GuestRow, track: GuestTrack, odd: ReadonlySet<string>): Partial<GuestFacts> {
  const running = isRunning(track.status)
  const unknown: Record<string, Reason> = {}
  /** A value of the row, or null and the reason why there is none. */
  const take = (field: string, source: MeasureName, live: boolean): number | null => {
    const value = live && !running ? undefined : row[source]
    if (value !== undefined) return value
    unknown[field] = live && !running ? 'stopped' : odd.has(source) ? 'odd-value' : 'not-reported'
    return null
  }
  const cpuRatio = take('cpuRatio', 'cpu', true)
  const memoryUsedBytes = take('memoryUsedBytes', 'mem', true)
  const facts: Partial<GuestFacts> = {
    cpuRatio: cpuRatio === null ? null : Math.round(cpuRatio * 10_000) / 10_000,
    cpuCount: take('cpuCount', 'maxcpu', false),
    memoryUsedBytes,
    memoryTotalBytes: take('memoryTotalBytes', 'maxmem', false),
    memorySource: memoryUsedBytes === null ? null : memorySource(row, track.details),
    memoryHostBytes: row.type === 'qemu' ? take('memoryHostBytes', 'memhost', true) : null,
    startedAt: track.startedAt,
    ...rateFacts(track.rates?.rates, odd, unknown),
  }
  if (track.startedAt === null) unknown.startedAt = running ? 'not-reported' : 'stopped'
  facts.diskTotalBytes = take('diskTotalBytes', 'maxdisk', false)
  if (row.type === 'lxc') {
    facts.diskUsedBytes = take('diskUsedBytes', 'disk', true)
    facts.diskSource = facts.diskUsedBytes === null ? null : 'root-file-system'
  }
  const details = detailFacts({ kind: row.type, running, details: track.details })
  return { ...facts, ...details, unknown: { ...unknown, ...details.unknown } }
}

/**
 * From PVE 9 on `mem` is the guest's own figure if its balloon driver reports, else the host's, which comes beside it.
 * Before, the answer does not tell; the guest's own status does.
 */
function memorySource(row: GuestRow, details: GuestDetails): ValueSource {
  if (row.type === 'lxc') return 'cgroup'
  if (row.memhost !== undefined) return row.mem === row.memhost ? 'host' : 'balloon'
  if (details.balloon === undefined) return 'guest-or-host'
  return details.balloon ? 'balloon' : 'host'
}

function rateFacts(
  rates: Readonly<Record<string, Rate>> | undefined,
  odd: ReadonlySet<string>,
  unknown: Record<string, Reason>,
): Partial<GuestFacts> {
  const facts: Record<string, number | null> = {}
  for (const [counter, field] of Object.entries(counterFields)) {
    const rate = rates?.[field] ?? 'stopped'
    facts[field] = typeof rate === 'number' ? rate : null
    if (typeof rate === 'string') unknown[field] = rate === 'not-reported' && odd.has(counter) ? 'odd-value' : rate
  }
  return facts
}

const liveFields = [
  'cpuRatio',
  'memoryUsedBytes',
  'memoryHostBytes',
  'diskUsedBytes',
  'netInPerSecond',
  'netOutPerSecond',
  'diskReadPerSecond',
  'diskWritePerSecond',
] as const

function unmeasured(reason: Reason): Partial<GuestFacts> {
  return {
    ...Object.fromEntries(liveFields.map((field) => [field, null])),
    memorySource: null,
    diskSource: null,
    fileSystems: null,
    unknown: Object.fromEntries([...liveFields, 'fileSystems'].map((field) => [field, reason])),
  }
}

function staleRates(facts: GuestFacts): Partial<GuestFacts> {
  const fields = Object.values(counterFields)
  const reasons = Object.fromEntries(fields.map((field) => [field, 'stale-at-source' as const]))
  return { ...Object.fromEntries(fields.map((field) => [field, null])), unknown: { ...facts.unknown, ...reasons } }
}
