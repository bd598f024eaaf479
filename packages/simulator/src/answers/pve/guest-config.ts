import { fingerprintText, hexText, macText, uuidText } from '../../estate/chance.ts'
import {
  type Guest,
  type GuestDisk,
  type GuestKind,
  isDataDisk,
  type Os,
  parentSnapshot,
  type Snapshot,
} from '../../estate/guest.ts'
import { methodOf, resultShape } from '@pulse/proxmox/schema'

const GiB = 1024 ** 3
const MiB = 1024 ** 2

export interface Volume {
  readonly key: string
  readonly volid: string
  readonly disk: GuestDisk
}

/** Volumes by config key, with the names that Proxmox gives on each kind of storage. */
export function guestVolumes(guest: Pick<Guest, 'kind' | 'vmid' | 'template' | 'disks'>): Volume[] {
  return guest.disks.map((disk, index) => {
    const volid = `${disk.storage}:${disk.volume ?? placeName(guest, disk, index)}`
    return { key: disk.key, volid, disk }
  })
}

/** The name of a volume that was there from the start. */
function placeName(guest: Pick<Guest, 'kind' | 'vmid' | 'template'>, disk: GuestDisk, index: number): string {
  const isFile = disk.storage.startsWith('nas') || disk.storage === 'nfs'
  const prefix = guest.kind === 'lxc' && disk.storage.includes('zfs') ? 'subvol' : guest.template ? 'base' : 'vm'
  const name = `${prefix}-${guest.vmid}-disk-${index}`
  return isFile ? `${guest.vmid}/${name}.qcow2` : name
}

/** The guest's disks with the names of their volumes: before one comes or goes, so that the others keep theirs. */
export function namedDisks(guest: Pick<Guest, 'kind' | 'vmid' | 'template' | 'disks'>): GuestDisk[] {
  return guestVolumes(guest).map(({ disk, volid }) => ({ ...disk, volume: volid.slice(disk.storage.length + 1) }))
}

export function sizeText(bytes: number): string {
  if (bytes % GiB === 0) return `${bytes / GiB}G`
  return bytes % MiB === 0 ? `${bytes / MiB}M` : `${Math.ceil(bytes / 1024)}K`
}

function diskText({ key, volid, disk }: Volume, guest: Guest): string {
  if (key.startsWith('unused')) return volid
  const usual = guest.kind === 'qemu' ? 'discard=on,iothread=1' : ''
  const options = [
    volid,
    disk.mountpoint === undefined ? '' : `mp=${disk.mountpoint}`,
    disk.options ?? usual,
    `size=${sizeText(disk.sizeBytes)}`,
  ]
  return options.filter((option) => option !== '').join(',')
}

const vmOsTypes: Record<Os, string> = {
  debian: 'l26',
  ubuntu: 'l26',
  alpine: 'l26',
  haos: 'l26',
  windows: 'win11',
  freebsd: 'other',
}

function vmConfig(guest: Guest): Record<string, string | number> {
  const volumes = Object.fromEntries(guestVolumes(guest).map((volume) => [volume.key, diskText(volume, guest)]))
  return {
    name: guest.name,
    ostype: vmOsTypes[guest.os],
    boot: `order=${guest.disks.find(isDataDisk)?.key ?? 'scsi0'};net0`,
    cores: guest.cores,
    sockets: 1,
    cpu: 'x86-64-v3',
    numa: 0,
    // A string, while cores is a number: so it is on the wire.
    memory: String(guest.memoryBytes / MiB),
    scsihw: 'virtio-scsi-single',
    ...volumes,
    net0: `virtio=${macText(guest.seed)},bridge=vmbr0,firewall=1`,
    smbios1: `uuid=${uuidText(guest.seed, 'smbios')}`,
    vmgenid: uuidText(guest.seed, 'vmgenid'),
    meta: `creation-qemu=9.2.0,ctime=${Math.floor(guest.createdAt / 1000)}`,
    ...(guest.agent !== 'absent' && { agent: 'enabled=1,fstrim_cloned_disks=1' }),
    ...(!guest.balloonDriver && { balloon: 0 }),
    ...(guest.os === 'windows' && {
      bios: 'ovmf',
      machine: 'pc-q35-10.0',
      tpmstate0: `${guest.disks[0]?.storage}:vm-${guest.vmid}-disk-9,size=4M,version=v2.0`,
    }),
  }
}

