import type { GuestBackup } from '../../estate/backup-job.ts'
import { type Guest, type GuestDisk, type GuestKind, isDataDisk, isUp } from '../../estate/guest.ts'
import { findStorage } from '../../estate/site.ts'
import type { LogLine } from '../../estate/task-book.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, numberOf, textOf } from '../parameters.ts'
import { can, type PveCall } from './call.ts'
import { findBackup } from './backup-volume.ts'
import { creationLines, spaceProblem, storageForGuest, usableStorage } from './drives.ts'
import { namedDisks } from './guest-config.ts'
import { copiedConfig, copiedDisk, madeUnique } from './guest-copy.ts'
import { placeholder, requireAllocation, startMaking, takenProblem } from './guest-making.ts'
import { changedSettings } from './guest-settings.ts'
import { startGuest } from './power.ts'
import { badParameter, copyMs, lockProblem, progressLines, startTask, wordFor } from './work.ts'

/** The backup that the call names, of the right kind. */
function backupOf(call: PveCall, kind: GuestKind): { backup: GuestBackup; volid: string } {
  const name = kind === 'qemu' ? 'archive' : 'ostemplate'
  const volid = textOf(call.parameters, name) ?? ''
  const storageName = /^([^:/]+):backup\//.exec(volid)?.[1]
  if (storageName === undefined) throw badParameter(name, `unable to parse volume ID '${volid}'`)
  const backup = findBackup(call, usableStorage(call, storageName), volid)
  if (backup === undefined) throw new ApiFailure(500, `volume '${volid}' does not exist`)
  if (backup.guest.kind !== kind) {
    const word = wordFor({ kind })
    throw new ApiFailure(500, `unable to restore ${word} - '${volid}' is no backup of a ${word}`)
  }
  return { backup, volid }
}

interface Restored {
  readonly disks: GuestDisk[]
  readonly problem: string | undefined
}

function restoredDisks(call: PveCall, vmid: number, source: Guest): Restored {
  const wanted = textOf(call.parameters, 'storage')
  const disks: GuestDisk[] = []
  let problem: string | undefined
  for (const disk of namedDisks(source).filter((one) => !one.key.startsWith('unused'))) {
    const storage = storageForGuest(call, wanted ?? disk.storage, source.kind)
    const copy = copiedDisk(call, { kind: source.kind, vmid, disks }, disk, storage)
    problem ??= spaceProblem(call, storage, copy.volume ?? '', copy.sizeBytes)
    disks.push(copy)
  }
  return { disks, problem }
}

function log(call: PveCall, backup: GuestBackup, volid: string, disks: readonly GuestDisk[], endMs: number): LogLine[] {
  const created = disks.flatMap((disk): LogLine[] => {
    const storage = findStorage(call.site, disk.storage)
    const lines = storage === undefined ? [] : creationLines(storage, disk, 800).slice(0, -1)
    return [...lines, [900, `new volume ID is '${disk.storage}:${disk.volume ?? ''}'`]]
  })
  if (backup.guest.kind === 'lxc') {
    return [
      [0, `recovering backed-up configuration from '${volid}'`],
      ...created,
      [1000, `restoring '${volid}' now..`],
      [endMs - 500, `Total bytes read: ${backup.sizeBytes} (${Math.round(backup.sizeBytes / 2 ** 20)}MiB, 310MiB/s)`],
      [endMs, 'merging backed-up and given configuration..'],
    ]
  }
  const bytes = disks.filter(isDataDisk).reduce((sum, disk) => sum + disk.sizeBytes, 0)
  return [
    [0, `restore vma archive: ${volid}`],
    [500, `CTIME: ${new Date(backup.startedAt).toUTCString()}`],
    ...created,
    ...progressLines(
      1000,
      endMs - 500,
      20,
      (ratio, ms) =>
        `progress ${Math.round(ratio * 100)}% (read ${Math.round(bytes * ratio)} bytes, duration ${Math.round(ms / 1000)} sec)`,
    ),
    [endMs - 400, `total bytes read ${bytes}, sparse bytes ${Math.round(bytes * 0.6)} (60%)`],
    [endMs - 300, 'space reduction due to 4K zero blocks 2.4%'],
    [endMs, 'rescan volumes...'],
  ]
}

