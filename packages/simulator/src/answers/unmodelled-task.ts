import type { Method } from '@pulse/proxmox/schema'
import { type Parameters, textOf } from './parameters.ts'

/** How long the task of a call takes that nothing is simulated of: it only passes the time. */
export const unmodelledTaskMs = 2000

/** The last fixed word of the path: `migrateall`, `zfs`. */
export function taskType({ path }: Method): string {
  const word = path.split('/').findLast((segment) => !segment.startsWith('{')) ?? ''
  return word.replaceAll(/[^a-z]/g, '')
}

/** What the last placeholder of the path stands for; empty where that is the node. */
export function taskId({ path }: Method, parameters: Parameters): string {
  const [, name = ''] = /\{(\w+)\}[^{]*$/.exec(path) ?? []
  const text = name === 'node' ? '' : (textOf(parameters, name) ?? '')
  return text.replaceAll(/[^\w.-]/g, '-')
}
