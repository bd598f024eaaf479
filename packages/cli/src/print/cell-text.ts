import { visible } from './visible.ts'

/** One value of a table: text as it is, objects as JSON, fractions rounded. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' && !Number.isInteger(value)) return fraction(value)
  return visible(typeof value === 'string' ? value : JSON.stringify(value))
}

/** The use of a processor comes with 17 digits. JSON and YAML have them all. */
const fraction = (value: number): string =>
  String(Number(Math.abs(value) < 1 ? value.toPrecision(4) : value.toFixed(3)))
