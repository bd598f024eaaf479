import type { Guest, GuestKind, GuestStatus } from '../../estate/guest.ts'
import { isUp } from '../../estate/guest.ts'
import type { TaskOwner } from '../../estate/task-book.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, textOf } from '../parameters.ts'
import { guestOf, type PveCall, type PveHandler, type PveHandlers, requireQuorum } from './call.ts'

function ownerOf(call: PveCall): TaskOwner {
  return { userid: call.principal.user.userid, tokenName: call.principal.token?.name ?? null }
}

interface GuestTask {
  readonly type: string
  readonly durationMs: number
  readonly outcome?: string
  readonly log?: () => readonly (readonly [number, string])[]
}

/** Starts a worker for a guest and gives its UPID, as every write that takes time does. */
export function startTask(call: PveCall, guest: Guest, plan: GuestTask, effect: () => void): string {
  const { upid } = call.site.tasks.start(
    { node: call.node.name, owner: ownerOf(call), id: String(guest.vmid), ...plan },
    () => {
      // The guest may have gone meanwhile, or its number been given to another.
      if (call.site.guests.get(guest.vmid) === guest) effect()
    },
  )
  return upid
}

interface PowerAction {
  /** Worker type without the `qm` or `vz` before it. */
  readonly type: string
  readonly durationMs: number
  readonly becomes: GuestStatus
  readonly needs: 'up' | 'stopped' | 'paused' | 'any'
  readonly restarts?: true
}

const actions: Record<string, PowerAction> = {
  start: { type: 'start', durationMs: 2000, becomes: 'running', needs: 'stopped' },
  stop: { type: 'stop', durationMs: 1000, becomes: 'stopped', needs: 'any' },
  shutdown: { type: 'shutdown', durationMs: 6000, becomes: 'stopped', needs: 'up' },
  reboot: { type: 'reboot', durationMs: 8000, becomes: 'running', needs: 'up', restarts: true },
  reset: { type: 'reset', durationMs: 500, becomes: 'running', needs: 'up', restarts: true },
  suspend: { type: 'suspend', durationMs: 500, becomes: 'paused', needs: 'up' },
  resume: { type: 'resume', durationMs: 500, becomes: 'running', needs: 'paused' },
}

function refusal(action: PowerAction, guest: Guest): string | undefined {
  const word = guest.kind === 'qemu' ? 'VM' : 'CT'
  if (action.needs === 'stopped' && isUp(guest)) return `${word} ${guest.vmid} already running`
  if (action.needs === 'up' && !isUp(guest)) return `${word} ${guest.vmid} is not running`
  if (action.needs === 'paused' && guest.status !== 'paused') return `${word} ${guest.vmid} not paused`
  return undefined
}

function power(kind: GuestKind, action: PowerAction): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    if (flagOf(call.parameters, 'skiplock')) {
      const isRoot = call.principal.user.userid === 'root@pam' && call.principal.token === null
      if (!isRoot) {
        throw new ApiFailure(400, 'Parameter verification failed.', {
          errors: { skiplock: 'Only root may use this option.' },
        })
      }
    } else if (guest.lock !== null) {
      throw new ApiFailure(500, `${kind === 'qemu' ? 'VM' : 'CT'} is locked (${guest.lock})`)
    }
    // The call itself succeeds; what is impossible ends as a failed task.
    const outcome = refusal(action, guest) ?? 'OK'
    const type = `${kind === 'qemu' ? 'qm' : 'vz'}${action.type}`
    const plan = { type, durationMs: outcome === 'OK' ? action.durationMs : 200, outcome }
    return startTask(call, guest, plan, () => {
      if (action.restarts === true) call.estate.restart(call.site.name, guest.vmid)
      else call.estate.setStatus(call.site.name, guest.vmid, action.becomes)
    })
  }
}

function snapshotTask(
  kind: GuestKind,
  type: string,
  run: (call: PveCall, guest: Guest, name: string) => () => void,
): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    const name = textOf(call.parameters, 'snapname') ?? ''
    const effect = run(call, guest, name)
    const plan = {
      type: `${kind === 'qemu' ? 'qm' : 'vz'}${type}`,
      durationMs: 1500,
      log: () => [[100, `snapshotting '${name}'`]] as const,
    }
    return startTask(call, guest, plan, effect)
  }
}

function existing(guest: Guest, name: string): void {
  if (!guest.snapshots.some((snapshot) => snapshot.name === name))
    throw new ApiFailure(500, `snapshot '${name}' does not exist`)
}

function createSnapshot(kind: GuestKind): PveHandler {
  return snapshotTask(kind, 'snapshot', (call, guest, name) => {
    if (name === 'current' || guest.snapshots.some((snapshot) => snapshot.name === name)) {
      throw new ApiFailure(500, `snapshot name '${name}' already used`)
    }
    const takenAt = call.now
    const description = textOf(call.parameters, 'description') ?? ''
    const withMemory = flagOf(call.parameters, 'vmstate')
    return () => {
      const parent = guest.snapshots.toSorted((one, other) => other.takenAt - one.takenAt)[0]?.name ?? null
      const snapshots = [...guest.snapshots, { name, description, takenAt, parent, withMemory }]
      call.estate.update(call.site.name, guest.vmid, { snapshots })
    }
  })
}

function deleteSnapshot(kind: GuestKind): PveHandler {
  return snapshotTask(kind, 'delsnapshot', (call, guest, name) => {
    existing(guest, name)
    return () => {
      const parent = guest.snapshots.find((snapshot) => snapshot.name === name)?.parent ?? null
      const rest = guest.snapshots.filter((snapshot) => snapshot.name !== name)
      const snapshots = rest.map((snapshot) => (snapshot.parent === name ? { ...snapshot, parent } : snapshot))
      call.estate.update(call.site.name, guest.vmid, { snapshots })
    }
  })
}

function rollback(kind: GuestKind): PveHandler {
  return snapshotTask(kind, 'rollback', (call, guest, name) => {
    existing(guest, name)
    return () => call.estate.setStatus(call.site.name, guest.vmid, 'stopped')
  })
}

function migrate(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    const target = textOf(call.parameters, 'target') ?? ''
    if (target === guest.node) {
      throw new ApiFailure(400, 'Parameter verification failed.', { errors: { target: 'target is local node.' } })
    }
    if (call.site.nodes.get(target)?.online !== true) throw new ApiFailure(500, `target node '${target}' is not online`)
    const plan = { type: kind === 'qemu' ? 'qmigrate' : 'vzmigrate', durationMs: 12_000 }
    return startTask(call, guest, plan, () => call.estate.migrate(call.site.name, guest.vmid, target))
  }
}

const guestPath = (kind: GuestKind): string => `/nodes/{node}/${kind}/{vmid}`

function handlersOf(kind: GuestKind): [string, PveHandler][] {
  const at = guestPath(kind)
  const known = Object.entries(actions).filter(([name]) => kind === 'qemu' || name !== 'reset')
  return [
    ...known.map(([name, action]): [string, PveHandler] => [`POST ${at}/status/${name}`, power(kind, action)]),
    [`POST ${at}/snapshot`, createSnapshot(kind)],
    [`DELETE ${at}/snapshot/{snapname}`, deleteSnapshot(kind)],
    [`POST ${at}/snapshot/{snapname}/rollback`, rollback(kind)],
    [`POST ${at}/migrate`, migrate(kind)],
  ]
}

export const powerHandlers: PveHandlers = Object.fromEntries([...handlersOf('qemu'), ...handlersOf('lxc')])
