import { TicketSession, tokenHeader, type LoginAnswer, type Session } from './auth/auth.ts'
import { readBaseUrl } from './base-url.ts'
import type { Page } from './client-types.ts'
import { failed, invalid, redactor, unsupported } from './call-failure.ts'
import { newBoundary } from './io/boundary.ts'
import { realClock } from './io/real-clock.ts'
import { defaultLimits, type CallOptions, type ClientOptions, type Clock, type Limits } from './options.ts'
import { ProxmoxError } from './proxmox-error.ts'
import {
  encodeCall,
  findCall,
  multipart,
  VersionGuard,
  wantedOf,
  within,
  type AnswerData,
  type FormFile,
  type ServerVersion,
} from './request/request.ts'
import { isSecretName, type Product, type Verb } from './schema/schema.ts'
import { Sender, type SentCall } from './sender.ts'

type Parameters = Readonly<Record<string, unknown>>

/** What the steps of one call share. */
interface Call extends SentCall {
  readonly parameters: Parameters
}

const ticketPath = '/access/ticket'
const versionPath = '/version'
/** Wider than what is surely a secret: to redact too much does no harm. */
const sensitive = /pass|secret|token|key|otp|ticket/i

/** Makes the calls of one client: encodes, authenticates, has them sent, and repeats what may be repeated. */
export class Caller {
  readonly url: string
  readonly product: Product
  readonly clock: Clock
  readonly #options: ClientOptions
  readonly #limits: Limits
  readonly #sender: Sender
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
    this.#sender = new Sender({ product, origin, basePath, options, limits: this.#limits, clock: this.clock })
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

  /** A POST whose form ends with a file. It lasts as long as the file takes, if no limit is given. */
  async sendFile(path: string, parameters: Parameters, file: FormFile, options: CallOptions): Promise<unknown> {
    const call = this.#prepare('POST', path, parameters, { totalMs: Number.POSITIVE_INFINITY, ...options })
    const stream = multipart([...new URLSearchParams(call.encoded.body)], file, newBoundary())
    return (await this.#run({ ...call, stream })).data
  }

  /** One page of a list. */
  async page(path: string, parameters?: Parameters, options?: CallOptions): Promise<Page<unknown>> {
    const { data: rows, total = null } = await this.#call('GET', path, parameters, options)
    return { rows, total }
  }

  async #call(verb: Verb, path: string, parameters: Parameters = {}, options: CallOptions = {}): Promise<AnswerData> {
    return this.#run(this.#prepare(verb, path, parameters, options))
  }

  async #run(call: Call): Promise<AnswerData> {
    const { verb } = call.method
    await this.#refuseLacking(call)
    for (let repeated = false; ; repeated = true) {
      const ticket = await this.#ticket(call)
      const headers = ticket ? ticketHeaders(verb, ticket) : this.#tokenHeaders()
      try {
        const answer = await this.#sender.send(call, headers)
        const data = this.#sender.decode(call, answer.data)
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
    await this.#sender.close()
  }

  #prepare(verb: Verb, path: string, parameters: Parameters, options: CallOptions): Call {
    const found = findCall(this.product, verb, path, parameters)
    if (!found) throw new ProxmoxError({ kind: 'unsupported', method: verb, path, text: 'the schema has no such call' })
    if ('fieldErrors' in found) throw invalid(verb, path, found.fieldErrors)
    const encoded = encodeCall(found.method, found.parameters)
    if ('fieldErrors' in encoded) throw invalid(verb, path, encoded.fieldErrors)
    const secrets = Object.entries(parameters).flatMap(([name, value]) =>
      typeof value === 'string' && (sensitive.test(name) || isSecretName(name, found.method.path)) ? [value] : [],
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
    const { data, setCookie } = await this.#sender.send(call, {})
    return { data, setCookie }
  }
}

/** CSRF protection is asked for with writes only. */
function ticketHeaders(verb: Verb, ticket: { cookie: string; csrf: string }): Record<string, string> {
  return { cookie: ticket.cookie, ...(verb !== 'GET' && { csrfpreventiontoken: ticket.csrf }) }
}
