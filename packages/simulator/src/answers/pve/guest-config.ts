import { fingerprintText, hexText, macText, uuidText } from '../../estate/chance.ts'
import type { Guest, GuestDisk, Os } from '../../estate/guest.ts'

const GiB = 1024 ** 3
const MiB = 1024 ** 2

export interface Volume {
  readonly key: string
  readonly volid: string
  readonly disk: GuestDisk
}

/** Volumes by config key, with the names that Proxmox gives on each kind of storage. */
export function guestVolumes(guest: Guest): Volume[] {
  return guest.disks.map((disk, index) => {
    const isFile = disk.storage.startsWith('nas') || disk.storage === 'nfs'
    const prefix = guest.kind === 'lxc' && disk.storage.includes('zfs') ? 'subvol' : guest.template ? 'base' : 'vm'
    const name = `${prefix}-${guest.vmid}-disk-${index}`
    const volid = isFile ? `${disk.storage}:${guest.vmid}/${name}.qcow2` : `${disk.storage}:${name}`
    return { key: disk.key, volid, disk }
  })
}

function diskText(volume: Volume, guest: Guest): string {
  const size = volume.disk.sizeBytes % GiB === 0 ? `${volume.disk.sizeBytes / GiB}G` : `${volume.disk.sizeBytes / MiB}M`
  if (guest.kind === 'lxc') {
    const mount = volume.disk.mountpoint === undefined ? '' : `,mp=${volume.disk.mountpoint}`
    return `${volume.volid}${mount},size=${size}`
  }
  return `${volume.volid},discard=on,iothread=1,size=${size}`
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
    boot: `order=${guest.disks[0]?.key ?? 'scsi0'};net0`,
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

/** The guest's configuration as `config` answers it, writes through the API included. */
export function guestConfig(guest: Guest): Record<string, string | number> {
  const newest = guest.snapshots.toSorted((one, other) => other.takenAt - one.takenAt)[0]
  const config: Record<string, string | number> = {
    ...(guest.kind === 'qemu' ? vmConfig(guest) : containerConfig(guest)),
    ...(guest.onboot && { onboot: 1 }),
    ...(guest.template && { template: 1 }),
    ...(guest.tags.length > 0 && { tags: guest.tags.join(';') }),
    ...(guest.description !== '' && { description: guest.description }),
    ...(guest.lock !== null && { lock: guest.lock }),
    ...(newest !== undefined && { parent: newest.name }),
  }
  for (const [key, value] of guest.config) {
    if (value === null) delete config[key]
    else config[key] = value
  }
  return { ...config, digest: configDigest(guest) }
}

/** Changes with every change of the guest; clients send it back so that they do not overwrite each other. */
export function configDigest(guest: Guest): string {
  const state = [
    guest.name,
    guest.cores,
    guest.memoryBytes,
    guest.tags.join(),
    guest.description,
    guest.onboot,
    guest.lock,
  ]
  const written = [...guest.config].map(([key, value]) => `${key}=${value}`)
  return hexText(
    40,
    guest.seed,
    JSON.stringify([...state, ...written, guest.snapshots.map((snapshot) => snapshot.name)]),
  )
}

export function keyFingerprint(seed: number): string {
  return fingerprintText(seed, 'key').toLowerCase()
}
