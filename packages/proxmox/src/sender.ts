import { failed } from './call-failure.ts'
import type { StreamedBody, WireAnswer, WireRequest } from './io/exchange.ts'
import { Transport } from './io/transport.ts'
import { TransportFailure } from './io/transport-failure.ts'
import type { ClientOptions, Clock, Limits } from './options.ts'
import { WrongKind } from './quirks/quirks.ts'
import { decodeResult, readAnswer, type AnswerData, type EncodedCall } from './request/request.ts'
import type { Method, Product } from './schema/schema.ts'

/** A call that is ready to be sent. */
export interface SentCall {
  readonly method: Method
  readonly encoded: EncodedCall
  /** Sent in place of the encoded body. */
  readonly stream?: StreamedBody
  readonly endsAt: number
  readonly idleMs: number
  readonly signal: AbortSignal | undefined
  readonly redact: (text: string) => string
}

interface SenderOptions {
  readonly product: Product
  readonly origin: string
  readonly basePath: string
  readonly options: ClientOptions
  readonly limits: Limits
  readonly clock: Clock
}

/** Sends the calls of one client and reads their answers; every failure is a ProxmoxError. */
export class Sender {
  readonly #with: SenderOptions
  readonly #transport: Transport

  constructor(given: SenderOptions) {
    this.#with = given
    this.#transport = new Transport(given.origin, given.options.trust, given.limits, given.clock)
  }

  /** One exchange, and the `data` of its answer. */
  async send(call: SentCall, headers: Record<string, string>): Promise<AnswerData & { setCookie: readonly string[] }> {
    const { clock, options, product } = this.#with
    const startedAt = clock.now()
    const { method, encoded } = call
    const record = (rest: { status?: number; bytes: number; errorKind?: string }): void => {
      const durationMs = clock.now() - startedAt
      options.onRequest?.({ method: method.verb, pathTemplate: method.path, path: encoded.path, durationMs, ...rest })
    }
    let answer: WireAnswer
    try {
      answer = await this.#transport.send(this.#wireRequest(call, headers, startedAt))
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error
      record({ bytes: 0, errorKind: error.kind })
      throw failed(call, { kind: error.kind, text: error.message, ...error.detail })
    }
    const { status, reason, bytes } = answer
    const contentType = answer.headers['content-type']?.toLowerCase() ?? ''
    const retryAfter = answer.headers['retry-after']
    const text = answer.body.toString('utf8')
    const read = readAnswer(product, { status, reason, contentType, retryAfter, text }, clock.now())
    if ('data' in read) {
      record({ status, bytes })
      return { ...read, setCookie: answer.headers['set-cookie'] ?? [] }
    }
    record({ status, bytes, errorKind: read.failure.kind })
    throw failed(call, read.failure)
  }

  /** The `data` of an answer as its type promises it. */
  decode(call: SentCall, data: unknown): unknown {
    const { verb, path } = call.method
    try {
      return decodeResult(call.method, data, (odd) => this.#with.options.onOddField?.({ method: verb, path, ...odd }))
    } catch (error) {
      if (!(error instanceof WrongKind)) throw error
      throw failed(call, { kind: 'malformed', text: `the answer is not of the right kind: ${error.message}` })
    }
  }

  async close(): Promise<void> {
    await this.#transport.close()
  }

  #wireRequest(call: SentCall, headers: Record<string, string>, now: number): WireRequest {
    const { method, encoded, stream, endsAt, idleMs, signal } = call
    const { basePath, limits, options } = this.#with
    const body = stream ?? encoded.body
    const form = encoded.body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }
    return {
      method: method.verb,
      path: `${basePath}${encoded.path}${encoded.query}`,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip, deflate',
        'user-agent': options.userAgent ?? 'Pulse',
        // Proxmox refuses a body whose length is not told beforehand.
        ...(stream ? { 'content-type': stream.contentType, 'content-length': String(stream.sizeBytes) } : form),
        ...headers,
      },
      ...(body !== undefined && { body }),
      totalMs: endsAt - now,
      idleMs,
      maxBodyBytes: limits.maxBodyBytes,
      signal,
    }
  }
}
