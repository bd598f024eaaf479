import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import type { Clock } from '../options.ts'
import { toFailure, TransportFailure } from './transport-failure.ts'

/** A body that is made while it is sent, of a length known beforehand. */
export interface StreamedBody {
  readonly contentType: string
  readonly sizeBytes: number
  readonly chunks: () => AsyncIterable<Uint8Array>
}

/** A request as it goes on the wire. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | StreamedBody
  /** May be infinite. */
  readonly totalMs: number
  readonly idleMs: number
  readonly maxBodyBytes: number
  readonly signal?: AbortSignal | undefined
}

/** A whole answer. */
export interface WireAnswer {
  readonly status: number
  /** HTTP reason phrase: before PVE 8.4 the only place of an error's text. */
  readonly reason: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Of the body as it came over the wire. */
  readonly bytes: number
}

/** What is known of the socket an exchange runs on. */
export interface Connection {
  /** Answers it has brought so far. */
  answered: number
}

/** One request and its answer, with its deadlines. Settles once, whatever undici reports later. */
export class Exchange implements Dispatcher.DispatchHandler {
  connection: Connection = { answered: 0 }
  readonly answer: Promise<WireAnswer>
  readonly #request: WireRequest
  readonly #clock: Clock
  readonly #settled = Promise.withResolvers<WireAnswer>()
  readonly #cancels: (() => void)[] = []
  #failure: TransportFailure | undefined
  #controller: Dispatcher.DispatchController | undefined
  #reused = false
  #lastSignAt = 0
  #head: Omit<WireAnswer, 'body' | 'bytes'> | undefined
  #chunks: Buffer[] = []
  #bytes = 0

  constructor(request: WireRequest, clock: Clock) {
    this.#request = request
    this.#clock = clock
    this.answer = this.#settled.promise
    const { totalMs, signal } = request
    if (Number.isFinite(totalMs)) this.#cancels.push(clock.after(totalMs, () => this.#fail(timeout('total', totalMs))))
    const onAbort = (): void => this.#fail(new TransportFailure('cancelled', 'cancelled by the caller'))
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#cancels.push(() => signal?.removeEventListener('abort', onAbort))
    if (signal?.aborted) onAbort()
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#failure) return controller.abort(this.#failure)
    this.#controller = controller
    this.#reused = this.connection.answered > 0
    this.#lastSignAt = this.#clock.now()
    this.#watchIdle(this.#request.idleMs)
  }

  /** The chunks of a streamed body. Each one that the connection takes is a sign of life. */
  async *chunksOf({ chunks, sizeBytes }: StreamedBody): AsyncIterable<Uint8Array> {
    let restBytes = sizeBytes
    for await (const chunk of chunks()) {
      this.#lastSignAt = this.#clock.now()
      restBytes -= chunk.length
      if (restBytes < 0) break
      yield chunk
    }
    this.#lastSignAt = this.#clock.now()
    if (restBytes !== 0) throw new TransportFailure('invalid', 'what was sent is not as long as was said')
  }

  onResponseStart(_: unknown, status: number, headers: IncomingHttpHeaders, reason = ''): void {
    this.#lastSignAt = this.#clock.now()
    // 1xx are only announcements.
    if (status >= 200) this.#head = { status, reason, headers }
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#lastSignAt = this.#clock.now()
    this.#bytes += chunk.length
    if (this.#bytes > this.#request.maxBodyBytes) {
      return this.#fail(
        new TransportFailure('malformed', `the answer is larger than ${this.#request.maxBodyBytes} bytes`),
      )
    }
    this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    this.connection.answered++
    if (!this.#head || !this.#finish()) return
    this.#settled.resolve({ ...this.#head, body: Buffer.concat(this.#chunks, this.#bytes), bytes: this.#bytes })
  }

  onResponseError(_: unknown, error: Error): void {
    this.#fail(toFailure(error, this.#head !== undefined, this.#reused))
  }

  /** One timer that looks when the last sign of life was, instead of one for every chunk. */
  #watchIdle(waitMs: number): void {
    const { idleMs } = this.#request
    const cancel = this.#clock.after(waitMs, () => {
      const restMs = this.#lastSignAt + idleMs - this.#clock.now()
      if (restMs > 0) this.#watchIdle(restMs)
      else this.#fail(timeout('idle', idleMs))
    })
    this.#cancels.push(cancel)
  }

  #fail(failure: TransportFailure): void {
    this.#failure ??= failure
    if (!this.#finish()) return
    this.#settled.reject(failure)
    // Not before the rejection: aborting reports an error of its own.
    this.#controller?.abort(failure)
  }

  #open = true

  /** Says whether this is the first end. */
  #finish(): boolean {
    if (!this.#open) return false
    this.#open = false
    for (const cancel of this.#cancels) cancel()
    return true
  }
}

function timeout(phase: 'idle' | 'total', ms: number): TransportFailure {
  const text = phase === 'idle' ? `nothing came for ${ms} ms` : `no complete answer within ${ms} ms`
  return new TransportFailure('timeout', text, { phase })
}
