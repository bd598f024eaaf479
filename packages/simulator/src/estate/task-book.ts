import type { Clock } from '../clock.ts'
import { hash } from './chance.ts'

export interface TaskOwner {
  readonly userid: string
  readonly tokenName: string | null
}

/** A line of a task's log and when it is written, relative to the start. */
export type LogLine = readonly [offsetMs: number, text: string]

/** A worker task, finished or not; `endedAt` may lie in the future, and is infinite while nobody knows. */
export interface Task {
  readonly upid: string
  readonly node: string
  readonly pid: number
  readonly pstart: number
  readonly type: string
  readonly id: string
  readonly owner: TaskOwner
  readonly startedAt: number
  readonly endedAt: number
  /** `OK`, `WARNINGS: n`, or the text of the error. */
  readonly outcome: string
  /** Lines with the instant at which they are written; the last one is the verdict. */
  log(): { readonly at: number; readonly text: string }[]
}

export interface TaskPlan {
  readonly node: string
  readonly type: string
  readonly id: string
  readonly owner: TaskOwner
  readonly startedAt: number
  readonly durationMs: number
  readonly outcome?: string
  /** Made when somebody reads them. */
  readonly log?: () => readonly LogLine[]
}

/** A task that changes something. */
export interface Work extends Omit<TaskPlan, 'startedAt'> {
  /** What happens on the way, in order; nothing more of it once the task is over. */
  readonly steps?: readonly { readonly afterMs: number; readonly run: () => void }[]
  /** Happens at the end, unless the task failed or was stopped. */
  readonly effect?: () => void
  /** Happens however the task ends, before the effect: gives back what was held meanwhile. */
  readonly release?: (outcome: string) => void
  /** How it ends when somebody stops it. */
  readonly stoppedOutcome?: string
}

/** Which tasks go wrong, and how. */
export interface TaskFailure {
  readonly type?: string
  readonly id?: string
  /** Where on its way a task ends, from 0 to 1. */
  readonly atRatio: number
  readonly text: string
}

const hex = (value: number, width: number): string => value.toString(16).toUpperCase().padStart(width, '0')

/** `user@realm` or `user@realm!token`. */
export function ownerText(owner: TaskOwner): string {
  return owner.tokenName === null ? owner.userid : `${owner.userid}!${owner.tokenName}`
}

/** The part of a task that tells it from all others. */
export type TaskIdentity = Pick<Task, 'upid' | 'node' | 'pid' | 'pstart' | 'type' | 'id' | 'owner' | 'startedAt'>

/** Names a task; another `serial` gives another name to the same plan. */
export type Identify = (plan: Omit<TaskPlan, 'durationMs'>, serial: number) => TaskIdentity

/** What names a task. The process numbers follow from the plan, so that the same plan names the same task. */
function identify(plan: Omit<TaskPlan, 'durationMs'>, serial: number): TaskIdentity {
  const { node, type, id, owner } = plan
  const pid = 1000 + (hash(plan.startedAt / 1000 + serial, node, type, id) % 0x3ffff)
  const pstart = Math.floor(plan.startedAt / 10) % 0x7fffffff
  const seconds = Math.floor(plan.startedAt / 1000)
  const upid = `UPID:${node}:${hex(pid, 8)}:${hex(pstart, 8)}:${hex(seconds, 8)}:${type}:${id}:${ownerText(owner)}:`
  return { upid, node, pid, pstart, type, id, owner, startedAt: seconds * 1000 }
}

/** A task from its plan, all of it known from the start. */
export function createTask(plan: TaskPlan): Task {
  const outcome = plan.outcome ?? 'OK'
  const endedAt = plan.startedAt + plan.durationMs
  return {
    ...identify(plan, 0),
    endedAt,
    outcome,
    log: () => [...writtenUntil(plan, endedAt), { at: endedAt, text: `TASK ${verdict(outcome)}` }],
  }
}

