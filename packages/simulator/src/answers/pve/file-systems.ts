import { between, hash } from '../../estate/chance.ts'
import { bootDiskBytes, type Guest } from '../../estate/guest.ts'
import { diskRatio } from '../../estate/load.ts'

const MiB = 2 ** 20

/** A mounted file system as the guest sees it; sizes are missing where the guest does not tell. */
export interface FileSystem {
  readonly name: string
  readonly mountpoint: string
  readonly type: string
  readonly sizeBytes?: number
  readonly usedBytes?: number
  readonly device?: string
}

function linuxFileSystems(guest: Guest, at: number): FileSystem[] {
  const size = bootDiskBytes(guest)
  const ratio = diskRatio(guest, at)
  const root = Math.round(size * 0.96)
  const systems: FileSystem[] = [
    {
      name: 'sda1',
      mountpoint: '/',
      type: 'ext4',
      sizeBytes: root,
      usedBytes: Math.round(root * ratio),
      device: '/dev/sda1',
    },
    {
      name: 'sda15',
      mountpoint: '/boot/efi',
      type: 'vfat',
      sizeBytes: 124 * MiB,
      usedBytes: 9 * MiB,
      device: '/dev/sda15',
    },
  ]
  if (guest.os === 'ubuntu') {
    // Each snap is a loop device that is always full.
    for (const [index, snap] of ['core22/1963', 'lxd/33110', 'snapd/24505'].entries()) {
      const bytes = Math.round(between(40, 95, guest.seed, snap)) * MiB
      systems.push({
        name: `loop${index}`,
        mountpoint: `/snap/${snap}`,
        type: 'squashfs',
        sizeBytes: bytes,
        usedBytes: bytes,
        device: `/dev/loop${index}`,
      })
    }
  }
  if (guest.tags.includes('docker') || guest.tags.includes('k8s')) {
    // Overlay mounts repeat the figures of the root file system.
    for (const index of [1, 2]) {
      systems.push({
        name: 'sda1',
        mountpoint: `/var/lib/docker/overlay2/${index}/merged`,
        type: 'overlay',
        sizeBytes: root,
        usedBytes: Math.round(root * ratio),
      })
    }
  }
  if (guest.disks.length > 1) {
    const data = guest.disks[1]?.sizeBytes ?? 0
    systems.push({
      name: 'sdb1',
      mountpoint: '/srv',
      type: 'xfs',
      sizeBytes: data,
      usedBytes: Math.round(data * ratio * 0.9),
      device: '/dev/sdb1',
    })
  }
  return systems
}

function windowsFileSystems(guest: Guest, at: number): FileSystem[] {
  const ratio = diskRatio(guest, at)
  const volume = (index: number): string =>
    `\\\\?\\Volume{${hash(guest.seed, index).toString(16).padStart(8, '0')}-0000-0000-0000-100000000000}\\`
  const system = bootDiskBytes(guest) - 700 * MiB
  const systems: FileSystem[] = [
    {
      name: volume(0),
      mountpoint: 'System Reserved',
      type: 'NTFS',
      sizeBytes: 100 * MiB,
      usedBytes: 31 * MiB,
      device: '\\\\.\\PhysicalDrive0',
    },
    {
      name: volume(1),
      mountpoint: 'C:\\',
      type: 'NTFS',
      sizeBytes: system,
      usedBytes: Math.round(system * ratio),
      device: '\\\\.\\PhysicalDrive0',
    },
    { name: volume(3), mountpoint: 'E:\\', type: 'CDFS' },
  ]
  const data = guest.disks[1]?.sizeBytes
  if (data !== undefined)
    systems.push({
      name: volume(2),
      mountpoint: 'D:\\',
      type: 'NTFS',
      sizeBytes: data,
      usedBytes: Math.round(data * Math.min(0.96, ratio + 0.1)),
      device: '\\\\.\\PhysicalDrive1',
    })
  return systems
}

function haosFileSystems(guest: Guest, at: number): FileSystem[] {
  const data = Math.round(bootDiskBytes(guest) * 0.93)
  return [
    {
      name: 'sda8',
      mountpoint: '/mnt/data',
      type: 'ext4',
      sizeBytes: data,
      usedBytes: Math.round(data * diskRatio(guest, at)),
      device: '/dev/sda8',
    },
    { name: 'sda3', mountpoint: '/', type: 'erofs', sizeBytes: 234 * MiB, usedBytes: 234 * MiB, device: '/dev/sda3' },
    {
      name: 'sda1',
      mountpoint: '/mnt/boot',
      type: 'vfat',
      sizeBytes: 64 * MiB,
      usedBytes: 28 * MiB,
      device: '/dev/sda1',
    },
    { name: 'zram1', mountpoint: '/tmp', type: 'ext2' },
  ]
}

/** What `get-fsinfo` finds inside of a guest: the odd things of each system included. */
export function fileSystems(guest: Guest, at: number): FileSystem[] {
  switch (guest.os) {
    case 'windows':
      return windowsFileSystems(guest, at)
    case 'haos':
      return haosFileSystems(guest, at)
    case 'freebsd':
      return [
        {
          name: 'zroot/ROOT/default',
          mountpoint: '/',
          type: 'zfs',
          sizeBytes: bootDiskBytes(guest),
          usedBytes: Math.round(bootDiskBytes(guest) * diskRatio(guest, at)),
        },
      ]
    case 'debian':
    case 'ubuntu':
    case 'alpine':
      return linuxFileSystems(guest, at)
  }
}
