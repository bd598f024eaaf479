import { Caller } from './caller.ts'
import type { CallOptions, ClientOptions } from './options.ts'
import type { Product, Verb } from './schema/schema.ts'

type Parameters = Readonly<Record<string, unknown>>

/** What stands behind each client, out of sight of those who print it. */
const callers = new WeakMap<object, Caller>()

/** A client as both products have it, but for its types. */
export function createClient(product: Product, options: ClientOptions): object {
  const caller = new Caller(product, options)
  const by =
    (verb: Verb) =>
    async (path: string, parameters?: Parameters, call?: CallOptions): Promise<unknown> =>
      caller.call(verb, path, parameters, call)
  // Closures only: printing the client shows neither credentials nor sockets.
  const client = {
    product,
    url: caller.url,
    get: by('GET'),
    post: by('POST'),
    put: by('PUT'),
    delete: by('DELETE'),
    call: async (verb: Verb, path: string, parameters?: Parameters, call?: CallOptions) =>
      caller.call(verb, path, parameters, call),
    page: async (path: string, parameters?: Parameters, call?: CallOptions) => caller.page(path, parameters, call),
    version: async (call?: CallOptions) => caller.version(call),
    session: () => caller.session(),
    close: async () => caller.close(),
  }
  callers.set(client, caller)
  return client
}

/** @throws TypeError if it is not one of our clients */
export function callerOf(client: object): Caller {
  const caller = callers.get(client)
  if (!caller) throw new TypeError('client: must come from createPve or createPbs')
  return caller
}
