import { principalId } from '../../estate/access.ts'
import { storeOfTask, tasksOfServer } from '../../estate/server-history.ts'
import { isRunning, ownerText, type Task } from '../../estate/task-book.ts'
import { ApiFailure, type Page } from '../answer.ts'
import { paged } from '../paged.ts'
import { flagOf, listOf, numberOf, textOf } from '../parameters.ts'
import { taskFacts, taskStatus } from '../task-facts.ts'
import { can, type PbsCall, type PbsHandlers } from './call.ts'
import { requirePrivilege } from './permission.ts'

/** A running task has neither `endtime` nor `status`. */
function taskRow(call: PbsCall, task: Task): Record<string, unknown> {
  return {
    ...taskFacts(task),
    worker_type: task.type,
    worker_id: task.id === '' ? null : task.id,
    user: ownerText(task.owner),
    ...(!isRunning(task, call.now) && { endtime: Math.floor(task.endedAt / 1000), status: task.outcome }),
  }
}

function statusGroup(task: Task): string {
  if (task.outcome === 'OK') return 'ok'
  if (task.outcome.startsWith('WARNINGS')) return 'warning'
  return task.outcome === 'unknown' ? 'unknown' : 'error'
}

/** A user also owns what his tokens started. */
function isOwn(call: PbsCall, task: Task): boolean {
  const owner = ownerText(task.owner)
  const asker = principalId(call.principal)
  return owner === asker || owner.startsWith(`${asker}!`)
}

function visibleTasks(call: PbsCall): Task[] {
  const maySeeAll = can(call, '/system/tasks', 'Sys.Audit')
  return tasksOfServer(call.server, call.now).filter((task) => maySeeAll || isOwn(call, task))
}

function list(call: PbsCall): Page {
  const { parameters, now } = call
  const since = numberOf(parameters, 'since')
  const until = numberOf(parameters, 'until')
  const type = textOf(parameters, 'typefilter')
  const store = textOf(parameters, 'store')
  const user = textOf(parameters, 'userfilter')
  const states = listOf(parameters, 'statusfilter')
  const found = visibleTasks(call).filter((task) => {
    const running = isRunning(task, now)
    if (flagOf(parameters, 'running') && !running) return false
    if (flagOf(parameters, 'errors') && (running || task.outcome === 'OK')) return false
    if (since !== undefined && task.startedAt / 1000 < since) return false
    if (until !== undefined && task.startedAt / 1000 > until) return false
    if (type !== undefined && !task.type.includes(type)) return false
    if (store !== undefined && storeOfTask(task) !== store) return false
    if (user !== undefined && !ownerText(task.owner).includes(user)) return false
    return states.length === 0 || (!running && states.includes(statusGroup(task)))
  })
  return paged(found, parameters, (task) => taskRow(call, task))
}

function taskOf(call: PbsCall): Task {
  const upid = textOf(call.parameters, 'upid') ?? ''
  const task = tasksOfServer(call.server, call.now).find((one) => one.upid === upid)
  if (task === undefined) throw new ApiFailure(400, 'no such task')
  return task
}

/** Other people's tasks need a right of their own. */
function requireTask(call: PbsCall, privilege: 'Sys.Audit' | 'Sys.Modify'): Task {
  const task = taskOf(call)
  if (!isOwn(call, task)) requirePrivilege(call, '/system/tasks', privilege)
  return task
}

function status(call: PbsCall): unknown {
  return taskStatus(requireTask(call, 'Sys.Audit'), call.now)
}

function log(call: PbsCall): Page {
  const task = requireTask(call, 'Sys.Audit')
  const lines = task.log().filter((line) => line.at <= call.now)
  return paged(lines, call.parameters, ({ at, text }, index) => ({
    n: index + 1,
    t: `${new Date(at).toISOString().slice(0, 19)}+00:00: ${text}`,
  }))
}

const at = '/nodes/{node}/tasks'

export const taskHandlers: PbsHandlers = {
  [`GET ${at}`]: list,
  [`GET ${at}/{upid}/status`]: status,
  [`GET ${at}/{upid}/log`]: log,
  [`DELETE ${at}/{upid}`]: (call) => {
    call.server.tasks.stop(requireTask(call, 'Sys.Modify').upid)
    return null
  },
}
