import { TicketSession, tokenHeader, type LoginAnswer, type Session } from './auth/auth.ts'
import { readBaseUrl } from './base-url.ts'
import type { Page } from './client-types.ts'
import { failed, invalid, redactor, unsupported } from './call-failure.ts'
import { realClock } from './io/real-clock.ts'
import { Transport } from './io/transport.ts'
import { TransportFailure } from './io/transport-failure.ts'
import type { WireAnswer, WireRequest } from './io/exchange.ts'
import { defaultLimits, type CallOptions, type ClientOptions, type Clock, type Limits } from './options.ts'
import { ProxmoxError } from './proxmox-error.ts'
import { WrongKind } from './quirks/quirks.ts'
import {
  decodeResult,
  encodeCall,
  findCall,
  readAnswer,
  VersionGuard,
  wantedOf,
  within,
  type AnswerData,
  type EncodedCall,
  type ServerVersion,
} from './request/request.ts'
import type { Method, Product, Verb } from './schema/schema.ts'

type Parameters = Readonly<Record<string, unknown>>

/** What the steps of one call share. */
interface Call {
  readonly method: Method
  readonly parameters: Parameters
  readonly encoded: EncodedCall
  readonly endsAt: number
  readonly idleMs: number
  readonly signal: AbortSignal | undefined
  readonly redact: (text: string) => string
}

const ticketPath = '/access/ticket'
const versionPath = '/version'
const sensitive = /pass|secret|token|key|otp|ticket/i

/** Makes the calls of one client: encodes, authenticates, sends, reads, decodes. */
export class Caller {
  readonly url: string
  readonly product: Product
  readonly clock: Clock
  readonly #options: ClientOptions
  readonly #limits: Limits
  readonly #basePath: string
  readonly #transport: Transport
  readonly #session: TicketSession | undefined
  readonly #guard: VersionGuard

  constructor(product: Product, options: ClientOptions) {
    const { origin, basePath } = readBaseUrl(options.url, product === 'pve' ? 8006 : 8007)
    const { credentials } = options
    this.url = origin
    this.product = product
    this.#options = options
    this.#limits = { ...defaultLimits, ...options.limits }
    this.clock = options.clock ?? realClock
    this.#basePath = basePath
    this.#transport = new Transport(origin, options.trust, this.#limits, this.clock)
    this.#session =
      credentials.kind === 'token'
        ? undefined
        : new TicketSession(product, credentials, (form) => this.#login(form), this.clock)
    this.#guard = new VersionGuard(product, this.clock, () => this.call('GET', versionPath))
  }

  /** The limit of a call that names none. */
  get totalMs(): number {
    return this.#limits.totalMs
  }

  /** Asks once; later calls are answered from memory. */
  async version(options?: CallOptions): Promise<ServerVersion> {
    const known = this.#guard.known ?? this.#guard.learn(await this.call('GET', versionPath, {}, options))
    if (known) return known
    const text = 'the answer holds no version that can be read'
    throw new ProxmoxError({ kind: 'not-proxmox', method: 'GET', path: versionPath, text })
  }

  /** The login in use, if there is one. */
  session(): Session | null {
    return this.#session?.current() ?? null
  }

  async call(verb: Verb, path: string, parameters?: Parameters, options?: CallOptions): Promise<unknown> {
    return (await this.#call(verb, path, parameters, options)).data
  }

  /** One page of a list. */
  async page(path: string, parameters?: Parameters, options?: CallOptions): Promise<Page<unknown>> {
    const { data: rows, total = null } = await this.#call('GET', path, parameters, options)
    return { rows, total }
  }

  async #call(verb: Verb, path: string, parameters: Parameters = {}, options: CallOptions = {}): Promise<AnswerData> {
    const call = this.#prepare(verb, path, parameters, options)
    await this.#refuseLacking(call)
    for (let repeated = false; ; repeated = true) {
      const ticket = await this.#ticket(call)
      const headers = ticket ? ticketHeaders(verb, ticket) : this.#tokenHeaders()
      try {
        const answer = await this.#send(call, headers)
        const data = this.#decode(call, answer.data)
        if (call.method.path === versionPath) this.#guard.learn(data)
        return { ...answer, data }
      } catch (error) {
        if (!ticket || !(error instanceof ProxmoxError) || error.kind !== 'unauthenticated') throw error
        this.#session?.refuse(ticket)
        // A write may have been carried out by something on the way: only the caller can know.
        if (verb !== 'GET' || repeated) throw error
      }
    }
  }

  async close(): Promise<void> {
    await this.#transport.close()
  }

  #prepare(verb: Verb, path: string, parameters: Parameters, options: CallOptions): Call {
    const found = findCall(this.product, verb, path, parameters)
    if (!found) throw new ProxmoxError({ kind: 'unsupported', method: verb, path, text: 'the schema has no such call' })
    if ('fieldErrors' in found) throw invalid(verb, path, found.fieldErrors)
    const encoded = encodeCall(found.method, found.parameters)
    if ('fieldErrors' in encoded) throw invalid(verb, path, encoded.fieldErrors)
    const secrets = Object.entries(parameters).flatMap(([name, value]) =>
      typeof value === 'string' && sensitive.test(name) ? [value] : [],
    )
    return {
      ...found,
      encoded,
      endsAt: this.clock.now() + (options.totalMs ?? this.#limits.totalMs),
      idleMs: options.idleMs ?? this.#limits.idleMs,
      signal: options.signal,
      redact: (text) => redactor([...this.#secrets(), ...secrets])(text),
    }
  }

  /** What the server's words may repeat. A ticket changes with time. */
  #secrets(): string[] {
    const { credentials } = this.#options
    const session = this.#session?.current()
    const current = session ? [session.ticket, session.csrfToken] : []
    switch (credentials.kind) {
      case 'token':
        return [credentials.secret]
      case 'password':
        return [credentials.password, credentials.otp ?? '', ...current]
      case 'ticket':
        return [credentials.ticket, credentials.csrfToken, ...current]
    }
  }

  #tokenHeaders(): Record<string, string> {
    const { credentials } = this.#options
    return credentials.kind === 'token' ? tokenHeader(this.product, credentials) : {}
  }

  /** Only calls that some known version does not have cost a look at the version, and only the first of them. */
  async #refuseLacking(call: Call): Promise<void> {
    const wanted = wantedOf(call.method, call.parameters)
    if (wanted.length === 0) return
    const lacking = await this.#waitFor(this.#guard.lacking(wanted), call, 'the question for the version')
    if (lacking) throw unsupported(this.product, call, lacking)
  }

