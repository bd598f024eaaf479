import type { Guest, GuestDisk, GuestKind } from '../../estate/guest.ts'
import type { LogLine } from '../../estate/task-book.ts'
import { findStorage } from '../../estate/site.ts'
import { imageFormat, isFileBased, isOnNode, isThin, readStorage, type Storage } from '../../estate/storage.ts'
import { ApiFailure } from '../answer.ts'
import type { PveCall } from './call.ts'
import { guestVolumes, namedDisks, sizeText } from './guest-config.ts'
import { badParameter, requirePrivilege } from './work.ts'

const GiB = 2 ** 30
const MiB = 2 ** 20

/** A property string taken apart: the value that needs no key, and the rest in order. */
export interface PropertyText {
  readonly head: string
  readonly options: readonly (readonly [key: string, value: string])[]
}

/** Takes `local-lvm:32,discard=on` apart; `file=` and `volume=` name the head. */
export function parseProperty(text: string): PropertyText {
  let head = ''
  const options: [string, string][] = []
  for (const part of text.split(',')) {
    const split = part.indexOf('=')
    const key = split < 0 ? '' : part.slice(0, split)
    if (key === '' || key === 'file' || key === 'volume') head = part.slice(split + 1)
    else options.push([key, part.slice(split + 1)])
  }
  return { head, options }
}

export function isDriveKey(kind: GuestKind, key: string): boolean {
  const pattern = kind === 'qemu' ? /^(?:(?:ide|sata|scsi|virtio)\d+|efidisk0|tpmstate0)$/ : /^(?:rootfs|mp\d+)$/
  return pattern.test(key)
}

/** `32G`, `512M`, `+10G` (a number without unit is bytes); undefined where it is none. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([KMGT])?$/.exec(text)
  if (match === null) return undefined
  const [, number = '', unit = ''] = match
  return Math.round(Number(number) * 1024 ** ' KMGT'.indexOf(unit || ' '))
}

/** A storage that the caller may put volumes of a guest on. */
export function storageForGuest(call: PveCall, name: string, kind: GuestKind): Storage {
  const storage = usableStorage(call, name)
  const content = kind === 'qemu' ? 'images' : 'rootdir'
  const what = kind === 'qemu' ? 'vm images' : 'container directories'
  if (!storage.content.includes(content)) {
    throw badParameter('storage', `storage '${name}' does not support ${what}`)
  }
  requirePrivilege(call, `/storage/${name}`, 'Datastore.AllocateSpace')
  return storage
}

/** A storage that is there, switched on and belongs to the call's node. */
export function usableStorage(call: PveCall, name: string, node = call.node.name): Storage {
  const storage = findStorage(call.site, name)
  if (storage === undefined) throw new ApiFailure(500, `storage '${name}' does not exist`)
  if (storage.disabled) throw new ApiFailure(500, `storage '${name}' is disabled`)
  if (!isOnNode(storage, node)) throw new ApiFailure(500, `storage '${name}' is not available on node '${node}'`)
  return storage
}

/** The whole name of a volume on its kind of storage, e.g. `100/vm-100-disk-0.qcow2`. */
function volumeName(storage: Storage, vmid: number, name: string, format: string): string {
  return isFileBased(storage) ? `${vmid}/${name}.${format}` : name
}

/** The names of all volumes that belong to a guest's number on one storage. */
function takenNames(call: PveCall, storage: Storage, vmid: number, disks: readonly GuestDisk[]): string {
  const loose = storage.loose.filter((volume) => volume.vmid === vmid).map((volume) => volume.name)
  const named = disks.filter((disk) => disk.storage === storage.storage).map((disk) => disk.volume ?? '')
  const guest = call.site.guests.get(vmid)
  const own = guest === undefined ? [] : guestVolumes(guest).map(({ volid }) => volid)
  const here = own.filter((volid) => volid.startsWith(`${storage.storage}:`))
  return [...loose, ...named, ...here].join('\n')
}

/** The name that the next volume of a guest gets. */
export function freeVolume(
  call: PveCall,
  storage: Storage,
  guest: Pick<Guest, 'kind' | 'vmid' | 'disks'>,
  format: string,
  prefix?: 'base',
): string {
  const taken = takenNames(call, storage, guest.vmid, guest.disks)
  const word = prefix ?? (format === 'subvol' ? 'subvol' : 'vm')
  for (let number = 0; ; number++) {
    if (!new RegExp(`-${guest.vmid}-disk-${number}(?!\\d)`).test(taken)) {
      return volumeName(storage, guest.vmid, `${word}-${guest.vmid}-disk-${number}`, format)
    }
  }
}

