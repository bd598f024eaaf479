import { ProxmoxError } from '../proxmox-error.ts'
import { classifyText } from '../request/request.ts'

/**
 * A task that came to a bad end. Its kind is told from the task's words where they say more than `failed`.
 *
 * @example if (error instanceof TaskFailed) console.error(error.upid, error.exitStatus)
 */
export class TaskFailed extends ProxmoxError {
  readonly upid: string
  /** The task's last words, such as `command 'zfs destroy' failed` or `job errors`. */
  readonly exitStatus: string

  constructor(upid: string, exitStatus: string) {
    const kind = classifyText(exitStatus)
    super({ kind, method: 'TASK', path: upid, text: `the task failed: ${exitStatus}`, reason: exitStatus })
    this.upid = upid
    this.exitStatus = exitStatus
  }
}
