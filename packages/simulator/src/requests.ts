import type { Clock } from './clock.ts'

/** One request that came in. */
export interface RequestLine {
  /** Milliseconds since the epoch, by the simulator's clock. */
  readonly at: number
  readonly endpoint: string
  readonly method: string
  readonly path: string
  /** Path template of the schema; null where no method matches. */
  readonly template: string | null
  readonly status: number
  readonly hasCredential: boolean
}

const keptLines = 50_000

/** Counts what came in, for tests that ask how much a client calls. */
export class RequestBook {
  readonly #clock: Clock
  #lines: RequestLine[] = []
  #count = 0
  #byEndpoint = new Map<string, Map<string, number>>()
  #credentials = new Map<string, number>()
  #open = 0
  #hung = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  note(line: Omit<RequestLine, 'at'>): void {
    this.#count++
    this.#lines.push({ at: this.#clock.now(), ...line })
    if (this.#lines.length > keptLines * 1.2) this.#lines = this.#lines.slice(-keptLines)
    const counts = this.#byEndpoint.get(line.endpoint) ?? new Map<string, number>()
    this.#byEndpoint.set(line.endpoint, counts)
    const key = `${line.method} ${line.template ?? line.path}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    if (line.hasCredential) this.#credentials.set(line.endpoint, this.authorizationSeen(line.endpoint) + 1)
  }

  /** Marks a request as being answered; the function returned ends that. */
  begin(isHung: boolean): () => void {
    let isOver = false
    if (isHung) this.#hung++
    else this.#open++
    return () => {
      if (isOver) return
      isOver = true
      if (isHung) this.#hung--
      else this.#open--
    }
  }

  count(): number {
    return this.#count
  }

  /** Calls by endpoint name, then by verb and path template, e.g. `GET /nodes/{node}/status`. */
  byEndpoint(): Record<string, Record<string, number>> {
    return Object.fromEntries([...this.#byEndpoint].map(([name, counts]) => [name, Object.fromEntries(counts)]))
  }

  /** The newest lines, oldest first; bounded to some fifty thousand. */
  log(): readonly RequestLine[] {
    return this.#lines
  }

  reset(): void {
    this.#lines = []
    this.#count = 0
    this.#byEndpoint = new Map()
    this.#credentials = new Map()
  }

  /** Requests being answered now; those that will never be are not counted. */
  openNow(): number {
    return this.#open
  }

  hungNow(): number {
    return this.#hung
  }

  /** How many requests with any credential in them have reached an endpoint. */
  authorizationSeen(endpoint: string): number {
    return this.#credentials.get(endpoint) ?? 0
  }
}
