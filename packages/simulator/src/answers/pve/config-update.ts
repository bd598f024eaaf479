import type { Guest, GuestDisk, GuestKind } from '../../estate/guest.ts'
import { findStorage } from '../../estate/site.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, listOf, textOf } from '../parameters.ts'
import { guestOf, type PveCall, type PveHandler, type PveHandlers, requireQuorum } from './call.ts'
import { isDriveKey, readDrive } from './drives.ts'
import { configDigest, guestConfig, namedDisks } from './guest-config.ts'
import { changedSettings } from './guest-settings.ts'
import { badParameter, isRoot, requireUnlocked, startGuestTask } from './work.ts'

const rootOnly = ['args', 'hookscript', 'lock']
/** Parameters of the call itself, not keys of the configuration. */
const callKeys = new Set(['node', 'vmid', 'delete', 'digest', 'revert', 'force', 'skiplock', 'background_delay'])

/** The keys that a call gives, a CD drive under its real name. */
export function givenKeys(call: PveCall, notKeys: ReadonlySet<string>): Map<string, string> {
  const given = new Map<string, string>()
  for (const key of Object.keys(call.parameters)) {
    const value = textOf(call.parameters, key)
    if (!notKeys.has(key) && value !== undefined) given.set(key === 'cdrom' ? 'ide2' : key, value)
  }
  const cd = textOf(call.parameters, 'cdrom')
  if (cd !== undefined) given.set('ide2', cd.includes('media=') ? cd : `${cd},media=cdrom`)
  return given
}

export function checkDigest(call: PveCall, guest: Guest): void {
  const digest = textOf(call.parameters, 'digest')
  if (digest !== undefined && digest !== configDigest(guest)) {
    throw new ApiFailure(500, 'detected modified configuration - file changed by other user? Try again.')
  }
}

/** Guarded against removal, as `protection=1` says. */
export function requireUnprotected(guest: Guest, what: string): void {
  if (guestConfig(guest)['protection'] === 1) throw new ApiFailure(500, `${what} - protection mode enabled`)
}

/** A disk that is taken off the guest stays as an unused one. */
function detached(disks: readonly GuestDisk[], key: string): GuestDisk[] {
  const disk = disks.find((one) => one.key === key)
  if (disk === undefined) return [...disks]
  const rest = disks.filter((one) => one !== disk)
  if (disk.options === 'media=cdrom') return rest
  const numbers = new Set(rest.map((one) => one.key))
  let number = 0
  while (numbers.has(`unused${number}`)) number++
  const { options: _, mountpoint: __, ...bare } = disk
  return [...rest, { ...bare, key: `unused${number}` }]
}

function removed(call: PveCall, guest: Guest, disks: readonly GuestDisk[], key: string): GuestDisk[] {
  const isLost = key.startsWith('unused') || flagOf(call.parameters, 'force')
  if (isLost) requireUnprotected(guest, `can't remove unused disk '${key}'`)
  return isLost ? disks.filter((disk) => disk.key !== key) : detached(disks, key)
}

interface DiskChange {
  readonly disks: GuestDisk[]
  /** CDs and paths of the host are texts only. */
  readonly texts: Map<string, string | null>
}

function changedDisks(call: PveCall, guest: Guest, gone: readonly string[], given: Map<string, string>): DiskChange {
  let disks = namedDisks(guest)
  const texts = new Map<string, string | null>()
  for (const key of gone) disks = removed(call, guest, disks, key)
  for (const [key, text] of given) {
    if (!isDriveKey(guest.kind, key)) continue
    const drive = readDrive(call, { ...guest, disks }, key, text)
    if ('text' in drive) {
      disks = detached(disks, key)
      texts.set(key, drive.text)
      continue
    }
    if (drive.problem !== undefined) throw new ApiFailure(500, drive.problem)
    const { disk } = drive
    const isSame = (one: GuestDisk): boolean => one.storage === disk.storage && one.volume === disk.volume
    const before = disks.find((one) => one.key === key)
    const freed = before === undefined || isSame(before) ? disks : detached(disks, key)
    disks = [...freed.filter((one) => !isSame(one)), disk]
    texts.set(key, null)
    const storage = findStorage(call.site, disk.storage)
    if (storage !== undefined) storage.loose = storage.loose.filter((volume) => volume.name !== disk.volume)
  }
  return { disks: inOrder(disks), texts }
}

