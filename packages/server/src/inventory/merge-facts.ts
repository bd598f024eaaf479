import type { Reason } from '@pulse/contract'

interface Row {
  readonly id: string
  readonly seenAt: number
  readonly unknown: Readonly<Record<string, Reason>>
}

type Given = Readonly<Record<string, unknown>>

/** What is said of a row: any fields, and reasons for those that are null. */
interface Said {
  readonly unknown?: Readonly<Record<string, Reason>>
}

/** What is said about a row without being a field of it. */
const notFields = new Set(['unknown', 'stale', 'creation'])

/**
 * Lays what was said over a row. Returns the row itself when nothing changed, else a new one, and the names of the
 * fields that changed. A field that is said loses its old reason; one that is not said keeps value and reason.
 */
export function mergeFacts<V extends Row>(row: V, said: Said, seenAt: number): { value: V; fields: string[] } {
  const present = row as unknown as Readonly<Record<string, unknown>>
  const given = said as Given
  const fields: string[] = []
  let changed: Record<string, unknown> | undefined
  const set = (field: string, value: unknown): void => {
    changed ??= { ...present }
    changed[field] = value
    fields.push(field)
  }
  for (const field in given) {
    if (notFields.has(field)) continue
    const value = given[field]
    if (value !== undefined && !sameValue(present[field], value)) set(field, value)
  }
  const unknown = mergeReasons(row.unknown, given, said.unknown ?? {})
  if (unknown !== row.unknown) set('unknown', unknown)
  if (seenAt !== row.seenAt) set('seenAt', seenAt)
  return { value: changed ? (changed as unknown as V) : row, fields }
}

/** Returns `before` itself when the reasons stay as they are. */
function mergeReasons(before: Row['unknown'], given: Given, reasons: Row['unknown']): Row['unknown'] {
  let same = true
  for (const field in before) if (given[field] !== undefined && reasons[field] !== before[field]) same = false
  for (const field in reasons) if (reasons[field] !== before[field]) same = false
  if (same) return before
  const after: Record<string, Reason> = {}
  for (const field in before) {
    const reason = before[field]
    if (given[field] === undefined && reason !== undefined) after[field] = reason
  }
  return Object.assign(after, reasons)
}

/** Equality of plain data, in depth. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameValue(item, b[index]))
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = Object.keys(left)
  return (
    !Array.isArray(b) &&
    names.length === Object.keys(right).length &&
    names.every((name) => name in right && sameValue(left[name], right[name]))
  )
}
