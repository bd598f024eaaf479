import type { Static, TSchema } from 'typebox'
import type { Endpoints } from '../endpoints/endpoints.ts'
import type { ErrorBody, ErrorCode } from '../errors.ts'

type Parameters<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Parameters<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

type PathOf<K> = K extends `${string} ${infer Path}` ? Path : never
type BodyOf<E> = E extends { body: infer B extends TSchema } ? { body: Static<B> } : { body?: never }
type QueryOf<E> = E extends { query: infer Q extends TSchema } ? { query?: Static<Q> } : { query?: never }
type PathParametersOf<K> = [Parameters<PathOf<K>>] extends [never]
  ? { path?: never }
  : { path: Record<Parameters<PathOf<K>>, string> }

export type CallKey = keyof Endpoints
export type CallInput<K extends CallKey> = BodyOf<Endpoints[K]> &
  QueryOf<Endpoints[K]> &
  PathParametersOf<K> & { signal?: AbortSignal }
export type CallOutput<K extends CallKey> = Endpoints[K] extends { output: infer O extends TSchema } ? Static<O> : never

/** The server refused or could not do it. `message` is for people, `code` for programs. */
export class CallError extends Error {
  readonly code: ErrorCode | 'network'
  readonly status: number
  readonly field: string | undefined
  readonly details: Readonly<Record<string, string>>
  /** When to try again, if the server says so. */
  readonly retryAfterSeconds: number | undefined

  constructor(status: number, body: Partial<ErrorBody> & { error: string }, options: { cause?: unknown } = {}) {
    super(body.error, options)
    this.name = 'CallError'
    this.code = body.code ?? 'network'
    this.status = status
    this.field = body.field
    this.details = body.details ?? {}
    this.retryAfterSeconds = body.retryAfter
  }
}

/** What the client needs of `fetch`. */
export type FetchLike = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<{
  ok: boolean
  status: number
  headers: { get(name: string): string | null }
  text(): Promise<string>
}>

export type Client = <K extends CallKey>(
  key: K,
  ...input: Record<string, never> extends CallInput<K> ? [CallInput<K>?] : [CallInput<K>]
) => Promise<CallOutput<K>>

/**
 * Typed calls of a Pulse server.
 *
 * @example
 * const call = createClient('http://127.0.0.1:7655', fetch)
 * const added = await call('POST /api/config/nodes', { body: { type: 'pve', host: '10.0.0.5', … } })
 * await call('DELETE /api/config/nodes/:id', { path: { id: added.id } })
 * @throws {CallError} for every answer that is no success, and with code `network` when there was none.
 */
export function createClient(base: string, fetchLike: FetchLike): Client {
  return async (key, ...[input]) => {
    const space = key.indexOf(' ')
    const given = (input ?? {}) as GivenInput
    const path = key
      .slice(space + 1)
      .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(given.path?.[name] ?? ''))
      .concat(queryText(given.query))
    const hasBody = given.body !== undefined
    const response = await fetchLike(base + path, {
      method: key.slice(0, space),
      headers: { accept: 'application/json', ...(hasBody ? { 'content-type': 'application/json' } : {}) },
      ...(hasBody ? { body: JSON.stringify(given.body) } : {}),
      ...(given.signal ? { signal: given.signal } : {}),
    }).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : 'no answer'
      throw new CallError(0, { error: `The server cannot be reached: ${reason}` }, { cause })
    })
    const text = await response.text()
    if (response.status === 204) return null as never
    if (response.ok && response.headers.get('content-type')?.startsWith('text/plain')) return text as never
    const body = parse(text)
    if (response.ok && body !== undefined) return body as never
    const error = (body ?? {}) as Partial<ErrorBody>
    throw new CallError(response.status, { ...error, error: error.error ?? `Unexpected answer (${response.status})` })
  }
}

interface GivenInput {
  body?: unknown
  path?: Record<string, string>
  query?: Readonly<Record<string, string | number | boolean>>
  signal?: AbortSignal
}

function queryText(query: GivenInput['query'] = {}): string {
  const text = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) text.set(name, String(value))
  return text.size > 0 ? `?${text.toString()}` : ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