function writtenUntil(plan: TaskPlan, endedAt: number): { at: number; text: string }[] {
  const lines = (plan.log?.() ?? []).map(([offset, text]) => ({ at: plan.startedAt + offset, text }))
  return lines.filter((line) => line.at <= endedAt)
}

function verdict(outcome: string): string {
  return outcome === 'OK' || outcome.startsWith('WARNINGS') ? outcome : `ERROR: ${outcome}`
}

function hasSucceeded(outcome: string): boolean {
  return outcome === 'OK' || outcome.startsWith('WARNINGS')
}

export function isRunning(task: Task, now: number): boolean {
  return now < task.endedAt
}

interface Running {
  readonly end: (outcome: string) => void
  readonly stoppedOutcome: string
}

/** Tasks started through the API or by the estate itself; those of schedules are derived, see `history.ts`. */
export class TaskBook {
  readonly #tasks = new Map<string, Task>()
  readonly #running = new Map<string, Running>()
  readonly #failures = new Set<TaskFailure>()
  readonly #clock: Clock
  readonly #identify: Identify

  /** Each product writes the names of its tasks in its own way. */
  constructor(clock: Clock, identifyTask: Identify = identify) {
    this.#clock = clock
    this.#identify = identifyTask
  }

  /** Starts a task. It runs until its end has happened: who sees it stopped sees the effect, too. */
  start(work: Work): Task {
    const startedAt = this.#clock.now()
    const failure = [...this.#failures].find(
      ({ type, id }) => (type === undefined || type === work.type) && (id === undefined || id === work.id),
    )
    const plan: TaskPlan = { ...work, startedAt }
    const durationMs = Math.round(work.durationMs * (failure?.atRatio ?? 1))
    let endedAt = Number.POSITIVE_INFINITY
    let outcome = failure?.text ?? work.outcome ?? 'OK'
    const task: Task = {
      ...this.#unused(plan),
      get endedAt() {
        return endedAt
      },
      get outcome() {
        return outcome
      },
      log: () => {
        const lines = writtenUntil(plan, endedAt)
        return endedAt === Number.POSITIVE_INFINITY
          ? lines
          : [...lines, { at: endedAt, text: `TASK ${verdict(outcome)}` }]
      },
    }
    const cancels: (() => void)[] = []
    const end = (finalOutcome: string): void => {
      for (const cancel of cancels) cancel()
      this.#running.delete(task.upid)
      endedAt = this.#clock.now()
      outcome = finalOutcome
      work.release?.(outcome)
      if (hasSucceeded(outcome)) work.effect?.()
    }
    for (const step of work.steps ?? []) {
      if (step.afterMs <= durationMs) cancels.push(this.#clock.after(step.afterMs, step.run))
    }
    cancels.push(this.#clock.after(durationMs, () => end(outcome)))
    this.#tasks.set(task.upid, task)
    this.#running.set(task.upid, { end, stoppedOutcome: work.stoppedOutcome ?? 'received interrupt' })
    this.#forgetOldest()
    return task
  }

  /** Ends a running task before its time; one that is over stays as it is. */
  stop(upid: string): void {
    const running = this.#running.get(upid)
    running?.end(running.stoppedOutcome)
  }

  /** From now on tasks like these go wrong, until the function returned is called. */
  fail(failure: TaskFailure): () => void {
    this.#failures.add(failure)
    return () => this.#failures.delete(failure)
  }

  all(): readonly Task[] {
    return [...this.#tasks.values()]
  }

  /** Two tasks of one kind can start within one second: the later one gets another process number. */
  #unused(plan: TaskPlan): TaskIdentity {
    for (let serial = 0; ; serial++) {
      const identity = this.#identify(plan, serial)
      if (!this.#tasks.has(identity.upid)) return identity
    }
  }

  #forgetOldest(): void {
    if (this.#tasks.size <= 5000) return
    const [oldest] = this.#tasks.keys()
    if (oldest !== undefined) this.#tasks.delete(oldest)
  }
}
