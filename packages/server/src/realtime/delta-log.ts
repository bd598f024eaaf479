import type { SharedMessage } from './frame.ts'

interface Entry {
  readonly sequence: number
  readonly message: SharedMessage
}

/**
 * The newest deltas, kept once for all clients. A client is a place in this log: it reads on when its connection has room,
 * and starts over from a snapshot when its place has been dropped. So a slow client costs no memory of its own.
 */
export class DeltaLog {
  readonly #mostBytes: number
  #entries: Entry[] = []
  #bytes = 0

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  append(sequence: number, message: SharedMessage): void {
    this.#entries.push({ sequence, message })
    this.#bytes += sizeOf(message)
    while (this.#bytes > this.#mostBytes && this.#entries.length > 1) {
      const oldest = this.#entries.shift()
      if (oldest) this.#bytes -= sizeOf(oldest.message)
    }
  }

  get(sequence: number): SharedMessage | undefined {
    const first = this.#entries[0]
    return first && this.#entries[sequence - first.sequence]?.message
  }

  /** Sequence number of the newest entry; 0 when there is none. */
  newest(): number {
    return this.#entries.at(-1)?.sequence ?? 0
  }

  /** Bytes of the deltas that follow `sequence`; undefined when some of them are gone. */
  bytesAfter(sequence: number): number | undefined {
    const first = this.#entries[0]
    if (first && first.sequence > sequence + 1) return undefined
    return this.#entries.reduce((sum, entry) => sum + (entry.sequence > sequence ? sizeOf(entry.message) : 0), 0)
  }

  clear(): void {
    this.#entries = []
    this.#bytes = 0
  }
}

const sizeOf = (message: SharedMessage): number => message.plain.length + (message.deflated?.length ?? 0)
