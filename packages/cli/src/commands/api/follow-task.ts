import { readUpid, waitFor } from '@pulse/proxmox'
import type { Machine } from '../../io/machine.ts'
import { quoted, visible } from '../../print/visible.ts'
import type { Target } from '../../proxmox/connect.ts'

/**
 * Shows a task's log on standard error as it comes, and returns when it has ended well.
 *
 * @throws TaskFailed, or ProxmoxError where the waiting ends before the task does
 */
export async function followTask(
  { client }: Target,
  upid: string,
  timeoutMs: number | undefined,
  machine: Machine,
): Promise<void> {
  const { terminal, stopped } = machine
  const startedAt = machine.now()
  const type = quoted(readUpid(upid)?.type ?? 'task')
  const tell = (): void => terminal.progress(`${type}: ${seconds(machine.now() - startedAt)} s`)
  tell()
  const stopTelling = machine.every(tellEveryMs, tell)
  try {
    const { status } = await waitFor(client, upid, {
      signal: stopped,
      ...(timeoutMs !== undefined && { totalMs: timeoutMs }),
      onLog(line) {
        terminal.note(visible(line))
        tell()
      },
    })
    terminal.note(`${type}: ${quoted(status)} after ${seconds(machine.now() - startedAt)} s`)
  } finally {
    stopTelling()
    terminal.progress('')
  }
}

const tellEveryMs = 500
const seconds = (ms: number): string => (ms / 1000).toFixed(1)
