import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { gunzip, inflate, inflateRaw } from 'node:zlib'
import { Client, Pool, type Dispatcher } from 'undici'
import type { Clock, Limits, Trust } from '../options.ts'
import { createConnector } from './connector.ts'
import { Exchange, type Connection, type WireAnswer, type WireRequest } from './exchange.ts'
import { TransportFailure } from './transport-failure.ts'

const inflaters = { gzip: promisify(gunzip), zlib: promisify(inflate), raw: promisify(inflateRaw) }

/** The connections to one host. */
export class Transport {
  readonly #clock: Clock
  readonly #pool: Pool
  readonly #newClient: () => Client

  constructor(origin: string, trust: Trust, limits: Limits, clock: Clock) {
    this.#clock = clock
    const connect = createConnector(trust, limits.connectMs, clock)
    this.#newClient = () => new TrackedClient(origin, connect)
    this.#pool = new Pool(origin, { connections: limits.connections, allowH2: false, factory: this.#newClient })
  }

  /**
   * Sends a request over a free connection, and reads the whole answer. Every failure is a TransportFailure.
   * A GET whose kept-alive connection turns out to be closed, or whose answer is cut short, is sent once more over a
   * fresh one.
   */
  async send(request: WireRequest): Promise<WireAnswer> {
    const startedAt = this.#clock.now()
    try {
      return await this.#exchange(this.#pool, request)
    } catch (error) {
      if (request.method !== 'GET' || !(error instanceof TransportFailure) || !error.detail.connectionBroke) throw error
      const totalMs = request.totalMs - (this.#clock.now() - startedAt)
      // Of the pool another connection might come that is closed as well.
      const fresh = this.#newClient()
      try {
        return await this.#exchange(fresh, { ...request, totalMs })
      } finally {
        await fresh.destroy()
      }
    }
  }

  /** Calls under way fail as cancelled. */
  async close(): Promise<void> {
    await this.#pool.destroy()
  }

  async #exchange(dispatcher: Dispatcher, request: WireRequest): Promise<WireAnswer> {
    const exchange = new Exchange(request, this.#clock)
    const { method, path, headers } = request
    const body =
      typeof request.body === 'object'
        ? Readable.from(exchange.chunksOf(request.body), { objectMode: false })
        : (request.body ?? null)
    if (!request.signal?.aborted) dispatcher.dispatch({ method, path, headers, body }, exchange)
    const answer = await exchange.answer
    return { ...answer, body: await decompress(answer, request.maxBodyBytes) }
  }
}

/** Tells each exchange of the connection it runs on, which undici keeps to itself. */
class TrackedClient extends Client {
  readonly #connection: Connection

  constructor(origin: string, connect: ReturnType<typeof createConnector>) {
    const connection: Connection = { answered: 0 }
    super(origin, {
      allowH2: false,
      connect(target, callback) {
        connection.answered = 0
        connect(target, callback)
      },
      // pveproxy closes idle connections after 5 s: be the first, so that no request meets a closing one.
      keepAliveTimeout: 4_000,
      keepAliveMaxTimeout: 4_000,
      // The deadlines are ours, by the clock given.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    this.#connection = connection
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (handler instanceof Exchange) handler.connection = this.#connection
    return super.dispatch(options, handler)
  }
}

async function decompress({ headers, body }: WireAnswer, maxOutputLength: number): Promise<Buffer> {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity'
  if (encoding === 'identity' || body.length === 0) return body
  if (encoding !== 'gzip' && encoding !== 'deflate') {
    throw new TransportFailure('malformed', 'the answer is compressed in a way that was not asked for')
  }
  // "deflate" is RFC 1950 by the book, whose low nibble is 8, and bare RFC 1951 with some servers.
  const format = encoding === 'gzip' ? 'gzip' : ((body[0] ?? 0) & 0x0f) === 8 ? 'zlib' : 'raw'
  try {
    return await inflaters[format](body, { maxOutputLength })
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw new TransportFailure(
      'malformed',
      tooLarge ? `the answer is larger than ${maxOutputLength} bytes` : 'the compressed answer is broken',
    )
  }
}
