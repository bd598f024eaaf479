import { Piece } from './piece.ts'

/** Gives others their turn when enough has been written since the last time. */
export interface Pace {
  wrote(items: number): Promise<void>
}

const mostItems = 256

interface Chunk {
  items: readonly object[]
  /** A chunk that does not end its list ends with a comma. */
  endsList: boolean
  text: Piece
}

/**
 * A list as JSON text, kept in chunks. A chunk is used again wherever its objects still follow one another, so that one
 * object more or less costs one chunk.
 */
export class ListText {
  /** Texts of single objects, for lists in which neighbours change at different times. */
  #texts: WeakMap<object, string> | undefined
  #byFirst = new Map<object, Chunk>()
  #stamp: unknown

  constructor({ keepsObjects = false }: { keepsObjects?: boolean } = {}) {
    if (keepsObjects) this.#texts = new WeakMap()
  }

  /** Pieces between the brackets. `stamp` stands for everything that `one` reads beside the item itself. */
  async write<T extends object>(
    items: readonly T[],
    stamp: unknown,
    one: (item: T) => object,
    pace: Pace,
  ): Promise<Piece[]> {
    if (this.#stamp !== stamp) this.forget()
    this.#stamp = stamp
    const chunks: Chunk[] = []
    for (let at = 0; at < items.length; ) {
      let chunk = this.#known(items, at)
      if (!chunk) {
        const next = cut(items, at, this.#byFirst)
        chunk = this.#write(next, at + next.length === items.length, one)
        await pace.wrote(chunk.items.length)
      }
      chunks.push(chunk)
      at += chunk.items.length
    }
    this.#byFirst.clear()
    // Small chunks that insertions have left are put together when there are too many of them.
    if (chunks.length <= 8 + (2 * items.length) / mostItems) {
      for (const chunk of chunks) if (chunk.items[0]) this.#byFirst.set(chunk.items[0], chunk)
    }
    return chunks.map(({ text }) => text)
  }

  forget(): void {
    this.#byFirst.clear()
    if (this.#texts) this.#texts = new WeakMap()
  }

  #known(items: readonly object[], at: number): Chunk | undefined {
    const first = items[at]
    const chunk = first && this.#byFirst.get(first)
    if (!chunk || chunk.endsList !== (at + chunk.items.length === items.length)) return undefined
    return chunk.items.every((item, i) => item === items[at + i]) ? chunk : undefined
  }

  #write<T extends object>(items: readonly T[], endsList: boolean, one: (item: T) => object): Chunk {
    const texts = items.map((item) => {
      let text = this.#texts?.get(item)
      if (text === undefined) {
        text = JSON.stringify(one(item))
        this.#texts?.set(item, text)
      }
      return text
    })
    return { items, endsList, text: new Piece(`${texts.join(',')}${endsList ? '' : ','}`) }
  }
}

/** The next items up to where a known chunk may begin. */
function cut<T extends object>(items: readonly T[], at: number, byFirst: ReadonlyMap<object, Chunk>): readonly T[] {
  let end = at + 1
  while (end < items.length && end - at < mostItems && !byFirst.has(items[end] ?? items)) end++
  return items.slice(at, end)
}
