import type { Entry } from './guest-view.ts'

/**
 * Where a key leads from a row of the guest table; headings are passed over.
 *
 * @param pageRows how far PageUp and PageDown go
 * @returns the index of an entry, or `null` for keys that mean nothing here
 */
export function nextGuestIndex(entries: readonly Entry[], from: number, key: string, pageRows: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return nearest(entries, from + 1, 1)
    case 'ArrowUp':
      return nearest(entries, from - 1, -1)
    case 'PageDown':
      return nearest(entries, Math.min(entries.length - 1, from + pageRows), -1)
    case 'PageUp':
      return nearest(entries, Math.max(0, from - pageRows), 1)
    case 'Home':
      return nearest(entries, 0, 1)
    case 'End':
      return nearest(entries, entries.length - 1, -1)
    default:
      return null
  }
}

function nearest(entries: readonly Entry[], from: number, step: 1 | -1): number | null {
  for (let index = from; index >= 0 && index < entries.length; index += step) {
    if (entries[index]?.kind === 'guest') return index
  }
  return null
}
