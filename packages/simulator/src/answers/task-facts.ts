import { isRunning, type Task } from '../estate/task-book.ts'

/** What rows and states of tasks begin with, in both products. */
export function taskFacts(task: Task): Record<string, unknown> {
  return {
    upid: task.upid,
    node: task.node,
    pid: task.pid,
    pstart: task.pstart,
    starttime: Math.floor(task.startedAt / 1000),
  }
}

/** What it does, to what, for whom. */
export function taskNames(task: Task): Record<string, unknown> {
  return {
    type: task.type,
    id: task.id,
    user: task.owner.userid,
    ...(task.owner.tokenName !== null && { tokenid: task.owner.tokenName }),
  }
}

/** The answer to `GET …/tasks/{upid}/status`: `status` is the state of the process, `exitstatus` what became of it. */
export function taskStatus(task: Task, now: number): Record<string, unknown> {
  const running = isRunning(task, now)
  const state = running ? { status: 'running' } : { status: 'stopped', exitstatus: task.outcome }
  return { ...taskFacts(task), ...taskNames(task), ...state }
}
