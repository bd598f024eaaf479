import type { Clock } from '../platform/platform.ts'
import type { Counters } from './counters.ts'
import type { Pace } from './list-text.ts'
import type { LivePicture, LiveStats } from './live-picture.ts'
import { StateWriter } from './state-writer.ts'

/** The documented state of one version of the picture. */
export interface StateDocument<E extends string> {
  readonly version: number
  readonly body: Buffer
  readonly etag: string
  /** Compressed once, whoever asks. */
  encoded(encoding: E): Promise<Buffer>
}

export interface StateDocumentsOptions<E extends string> {
  clock: Clock
  /** Of the product. */
  version: string
  epoch: string
  picture: () => LivePicture
  stats: () => LiveStats
  clientCount: () => number
  counters: Counters
  compress: (body: Buffer, encoding: E) => Promise<Buffer>
  breathe: () => Promise<void>
}

/** Up-time and counters in the state move while the picture stands still. */
const oldestMs = 10_000
/** A few milliseconds of writing. */
const itemsBetweenBreaths = 1024

interface Writing<E extends string> {
  version: number
  beganMs: number
  document: Promise<StateDocument<E>>
}

/** Makes one document per version of the picture, when somebody asks for it. */
export class StateDocuments<E extends string> {
  readonly #o: StateDocumentsOptions<E>
  readonly #writer = new StateWriter()
  #latest: Writing<E> | undefined
  #busy: Promise<unknown> | undefined

  constructor(options: StateDocumentsOptions<E>) {
    this.#o = options
  }

  backupsChanged(): void {
    this.#writer.backupsChanged()
  }

  /** A document at least as new as the picture is now. Those who ask while one is being written share the next. */
  async current(): Promise<StateDocument<E>> {
    const wanted = this.#o.picture().version
    for (;;) {
      const latest = this.#latest
      if (latest && latest.version >= wanted && this.#isFresh(latest)) return latest.document
      if (!this.#busy) return this.#begin()
      // A failure is for those who asked for that document.
      await this.#busy.catch(() => {})
    }
  }

  #isFresh(writing: Writing<E>): boolean {
    return this.#o.clock.monotonicMs() - writing.beganMs < oldestMs
  }

  #begin(): Promise<StateDocument<E>> {
    const { clock, picture } = this.#o
    const document = this.#write(picture())
    const writing = { version: picture().version, beganMs: clock.monotonicMs(), document }
    this.#latest = writing
    this.#busy = document
      .catch(() => {
        if (this.#latest === writing) this.#latest = undefined
      })
      .finally(() => {
        this.#busy = undefined
      })
    return document
  }

  async #write(picture: LivePicture): Promise<StateDocument<E>> {
    const { clock, version, epoch, stats, clientCount, counters, compress, breathe } = this.#o
    const pictureVersion = picture.version
    const surroundings = { now: clock.now(), version, webSocketClients: clientCount(), stats: stats() }
    counters.serialisations++
    const body = await this.#writer.write(picture, surroundings, pacedBy(breathe))
    const variants = new Map<E, Promise<Buffer>>()
    return {
      version: pictureVersion,
      body,
      // Weak: figures about the server itself may differ between two texts of one version.
      etag: `W/"${epoch}-${pictureVersion}"`,
      encoded(encoding) {
        let variant = variants.get(encoding)
        if (!variant) variants.set(encoding, (variant = compress(body, encoding)))
        return variant
      },
    }
  }
}

function pacedBy(breathe: () => Promise<void>): Pace {
  let written = 0
  return {
    async wrote(items) {
      written += items
      if (written < itemsBetweenBreaths) return
      written = 0
      await breathe()
    },
  }
}
