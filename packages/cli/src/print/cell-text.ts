import { visible } from './visible.ts'

/** One value of a table: text as it is, objects as JSON. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return visible(typeof value === 'string' ? value : JSON.stringify(value))
}
