import type { ApiDescription } from '../api-description.ts'
import { pbsWorkflows } from './pbs-workflows.ts'
import type { Folder } from './postman-format.ts'
import { pveWorkflows } from './pve-workflows.ts'
import { stepItem, type Step } from './step.ts'

/** Calls that belong together. */
export interface Workflow {
  readonly name: string
  readonly note: string
  readonly steps: readonly Step[]
}

/** The folder of what people do most, each with the wait for its task. */
export function workflows({ product, methods }: ApiDescription): Folder {
  const all = product === 'pve' ? pveWorkflows : pbsWorkflows
  return {
    name: 'Workflows',
    description: 'Several calls that belong together, in order. Run one of the folders, or all of them.',
    item: all.flatMap(({ name, note, steps }) => {
      const item = steps.flatMap((step) => stepItem(methods, step))
      return item.length > 0 ? [{ name, description: note, item }] : []
    }),
  }
}
