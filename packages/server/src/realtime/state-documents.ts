import type { Clock } from '../platform/platform.ts'
import type { Counters } from './counters.ts'
import type { Pace } from './list-text.ts'
import type { LiveChange, LivePicture, LiveStats } from './live-picture.ts'
import type { Piece } from './piece.ts'
import { StateWriter } from './state-writer.ts'

/** The documented state of one version of the picture. */
export interface StateDocument<E extends string> {
  readonly version: number
  readonly pieces: readonly Piece[]
  readonly etag: string
  /** In parts that follow one another. Made once, whoever asks. */
  encoded(encoding: E): Promise<readonly Buffer[]>
  /** Encodings that somebody has asked for. */
  asked(): E[]
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
  encode: (pieces: readonly Piece[], encoding: E) => Promise<readonly Buffer[]>
  breathe: () => Promise<void>
}

/**
 * Figures and lists of backups may be so much behind for those who ask again and again; what is watched and what stands
 * there is always exact. Proxmox measures every 10 seconds.
 */
const mostLagMs = 2000
/** The same while the next document is being made, which takes long on a machine that is busy with other things. */
const mostLagWhileMakingMs = 5000
/** While somebody asks, the next document is made in advance at this age. */
const refreshMs = 1000
/** Up-time and counters in the state move while the picture stands still. */
const oldestMs = 10_000
/** After this time without a question nothing is kept. */
const forgetMs = 60_000

const itemsBetweenBreaths = 1024

interface Made<E extends string> {
  readonly document: StateDocument<E>
  readonly beganMs: number
}

/** Makes documents of the picture when somebody asks, and in advance while somebody keeps asking. */
export class StateDocuments<E extends string> {
  readonly #o: StateDocumentsOptions<E>
  readonly #writer = new StateWriter()
  #made: Made<E> | undefined
  #busy: Promise<void> | undefined
  #askedMs = Number.NEGATIVE_INFINITY
  /** Of the newest picture that differs from the one before in more than figures. */
  #exactVersion = 0
  #cancelRefresh: (() => void) | undefined
  #cancelForget: (() => void) | undefined

  constructor(options: StateDocumentsOptions<E>) {
    this.#o = options
  }

  changed(change: LiveChange): void {
    if (change.backupsChanged) this.#writer.backupsChanged()
    if (isMoreThanFigures(change)) this.#exactVersion = this.#o.picture().version
    this.#planRefresh()
  }

  /** A document that is exact about what there is, and at most `mostLagMs` behind with figures. */
  async current(): Promise<StateDocument<E>> {
    const { clock, picture } = this.#o
    const wanted = picture().version
    const exact = this.#exactVersion
    this.#askedMs = clock.monotonicMs()
    this.#planForget()
    for (;;) {
      const made = this.#made
      if (made) {
        const ageMs = clock.monotonicMs() - made.beganMs
        const { version } = made.document
        const lagMs = this.#busy ? mostLagWhileMakingMs : mostLagMs
        if (version >= wanted ? ageMs < oldestMs : version >= exact && ageMs < lagMs) return made.document
      }
      // Those who ask meanwhile share the next. A failure is for all who wait.
      await (this.#busy ?? this.#make())
    }
  }

  stop(): void {
    this.#cancelRefresh?.()
    this.#cancelForget?.()
  }

  #make(): Promise<void> {
    const { clock, picture } = this.#o
    const beganMs = clock.monotonicMs()
    const before = this.#made?.document
    this.#busy = this.#write(picture())
      .then(async (document) => {
        // What was asked for is made before the document takes its place, so that nobody has to wait for it.
        await Promise.all((before?.asked() ?? []).map((encoding) => document.encoded(encoding)))
        this.#made = { document, beganMs }
      })
      .finally(() => {
        this.#busy = undefined
        this.#planRefresh()
      })
    return this.#busy
  }

  #planRefresh(): void {
    const { clock, picture } = this.#o
    const made = this.#made
    if (!made || this.#busy || this.#cancelRefresh || made.document.version === picture().version) return
    const nowMs = clock.monotonicMs()
    if (nowMs - this.#askedMs > mostLagMs) return
    this.#cancelRefresh = clock.after(Math.max(0, made.beganMs + refreshMs - nowMs), () => {
      this.#cancelRefresh = undefined
      // Whoever asks next meets the failure himself.
      if (!this.#busy && clock.monotonicMs() - this.#askedMs <= mostLagMs) this.#make().catch(() => {})
    })
  }

  #planForget(): void {
    if (this.#cancelForget) return
    const { clock } = this.#o
    this.#cancelForget = clock.after(forgetMs, () => {
      this.#cancelForget = undefined
      if (this.#busy || clock.monotonicMs() - this.#askedMs < forgetMs) this.#planForget()
      else {
        this.#made = undefined
        this.#writer.forget()
      }
    })
  }

  async #write(picture: LivePicture): Promise<StateDocument<E>> {
    const { clock, version, epoch, stats, clientCount, counters, encode, breathe } = this.#o
    const pictureVersion = picture.version
    const surroundings = { now: clock.now(), version, webSocketClients: clientCount(), stats: stats() }
    counters.serialisations++
    const pieces = await this.#writer.write(picture, surroundings, pacedBy(breathe))
    const variants = new Map<E, Promise<readonly Buffer[]>>()
    return {
      version: pictureVersion,
      pieces,
      // Weak: figures about the server itself may differ between two texts of one version.
      etag: `W/"${epoch}-${pictureVersion}"`,
      encoded(encoding) {
        let variant = variants.get(encoding)
        if (!variant) variants.set(encoding, (variant = encode(pieces, encoding)))
        return variant
      },
      asked: () => [...variants.keys()],
    }
  }
}

/** Something came, went, or is called or reached otherwise. */
function isMoreThanFigures({ tables }: LiveChange): boolean {
  const connections = tables.connections?.changed ?? []
  if (connections.some(({ fields }) => fields.some((field) => ['name', 'url', 'state'].includes(field)))) return true
  return Object.values(tables).some(({ added, removed }) => added.length > 0 || removed.length > 0)
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
