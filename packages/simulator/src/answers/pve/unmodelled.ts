import type { Method } from '@pulse/proxmox/schema'
import { schemaAnswer } from '../schema-answer.ts'
import { taskId, taskType, unmodelledTaskMs } from '../unmodelled-task.ts'
import { guestOf, type PveCall, requireQuorum } from './call.ts'
import { startTask } from './work.ts'

/** Texts that are no task, although the schema says as little of them as of those that are. */
const plainTexts: ReadonlySet<string> = new Set([
  'POST /access/openid/auth-url',
  'POST /cluster/sdn/lock',
  'POST /nodes/{node}/qemu/{vmid}/monitor',
])

/** Whether a method answers with the UPID of a task. In the schema of Proxmox VE that is a text without any form. */
function startsTask({ verb, path, returns }: Method): boolean {
  return (
    verb !== 'GET' && returns.type === 'string' && returns.format === undefined && !plainTexts.has(`${verb} ${path}`)
  )
}

/**
 * The answer of a method that nothing is simulated of. The guest that the path names must be there, and a write needs a
 * quorum; but nothing changes, and a task only passes the time.
 */
export function unmodelled(method: Method, call: PveCall): unknown {
  if (method.path.startsWith('/nodes/{node}/qemu/{vmid}')) guestOf(call, 'qemu')
  if (method.path.startsWith('/nodes/{node}/lxc/{vmid}')) guestOf(call, 'lxc')
  if (method.verb !== 'GET') requireQuorum(call)
  if (!startsTask(method)) return schemaAnswer(method, call.parameters)
  return startTask(call, taskId(method, call.parameters), { type: taskType(method), durationMs: unmodelledTaskMs })
}
