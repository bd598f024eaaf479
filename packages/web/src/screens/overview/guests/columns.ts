import type { SortColumn } from '../../../routes.ts'

export interface Column {
  id: SortColumn
  /** Figures stand right-aligned. */
  figure: boolean
  /** From which width of the window on it is shown: always, from a tablet held upright, from a tablet, from a full screen. */
  from: 'phone' | 'upright' | 'tablet' | 'desk'
}

const columns: readonly Column[] = [
  { id: 'name', figure: false, from: 'phone' },
  { id: 'type', figure: false, from: 'tablet' },
  { id: 'vmid', figure: true, from: 'tablet' },
  { id: 'node', figure: false, from: 'tablet' },
  { id: 'cpu', figure: false, from: 'phone' },
  { id: 'memory', figure: false, from: 'phone' },
  { id: 'disk', figure: false, from: 'upright' },
  { id: 'diskRead', figure: true, from: 'desk' },
  { id: 'diskWrite', figure: true, from: 'desk' },
  { id: 'netIn', figure: true, from: 'desk' },
  { id: 'netOut', figure: true, from: 'desk' },
  { id: 'uptime', figure: true, from: 'tablet' },
]

/** The node has a column only where it is not the heading above. */
export const columnsFor = (group: 'node' | 'none'): readonly Column[] =>
  columns.filter(({ id }) => id !== 'node' || group === 'none')