/** The root disk first, then as the keys count, unused ones last. */
function inOrder(disks: readonly GuestDisk[]): GuestDisk[] {
  const rank = (key: string): number => (key.startsWith('unused') ? 2 : /^(efidisk|tpmstate)/.test(key) ? 1 : 0)
  return disks.toSorted((one, other) => rank(one.key) - rank(other.key))
}

function update(kind: GuestKind, asTask: boolean): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    const given = givenKeys(call, callKeys)
    const gone = listOf(call.parameters, 'delete').map((key) => (key === 'cdrom' ? 'ide2' : key))
    if (given.size === 0 && gone.length === 0 && call.parameters['revert'] === undefined) {
      throw new ApiFailure(500, 'no options specified')
    }
    const both = gone.find((key) => given.has(key))
    if (both !== undefined) {
      throw badParameter('delete', `you can't use '-${both}' and -delete ${both}' at the same time`)
    }
    checkDigest(call, guest)
    const refused = [...given.keys()].find((key) => rootOnly.includes(key))
    if (refused !== undefined && !isRoot(call)) throw new ApiFailure(500, `only root can set '${refused}' config`)
    if (!flagOf(call.parameters, 'skiplock')) requireUnlocked(guest)
    const apply = (): void => applyChange(call, guest, gone, given)
    if (!asTask) {
      apply()
      return null
    }
    const shown = [...given].map(([key, value]) => ` -${key} ${key === 'cipassword' ? '<hidden>' : value}`).join('')
    const log = () => [[0, `update VM ${guest.vmid}:${shown}`]] as const
    return startGuestTask(call, guest, { type: 'qmconfig', durationMs: 500, log, effect: apply })
  }
}

function applyChange(call: PveCall, guest: Guest, gone: readonly string[], given: Map<string, string>): void {
  const { estate, site } = call
  const isVolume = (key: string): boolean => guest.disks.some((disk) => disk.key === key)
  const lost = gone.filter(isVolume)
  const { disks, texts } = changedDisks(call, guest, lost, given)
  const settings = new Map<string, string | null>()
  for (const key of gone) if (!isVolume(key)) settings.set(key, null)
  for (const [key, value] of given) if (!isDriveKey(guest.kind, key)) settings.set(key, value)
  const patch = changedSettings(call, guest, settings)
  for (const [key, text] of texts) {
    if (text === null) patch.config.delete(key)
    else patch.config.set(key, text)
  }
  if (lost.length > 0 || texts.size > 0) estate.setDisks(site.name, guest.vmid, disks)
  const lock = settings.get('lock')
  patch.config.delete('lock')
  estate.update(site.name, guest.vmid, { ...patch, ...(lock !== undefined && { lock }) })
}

/** Detaches volumes; with `force` they are gone. */
function unlink(call: PveCall): null {
  requireQuorum(call)
  const guest = guestOf(call, 'qemu')
  requireUnlocked(guest)
  applyChange(call, guest, listOf(call.parameters, 'idlist'), new Map())
  return null
}

export const configHandlers: PveHandlers = {
  'PUT /nodes/{node}/qemu/{vmid}/config': update('qemu', false),
  // The asynchronous form answers with a task.
  'POST /nodes/{node}/qemu/{vmid}/config': update('qemu', true),
  'PUT /nodes/{node}/lxc/{vmid}/config': update('lxc', false),
  'PUT /nodes/{node}/qemu/{vmid}/unlink': unlink,
}
