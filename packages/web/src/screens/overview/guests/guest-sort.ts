import type { Guest } from '@pulse/contract'
import type { Sort, SortColumn } from '../../../routes.ts'
import { diskRatio, memoryRatio } from './guest-state.ts'

/** `pve2` before `pve10`; the same order for every reader. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
export const compareText = (a: string, b: string): number => collator.compare(a, b)

const keys: { readonly [C in SortColumn]: (guest: Guest) => string | number | null } = {
  name: (guest) => guest.name,
  type: (guest) => guest.kind,
  vmid: (guest) => guest.vmid,
  node: (guest) => guest.nodeName,
  // Started later is up for less long.
  uptime: (guest) => (guest.startedAt === null ? null : -guest.startedAt),
  cpu: (guest) => guest.cpuRatio,
  memory: memoryRatio,
  disk: diskRatio,
  diskRead: (guest) => guest.diskReadPerSecond,
  diskWrite: (guest) => guest.diskWritePerSecond,
  netIn: (guest) => guest.netInPerSecond,
  netOut: (guest) => guest.netOutPerSecond,
}

/** Text goes up first, figures go down first: the large ones are what one looks for. */
export const firstDescending = (column: SortColumn): boolean => !['name', 'type', 'vmid', 'node'].includes(column)

/**
 * Sorts by a column. What is not known comes last either way; equal values go by vmid and id, always upwards, so that
 * rows with the same figure do not change places from tick to tick.
 */
export function sortGuests(guests: readonly Guest[], { column, descending }: Sort): Guest[] {
  const key = keys[column]
  const keyed = guests.map((guest) => ({ guest, value: key(guest) }))
  keyed.sort((a, b) => compareKeys(a.value, b.value, descending) || tieBreak(a.guest, b.guest))
  return keyed.map(({ guest }) => guest)
}

function compareKeys(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  const order = typeof a === 'string' ? compareText(a, String(b)) : a - Number(b)
  return descending ? -order : order
}

function tieBreak(a: Guest, b: Guest): number {
  if (a.vmid !== b.vmid) return a.vmid - b.vmid
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
