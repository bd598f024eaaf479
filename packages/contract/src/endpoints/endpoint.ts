import type { TSchema } from 'typebox'
import type { ErrorCode } from '../errors.ts'

/** What an API token may be allowed. `write` includes `read`; the others stand for themselves. */
export const scopes = ['read', 'write', 'notify', 'register'] as const
export type Scope = (typeof scopes)[number]

/**
 * Who may call. There is no default: a call without an entry does not exist.
 *
 * - `open`: anybody, even before there is an owner.
 * - a scope: the owner, or a token with that scope.
 * - `owner`: the owner, or a token with every scope. For secrets, and for who may come in.
 * - `invited`: as `register`, or who brings a registration token or a setup code; the call itself checks these two.
 */
export type Access = 'open' | 'owner' | 'invited' | Scope

/** Calls that are limited more strictly than all together; `limits` of the server says how. */
export type LimitName = 'login' | 'transfer' | 'test-mail' | 'update-check' | 'register' | 'probe'

/** A call as it may be tried out; every field satisfies its schema, which a test checks. */
export interface EndpointExample {
  path?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string | number | boolean>>
  body?: unknown
  output?: unknown
}

/**
 * The only description of a call: gate, routes, clients and documents read it. The key is `METHOD /path/:parameter`. What
 * readers of the documents should know of a field is the `description` of its schema.
 */
export interface Endpoint {
  summary: string
  /** What the summary does not say, for the documents: a sentence or two. */
  description?: string
  access: Access
  /** Query parameters, an object of optional texts, numbers and flags; others are ignored. */
  query?: TSchema
  /** The JSON body; absent where the call takes none. */
  body?: TSchema
  /** The body may be missing altogether. */
  bodyOptional?: true
  /** 1 MiB unless given. */
  bodyLimitBytes?: number
  output: TSchema
  /** Of a success; 200 unless given. 204 has no body. */
  status?: 200 | 201 | 204
  /** Content type of a success that is no JSON. */
  produces?: 'text/plain; charset=utf-8'
  limit?: LimitName
  /** `?token=` counts as credential, as documented for export and import alone. */
  tokenInQuery?: true
  /** The password in a Basic header is part of the call, and says who asks only where nothing else does. */
  passwordInBasic?: true
  /** Codes this call can answer with, beside those that every call can. */
  errors: readonly ErrorCode[]
  example?: EndpointExample
}

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE'

export type EndpointKey = `${Verb} /${string}`