/** Why a volume of that size cannot be made now, in the words of the tool that would make it. */
export function spaceProblem(call: PveCall, storage: Storage, volume: string, sizeBytes: number): string | undefined {
  const { availableBytes } = readStorage(storage, call.node.name, call.now)
  if (availableBytes >= (isThin(storage) ? Math.min(sizeBytes, 64 * MiB) : sizeBytes)) return undefined
  const { vgname = 'pve', thinpool = 'data', pool = 'rpool', path = '/var/lib/vz' } = storage.options
  switch (storage.type) {
    case 'lvm':
    case 'lvmthin':
      return storage.type === 'lvm'
        ? `lvcreate '${vgname}/${volume}' error:   Volume group "${vgname}" has insufficient free space`
        : `lvcreate '${vgname}/${volume}' error:   Cannot create new thin volume, free space in thin pool ${vgname}/${thinpool} reached threshold.`
    case 'zfspool':
      return `zfs error: cannot create '${pool}/${volume}': out of space`
    case 'rbd':
      return `rbd create '${volume}' error: rbd: create error: (28) No space left on device`
    case 'dir':
    case 'nfs':
    case 'cifs':
    case 'pbs':
      return `unable to create image: qemu-img: ${path}/images/${volume}: No space left on device`
  }
}

/** What one key of a call comes to: a volume of the guest, or a text that stays as it is (a CD, a path of the host). */
export type Drive =
  | { readonly disk: GuestDisk; readonly isNew: boolean; readonly problem: string | undefined }
  | { readonly text: string }

const notOptions = new Set(['size', 'format', 'import-from', 'mp'])

/** Reads a drive or mount point that somebody wrote; `guest.disks` are those that it has already. */
export function readDrive(
  call: PveCall,
  guest: Pick<Guest, 'kind' | 'vmid' | 'disks' | 'template'>,
  key: string,
  text: string,
): Drive {
  const { head, options } = parseProperty(text)
  const given = Object.fromEntries(options)
  const [, storageName = '', volume = ''] = /^([^/:\s]+):(.+)$/.exec(head) ?? []
  const isCd = given['media'] === 'cdrom' && volume !== 'cloudinit'
  if (storageName !== '' && isCd) usableStorage(call, storageName)
  if (storageName === '' || isCd) {
    if (storageName === '' && guest.kind === 'lxc' && !head.startsWith('/')) {
      throw badParameter(key, 'invalid format - format error\nvolume: property is missing and it is not optional')
    }
    return { text }
  }
  const storage = storageForGuest(call, storageName, guest.kind)
  const rest = options.filter(([name]) => !notOptions.has(name)).map(([name, value]) => `${name}=${value}`)
  const base = {
    key,
    storage: storageName,
    options: (volume === 'cloudinit' ? ['media=cdrom'] : rest).join(','),
    ...(given['mp'] !== undefined && { mountpoint: given['mp'] }),
  }
  const isNew = volume === 'cloudinit' || /^\d+(?:\.\d+)?$/.test(volume)
  if (!isNew) return { ...existing(call, guest, storage, volume, base), isNew }
  const format = imageFormat(storage, given['format'], guest.kind)
  const sizeBytes = newSize(key, volume)
  const name =
    volume === 'cloudinit'
      ? volumeName(storage, guest.vmid, `vm-${guest.vmid}-cloudinit`, format)
      : freeVolume(call, storage, guest, format)
  return { disk: { ...base, sizeBytes, volume: name }, isNew, problem: spaceProblem(call, storage, name, sizeBytes) }
}

/** Firmware variables, TPM state and cloud-init images have a size of their own. */
function newSize(key: string, volume: string): number {
  if (key === 'efidisk0' || key === 'tpmstate0' || volume === 'cloudinit') return 4 * MiB
  // An imported disk brings its size; as nothing is read, it is one of 4 GiB.
  return Math.round((Number(volume) || 4) * GiB)
}

/** A volume that is there: attached, detached, or not named by any configuration. */
function existing(
  call: PveCall,
  guest: Pick<Guest, 'kind' | 'vmid' | 'disks' | 'template'>,
  storage: Storage,
  volume: string,
  base: Omit<GuestDisk, 'sizeBytes'>,
): { disk: GuestDisk; problem: string | undefined } {
  const own = namedDisks(guest).find((disk) => disk.storage === storage.storage && disk.volume === volume)
  const loose = storage.loose.find((one) => one.name === volume)
  const sizeBytes = own?.sizeBytes ?? loose?.sizeBytes
  const disk = { ...base, sizeBytes: sizeBytes ?? 0, volume }
  return { disk, problem: sizeBytes === undefined ? `volume '${storage.storage}:${volume}' does not exist` : undefined }
}

/** What the log says when a volume has been made. */
export function creationLines(storage: Storage, disk: GuestDisk, at: number): LogLine[] {
  const volid = `${disk.storage}:${disk.volume ?? ''}`
  const lines: LogLine[] = []
  if (storage.type === 'lvmthin' || storage.type === 'lvm') {
    lines.push([at, `  Logical volume "${disk.volume ?? ''}" created.`])
  } else if (isFileBased(storage)) {
    const path = `${storage.options['path'] ?? `/mnt/pve/${storage.storage}`}/images/${disk.volume ?? ''}`
    lines.push([at, `Formatting '${path}', fmt=${path.split('.').at(-1)} size=${disk.sizeBytes}`])
  }
  return [...lines, [at, `${disk.key}: successfully created disk '${volid},size=${sizeText(disk.sizeBytes)}'`]]
}
