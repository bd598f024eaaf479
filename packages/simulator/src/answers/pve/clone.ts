import { type Guest, type GuestDisk, type GuestKind, isUp } from '../../estate/guest.ts'
import { findStorage } from '../../estate/site.ts'
import type { LogLine } from '../../estate/task-book.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, numberOf, textOf } from '../parameters.ts'
import { guestOf, isReachable, type PveCall, type PveHandler, type PveHandlers, requireQuorum } from './call.ts'
import { creationLines, spaceProblem, storageForGuest } from './drives.ts'
import { namedDisks } from './guest-config.ts'
import { copiedConfig, copiedDisk, linkedDisk, madeUnique } from './guest-copy.ts'
import { placeholder, requireAllocation, startMaking, takenProblem } from './guest-making.ts'
import { changedSettings } from './guest-settings.ts'
import { badParameter, binaryText, copyMs, progressLines, requireUnlocked, wordFor } from './work.ts'

/** The guest as it is, or as a snapshot keeps it. */
function sourceOf(call: PveCall, guest: Guest): Guest {
  const name = textOf(call.parameters, 'snapname')
  if (name === undefined || name === 'current') return guest
  const snapshot = guest.snapshots.find((one) => one.name === name)
  if (snapshot === undefined) throw new ApiFailure(500, `snapshot '${name}' does not exist`)
  const { saved } = snapshot
  return saved === undefined ? guest : { ...guest, ...saved, config: new Map(saved.config) }
}

function requireFreeNumber(call: PveCall, kind: GuestKind, newid: number): void {
  const taken = takenProblem(call, newid)
  if (taken === undefined) return
  const isHere = kind === 'qemu' && call.site.guests.get(newid)?.node === call.node.name
  throw new ApiFailure(500, isHere ? `unable to create VM ${newid}: config file already exists` : taken)
}

/** The node on which the clone is to be: another one only where everybody sees the disks. */
function targetOf(call: PveCall, guest: Guest, disks: readonly GuestDisk[]): string {
  const target = textOf(call.parameters, 'target') ?? call.node.name
  if (target === call.node.name) return target
  const node = call.site.nodes.get(target)
  if (node === undefined) throw new ApiFailure(500, `no such cluster node '${target}'`)
  if (!isReachable(call, node)) throw new ApiFailure(500, `target node '${target}' is not online`)
  const word = wordFor(guest)
  if (disks.some((disk) => findStorage(call.site, disk.storage)?.shared !== true)) {
    throw new ApiFailure(500, `can't clone ${word} to node '${target}' (${word} uses local storage)`)
  }
  return target
}

interface Copy {
  readonly from: GuestDisk
  readonly to: GuestDisk
}

function copies(call: PveCall, source: Guest, newid: number, isFull: boolean): Copy[] {
  const name = textOf(call.parameters, 'storage')
  const target = name === undefined ? undefined : storageForGuest(call, name, source.kind)
  if (target !== undefined && !isFull) {
    throw badParameter('storage', "parameter 'storage' not allowed for linked clones")
  }
  const made: Copy[] = []
  for (const from of namedDisks(source).filter((disk) => !disk.key.startsWith('unused'))) {
    const guest = { kind: source.kind, vmid: newid, disks: made.map((copy) => copy.to) }
    if (!isFull && !source.template) {
      const text = `Linked clone feature is not supported for '${from.storage}:${from.volume ?? ''}' (${from.key})`
      throw new ApiFailure(500, text)
    }
    const storage = target ?? findStorage(call.site, from.storage)
    if (storage === undefined) throw new ApiFailure(500, `storage '${from.storage}' does not exist`)
    const wanted = textOf(call.parameters, 'format')
    made.push({ from, to: isFull ? copiedDisk(call, guest, from, storage, wanted) : linkedDisk(call, guest, from) })
  }
  return made
}

function log(
  call: PveCall,
  made: readonly Copy[],
  isFull: boolean,
  isVm: boolean,
): { lines: LogLine[]; endMs: number } {
  const lines: LogLine[] = []
  let at = 500
  for (const { from, to } of made) {
    const storage = findStorage(call.site, to.storage)
    const what = isVm ? 'drive' : 'mountpoint'
    const volid = `${from.storage}:${from.volume ?? ''}`
    lines.push([at, `create ${isFull ? 'full' : 'linked'} clone of ${what} ${from.key} (${volid})`])
    const created = storage === undefined ? [] : creationLines(storage, to, at).slice(0, -1)
    lines.push(...created)
    if (!isFull) {
      at += 300
      continue
    }
    const size = binaryText(from.sizeBytes)
    const until = at + copyMs(from.sizeBytes * 0.5)
    const text = (ratio: number): string =>
      `transferred ${binaryText(from.sizeBytes * ratio)} of ${size} (${(100 * ratio).toFixed(2)}%)`
    lines.push(...progressLines(at, until, 20, text))
    at = until
  }
  return { lines, endMs: at + 500 }
}

function clone(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    const newid = numberOf(call.parameters, 'newid') ?? 0
    requireAllocation(call, newid)
    requireUnlocked(guest)
    const source = sourceOf(call, guest)
    const isFull = call.parameters['full'] === undefined ? !guest.template : flagOf(call.parameters, 'full')
    if (kind === 'lxc' && isFull && isUp(guest) && source === guest) {
      throw new ApiFailure(500, 'Cannot do full clones on a running container without snapshots')
    }
    const node = targetOf(call, guest, source.disks)
    const made = copies(call, source, newid, isFull)
    requireFreeNumber(call, kind, newid)
    const copy = placeholder(call, kind, newid, kind === 'qemu' ? 'clone' : 'create', node)
    const { lines, endMs } = log(call, made, isFull, kind === 'qemu')
    const full = made.map(({ to }) => {
      const storage = findStorage(call.site, to.storage)
      return storage === undefined ? undefined : spaceProblem(call, storage, to.volume ?? '', to.sizeBytes)
    })
    const problem = isFull ? full.find((text) => text !== undefined) : undefined
    return startMaking(call, copy, guest.vmid, {
      type: kind === 'qemu' ? 'qmclone' : 'vzclone',
      durationMs: problem === undefined ? endMs : 500,
      ...(problem !== undefined && { outcome: `clone failed: ${problem}` }),
      log: () => lines,
      effect: () => {
        finish(
          call,
          source,
          copy,
          made.map(({ to }) => to),
        )
      },
    })
  }
}

function finish(call: PveCall, source: Guest, copy: Guest, disks: readonly GuestDisk[]): void {
  const { estate, site, parameters } = call
  const given = textOf(parameters, copy.kind === 'qemu' ? 'name' : 'hostname')
  const name = given ?? (copy.kind === 'qemu' ? `Copy-of-VM-${source.name}` : source.name)
  const settings = new Map<string, string | null>([
    [copy.kind === 'qemu' ? 'name' : 'hostname', name],
    ['memory', String(source.memoryBytes / 2 ** 20)],
    ['tags', source.tags.join(';')],
    ['description', textOf(parameters, 'description') ?? source.description],
    ...madeUnique(copy, copiedConfig(source)),
  ])
  const pool = textOf(parameters, 'pool')
  estate.setDisks(site.name, copy.vmid, disks)
  const patch = changedSettings(call, copy, settings)
  const { os, agent } = source
  estate.update(site.name, copy.vmid, { ...patch, os, agent, ...(pool !== undefined && { pool }) })
}

export const cloneHandlers: PveHandlers = {
  'POST /nodes/{node}/qemu/{vmid}/clone': clone('qemu'),
  'POST /nodes/{node}/lxc/{vmid}/clone': clone('lxc'),
}
