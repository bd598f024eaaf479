export interface TableChanges<V> {
  added: readonly V[]
  changed: readonly { value: V; fields: readonly string[] }[]
  removed: readonly string[]
}

/** Rows of one kind over all connections, and what happened to them since the changes were last taken. */
export class Table<V extends { readonly id: string }> {
  readonly #rows = new Map<string, V>()
  #added: V[] = []
  #changed: { value: V; fields: readonly string[] }[] = []
  #removed: string[] = []

  get rows(): ReadonlyMap<string, V> {
    return this.#rows
  }

  add(value: V): void {
    this.#rows.set(value.id, value)
    this.#added.push(value)
  }

  /** Replaces a row; the order of rows stays. */
  replace(value: V, fields: readonly string[]): void {
    if (fields.length === 0) return
    this.#rows.set(value.id, value)
    this.#changed.push({ value, fields })
  }

  remove(id: string): void {
    if (this.#rows.delete(id)) this.#removed.push(id)
  }

  takeChanges(): TableChanges<V> | undefined {
    if (this.#added.length + this.#changed.length + this.#removed.length === 0) return undefined
    const changes = { added: this.#added, changed: this.#changed, removed: this.#removed }
    this.#added = []
    this.#changed = []
    this.#removed = []
    return changes
  }
}