/** Why the guest that has the number now cannot be overwritten; the worker finds out. */
function overwriteProblem(old: Guest): string | undefined {
  if (isUp(old)) {
    return old.kind === 'qemu'
      ? `unable to restore VM ${old.vmid} - vm is running`
      : `unable to restore CT ${old.vmid} - can't overwrite running container`
  }
  if (old.template && old.kind === 'qemu') return `unable to restore VM ${old.vmid} - vm is a template`
  return lockProblem(old)
}

/** The one with the number already, if the call may replace it. */
function replaced(call: PveCall, kind: GuestKind, vmid: number): Guest | undefined {
  const old = call.site.guests.get(vmid)
  if (old === undefined) {
    requireAllocation(call, vmid)
    return undefined
  }
  const isOwn = old.kind === kind && old.node === call.node.name
  if (!isOwn || !flagOf(call.parameters, 'force')) {
    throw new ApiFailure(500, `unable to restore ${wordFor({ kind })} ${vmid} - ${takenProblem(call, vmid) ?? ''}`)
  }
  if (!can(call, `/vms/${vmid}`, 'VM.Backup')) requireAllocation(call, vmid)
  return old
}

/** Makes a guest from a backup; with `force`, over the one that has its number. */
export function restore(call: PveCall, kind: GuestKind): string {
  const vmid = numberOf(call.parameters, 'vmid') ?? 0
  const { backup, volid } = backupOf(call, kind)
  const old = replaced(call, kind, vmid)
  const { disks, problem } = restoredDisks(call, vmid, backup.guest)
  const type = kind === 'qemu' ? 'qmrestore' : 'vzrestore'
  const refused = old === undefined ? undefined : overwriteProblem(old)
  if (refused !== undefined) return startTask(call, String(vmid), { type, durationMs: 300, outcome: refused })
  if (old !== undefined) call.estate.remove(call.site.name, vmid)
  const guest = placeholder(call, kind, vmid, 'create')
  const endMs = 1500 + copyMs(backup.sizeBytes)
  const prefix = `unable to restore ${wordFor({ kind })} ${vmid} -`
  return startMaking(call, guest, vmid, {
    type,
    durationMs: problem === undefined ? endMs : 500,
    ...(problem !== undefined && { outcome: `${prefix} ${problem}` }),
    log: () => log(call, backup, volid, disks, endMs),
    effect: () => finish(call, backup.guest, guest, disks),
  })
}

function finish(call: PveCall, source: Guest, guest: Guest, disks: readonly GuestDisk[]): void {
  const { estate, site, parameters } = call
  const config = copiedConfig(source)
  const nameKey = guest.kind === 'qemu' ? 'name' : 'hostname'
  const settings = new Map<string, string | null>([
    [nameKey, textOf(parameters, 'name') ?? textOf(parameters, 'hostname') ?? source.name],
    ['memory', textOf(parameters, 'memory') ?? String(source.memoryBytes / 2 ** 20)],
    ['tags', source.tags.join(';')],
    ['description', source.description],
    ['onboot', source.onboot ? '1' : '0'],
    ...(flagOf(parameters, 'unique') ? madeUnique(guest, config) : config),
  ])
  const pool = textOf(parameters, 'pool') ?? source.pool
  estate.setDisks(site.name, guest.vmid, disks)
  const patch = changedSettings(call, guest, settings)
  const { os, agent } = source
  estate.update(site.name, guest.vmid, { ...patch, os, agent, pool })
  if (flagOf(parameters, 'start')) startGuest(call, guest)
}
