import type { CallInput, CallKey, CallOutput } from '@pulse/contract'

/** What of a request, beside path and body, may matter to an answer. */
export interface RequestFacts {
  /** `Accept-Encoding`, empty where missing. */
  acceptEncoding: string
  /** `If-None-Match`, empty where missing. */
  ifNoneMatch: string
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

export type Handler<K extends CallKey> = (
  call: Omit<CallInput<K>, 'signal'>,
  request: RequestFacts,
) => CallOutput<K> | ReadyAnswer | Promise<CallOutput<K> | ReadyAnswer>

/** One handler for each entry of the endpoint table: a missing one, or one with a wrong shape, does not compile. */
export type Handlers = { readonly [K in CallKey]: Handler<K> }
