import { type Guest, type GuestKind, isDataDisk, isUp } from '../../estate/guest.ts'
import { findStorage } from '../../estate/site.ts'
import type { LogLine } from '../../estate/task-book.ts'
import { isOnNode } from '../../estate/storage.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, textOf } from '../parameters.ts'
import { guestOf, isReachable, type PveCall, type PveHandler, type PveHandlers, requireQuorum } from './call.ts'
import { guestVolumes, type Volume } from './guest-config.ts'
import { badParameter, binaryText, lockProblem, progressLines, startGuestTask, wordFor } from './work.ts'

/** `2026-03-01 02:30:05`, the clock of log lines; the estate's nodes keep UTC. */
export function stampText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

function localVolumes(call: PveCall, guest: Guest): Volume[] {
  return guestVolumes(guest).filter(({ disk }) => findStorage(call.site, disk.storage)?.shared === false)
}

/** What is wrong with the guest's volumes; found by the worker. */
function volumeProblem(call: PveCall, guest: Guest, target: string): string | undefined {
  for (const { disk, volid } of guestVolumes(guest)) {
    const storage = findStorage(call.site, disk.storage)
    if (storage !== undefined && !isOnNode(storage, target)) {
      return `storage '${storage.storage}' is not available on node '${target}'`
    }
    const isLive = guest.kind === 'qemu' && isUp(guest) && isDataDisk(disk)
    if (isLive && storage?.shared === false && !flagOf(call.parameters, 'with-local-disks')) {
      return `can't migrate local disk '${volid}': can't live migrate attached local disks without with-local-disks option`
    }
  }
  return undefined
}

function requireFit(call: PveCall, guest: Guest, target: string): void {
  if (target === guest.node) throw badParameter('target', 'target is local node.')
  const node = call.site.nodes.get(target)
  if (node === undefined) throw new ApiFailure(500, `no such cluster node '${target}'`)
  if (!isReachable(call, node)) throw new ApiFailure(500, `target node '${target}' is not online`)
  if (!isUp(guest)) return
  const isOnline = flagOf(call.parameters, 'online')
  if (guest.kind === 'qemu' && !isOnline) throw new ApiFailure(500, "can't migrate running VM without --online")
  if (guest.kind === 'lxc' && isOnline) {
    throw new ApiFailure(500, 'lxc live migration is currently not implemented')
  }
  if (guest.kind === 'lxc' && !flagOf(call.parameters, 'restart')) {
    throw new ApiFailure(500, 'cannot migrate running container without --restart')
  }
}

function failedLog(call: PveCall, guest: Guest, start: string, problem: string): LogLine[] {
  const stamp = stampText(call.now)
  const text = `Problem found while scanning volumes - ${problem}`
  return [
    [0, start],
    [300, `${stamp} ERROR: ${text}`],
    [300, `${stamp} aborting phase 1 - cleanup resources`],
    [300, `${stamp} ERROR: migration aborted (duration 00:00:00): ${text}`],
  ]
}

function log(call: PveCall, guest: Guest, start: string, durationMs: number): LogLine[] {
  const stamp = (offset: number): string => stampText(call.now + offset)
  const copies = localVolumes(call, guest).map(
    ({ key, volid }): LogLine => [
      500,
      isUp(guest) && guest.kind === 'qemu'
        ? `${stamp(500)} drive-${key}: start migration to nbd:unix:/run/qemu-server/${guest.vmid}_nbd.migrate:exportname=drive-${key}`
        : `${stamp(500)} found local volume '${volid}'`,
    ],
  )
  const isLive = guest.kind === 'qemu' && isUp(guest)
  const memory = progressLines(2000, durationMs - 1500, 6, (ratio, ms) =>
    [
      stamp(2000 + ms),
      'migration active, transferred',
      binaryText(guest.memoryBytes * 0.5 * ratio),
      'of',
      binaryText(guest.memoryBytes),
      'VM-state,',
      `${binaryText(guest.memoryBytes / 20)}/s`,
    ].join(' '),
  )
  const live: LogLine[] = isLive
    ? [
        [800, `${stamp(800)} starting VM ${guest.vmid} on remote node '${textOf(call.parameters, 'target')}'`],
        [1600, `${stamp(1600)} start remote tunnel`],
        [1800, `${stamp(1800)} starting online/live migration on unix:/run/qemu-server/${guest.vmid}.migrate`],
        ...memory,
        [durationMs - 1000, `${stamp(durationMs - 1000)} migration status: completed`],
      ]
    : []
  const seconds = String(Math.round(durationMs / 1000)).padStart(2, '0')
  const end = `${stamp(durationMs)} ${isLive ? 'migration finished successfully' : 'start final cleanup'} (duration 00:00:${seconds})`
  return [[0, start], ...copies, ...live, [durationMs, end]]
}

function migrate(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    const target = textOf(call.parameters, 'target') ?? ''
    requireFit(call, guest, target)
    const type = kind === 'qemu' ? 'qmigrate' : 'vzmigrate'
    const word = wordFor(guest)
    const start = `${stampText(call.now)} starting migration of ${word} ${guest.vmid} to node '${target}' (${call.site.nodes.get(target)?.ip ?? ''})`
    const locked = lockProblem(guest)
    if (locked !== undefined) return startGuestTask(call, guest, { type, durationMs: 300, outcome: locked })
    const problem = volumeProblem(call, guest, target)
    if (problem !== undefined) {
      const text = failedLog(call, guest, start, problem)
      return startGuestTask(call, guest, { type, durationMs: 300, outcome: 'migration aborted', log: () => text })
    }
    const durationMs = 12_000
    const text = log(call, guest, start, durationMs)
    return startGuestTask(call, guest, {
      type,
      durationMs,
      lock: 'migrate',
      log: () => text,
      effect: () => call.estate.migrate(call.site.name, guest.vmid, target),
    })
  }
}

/** What could be in the way, as the web interface asks before it offers nodes. */
function conditions(call: PveCall): unknown {
  const guest = guestOf(call, 'qemu')
  const others = [...call.site.nodes.values()].filter((node) => node.name !== guest.node && isReachable(call, node))
  return {
    running: isUp(guest) ? 1 : 0,
    allowed_nodes: others.map((node) => node.name),
    not_allowed_nodes: {},
    'dependent-ha-resources': [],
    local_disks: localVolumes(call, guest).map(({ key, volid, disk }) => ({
      drivename: key,
      volid,
      size: disk.sizeBytes,
      cdrom: 0,
      is_unused: key.startsWith('unused') ? 1 : 0,
    })),
    local_resources: [],
    'mapped-resources': [],
    'mapped-resource-info': {},
    'has-dbus-vmstate': 1,
  }
}

export const migrationHandlers: PveHandlers = {
  'GET /nodes/{node}/qemu/{vmid}/migrate': conditions,
  'POST /nodes/{node}/qemu/{vmid}/migrate': migrate('qemu'),
  'POST /nodes/{node}/lxc/{vmid}/migrate': migrate('lxc'),
}
