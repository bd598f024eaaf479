import type { ConfigChange } from '@pulse/contract'
import { messages } from '../../../text/messages.ts'

const words = messages.backup

type Action = ConfigChange['action']

/** Those that do something first, each kind together. */
const order: readonly Action[] = ['remove', 'add', 'change', 'keep']

export function sortChanges(changes: readonly ConfigChange[]): readonly ConfigChange[] {
  return changes.toSorted(
    (a, b) =>
      order.indexOf(a.action) - order.indexOf(b.action) ||
      a.kind.localeCompare(b.kind, 'en') ||
      a.name.localeCompare(b.name, 'en', { numeric: true }),
  )
}

/** `2 removed, 1 added, 3 stay as they are`, or that nothing would change. */
export function changeSummary(changes: readonly ConfigChange[]): string {
  const parts = order.flatMap((action) => {
    const count = changes.filter((change) => change.action === action).length
    return count > 0 ? [words.counts[action](count)] : []
  })
  return doesNothing(changes) ? words.nothingChanges : `${parts.join(', ')}.`
}

export const doesNothing = (changes: readonly ConfigChange[]): boolean =>
  changes.every(({ action }) => action === 'keep')
