import type { Answer } from '../answers/answers.ts'
import { alterData } from './alter-data.ts'

/**
 * Something that goes wrong with the calls it matches, for as long as it is set. The call itself is worked on all the
 * same, a write has its effect: what is spoiled is the answer.
 */
export type Fault =
  /** Another status and reason phrase; the body is empty unless given. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly reason?: string
      readonly body?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Accepts the request and never answers. */
  | { readonly kind: 'hang' }
  /** Sends the head and so many bytes of the body, then nothing more; the connection stays open. */
  | { readonly kind: 'hang-after'; readonly bytes: number }
  | { readonly kind: 'drip'; readonly bytesPerSecond: number }
  /** Sends the head and so many bytes of the body, then closes. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** Closes without a word: `end` politely, `reset` with a TCP reset. */
  | { readonly kind: 'close'; readonly how: 'end' | 'reset' }
  | { readonly kind: 'html'; readonly body?: string }
  | { readonly kind: 'broken-json' }
  /** Valid JSON, followed by so many blanks. */
  | { readonly kind: 'pad'; readonly bytes: number }
  /** Announces so many bytes more (or, negative, fewer) than follow. */
  | { readonly kind: 'wrong-length'; readonly by: number }
  /** Puts a value into fields: a JSON pointer below the body, `*` for any index, e.g. `/data/*\/mem`; with vmid, only in that guest's rows. Undefined removes the field. */
  | { readonly kind: 'junk'; readonly pointer: string; readonly value: unknown; readonly vmid?: number }
  /** Replaces `data` as a whole. */
  | { readonly kind: 'data'; readonly value: unknown }
  /** Refuses every login, as when a token was deleted. */
  | { readonly kind: 'unauthorized' }
  /** Compresses, however small the body is, whether or not it was asked for. */
  | { readonly kind: 'gzip' }

/** Which calls a fault spoils: those that fit everything given; all of them where nothing is. */
export interface FaultMatch {
  /** Name of an endpoint; any where absent. */
  readonly endpoint?: string
  /** Glob on the path below `/api2/json`: `*` within a segment, `**` across them, e.g. `/nodes/pve2/**`. */
  readonly path?: string
  readonly method?: string
}

/** A fault that is set, with the id that clears it. */
export interface SetFault {
  readonly id: string
  readonly match: FaultMatch
  readonly fault: Fault
}

/** How an answer leaves the house. */
export interface Delivery {
  readonly answer: Answer
  readonly manner:
    | { readonly kind: 'whole' }
    | { readonly kind: 'never' }
    | { readonly kind: 'close'; readonly how: 'end' | 'reset' }
    | { readonly kind: 'cut'; readonly bytes: number }
    | { readonly kind: 'hang-after'; readonly bytes: number }
    | { readonly kind: 'drip'; readonly bytesPerSecond: number }
  readonly lengthError: number
  readonly isCompressed: boolean
}

export class FaultBook {
  readonly #faults = new Map<string, SetFault & { readonly pattern: RegExp | null }>()
  #serial = 0

  /** Sets a fault and gives the id with which it can be cleared. Several that match one call all apply, in this order. */
  set(match: FaultMatch, fault: Fault): string {
    const id = `fault-${++this.#serial}`
    this.#faults.set(id, { id, match, fault, pattern: match.path === undefined ? null : globPattern(match.path) })
    return id
  }

  /** Clears one fault, or all. */
  clear(id?: string): void {
    if (id === undefined) this.#faults.clear()
    else this.#faults.delete(id)
  }

  list(): readonly SetFault[] {
    return [...this.#faults.values()].map(({ id, match, fault }) => ({ id, match, fault }))
  }

  matching(call: { readonly endpoint: string; readonly method: string; readonly path: string }): Fault[] {
    if (this.#faults.size === 0) return []
    const matching: Fault[] = []
    for (const { match, fault, pattern } of this.#faults.values()) {
      if (match.endpoint !== undefined && match.endpoint !== call.endpoint) continue
      if (match.method !== undefined && match.method !== call.method) continue
      if (pattern === null || pattern.test(call.path)) matching.push(fault)
    }
    return matching
  }
}

function globPattern(glob: string): RegExp {
  const source = glob
    .split('**')
    .map((part) =>
      part
        .split('*')
        .map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('[^/]*'),
    )
    .join('.*')
  // `/nodes/pve2/**` means the node itself, too.
  return new RegExp(`^${source.replace(/\/\.\*$/, '(?:/.*)?')}$`)
}

const captivePage =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form method="post"></form></body></html>'

/** What the faults make of an answer. */
export function deliver(answer: Answer, faults: readonly Fault[]): Delivery {
  let delivery: Delivery = { answer, manner: { kind: 'whole' }, lengthError: 0, isCompressed: false }
  for (const fault of faults) delivery = withFault(delivery, fault)
  return delivery
}

function withFault(delivery: Delivery, fault: Fault): Delivery {
  const { answer } = delivery
  switch (fault.kind) {
    case 'status': {
      const headers = { ...answer.headers, ...(fault.status >= 400 && { Connection: 'close' }), ...fault.headers }
      const reason = fault.reason ?? ''
      return {
        ...delivery,
        answer: { ...answer, status: fault.status, reason, headers, body: fault.body ?? '', delayMs: 0 },
      }
    }
    case 'delay':
      return { ...delivery, answer: { ...answer, delayMs: answer.delayMs + fault.ms } }
    case 'hang':
      return { ...delivery, manner: { kind: 'never' } }
    case 'hang-after':
    case 'cut':
    case 'drip':
    case 'close':
      return { ...delivery, manner: fault }
    case 'html': {
      const headers = { ...answer.headers, 'Content-Type': 'text/html;charset=UTF-8' }
      return { ...delivery, answer: { ...answer, status: 200, reason: 'OK', headers, body: fault.body ?? captivePage } }
    }
    case 'broken-json':
      return {
        ...delivery,
        answer: { ...answer, body: `${answer.body.slice(0, Math.max(1, answer.body.length >> 1))},]` },
      }
    case 'pad':
      return { ...delivery, answer: { ...answer, body: answer.body + ' '.repeat(fault.bytes) } }
    case 'wrong-length':
      return { ...delivery, lengthError: fault.by }
    case 'junk':
    case 'data':
      return { ...delivery, answer: { ...answer, body: alterData(answer.body, fault) } }
    case 'unauthorized': {
      const headers = { ...answer.headers, Connection: 'close' }
      const reason = 'Authentication failed!'
      return { ...delivery, answer: { ...answer, status: 401, reason, headers, body: '', delayMs: 3000 } }
    }
    case 'gzip':
      return { ...delivery, isCompressed: true }
  }
}