  async #ticket(call: Call): Promise<Awaited<ReturnType<TicketSession['ticket']>> | undefined> {
    return this.#session && this.#waitFor(this.#session.ticket(), call, 'the login')
  }

  /** What others wait for too goes on when one of the callers gives up. */
  async #waitFor<T>(work: Promise<T>, call: Call, name: string): Promise<T> {
    const wait = { clock: this.clock, ms: call.endsAt - this.clock.now(), signal: call.signal }
    return within(work, wait, (why) =>
      failed(
        call,
        why === 'total'
          ? { kind: 'timeout', phase: 'total', text: `${name} took too long` }
          : { kind: 'cancelled', text: 'cancelled by the caller' },
      ),
    )
  }

  async #login(form: Readonly<Record<string, string>>): Promise<LoginAnswer> {
    const call: Call = {
      ...this.#prepare('POST', ticketPath, form, {}),
      redact: redactor([...this.#secrets(), ...Object.values(form)].filter((text) => text !== form.username)),
    }
    const { data, setCookie } = await this.#send(call, {})
    return { data, setCookie }
  }

  /** One exchange, and the `data` of its answer. */
  async #send(call: Call, headers: Record<string, string>): Promise<AnswerData & { setCookie: readonly string[] }> {
    const startedAt = this.clock.now()
    const { method, encoded } = call
    const record = (rest: { status?: number; bytes: number; errorKind?: string }): void => {
      const durationMs = this.clock.now() - startedAt
      this.#options.onRequest?.({
        method: method.verb,
        pathTemplate: method.path,
        path: encoded.path,
        durationMs,
        ...rest,
      })
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
    const read = readAnswer(
      this.product,
      {
        status,
        reason,
        contentType: answer.headers['content-type']?.toLowerCase() ?? '',
        retryAfter: answer.headers['retry-after'],
        text: answer.body.toString('utf8'),
      },
      this.clock.now(),
    )
    if ('data' in read) {
      record({ status, bytes })
      return { ...read, setCookie: answer.headers['set-cookie'] ?? [] }
    }
    record({ status, bytes, errorKind: read.failure.kind })
    throw failed(call, read.failure)
  }

  #wireRequest(
    { method, encoded, endsAt, idleMs, signal }: Call,
    headers: Record<string, string>,
    now: number,
  ): WireRequest {
    const form = encoded.body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }
    return {
      method: method.verb,
      path: `${this.#basePath}${encoded.path}${encoded.query}`,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip, deflate',
        'user-agent': this.#options.userAgent ?? 'Pulse',
        ...form,
        ...headers,
      },
      ...(encoded.body !== undefined && { body: encoded.body }),
      totalMs: endsAt - now,
      idleMs,
      maxBodyBytes: this.#limits.maxBodyBytes,
      signal,
    }
  }

  #decode(call: Call, data: unknown): unknown {
    const { verb, path } = call.method
    try {
      return decodeResult(call.method, data, (odd) => this.#options.onOddField?.({ method: verb, path, ...odd }))
    } catch (error) {
      if (!(error instanceof WrongKind)) throw error
      throw failed(call, { kind: 'malformed', text: `the answer is not of the right kind: ${error.message}` })
    }
  }
}

/** CSRF protection is asked for with writes only. */
function ticketHeaders(verb: Verb, ticket: { cookie: string; csrf: string }): Record<string, string> {
  return { cookie: ticket.cookie, ...(verb !== 'GET' && { csrfpreventiontoken: ticket.csrf }) }
}
