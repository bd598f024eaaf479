import type { TSchema } from 'typebox'
import type { ErrorCode } from '../errors.ts'

/**
 * Who may call: `open` needs nothing, `read` and `write` the scope of that name. There is no default: a call without an
 * entry does not exist.
 */
export type Access = 'open' | 'read' | 'write'

/** The only description of a call: gate, routes, clients and documents read it. The key is `METHOD /path/:parameter`. */
export interface Endpoint {
  summary: string
  access: Access
  /** The JSON body; absent where the call takes none. */
  body?: TSchema
  output: TSchema
  /** Of a success; 200 unless given. */
  status?: 200 | 201
  /** Codes this call can answer with, beside those that every call can. */
  errors: readonly ErrorCode[]
}

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE'

export type EndpointKey = `${Verb} /${string}`
