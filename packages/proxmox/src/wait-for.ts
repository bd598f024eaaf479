import { callerOf } from './client.ts'
import type { PbsClient, PveClient } from './client-types.ts'
import { followTask, type TaskResult, type WaitOptions } from './tasks/tasks.ts'

/**
 * Waits for the end of a task that a call has started. Looks after it every 300 ms at first and every 2 s later, and
 * outlasts a few looks that reach nobody, as when a node restarts.
 *
 * @param upid what the call returned, such as `UPID:pve1:…:qmstart:100:root@pam:`
 * @throws TaskFailed when the task comes to a bad end
 * @throws ProxmoxError of kind `timeout` or `cancelled` when the waiting ends before the task
 * @example
 * const upid = await pve.post('/nodes/{node}/qemu/{vmid}/status/start', { node: 'pve1', vmid: 100 })
 * await waitFor(pve, upid, { onLog: (line) => console.log(line), totalMs: 60_000 })
 */
export async function waitFor(
  client: PveClient | PbsClient,
  upid: string | null,
  options: WaitOptions = {},
): Promise<TaskResult> {
  return followTask(callerOf(client), upid ?? '', options)
}
