import { savedState } from '../../estate/estate.ts'
import { type Guest, type GuestKind, isDataDisk, isUp, parentSnapshot, type Snapshot } from '../../estate/guest.ts'
import { findStorage } from '../../estate/site.ts'
import { canSnapshot } from '../../estate/storage.ts'
import type { LogLine } from '../../estate/task-book.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, textOf } from '../parameters.ts'
import { guestOf, type PveCall, type PveHandler, type PveHandlers, requireQuorum } from './call.ts'
import { configDigest, guestVolumes, snapshotConfig } from './guest-config.ts'
import { startGuest } from './power.ts'
import { lockProblem, progressLines, startGuestTask } from './work.ts'

function named(guest: Guest, name: string): Snapshot | undefined {
  return guest.snapshots.find((snapshot) => snapshot.name === name)
}

const nameOf = (call: PveCall): string => textOf(call.parameters, 'snapname') ?? ''

/** Storages without the feature refuse when the task gets to them. */
function featureProblem(call: PveCall, guest: Guest): string | undefined {
  const isAble = guestVolumes(guest).every(({ disk, volid }) => {
    const storage = findStorage(call.site, disk.storage)
    return storage === undefined || !isDataDisk(disk) || canSnapshot(storage, volid.split('.').at(-1) ?? '')
  })
  return isAble ? undefined : 'snapshot feature is not available'
}

/** A task that holds the guest under a lock; what stands against it shows in the task. */
function snapshotTask(
  call: PveCall,
  guest: Guest,
  type: string,
  lock: string,
  more: {
    readonly problem: string | undefined
    readonly durationMs: number
    readonly log?: () => readonly LogLine[]
    readonly effect: () => void
  },
): string {
  const { problem, ...rest } = more
  const outcome = lockProblem(guest) ?? problem
  const name = `${guest.kind === 'qemu' ? 'qm' : 'vz'}${type}`
  if (outcome !== undefined) return startGuestTask(call, guest, { type: name, durationMs: 200, outcome })
  return startGuestTask(call, guest, { type: name, lock, ...rest })
}

function creationLog(guest: Guest, withMemory: boolean, durationMs: number): LogLine[] {
  const seconds = Math.round((durationMs - 1000) / 1000)
  const saved = (ratio: number): string => `${((guest.memoryBytes / 2 ** 20) * 0.4 * ratio).toFixed(2)} MiB`
  const memory: LogLine[] = withMemory
    ? [
        [0, `saving VM state and RAM using storage '${guest.disks[0]?.storage ?? 'local'}'`],
        ...progressLines(0, durationMs - 1000, seconds, (ratio, ms) => `${saved(ratio)} in ${Math.round(ms / 1000)}s`),
        [durationMs - 1000, `completed saving the VM state in ${seconds}s, saved ${saved(1)}`],
      ]
    : []
  const prefix = guest.kind === 'qemu' ? 'drive-' : ''
  const volumes = guestVolumes(guest).filter(({ disk }) => isDataDisk(disk))
  return [
    ...memory,
    ...volumes.map(({ key, volid }): LogLine => [durationMs - 600, `snapshotting '${prefix}${key}' (${volid})`]),
  ]
}

function create(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    const name = nameOf(call)
    if (name === 'current' || name === 'pending') {
      throw new ApiFailure(500, `unable to use snapshot name '${name}' (reserved name)`)
    }
    const withMemory = flagOf(call.parameters, 'vmstate') && isUp(guest)
    const durationMs = withMemory ? 4000 : 1500
    const isTaken = named(guest, name) !== undefined
    return snapshotTask(call, guest, 'snapshot', 'snapshot', {
      problem: isTaken ? `snapshot name '${name}' already used` : featureProblem(call, guest),
      durationMs,
      log: () => creationLog(guest, withMemory, durationMs),
      effect: () => {
        const snapshot: Snapshot = {
          name,
          description: textOf(call.parameters, 'description') ?? '',
          takenAt: call.now,
          parent: parentSnapshot(guest)?.name ?? null,
          withMemory,
          saved: savedState(guest),
        }
        const snapshots = [...guest.snapshots, snapshot]
        call.estate.update(call.site.name, guest.vmid, { snapshots, standsOn: name })
      },
    })
  }
}

