/** Gives others their turn when enough has been written since the last time. */
export interface Pace {
  wrote(items: number): Promise<void>
}

const itemsAtOnce = 128
const comma = Buffer.from(',')

interface Chunk {
  items: readonly unknown[]
  bytes: Buffer
}

/** A list as JSON text, kept in chunks: only chunks with a replaced, new or missing object are written again. */
export class ListText {
  #chunks: Chunk[] = []
  #stamp: unknown

  /** Pieces between the brackets. `stamp` stands for everything that `one` reads beside the item itself. */
  async write<T extends object>(
    items: readonly T[],
    stamp: unknown,
    one: (item: T) => object,
    pace: Pace,
  ): Promise<Buffer[]> {
    const before = this.#stamp === stamp ? this.#chunks : []
    const chunks: Chunk[] = []
    for (let start = 0; start < items.length; start += itemsAtOnce) {
      const part = items.slice(start, start + itemsAtOnce)
      const known = before[chunks.length]
      if (known && sameItems(known.items, part)) {
        chunks.push(known)
        continue
      }
      chunks.push({ items: part, bytes: Buffer.from(part.map((item) => JSON.stringify(one(item))).join(',')) })
      await pace.wrote(part.length)
    }
    this.#chunks = chunks
    this.#stamp = stamp
    return chunks.flatMap(({ bytes }, i) => (i === 0 ? [bytes] : [comma, bytes]))
  }
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])
