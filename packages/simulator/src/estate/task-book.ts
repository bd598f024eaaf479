import type { Clock } from '../clock.ts'
import { hash } from './chance.ts'

export interface TaskOwner {
  readonly userid: string
  readonly tokenName: string | null
}

/** A worker task, finished or not; `endedAt` may lie in the future. */
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
  /** Lines with the instant at which they are written, relative to the start. Made when somebody reads them. */
  readonly log?: () => readonly (readonly [number, string])[]
}

const hex = (value: number, width: number): string => value.toString(16).toUpperCase().padStart(width, '0')

function ownerText(owner: TaskOwner): string {
  return owner.tokenName === null ? owner.userid : `${owner.userid}!${owner.tokenName}`
}

/** A task from its plan. The process numbers follow from the plan, so that the same plan names the same task. */
export function createTask(plan: TaskPlan): Task {
  const pid = 1000 + (hash(plan.startedAt / 1000, plan.node, plan.type, plan.id) % 0x3ffff)
  const pstart = Math.floor(plan.startedAt / 10) % 0x7fffffff
  const seconds = Math.floor(plan.startedAt / 1000)
  const outcome = plan.outcome ?? 'OK'
  const endedAt = plan.startedAt + plan.durationMs
  return {
    upid: `UPID:${plan.node}:${hex(pid, 8)}:${hex(pstart, 8)}:${hex(seconds, 8)}:${plan.type}:${plan.id}:${ownerText(plan.owner)}:`,
    node: plan.node,
    pid,
    pstart,
    type: plan.type,
    id: plan.id,
    owner: plan.owner,
    startedAt: seconds * 1000,
    endedAt,
    outcome,
    log: () => [
      ...(plan.log?.() ?? []).map(([offset, text]) => ({ at: plan.startedAt + offset, text })),
      { at: endedAt, text: `TASK ${verdict(outcome)}` },
    ],
  }
}

function verdict(outcome: string): string {
  return outcome === 'OK' || outcome.startsWith('WARNINGS') ? outcome : `ERROR: ${outcome}`
}

export function isRunning(task: Task, now: number): boolean {
  return now < task.endedAt
}

/** Tasks started through the API or by the estate itself; those of schedules are derived, see `history.ts`. */
export class TaskBook {
  readonly #tasks: Task[] = []
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Starts a task; `effect` happens when it ends, unless the plan lets it fail. */
  start(plan: Omit<TaskPlan, 'startedAt'>, effect?: () => void): Task {
    const task = createTask({ ...plan, startedAt: this.#clock.now() })
    this.#tasks.push(task)
    if (this.#tasks.length > 5000) this.#tasks.shift()
    if (effect !== undefined && task.outcome === 'OK') this.#clock.after(plan.durationMs, effect)
    return task
  }

  all(): readonly Task[] {
    return this.#tasks
  }
}
