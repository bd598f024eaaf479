import { type Guest, type GuestKind, type GuestStatus, isUp } from '../../estate/guest.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, numberOf } from '../parameters.ts'
import { guestOf, type PveCall, type PveHandler, type PveHandlers, requireQuorum } from './call.ts'
import { badParameter, isRoot, type Job, lockProblem, startGuestTask } from './work.ts'

interface PowerAction {
  /** Worker type without the `qm` or `vz` before it. */
  readonly type: string
  readonly durationMs: number
  readonly becomes: GuestStatus
  readonly restarts?: true
}

const actions = {
  start: { type: 'start', durationMs: 2000, becomes: 'running' },
  stop: { type: 'stop', durationMs: 1000, becomes: 'stopped' },
  shutdown: { type: 'shutdown', durationMs: 6000, becomes: 'stopped' },
  reboot: { type: 'reboot', durationMs: 8000, becomes: 'running', restarts: true },
  reset: { type: 'reset', durationMs: 500, becomes: 'running', restarts: true },
  suspend: { type: 'suspend', durationMs: 500, becomes: 'paused' },
  resume: { type: 'resume', durationMs: 500, becomes: 'running' },
} as const satisfies Record<string, PowerAction>

type ActionName = keyof typeof actions

/** What is refused at once; all else shows in the task. */
function refusal(name: ActionName, guest: Guest): string | undefined {
  const { vmid } = guest
  if (guest.kind === 'lxc') {
    if (name === 'start' && guest.template) return "you can't start a CT if it's a template"
    if (name === 'start') return isUp(guest) ? `CT ${vmid} already running` : undefined
    return isUp(guest) ? undefined : `CT ${vmid} not running`
  }
  const isPaused = guest.status === 'paused'
  if ((name === 'shutdown' || name === 'reboot') && isPaused) return 'VM is paused - cannot shutdown'
  const needsProcess = name === 'reboot' || name === 'reset' || name === 'suspend'
  const isGone = name === 'resume' ? guest.status === 'stopped' : !isUp(guest)
  return (needsProcess || name === 'resume') && isGone ? `VM ${vmid} not running` : undefined
}

/** How the task ends if it cannot do what it should. */
function problem(name: ActionName, guest: Guest, skipsLock: boolean): string | undefined {
  // A VM that was suspended to disk keeps a lock; starting it is what takes it away.
  const isWaking = guest.status === 'suspended' && (name === 'start' || name === 'resume')
  const locked = skipsLock || isWaking ? undefined : lockProblem(guest)
  if (locked !== undefined) return locked
  if (name !== 'start') return undefined
  if (guest.template) return "you can't start a vm if it's a template"
  return isUp(guest) ? `VM ${guest.vmid} already running` : undefined
}

/** Guests whose agent hangs do not hear that they should shut down. */
function shutdownJob(call: PveCall, guest: Guest): Partial<Job> {
  if (guest.agent !== 'hung') return {}
  const durationMs = (numberOf(call.parameters, 'timeout') ?? 60) * 1000
  if (!flagOf(call.parameters, 'forceStop')) return { durationMs, outcome: 'VM quit/powerdown failed - got timeout' }
  return { durationMs, log: () => [[durationMs, 'VM still running - terminating now with SIGTERM']] }
}

function power(kind: GuestKind, name: ActionName): PveHandler {
  return (call) => {
    requireQuorum(call)
    const action: PowerAction = actions[name]
    const guest = guestOf(call, kind)
    const skipsLock = flagOf(call.parameters, 'skiplock')
    if (skipsLock && !isRoot(call)) throw badParameter('skiplock', 'Only root may use this option.')
    const refused = refusal(name, guest)
    if (refused !== undefined) throw new ApiFailure(500, refused)
    if (name === 'suspend' && flagOf(call.parameters, 'todisk')) return hibernate(call, guest)
    const outcome = problem(name, guest, skipsLock)
    const type = `${kind === 'qemu' ? 'qm' : 'vz'}${action.type}`
    return startGuestTask(call, guest, {
      type,
      durationMs: outcome === undefined ? action.durationMs : 200,
      ...(outcome !== undefined && { outcome }),
      ...(name === 'shutdown' && outcome === undefined && shutdownJob(call, guest)),
      effect: () => {
        if (guest.status === 'suspended') call.estate.update(call.site.name, guest.vmid, { lock: null })
        if (action.restarts === true) call.estate.restart(call.site.name, guest.vmid)
        else call.estate.setStatus(call.site.name, guest.vmid, action.becomes)
      },
    })
  }
}

/** Writes the memory to a disk: no process is left, and the lock says why. */
function hibernate(call: PveCall, guest: Guest): string {
  const outcome = lockProblem(guest)
  return startGuestTask(call, guest, {
    type: 'qmsuspend',
    durationMs: outcome === undefined ? 5000 : 200,
    ...(outcome === undefined ? { lock: 'suspending' } : { outcome }),
    log: () => [
      [500, 'State is being saved.'],
      [4500, `completed saving the VM state in 4s, saved ${(guest.memoryBytes / 2 ** 30).toFixed(2)} GiB`],
    ],
    effect: () => {
      call.estate.setStatus(call.site.name, guest.vmid, 'suspended')
      call.estate.update(call.site.name, guest.vmid, { lock: 'suspended' })
    },
  })
}

/** Starts a guest as a task of its own: what "start after" options of other calls do. */
export function startGuest(call: PveCall, guest: Guest): void {
  const type = guest.kind === 'qemu' ? 'qmstart' : 'vzstart'
  const effect = (): void => call.estate.setStatus(call.site.name, guest.vmid, 'running')
  startGuestTask(call, guest, { type, durationMs: actions.start.durationMs, effect })
}

function handlersOf(kind: GuestKind): [string, PveHandler][] {
  const names = Object.keys(actions) as ActionName[]
  return names
    .filter((name) => kind === 'qemu' || name !== 'reset')
    .map((name) => [`POST /nodes/{node}/${kind}/{vmid}/status/${name}`, power(kind, name)])
}

export const powerHandlers: PveHandlers = Object.fromEntries([...handlersOf('qemu'), ...handlersOf('lxc')])
