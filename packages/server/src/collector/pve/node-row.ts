import type { Node, Reason } from '@pulse/contract'
import type { PveResult } from '@pulse/proxmox'
import type { NodeFacts } from '../../observation/observation.ts'
import { startedAtOf } from '../started-at.ts'
import type { ResourceRow } from './guest-row.ts'

export type NodeRow = ResourceRow & { node: string }

/** What the collector remembers of a node from one listing to the next. */
export interface NodeTrack {
  name: string
  status: Node['status']
  statusSinceAt: number
  uptime: number | undefined
  startedAt: number | null
}

/** What the cluster says of itself; null for what it did not say. */
export interface ClusterWord {
  clusterName: string | null
  quorate: boolean | null
  members: ReadonlyMap<string, { address: string | null; online: boolean | null }>
}

type ClusterStatus = PveResult<'get', '/cluster/status'>

export function readClusterStatus(rows: ClusterStatus): ClusterWord {
  const cluster = rows.find((row) => row.type === 'cluster')
  const nodes = rows.filter((row) => row.type === 'node')
  return {
    clusterName: cluster?.name ?? null,
    quorate: cluster?.quorate ?? null,
    members: new Map(nodes.map((row) => [row.name, { address: row.ip ?? null, online: row.online ?? null }])),
  }
}

/**
 * The cluster's word on its member. Without quorum it cannot know who is up, so nobody else is called offline.
 */
export function nodeStatus(row: NodeRow, cluster: ClusterWord | null): Node['status'] {
  const listed = row.status === 'online' || row.status === 'offline' ? row.status : 'unknown'
  const member = cluster?.members.get(row.node)
  const offline = listed === 'offline' || member?.online === false
  if (offline) return cluster?.quorate === false ? 'unknown' : 'offline'
  return listed
}

export function readNode(
  row: NodeRow,
  context: {
    at: number
    odd: ReadonlySet<string>
    before: NodeTrack | undefined
    cluster: ClusterWord | null
    unreachableSinceAt: number | null
  },
): { facts: NodeFacts; track: NodeTrack } {
  const { at, before, cluster, odd } = context
  const status = nodeStatus(row, cluster)
  const statusSinceAt = before?.status === status ? before.statusSinceAt : at
  const { uptime } = row
  const track: NodeTrack = {
    name: row.node,
    status,
    statusSinceAt,
    uptime,
    startedAt: uptime ? startedAtOf(uptime, at, before) : null,
  }
  const unknown: Record<string, Reason> = {}
  const absent = (source: string): Reason => {
    if (odd.has(source)) return 'odd-value'
    if (status === 'offline') return `node-unreachable:${statusSinceAt}`
    // Figures of a node come only with this privilege on it.
    return status === 'online' ? 'no-permission:Sys.Audit' : 'stale-at-source'
  }
  const take = (field: string, source: 'cpu' | 'mem' | 'disk' | 'maxcpu' | 'maxmem' | 'maxdisk'): number | null => {
    const value = row[source]
    if (value === undefined) unknown[field] = absent(source)
    return value ?? null
  }
  const cpuRatio = take('cpuRatio', 'cpu')
  const facts: NodeFacts = {
    name: row.node,
    status,
    unreachableSinceAt: status === 'online' ? context.unreachableSinceAt : null,
    cpuRatio: cpuRatio === null ? null : Math.round(cpuRatio * 10_000) / 10_000,
    memoryUsedBytes: take('memoryUsedBytes', 'mem'),
    rootUsedBytes: take('rootUsedBytes', 'disk'),
    startedAt: track.startedAt,
    ...limits(row),
    unknown,
  }
  if (track.startedAt === null) unknown.startedAt = absent('uptime')
  if (cluster) {
    facts.clusterName = cluster.clusterName
    facts.address = cluster.members.get(row.node)?.address ?? null
  }
  return { facts, track }
}

/** Sizes do not change when a node goes down: what was known stays. */
function limits(row: NodeRow): Partial<NodeFacts> {
  return {
    ...(row.maxcpu !== undefined && { cpuCount: row.maxcpu }),
    ...(row.maxmem !== undefined && { memoryTotalBytes: row.maxmem }),
    ...(row.maxdisk !== undefined && { rootTotalBytes: row.maxdisk }),
  }
}

type Status = PveResult<'get', '/nodes/{node}/status'>

/** What only the node itself tells. Figures that the cluster's listing brings more often are left to it. */
export function readNodeStatus(name: string, status: Status): NodeFacts {
  const unknown: Record<string, Reason> = {}
  const or = <T>(field: string, value: T | undefined): T | null => {
    if (value === undefined) unknown[field] = 'not-reported'
    return value ?? null
  }
  const { cpuinfo, memory, swap, rootfs, loadavg } = status
  const [one, five, fifteen] = loadavg ?? []
  const load =
    one !== undefined && five !== undefined && fifteen !== undefined ? ([one, five, fifteen] as const) : undefined
  return {
    name,
    cpuModel: or('cpuModel', cpuinfo?.model),
    cpuSockets: or('cpuSockets', cpuinfo?.sockets),
    cpuCores: or('cpuCores', cpuinfo?.cores),
    cpuMhz: or('cpuMhz', cpuinfo?.mhz === undefined ? undefined : String(cpuinfo.mhz)),
    ioWaitRatio: or('ioWaitRatio', status.wait === undefined ? undefined : Math.round(status.wait * 10_000) / 10_000),
    loadAverage: or('loadAverage', load),
    memoryAvailableBytes: or('memoryAvailableBytes', memory?.available),
    swapUsedBytes: or('swapUsedBytes', swap?.used),
    swapTotalBytes: or('swapTotalBytes', swap?.total),
    rootAvailableBytes: or('rootAvailableBytes', rootfs?.avail),
    kernelVersion: or('kernelVersion', status['current-kernel']?.release ?? kernelRelease(status.kversion)),
    pveVersion: or('pveVersion', status.pveversion?.split('/')[1]),
    unknown,
    stale: true,
  }
}

/** `Linux 6.8.12-9-pve #1 SMP PREEMPT_DYNAMIC PMX …` */
const kernelRelease = (kversion: string | undefined): string | undefined => kversion?.split(' ')[1] ?? kversion
