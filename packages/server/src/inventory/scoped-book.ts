import type { ConnectionId } from '@pulse/contract'
import type { Scoped } from '../observation/observation.ts'
import { sameValue } from './merge-facts.ts'

/** Lists that were each taken whole for their own scope, read as one list with the newest first. */
export class ScopedBook<T extends { readonly id: string }> {
  readonly #timeOf: (row: T) => number
  readonly #scopes = new Map<ConnectionId, Map<string, readonly T[]>>()
  #sorted: readonly T[] | undefined = []

  constructor(timeOf: (row: T) => number) {
    this.#timeOf = timeOf
  }

  /** Says whether anything is different now. Rows with equal values stay the same objects, by which readers know them. */
  replace(connection: ConnectionId, lists: readonly Scoped<T>[]): boolean {
    let changed = false
    const scopes = this.#scopes.get(connection) ?? new Map<string, readonly T[]>()
    this.#scopes.set(connection, scopes)
    for (const { scope, rows } of lists) {
      const before = scopes.get(scope) ?? []
      if (sameValue(before, rows)) continue
      if (rows.length === 0) scopes.delete(scope)
      else scopes.set(scope, keptRows(before, rows))
      changed = true
    }
    if (changed) this.#sorted = undefined
    return changed
  }

  /** Drops the scopes of a connection that `belongs` picks, or all of them. */
  drop(connection: ConnectionId, belongs: (scope: string) => boolean = () => true): boolean {
    const scopes = this.#scopes.get(connection)
    if (!scopes) return false
    const before = scopes.size
    for (const scope of scopes.keys()) if (belongs(scope)) scopes.delete(scope)
    if (scopes.size === 0) this.#scopes.delete(connection)
    if (scopes.size === before) return false
    this.#sorted = undefined
    return true
  }

  newestFirst(): readonly T[] {
    this.#sorted ??= [...this.#scopes.values()]
      .flatMap((scopes) => [...scopes.values()].flat())
      .sort((a, b) => this.#timeOf(b) - this.#timeOf(a))
    return this.#sorted
  }
}

function keptRows<T extends { readonly id: string }>(before: readonly T[], rows: readonly T[]): readonly T[] {
  const known = new Map(before.map((row) => [row.id, row]))
  return rows.map((row) => {
    const old = known.get(row.id)
    return old && sameValue(old, row) ? old : row
  })
}
