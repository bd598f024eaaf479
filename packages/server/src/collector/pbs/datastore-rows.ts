import type { BackupServer, Reason } from '@pulse/contract'
import type { PbsResult } from '@pulse/proxmox'
import type { DatastoreFacts, Facts } from '../../observation/observation.ts'
import { startedAtOf } from '../started-at.ts'

type Usage = PbsResult<'get', '/status/datastore-usage'>[number]
type Entry = PbsResult<'get', '/admin/datastore'>[number]

/** A forecast further away than this is none. */
const furthestForecastMs = 20 * 365 * 86_400_000

/** Datastores from their usage and their administrative entries, either of which may know more of them. */
export function readDatastores(usage: readonly Usage[], entries: readonly Entry[], at: number): DatastoreFacts[] {
  const entryOf = new Map(entries.map((entry) => [entry.store, entry]))
  const usageOf = new Map(usage.map((row) => [row.store, row]))
  const names = new Set([...usageOf.keys(), ...entryOf.keys()].filter((name) => name !== undefined))
  return [...names].map((name) => readDatastore(name, usageOf.get(name), entryOf.get(name), at))
}

function readDatastore(name: string, usage: Usage | undefined, entry: Entry | undefined, at: number): DatastoreFacts {
  const state = stateOf(usage, entry)
  const unknown: Record<string, Reason> = {}
  const take = (field: string, value: number | undefined): number | null => {
    if (value !== undefined && state.status === 'available') return value
    unknown[field] = state.status === 'available' ? 'not-reported' : `call-failed:${state.status}`
    return null
  }
  const total = usage?.total === 0 ? undefined : usage?.total
  const fullAt = (usage?.['estimated-full-date'] ?? 0) * 1000
  return {
    name,
    ...state,
    totalBytes: take('totalBytes', total),
    usedBytes: take('usedBytes', total === undefined ? undefined : usage?.used),
    availableBytes: take('availableBytes', total === undefined ? undefined : usage?.avail),
    estimatedFullAt: fullAt > at && fullAt - at < furthestForecastMs ? fullAt : null,
    unknown,
  }
}

function stateOf(
  usage: Usage | undefined,
  entry: Entry | undefined,
): Pick<DatastoreFacts, 'status' | 'problem'> & object {
  const maintenance = entry?.maintenance
  if (maintenance) return { status: 'maintenance', problem: maintenanceText(maintenance) }
  if ((usage?.['mount-status'] ?? entry?.['mount-status']) === 'notmounted') {
    return { status: 'unmounted', problem: 'The removable datastore is not mounted.' }
  }
  if (usage?.error) return { status: 'error', problem: usage.error }
  return { status: usage ? 'available' : 'unknown', problem: null }
}

/** `offline,message=Moving disks` or `read-only,message="…"` */
function maintenanceText(maintenance: string): string {
  const [kind = maintenance] = maintenance.split(',', 1)
  const message = /message=(.*)$/s.exec(maintenance)?.[1]?.replace(/^"(.*)"$/s, '$1')
  return message ? `${kind}: ${message}` : kind
}

type NodeStatus = PbsResult<'get', '/nodes/{node}/status'>

/** The host of a backup server. */
export function readServer(
  status: NodeStatus,
  at: number,
  before: { uptime: number | undefined; startedAt: number | null } | undefined,
): { facts: Facts<BackupServer>; track: { uptime: number | undefined; startedAt: number | null } } {
  const unknown: Record<string, Reason> = {}
  const or = <T>(field: string, value: T | undefined): T | null => {
    if (value === undefined) unknown[field] = 'not-reported'
    return value ?? null
  }
  const ratio = (value: number | undefined): number | undefined =>
    value === undefined ? undefined : Math.round(value * 10_000) / 10_000
  const { uptime, cpuinfo, memory, swap, root } = status
  const startedAt = uptime === undefined ? null : startedAtOf(uptime, at, before)
  if (startedAt === null) unknown.startedAt = 'not-reported'
  const [one, five, fifteen] = status.loadavg ?? []
  const load =
    one !== undefined && five !== undefined && fifteen !== undefined ? ([one, five, fifteen] as const) : undefined
  return {
    track: { uptime, startedAt },
    facts: {
      cpuRatio: or('cpuRatio', ratio(status.cpu)),
      cpuCount: or('cpuCount', cpuinfo?.cpus),
      cpuModel: or('cpuModel', cpuinfo?.model),
      ioWaitRatio: or('ioWaitRatio', ratio(status.wait)),
      loadAverage: or('loadAverage', load),
      memoryUsedBytes: or('memoryUsedBytes', memory?.used),
      memoryTotalBytes: or('memoryTotalBytes', memory?.total),
      swapUsedBytes: or('swapUsedBytes', swap?.used),
      swapTotalBytes: or('swapTotalBytes', swap?.total),
      rootUsedBytes: or('rootUsedBytes', root?.used),
      rootTotalBytes: or('rootTotalBytes', root?.total),
      startedAt,
      kernelVersion: or('kernelVersion', status['current-kernel']?.release ?? status.kversion?.split(' ')[1]),
      unknown,
    },
  }
}

/** What the server's host would show, were it not for `reason`. */
export function hiddenServer(reason: Reason): Facts<BackupServer> {
  const fields = ['cpuRatio', 'cpuCount', 'cpuModel', 'ioWaitRatio', 'loadAverage', 'memoryUsedBytes'] as const
  const more = ['memoryTotalBytes', 'swapUsedBytes', 'swapTotalBytes', 'rootUsedBytes', 'rootTotalBytes'] as const
  const all = [...fields, ...more, 'startedAt', 'kernelVersion'] as const
  return {
    ...Object.fromEntries(all.map((field) => [field, null])),
    unknown: Object.fromEntries(all.map((field) => [field, reason])),
  }
}

/** `version` is major and minor, `release` the patch. */
export const serverVersion = ({ version, release }: PbsResult<'get', '/version'>): string =>
  release === undefined || version.split('.').length > 2 ? version : `${version}.${release}`