function remove(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    const name = nameOf(call)
    const doomed = named(guest, name)
    return snapshotTask(call, guest, 'delsnapshot', 'snapshot-delete', {
      problem: doomed === undefined ? `snapshot '${name}' does not exist` : undefined,
      durationMs: 1500,
      effect: () => {
        const parent = doomed?.parent ?? null
        const rest = guest.snapshots.filter((snapshot) => snapshot.name !== name)
        const snapshots = rest.map((snapshot) => (snapshot.parent === name ? { ...snapshot, parent } : snapshot))
        const standsOn = guest.standsOn === name ? parent : guest.standsOn
        call.estate.update(call.site.name, guest.vmid, { snapshots, standsOn })
      },
    })
  }
}

/** ZFS goes back to the newest snapshot only. */
function rollbackProblem(call: PveCall, guest: Guest, snapshot: Snapshot): string | undefined {
  const isNewest = guest.snapshots.every(({ takenAt }) => takenAt <= snapshot.takenAt)
  if (isNewest) return undefined
  const onZfs = guestVolumes(guest).find(({ disk }) => findStorage(call.site, disk.storage)?.type === 'zfspool')
  if (onZfs === undefined) return undefined
  return `can't rollback, '${snapshot.name}' is not most recent snapshot on '${onZfs.volid}'`
}

function rollback(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    const name = nameOf(call)
    const snapshot = named(guest, name)
    return snapshotTask(call, guest, 'rollback', 'rollback', {
      problem: snapshot === undefined ? `snapshot '${name}' does not exist` : rollbackProblem(call, guest, snapshot),
      durationMs: 2000,
      effect: () => {
        if (snapshot === undefined) return
        call.estate.rollBack(call.site.name, guest.vmid, snapshot)
        if (flagOf(call.parameters, 'start') && !isUp(guest)) startGuest(call, guest)
      },
    })
  }
}

function existing(call: PveCall, guest: Guest): Snapshot {
  const snapshot = named(guest, nameOf(call))
  if (snapshot === undefined) throw new ApiFailure(500, `snapshot '${nameOf(call)}' does not exist`)
  return snapshot
}

function describe(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    const before = existing(call, guest)
    const description = textOf(call.parameters, 'description') ?? before.description
    const snapshots = guest.snapshots.map((one) => (one === before ? { ...one, description } : one))
    call.estate.update(call.site.name, guest.vmid, { snapshots })
    return null
  }
}

function snapshotRow(guest: Guest, snapshot: Snapshot): Record<string, unknown> {
  return {
    name: snapshot.name,
    description: snapshot.description,
    snaptime: Math.floor(snapshot.takenAt / 1000),
    ...(snapshot.parent !== null && { parent: snapshot.parent }),
    ...(guest.kind === 'qemu' && { vmstate: snapshot.withMemory ? 1 : 0 }),
  }
}

function list(call: PveCall, kind: GuestKind): unknown[] {
  const guest = guestOf(call, kind)
  const parent = parentSnapshot(guest)
  const current = {
    name: 'current',
    description: 'You are here!',
    digest: configDigest(guest),
    running: isUp(guest) ? 1 : 0,
    ...(parent !== undefined && { parent: parent.name }),
  }
  return [...guest.snapshots.map((snapshot) => snapshotRow(guest, snapshot)), current]
}

function handlersOf(kind: GuestKind): [string, PveHandler][] {
  const at = `/nodes/{node}/${kind}/{vmid}/snapshot`
  return [
    [`GET ${at}`, (call) => list(call, kind)],
    [`POST ${at}`, create(kind)],
    [`DELETE ${at}/{snapname}`, remove(kind)],
    [`POST ${at}/{snapname}/rollback`, rollback(kind)],
    [
      `GET ${at}/{snapname}/config`,
      (call) => {
        const guest = guestOf(call, kind)
        return snapshotConfig(guest, existing(call, guest))
      },
    ],
    [`PUT ${at}/{snapname}/config`, describe(kind)],
  ]
}

export const snapshotHandlers: PveHandlers = Object.fromEntries([...handlersOf('qemu'), ...handlersOf('lxc')])
