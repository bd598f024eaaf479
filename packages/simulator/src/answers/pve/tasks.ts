import { tasksOfNode } from '../../estate/history.ts'
import { isRunning, type Task } from '../../estate/task-book.ts'
import { ApiFailure, type Page } from '../answer.ts'
import { paged } from '../paged.ts'
import { flagOf, listOf, numberOf, textOf } from '../parameters.ts'
import { taskFacts, taskNames, taskStatus } from '../task-facts.ts'
import { can, type PveCall, type PveHandlers } from './call.ts'
import { requirePrivilege } from './work.ts'

/** A row of a task list. A running task has neither `endtime` nor `status`. */
export function taskRow(task: Task, now: number, how: { source?: string } = {}): Record<string, unknown> {
  const running = isRunning(task, now)
  return {
    ...taskFacts(task),
    ...taskNames(task),
    ...(!running && { endtime: Math.floor(task.endedAt / 1000), status: task.outcome }),
    ...(running && how.source === 'active' && { status: 'RUNNING' }),
  }
}

function isOwn(call: PveCall, task: Task): boolean {
  return task.owner.userid === call.principal.user.userid
}

function statusGroup(task: Task): string {
  if (task.outcome === 'OK') return 'ok'
  if (task.outcome.startsWith('WARNINGS')) return 'warning'
  return task.outcome === 'unexpected status' ? 'unknown' : 'error'
}

function list(call: PveCall): Page {
  const { parameters, now } = call
  const source = textOf(parameters, 'source') ?? 'archive'
  const since = numberOf(parameters, 'since')
  const until = numberOf(parameters, 'until')
  const type = textOf(parameters, 'typefilter')
  const vmid = textOf(parameters, 'vmid')
  const user = textOf(parameters, 'userfilter')?.toLowerCase()
  const states = listOf(parameters, 'statusfilter')
  const onlyErrors = flagOf(parameters, 'errors')
  const maySeeAll = can(call, `/nodes/${call.node.name}`, 'Sys.Audit')
  const tasks = tasksOfNode(call.site, call.node, now).filter((task) => {
    const running = isRunning(task, now)
    if (source === 'archive' && running) return false
    if (source === 'active' && !running) return false
    if (!maySeeAll && !isOwn(call, task)) return false
    if (since !== undefined && task.startedAt / 1000 < since) return false
    if (until !== undefined && task.startedAt / 1000 > until) return false
    if (type !== undefined && task.type !== type) return false
    if (vmid !== undefined && task.id !== vmid) return false
    if (user !== undefined && !task.owner.userid.toLowerCase().includes(user)) return false
    if (onlyErrors && (running || statusGroup(task) === 'ok')) return false
    return states.length === 0 || (!running && states.includes(statusGroup(task)))
  })
  return paged(tasks, parameters, (task) => taskRow(task, now, { source }))
}

const upidPattern = /^UPID:[^:]+:[0-9A-F]{8}:[0-9A-F]{8,9}:[0-9A-F]{8}:[^:]+:.*:[^:]+:$/

function taskOf(call: PveCall): Task {
  const upid = textOf(call.parameters, 'upid') ?? ''
  if (!upidPattern.test(upid)) {
    throw new ApiFailure(400, 'Parameter verification failed.', {
      errors: { upid: `unable to parse worker upid '${upid}'` },
    })
  }
  const task = tasksOfNode(call.site, call.node, call.now).find((one) => one.upid === upid)
  if (task === undefined) throw new ApiFailure(500, `no such task`)
  if (!isOwn(call, task) && !can(call, `/nodes/${call.node.name}`, 'Sys.Audit')) {
    throw new ApiFailure(403, `Permission check failed (/nodes/${call.node.name}, Sys.Audit)`)
  }
  return task
}

function status(call: PveCall): unknown {
  return taskStatus(taskOf(call), call.now)
}

function log(call: PveCall): Page {
  const task = taskOf(call)
  const lines = task
    .log()
    .filter((line) => line.at <= call.now)
    .map((line, index) => ({ n: index + 1, t: line.text }))
  const shown = lines.length === 0 ? [{ n: 1, t: 'no content' }] : lines
  return paged(shown, call.parameters)
}

export const taskHandlers: PveHandlers = {
  'GET /nodes/{node}/tasks': list,
  'GET /nodes/{node}/tasks/{upid}/status': status,
  'GET /nodes/{node}/tasks/{upid}/log': log,
  'DELETE /nodes/{node}/tasks/{upid}': (call) => {
    const task = taskOf(call)
    if (!isOwn(call, task)) requirePrivilege(call, `/nodes/${call.node.name}`, 'Sys.Modify')
    call.site.tasks.stop(task.upid)
    return null
  },
}
