import type { CallInput, CallKey, CallOutput } from '@pulse/contract'
import type { Caller, Cookie, Presented, Principal } from '../security/security.ts'

/** What of a request, beside path, query and body, may matter to an answer. */
export interface RequestFacts {
  /** `Accept-Encoding`, empty where missing. */
  acceptEncoding: string
  /** `If-None-Match`, empty where missing. */
  ifNoneMatch: string
  principal: Principal
  caller: Caller
  presented: Presented
  /** Any other header by its lower-case name; empty where missing. */
  header(name: string): string
}

/** An answer that is ready to be sent as it is, its body in parts that are never copied. */
export class ReadyAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: readonly Buffer[] | undefined

  constructor(status: number, headers: Readonly<Record<string, string>>, body?: readonly Buffer[]) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** An ordinary answer that comes with cookies or headers. */
export class DressedAnswer<T> {
  readonly value: T
  readonly cookies: readonly Cookie[]
  readonly headers: Readonly<Record<string, string>>

  constructor(value: T, dress: { cookies?: readonly Cookie[]; headers?: Readonly<Record<string, string>> }) {
    this.value = value
    this.cookies = dress.cookies ?? []
    this.headers = dress.headers ?? {}
  }
}

type Answer<K extends CallKey> = CallOutput<K> | ReadyAnswer | DressedAnswer<CallOutput<K>>

export type Handler<K extends CallKey> = (
  call: Omit<CallInput<K>, 'signal'>,
  request: RequestFacts,
) => Answer<K> | Promise<Answer<K>>

/** One handler for each entry of the endpoint table: a missing one, or one with a wrong shape, does not compile. */
export type Handlers = { readonly [K in CallKey]: Handler<K> }
