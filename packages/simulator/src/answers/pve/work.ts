import type { Guest } from '../../estate/guest.ts'
import type { LogLine, Work } from '../../estate/task-book.ts'
import { ApiFailure } from '../answer.ts'
import { can, type PveCall } from './call.ts'

/** What a task does, without who and where: those are the call's. */
export type Job = Omit<Work, 'node' | 'owner' | 'id'>

/** Starts a worker on the call's node and gives its UPID, as every write that takes time does. */
export function startTask(call: PveCall, id: string, job: Job): string {
  const owner = { userid: call.principal.user.userid, tokenName: call.principal.token?.name ?? null }
  return call.site.tasks.start({ ...job, node: call.node.name, owner, id }).upid
}

/** Starts a worker for a guest; with a lock, the guest carries it until the task is over. */
export function startGuestTask(call: PveCall, guest: Guest, job: Job & { readonly lock?: string }): string {
  const { lock, ...rest } = job
  // The guest may have gone meanwhile, or its number been given to another.
  const isThere = (): boolean => call.site.guests.get(guest.vmid) === guest
  if (lock !== undefined) call.estate.update(call.site.name, guest.vmid, { lock })
  return startTask(call, String(guest.vmid), {
    ...rest,
    steps: (job.steps ?? []).map(({ afterMs, run }) => ({ afterMs, run: () => isThere() && run() })),
    release: (outcome) => {
      if (lock !== undefined && isThere() && guest.lock === lock) {
        call.estate.update(call.site.name, guest.vmid, { lock: null })
      }
      job.release?.(outcome)
    },
    effect: () => {
      if (isThere()) job.effect?.()
    },
  })
}

/** `VM` or `CT`, as messages name guests. */
export function wordFor(guest: Pick<Guest, 'kind'>): 'VM' | 'CT' {
  return guest.kind === 'qemu' ? 'VM' : 'CT'
}

/** The refusal of whatever wants a guest for itself while something else holds it. */
export function lockProblem(guest: Guest): string | undefined {
  return guest.lock === null ? undefined : `${wordFor(guest)} is locked (${guest.lock})`
}

export function requireUnlocked(guest: Guest): void {
  const problem = lockProblem(guest)
  if (problem !== undefined) throw new ApiFailure(500, problem)
}

export function requirePrivilege(call: PveCall, path: string, privilege: string): void {
  if (!can(call, path, privilege)) throw new ApiFailure(403, `Permission check failed (${path}, ${privilege})`)
}

export function isRoot(call: PveCall): boolean {
  return call.principal.user.userid === 'root@pam' && call.principal.token === null
}

/** A parameter that the schema lets through and the server does not. */
export function badParameter(name: string, problem: string): ApiFailure {
  return new ApiFailure(400, 'Parameter verification failed.', { errors: { [name]: problem } })
}

/** Lines that tell how far a task is, `count` of them evenly spread; the last one at the end. */
export function progressLines(
  fromMs: number,
  toMs: number,
  count: number,
  text: (ratio: number, elapsedMs: number) => string,
): LogLine[] {
  return Array.from({ length: count }, (_, index) => {
    const ratio = (index + 1) / count
    const elapsedMs = Math.round((toMs - fromMs) * ratio)
    return [fromMs + elapsedMs, text(ratio, elapsedMs)]
  })
}

/** How long the simulated disks take to copy so much, in whole seconds: fast, so that nobody waits for long. */
export function copyMs(bytes: number): number {
  return Math.min(30, Math.max(2, Math.round(bytes / 2 ** 31))) * 1000
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** `32.0 GiB`, with so many digits behind the point. */
export function binaryText(bytes: number, digits = 1): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value.toFixed(unit === 0 ? 0 : digits)} ${units[unit]}`
}
