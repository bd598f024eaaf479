import type { FileSystem } from '@pulse/contract'
import type { PveResult } from '@pulse/proxmox'
import { boundedText } from '../bounded-text.ts'

type Reported = NonNullable<PveResult<'get', '/nodes/{node}/qemu/{vmid}/agent/get-fsinfo'>['result']>[number]

export interface DiskUse {
  fileSystems: readonly FileSystem[]
  usedBytes: number
  totalBytes: number
}

/** All are summed; more than this are not listed. */
const mostFileSystems = 100

/** Not disks of this guest: images, memory, other hosts' disks, views of what is counted already. */
const foreignKinds =
  /^(squashfs|iso9660|udf|cdfs|cd-?rom|overlay|aufs|tmpfs|devtmpfs|ramfs|proc|sysfs|nsfs|autofs|nfs\d?|cifs|smb.*|9p|virtiofs|ceph|glusterfs|fuse\..*|fusectl|erofs)$/i
const foreignPlaces = /^\/(snap|var\/lib\/(docker|containers|kubelet|containerd|snapd)|run|proc|sys|dev)(\/|$)/

/**
 * The file systems of a virtual machine and their sum, each disk counted once. Null when nothing with a size is left:
 * old agents report no sizes.
 */
export function readFileSystems(reported: readonly Reported[]): DiskUse | null {
  const kept = oncePerDevice(reported.filter(isOwnDisk))
  const pools = new Map<string, { used: number; total: number }>()
  let usedBytes = 0
  let totalBytes = 0
  for (const entry of kept) {
    const [used, total] = [entry['used-bytes'], entry['total-bytes']]
    if (used === undefined || total === undefined) continue
    if (entry.type === 'zfs') {
      // The datasets of a pool share its free space.
      const [pool = ''] = entry.name.split('/', 1)
      const before = pools.get(pool)
      pools.set(pool, { used: (before?.used ?? 0) + used, total: Math.max(before?.total ?? 0, total - used) })
      continue
    }
    usedBytes += used
    totalBytes += total
  }
  for (const { used, total: free } of pools.values()) {
    usedBytes += used
    totalBytes += used + free
  }
  if (totalBytes === 0) return null
  return { fileSystems: kept.slice(0, mostFileSystems).map(toFileSystem), usedBytes, totalBytes }
}

function isOwnDisk(entry: Reported): boolean {
  if (foreignKinds.test(entry.type ?? '')) return false
  if (foreignPlaces.test(entry.mountpoint ?? '')) return false
  if (/^(\/dev\/)?loop\d/.test(entry.name)) return false
  return entry['total-bytes'] !== 0
}

/** Bind mounts and subvolumes show one device at many places: the shortest path is the one people know. */
function oncePerDevice(entries: readonly Reported[]): Reported[] {
  const byDevice = new Map<string, Reported>()
  for (const entry of entries) {
    const device = `${entry.name} ${entry.type ?? ''}`
    const other = byDevice.get(device)
    if (!other || (entry.mountpoint ?? '').length < (other.mountpoint ?? '').length) byDevice.set(device, entry)
  }
  return [...byDevice.values()]
}

const toFileSystem = (entry: Reported): FileSystem => ({
  mountPoint: boundedText(entry.mountpoint ?? entry.name),
  kind: boundedText(entry.type ?? '', 50),
  usedBytes: entry['used-bytes'] ?? null,
  totalBytes: entry['total-bytes'] ?? null,
})
