import { type Guest, type GuestDisk, type GuestKind, isUp } from '../../estate/guest.ts'
import { findStorage } from '../../estate/site.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, textOf } from '../parameters.ts'
import { guestOf, type PveCall, type PveHandler, type PveHandlers, requireQuorum } from './call.ts'
import { checkDigest } from './config-update.ts'
import { parseSize, spaceProblem, storageForGuest } from './drives.ts'
import { namedDisks } from './guest-config.ts'
import { copiedDisk } from './guest-copy.ts'
import { badParameter, binaryText, copyMs, progressLines, requireUnlocked, startGuestTask } from './work.ts'

function diskOf(call: PveCall, guest: Guest, name: string): GuestDisk {
  const key = textOf(call.parameters, name) ?? ''
  const disk = namedDisks(guest).find((one) => one.key === key)
  if (disk === undefined) throw new ApiFailure(500, `disk '${key}' does not exist`)
  return disk
}

function setDisk(call: PveCall, guest: Guest, key: string, change: (disk: GuestDisk) => GuestDisk): void {
  const disks = namedDisks(guest).map((disk) => (disk.key === key ? change(disk) : disk))
  call.estate.setDisks(call.site.name, guest.vmid, disks)
}

function resize(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    requireUnlocked(guest)
    checkDigest(call, guest)
    const disk = diskOf(call, guest, 'disk')
    const text = textOf(call.parameters, 'size') ?? ''
    const size = parseSize(text.replace('+', ''))
    if (size === undefined) throw badParameter('size', 'value does not match the regex pattern')
    const sizeBytes = text.startsWith('+') ? disk.sizeBytes + size : size
    if (sizeBytes < disk.sizeBytes) {
      throw new ApiFailure(500, kind === 'qemu' ? 'shrinking disks is not supported' : 'unable to shrink disk size')
    }
    const storage = findStorage(call.site, disk.storage)
    const grown = sizeBytes - disk.sizeBytes
    const problem = storage === undefined ? undefined : spaceProblem(call, storage, disk.volume ?? '', grown)
    return startGuestTask(call, guest, {
      type: 'resize',
      durationMs: 1000,
      ...(problem !== undefined && { outcome: problem }),
      effect: () => setDisk(call, guest, disk.key, (one) => ({ ...one, sizeBytes })),
    })
  }
}

function move(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    requireUnlocked(guest)
    checkDigest(call, guest)
    const disk = diskOf(call, guest, kind === 'qemu' ? 'disk' : 'volume')
    const name = textOf(call.parameters, 'storage')
    if (name === undefined) throw badParameter('storage', 'property is missing and it is not optional')
    const storage = storageForGuest(call, name, kind)
    const wanted = textOf(call.parameters, 'format')
    const isSame = name === disk.storage && (wanted === undefined || disk.volume?.endsWith(`.${wanted}`) === true)
    if (isSame) throw new ApiFailure(500, "you can't move to the same storage with same format")
    if (kind === 'lxc' && isUp(guest)) {
      throw new ApiFailure(500, `cannot move volume '${disk.key}' - container is running`)
    }
    const copy = copiedDisk(call, guest, disk, storage, wanted)
    const problem = spaceProblem(call, storage, copy.volume ?? '', copy.sizeBytes)
    const endMs = 500 + copyMs(disk.sizeBytes * 0.5)
    const size = binaryText(disk.sizeBytes)
    const volid = `${disk.storage}:${disk.volume ?? ''}`
    return startGuestTask(call, guest, {
      type: kind === 'qemu' ? 'qmmove' : 'move_volume',
      durationMs: problem === undefined ? endMs : 300,
      ...(problem !== undefined && { outcome: `storage migration failed: ${problem}` }),
      ...(kind === 'lxc' && { lock: 'disk' }),
      log: () => [
        [0, `create full clone of drive ${disk.key} (${volid})`],
        ...progressLines(
          500,
          endMs,
          10,
          (ratio) => `transferred ${binaryText(disk.sizeBytes * ratio)} of ${size} (${(100 * ratio).toFixed(2)}%)`,
        ),
      ],
      effect: () => {
        const rest = namedDisks(guest)
        const left = flagOf(call.parameters, 'delete') ? [] : [{ ...disk, key: unusedKey(rest) }]
        const disks = rest.map((one) => (one.key === disk.key ? copy : one))
        call.estate.setDisks(call.site.name, guest.vmid, [...disks, ...left])
      },
    })
  }
}

function unusedKey(disks: readonly GuestDisk[]): string {
  for (let number = 0; ; number++) {
    const key = `unused${number}`
    if (!disks.some((disk) => disk.key === key)) return key
  }
}

/** What a template's disks are called: nobody writes to them again. */
function asBase(guest: Guest): GuestDisk[] {
  return namedDisks(guest).map((disk) => {
    const volume = disk.volume?.replace(/\bvm-(\d+-disk-)/, 'base-$1').replace(/\bsubvol-/, 'basevol-')
    return volume === undefined ? disk : { ...disk, volume }
  })
}

function template(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    requireUnlocked(guest)
    const word = kind === 'qemu' ? 'VM' : 'CT'
    if (guest.template) throw new ApiFailure(500, "you can't convert a template to a template")
    if (isUp(guest)) throw new ApiFailure(500, `you can't convert a ${word} to template if ${word} is running`)
    if (guest.snapshots.length > 0) {
      throw new ApiFailure(500, `unable to create template, because ${word} contains snapshots`)
    }
    const convert = (): void => {
      call.estate.setDisks(call.site.name, guest.vmid, asBase(guest))
      call.estate.update(call.site.name, guest.vmid, { template: true })
    }
    if (kind === 'qemu') return startGuestTask(call, guest, { type: 'qmtemplate', durationMs: 1000, effect: convert })
    convert()
    return null
  }
}

export const guestDiskHandlers: PveHandlers = {
  'PUT /nodes/{node}/qemu/{vmid}/resize': resize('qemu'),
  'PUT /nodes/{node}/lxc/{vmid}/resize': resize('lxc'),
  'POST /nodes/{node}/qemu/{vmid}/move_disk': move('qemu'),
  'POST /nodes/{node}/lxc/{vmid}/move_volume': move('lxc'),
  'POST /nodes/{node}/qemu/{vmid}/template': template('qemu'),
  'POST /nodes/{node}/lxc/{vmid}/template': template('lxc'),
}