function containerConfig(guest: Guest): Record<string, string | number> {
  const volumes = Object.fromEntries(guestVolumes(guest).map((volume) => [volume.key, diskText(volume, guest)]))
  return {
    hostname: guest.name,
    arch: 'amd64',
    ostype: guest.os === 'ubuntu' || guest.os === 'alpine' ? guest.os : 'debian',
    cores: guest.cores,
    memory: guest.memoryBytes / MiB,
    swap: 512,
    unprivileged: 1,
    features: 'nesting=1',
    ...volumes,
    net0: `name=eth0,bridge=vmbr0,firewall=1,hwaddr=${macText(guest.seed)},ip=dhcp,type=veth`,
  }
}

type Config = Record<string, string | number>

/** What stands in the configuration of a guest that somebody made through the API. */
function writtenConfig(guest: Guest): Config {
  const volumes = Object.fromEntries(guestVolumes(guest).map((volume) => [volume.key, diskText(volume, guest)]))
  return {
    [guest.kind === 'qemu' ? 'name' : 'hostname']: guest.name,
    cores: guest.cores,
    memory: guest.kind === 'qemu' ? String(guest.memoryBytes / MiB) : guest.memoryBytes / MiB,
    ...volumes,
  }
}

function configWithoutDigest(guest: Guest): Config {
  const parent = parentSnapshot(guest)
  const base = guest.explicit ? writtenConfig : guest.kind === 'qemu' ? vmConfig : containerConfig
  const config: Config = {
    ...base(guest),
    ...(guest.onboot && { onboot: 1 }),
    ...(guest.template && { template: 1 }),
    ...(guest.tags.length > 0 && { tags: guest.tags.join(';') }),
    ...(guest.description !== '' && { description: guest.description }),
    ...(guest.lock !== null && { lock: guest.lock }),
    ...(parent !== undefined && { parent: parent.name }),
  }
  const numeric = numericKeys(guest.kind)
  for (const [key, value] of guest.config) {
    if (value === null) delete config[key]
    else config[key] = numeric.has(key) ? Number(value) : value
  }
  return config
}

const knownNumericKeys = new Map<GuestKind, ReadonlySet<string>>()

/** The keys that the server sends as numbers, however they were written. */
function numericKeys(kind: GuestKind): ReadonlySet<string> {
  const known = knownNumericKeys.get(kind)
  if (known !== undefined) return known
  const method = methodOf('pve', 'GET', `/nodes/{node}/${kind}/{vmid}/config`)
  const properties = method === undefined ? {} : (resultShape(method).properties ?? {})
  const isNumeric = (type: string | undefined): boolean => /^(integer|number|boolean)$/.test(type ?? '')
  const keys = Object.entries(properties).filter(([, shape]) => isNumeric(shape.type))
  const numeric = new Set(keys.map(([key]) => key))
  knownNumericKeys.set(kind, numeric)
  return numeric
}

/** The guest's configuration as `config` answers it, writes through the API included. */
export function guestConfig(guest: Guest): Config {
  return { ...configWithoutDigest(guest), digest: configDigest(guest) }
}

/** The configuration that a snapshot keeps. */
export function snapshotConfig(guest: Guest, snapshot: Snapshot): Config {
  const frozen: Guest = {
    ...guest,
    ...snapshot.saved,
    description: '',
    lock: null,
    snapshots: [],
    config: new Map(snapshot.saved?.config ?? guest.config),
  }
  return {
    ...configWithoutDigest(frozen),
    ...(snapshot.parent !== null && { parent: snapshot.parent }),
    ...(snapshot.description !== '' && { description: snapshot.description }),
    snaptime: Math.floor(snapshot.takenAt / 1000),
    digest: configDigest(guest),
  }
}

/** Changes with every change of the guest; clients send it back so that they do not overwrite each other. */
export function configDigest(guest: Guest): string {
  const snapshots = guest.snapshots.map((snapshot) => snapshot.name)
  return hexText(40, guest.seed, JSON.stringify([configWithoutDigest(guest), snapshots]))
}

export function keyFingerprint(seed: number): string {
  return fingerprintText(seed, 'key').toLowerCase()
}
