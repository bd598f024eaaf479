import type { Guest, GuestKind } from '../../estate/guest.ts'
import { ApiFailure } from '../answer.ts'
import { textOf } from '../parameters.ts'
import { can, type PveCall } from './call.ts'
import { namelessName } from './guest-settings.ts'
import { type Job, requirePrivilege, startTask, wordFor } from './work.ts'

/** A number is taken in the whole cluster, whatever kind of guest has it. */
export function takenProblem(call: PveCall, vmid: number): string | undefined {
  const guest = call.site.guests.get(vmid)
  return guest === undefined ? undefined : `${wordFor(guest)} ${vmid} already exists on node '${guest.node}'`
}

export function requireAllocation(call: PveCall, vmid: number): void {
  const pool = textOf(call.parameters, 'pool')
  if (pool !== undefined && !call.site.pools.some(({ poolid }) => poolid === pool)) {
    throw new ApiFailure(500, `pool '${pool}' does not exist`)
  }
  if (pool !== undefined && can(call, `/pool/${pool}`, 'VM.Allocate')) return
  requirePrivilege(call, `/vms/${vmid}`, 'VM.Allocate')
}

/** A guest that is nothing but a number and a lock, while a task makes it. */
export function placeholder(call: PveCall, kind: GuestKind, vmid: number, lock: string, node = call.node.name): Guest {
  const guest = call.estate.create(call.site.name, {
    kind,
    vmid,
    node,
    lock,
    name: namelessName({ kind, vmid }),
    status: 'stopped',
    explicit: true,
    cores: 1,
    memoryBytes: 512 * 2 ** 20,
    disks: [],
    onboot: false,
    agent: 'absent',
  })
  for (const key of ['name', 'hostname', 'cores', 'memory']) guest.config.set(key, null)
  return guest
}

/** Runs a task that makes a guest; if it fails, nothing is left of the guest. */
export function startMaking(call: PveCall, guest: Guest, id: number, job: Job): string {
  const isThere = (): boolean => call.site.guests.get(guest.vmid) === guest
  return startTask(call, String(id), {
    ...job,
    release: (outcome) => {
      if (!isThere()) return
      if (outcome === 'OK' || outcome.startsWith('WARNINGS')) {
        call.estate.update(call.site.name, guest.vmid, { lock: null })
      } else {
        call.estate.remove(call.site.name, guest.vmid)
      }
      job.release?.(outcome)
    },
    effect: () => {
      if (isThere()) job.effect?.()
    },
  })
}
