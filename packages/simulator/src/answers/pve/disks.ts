import type { Node, PhysicalDisk, ZfsPool } from '../../estate/node.ts'
import { ApiFailure, blocked } from '../answer.ts'
import { hash, hexText } from '../../estate/chance.ts'
import { textOf } from '../parameters.ts'
import type { PveCall, PveHandlers } from './call.ts'

// Sizes and counts of this part come as text or number, just as the disks and their tools have it.
function diskRow(disk: PhysicalDisk, node: Node): Record<string, unknown> {
  return {
    devpath: disk.devpath,
    type: disk.kind,
    model: disk.model.replaceAll(' ', '_'),
    serial: disk.serial,
    vendor: disk.kind === 'nvme' ? 'unknown' : 'ATA     ',
    wwn:
      disk.kind === 'nvme' ? `eui.${hexText(16, node.seed, disk.serial)}` : `0x5${hexText(15, node.seed, disk.serial)}`,
    size: disk.sizeBytes,
    health: disk.health,
    wearout: disk.wearout,
    rpm: disk.kind === 'hdd' ? '5400' : 0,
    used: disk.usedFor,
    gpt: 1,
    osdid: -1,
    'osdid-list': null,
    by_id_link: `/dev/disk/by-id/${disk.kind === 'nvme' ? 'nvme' : 'ata'}-${disk.model.replaceAll(' ', '_')}_${disk.serial}`,
  }
}

function diskOf(call: PveCall): PhysicalDisk {
  const path = textOf(call.parameters, 'disk') ?? ''
  const disk = call.node.disks.find((one) => one.devpath === path)
  if (disk === undefined) throw new ApiFailure(500, `not a valid disk device: '${path}'`)
  return disk
}

function smart(call: PveCall): unknown {
  const disk = diskOf(call)
  if (disk.kind === 'nvme') {
    const used = disk.wearout === 'N/A' ? 0 : 100 - disk.wearout
    const lines = [
      '',
      'SMART/Health Information (NVMe Log 0x02)',
      'Critical Warning:                   0x00',
      'Temperature:                        41 Celsius',
      'Available Spare:                    100%',
      `Percentage Used:                    ${used}%`,
      'Media and Data Integrity Errors:    0',
    ]
    return { type: 'text', health: disk.health, wearout: disk.wearout, text: `${lines.join('\n')}\n` }
  }
  const attribute = (id: string, name: string, value: number, raw: string) => ({
    id,
    name,
    value: String(value),
    worst: String(value),
    threshold: '10',
    normalized: value,
    raw,
    flags: '-O--CK',
    fail: '-',
  })
  const hours = String(2000 + (hash(call.node.seed, disk.serial) % 40_000))
  return {
    type: 'ata',
    health: disk.health,
    attributes: [
      attribute('  5', 'Reallocated_Sector_Ct', 100, '0'),
      attribute('  9', 'Power_On_Hours', 95, hours),
      attribute('194', 'Temperature_Celsius', 66, '34 (Min/Max 17/51)'),
      attribute('199', 'UDMA_CRC_Error_Count', 100, '0'),
    ],
    ...(disk.wearout !== 'N/A' && { wearout: disk.wearout }),
  }
}

function poolRow(pool: ZfsPool): Record<string, unknown> {
  const alloc = Math.round(pool.sizeBytes * pool.usedRatio)
  return {
    name: pool.name,
    size: pool.sizeBytes,
    alloc,
    free: pool.sizeBytes - alloc,
    frag: 11,
    dedup: 1,
    health: pool.health,
  }
}

/** Commands on a suspended pool never return. */
function refuseIfSuspended(call: PveCall): void {
  if (call.node.zpools.some((pool) => pool.health === 'SUSPENDED')) throw blocked()
}

function poolDetail(call: PveCall): unknown {
  refuseIfSuspended(call)
  const name = textOf(call.parameters, 'name') ?? ''
  const pool = call.node.zpools.find((one) => one.name === name)
  if (pool === undefined) throw new ApiFailure(500, `cannot open '${name}': no such pool`)
  const isDegraded = pool.health === 'DEGRADED'
  const counts = { read: 0, write: 0, cksum: 0, msg: '' }
  const leaves = pool.disks.map((disk, index) => {
    const isBad = isDegraded && index === pool.disks.length - 1
    return {
      name: disk,
      state: isBad ? 'FAULTED' : 'ONLINE',
      leaf: 1,
      ...counts,
      ...(isBad && { read: 12, write: 384, msg: 'too many errors' }),
    }
  })
  const vdevs =
    leaves.length > 1 ? [{ name: 'mirror-0', state: pool.health, leaf: 0, ...counts, children: leaves }] : leaves
  return {
    name,
    state: pool.health,
    scan: 'scrub repaired 0B in 00:12:34 with 0 errors on Sun Nov  8 00:36:35 2026',
    errors: 'No known data errors',
    ...(isDegraded && { status: 'A device is faulted.', action: 'Replace the faulted device.' }),
    // The first child is the pool itself.
    children: [{ name, state: pool.health, leaf: 0, ...counts, children: vdevs }],
    leaf: 0,
  }
}

function lvm(call: PveCall): unknown {
  const groups = call.node.disks.filter((disk) => disk.usedFor === 'LVM')
  return {
    leaf: 0,
    children: groups.map((disk) => ({
      name: 'pve',
      size: disk.sizeBytes,
      free: 16 * 2 ** 30,
      leaf: 0,
      children: [{ name: disk.devpath, size: disk.sizeBytes, free: 16 * 2 ** 30, leaf: 1 }],
    })),
  }
}

const at = '/nodes/{node}/disks'

export const diskHandlers: PveHandlers = {
  [`GET ${at}/list`]: (call) => call.node.disks.map((disk) => diskRow(disk, call.node)),
  [`GET ${at}/smart`]: smart,
  [`GET ${at}/zfs`]: (call) => {
    refuseIfSuspended(call)
    return call.node.zpools.map(poolRow)
  },
  [`GET ${at}/zfs/{name}`]: poolDetail,
  [`GET ${at}/lvm`]: lvm,
  [`GET ${at}/lvmthin`]: (call) =>
    call.site.storages
      .filter((storage) => storage.type === 'lvmthin')
      .map((storage) => ({
        lv: storage.options['thinpool'] ?? 'data',
        vg: storage.options['vgname'] ?? 'pve',
        lv_size: storage.totalBytes,
        used: Math.round(storage.totalBytes * storage.usedRatio),
        metadata_size: 2 ** 30,
        metadata_used: 2 ** 26,
      })),
  [`GET ${at}/directory`]: () => [],
}
