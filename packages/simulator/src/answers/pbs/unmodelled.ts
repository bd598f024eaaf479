import { type Method, resultShape } from '@pulse/proxmox/schema'
import { schemaAnswer } from '../schema-answer.ts'
import { taskId, taskType, unmodelledTaskMs } from '../unmodelled-task.ts'
import type { PbsCall } from './call.ts'
import { startWorker } from './worker.ts'

/** The answer of a method that nothing is simulated of: nothing changes, and a task only passes the time. */
export function unmodelled(method: Method, call: PbsCall): unknown {
  if (method.verb === 'GET' || !resultShape(method).pattern?.startsWith('^UPID:')) {
    return schemaAnswer(method, call.parameters)
  }
  return startWorker(call, {
    type: taskType(method),
    id: taskId(method, call.parameters),
    durationMs: unmodelledTaskMs,
  })
}
