import type { ConfigChange } from '@pulse/contract'
import type { Terminal } from '../io/terminal.ts'
import { visible } from './visible.ts'

const signs = { add: '+', change: '~', remove: '-', keep: '=' } as const
const styles = { add: 'green', change: 'yellow', remove: 'red', keep: 'dim' } as const

/** What changes, a block for each thing and a line for each field, and how much it is in all. */
export function configChangesText(changes: readonly ConfigChange[], { style }: Pick<Terminal, 'style'>): string {
  const blocks = changes.map(({ action, kind, name, fields }) => {
    const label = kind === name || kind === 'email' ? visible(name) : `${visible(kind)} ${visible(name)}`
    const kept = action === 'keep' ? ' (stays as it is)' : ''
    const width = Math.max(0, ...fields.map(({ field }) => visible(field).length))
    const lines = fields.map(({ field, from, to }) => {
      const value = from === null ? (to ?? '') : `${from} → ${to ?? 'nothing'}`
      return `    ${visible(field).padEnd(width)}  ${visible(value)}`
    })
    return [style(styles[action], `${signs[action]} ${label}${kept}`), ...lines].join('\n')
  })
  return [...blocks, ...(blocks.length > 0 ? [''] : []), sumText(changes)].join('\n')
}

function sumText(changes: readonly ConfigChange[]): string {
  const count = (action: ConfigChange['action']): number => changes.filter((each) => each.action === action).length
  const [added, changed, removed] = [count('add'), count('change'), count('remove')]
  return hasChanges(changes) ? `${added} to add, ${changed} to change, ${removed} to remove.` : 'Nothing to change.'
}

/** Is there one that is more than a remark? */
export const hasChanges = (changes: readonly ConfigChange[]): boolean => changes.some(({ action }) => action !== 'keep')
