/** A form with a file: the fields in front of it, and what is known of the file itself. */
export interface Upload {
  readonly fields: Readonly<Record<string, string>>
  readonly file: {
    readonly name: string
    readonly sizeBytes: number
    /** In hexadecimal, by the algorithm that the fields name; null where they name none. */
    readonly digest: string | null
  } | null
}

/** A request as it came in, before anybody looked at it. */
export interface ApiRequest {
  readonly method: string
  /** Path and query as sent. */
  readonly target: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** Instead of a body; null where it could not be read. */
  readonly upload?: Upload | null
}

/** What is to be sent, and when: `delayMs` is infinite for a call that blocks for ever. */
export interface Answer {
  readonly status: number
  readonly reason: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly delayMs: number
  /** Path below the format, such as `/nodes/pve1/qemu`; the template is null where no method matches. */
  readonly path: string
  readonly template: string | null
}

/** Thrown by a handler to answer with an error. */
export class ApiFailure extends Error {
  readonly status: number
  readonly errors: Readonly<Record<string, string>> | undefined
  readonly delayMs: number

  constructor(
    status: number,
    text: string,
    more: { errors?: Readonly<Record<string, string>>; delayMs?: number } = {},
  ) {
    super(text)
    this.status = status
    this.errors = more.errors
    this.delayMs = more.delayMs ?? 0
  }
}

/** A list that tells how long it is altogether, beside `data`. */
export class Page {
  readonly rows: readonly unknown[]
  readonly total: number

  constructor(rows: readonly unknown[], total: number) {
    this.rows = rows
    this.total = total
  }
}

/** Data that is JSON text already: the large answers are kept between requests. */
export class ReadyJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** The call blocks and nothing ever comes back, as on a dead network file system. */
export function blocked(): ApiFailure {
  return new ApiFailure(500, 'got timeout', { delayMs: Number.POSITIVE_INFINITY })
}
