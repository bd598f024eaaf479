import { uuidText } from '../../estate/chance.ts'
import type { Guest, GuestDisk } from '../../estate/guest.ts'
import { findStorage } from '../../estate/site.ts'
import { imageFormat, isFileBased, type Storage } from '../../estate/storage.ts'
import type { PveCall } from './call.ts'
import { freeVolume, parseProperty } from './drives.ts'
import { guestConfig, guestVolumes } from './guest-config.ts'

/** Keys that are fields of the guest, or belong to the one guest alone. */
const ownKeys = /^(?:name|hostname|memory|tags|description|onboot|template|lock|parent|digest|snaptime|unused\d+)$/

/** The texts of a guest's configuration, for another guest that is to have the same. */
export function copiedConfig(guest: Guest): Map<string, string | null> {
  const volumes = new Set(guestVolumes(guest).map(({ key }) => key))
  const entries = Object.entries(guestConfig(guest)).filter(([key]) => !ownKeys.test(key) && !volumes.has(key))
  return new Map(entries.map(([key, value]) => [key, String(value)]))
}

/** Takes away what has to be unique: addresses of network cards and the machine's own ids. */
export function madeUnique(guest: Guest, config: Map<string, string | null>): Map<string, string | null> {
  const fresh = new Map(config)
  for (const [key, text] of config) {
    if (text === null) continue
    if (/^net\d+$/.test(key)) fresh.set(key, withoutAddress(guest, text))
    if (key === 'smbios1') fresh.set(key, `uuid=${uuidText(guest.seed, 'smbios')}`)
    if (key === 'vmgenid') fresh.set(key, uuidText(guest.seed, 'vmgenid'))
  }
  return fresh
}

/** The text of a network card as somebody would write it who leaves the address to the server. */
function withoutAddress(guest: Guest, text: string): string {
  const { options } = parseProperty(text)
  if (guest.kind === 'lxc') {
    return options
      .filter(([key]) => key !== 'hwaddr')
      .map(([key, value]) => `${key}=${value}`)
      .join(',')
  }
  const model = options[0]?.[0] ?? 'virtio'
  return [model, ...options.slice(1).map(([key, value]) => `${key}=${value}`)].join(',')
}

/** Where a copy of a disk goes, and how it is called there. */
export function copiedDisk(
  call: PveCall,
  guest: Pick<Guest, 'kind' | 'vmid' | 'disks'>,
  disk: GuestDisk,
  storage: Storage,
  wanted?: string,
): GuestDisk {
  const { base: _, ...rest } = disk
  const format = imageFormat(storage, wanted ?? formatOf(disk), guest.kind)
  const name = freeVolume(call, storage, guest, format)
  const volume = disk.options === 'media=cdrom' ? name.replace(/disk-\d+/, 'cloudinit') : name
  return { ...rest, storage: storage.storage, volume }
}

function formatOf(disk: GuestDisk): string | undefined {
  return /\.(qcow2|raw|vmdk)$/.exec(disk.volume ?? '')?.[1]
}

/** A disk that stands on a template's and keeps only what differs. */
export function linkedDisk(call: PveCall, guest: Pick<Guest, 'kind' | 'vmid' | 'disks'>, disk: GuestDisk): GuestDisk {
  const storage = findStorage(call.site, disk.storage)
  if (storage === undefined) return disk
  const copy = copiedDisk(call, guest, disk, storage)
  const base = disk.volume ?? ''
  // File and ZFS volumes name what they stand on; thin pools know it by themselves.
  const isNamed = isFileBased(storage) || storage.type === 'zfspool'
  return { ...copy, base, ...(isNamed && { volume: `${base}/${copy.volume ?? ''}` }) }
}
