import type { Guest, Reason, ValueSource } from '@pulse/contract'
import type { PveResult } from '@pulse/proxmox'
import type { GuestFacts } from '../../observation/observation.ts'
import { type RateState, nextRates } from '../rates.ts'
import { startedAtOf } from '../started-at.ts'
import { addDetails, type GuestDetails } from './guest-details.ts'

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

/** Counters of a row and the rates that are made of them. */
const counterOf = {
  netInPerSecond: 'netin',
  netOutPerSecond: 'netout',
  diskReadPerSecond: 'diskread',
  diskWritePerSecond: 'diskwrite',
} as const

type RateField = keyof typeof counterOf
const rateFields = Object.keys(counterOf) as RateField[]

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
  const base: GuestFacts = { vmid: row.vmid, kind: row.type, nodeName: row.node, status }
  const track = nextTrack(row, status, at, known)
  if (status === 'unknown') return { track, facts: { ...base, ...unmeasured('stale-at-source'), stale: true } }
  // The cluster still tells what it heard last of a node that is gone: existing and placed, but not news.
  if (!nodeOnline && known) return { track, facts: { ...base, stale: true } }
  const facts: GuestFacts = base
  addLabels(facts, row)
  addMeasures(facts, row, track, context.odd)
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

const countersOf = (row: GuestRow): Record<RateField, number | undefined> => ({
  netInPerSecond: row.netin,
  netOutPerSecond: row.netout,
  diskReadPerSecond: row.diskread,
  diskWritePerSecond: row.diskwrite,
})

export const isRunning = (status: string): boolean => status !== 'stopped' && status !== 'unknown'

// This runs for every guest with every poll: fields are set one by one, which costs a third of spreading objects.

function addLabels(facts: GuestFacts, row: GuestRow): void {
  if (row.name !== undefined) facts.name = row.name
  facts.template = row.template ?? false
  facts.tags = row.tags ? row.tags.split(/[;,\s]+/).filter((tag) => tag !== '') : []
  facts.pool = row.pool ?? null
  facts.lock = row.lock ?? null
  facts.haState = row.hastate ?? null
}

type MeasureName = 'cpu' | 'maxcpu' | 'mem' | 'maxmem' | 'memhost' | 'disk' | 'maxdisk'

function addMeasures(facts: GuestFacts, row: GuestRow, track: GuestTrack, odd: ReadonlySet<string>): void {
  const running = isRunning(track.status)
  const unknown: Record<string, Reason> = {}
  facts.unknown = unknown
  /** A value of the row, or null and the reason why there is none. */
  const take = (field: string, source: MeasureName, live: boolean): number | null => {
    const value = live && !running ? undefined : row[source]
    if (value !== undefined) return value
    unknown[field] = live && !running ? 'stopped' : odd.has(source) ? 'odd-value' : 'not-reported'
    return null
  }
  const cpuRatio = take('cpuRatio', 'cpu', true)
  facts.cpuRatio = cpuRatio === null ? null : Math.round(cpuRatio * 10_000) / 10_000
  facts.cpuCount = take('cpuCount', 'maxcpu', false)
  facts.memoryUsedBytes = take('memoryUsedBytes', 'mem', true)
  facts.memoryTotalBytes = take('memoryTotalBytes', 'maxmem', false)
  facts.memorySource = facts.memoryUsedBytes === null ? null : memorySource(row, track.details)
  facts.memoryHostBytes = row.type === 'qemu' ? take('memoryHostBytes', 'memhost', true) : null
  facts.startedAt = track.startedAt
  if (track.startedAt === null) unknown.startedAt = running ? 'not-reported' : 'stopped'
  for (const field of rateFields) {
    const rate = track.rates?.rates[field] ?? 'stopped'
    facts[field] = typeof rate === 'number' ? rate : null
    if (typeof rate === 'string') {
      unknown[field] = rate === 'not-reported' && odd.has(counterOf[field]) ? 'odd-value' : rate
    }
  }
  facts.diskTotalBytes = take('diskTotalBytes', 'maxdisk', false)
  if (row.type === 'lxc') {
    facts.diskUsedBytes = take('diskUsedBytes', 'disk', true)
    facts.diskSource = facts.diskUsedBytes === null ? null : 'root-file-system'
  }
  addDetails(facts, unknown, { kind: row.type, running, details: track.details })
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

const liveFields = ['cpuRatio', 'memoryUsedBytes', 'memoryHostBytes', 'diskUsedBytes', ...rateFields] as const

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
  const reasons = Object.fromEntries(rateFields.map((field) => [field, 'stale-at-source' as const]))
  return { ...Object.fromEntries(rateFields.map((field) => [field, null])), unknown: { ...facts.unknown, ...reasons } }
}
