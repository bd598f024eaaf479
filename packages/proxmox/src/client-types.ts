import type { PbsMethods } from './generated/pbs-methods.ts'
import type { PveMethods } from './generated/pve-methods.ts'
import type { Session } from './auth/auth.ts'
import type { CallOptions } from './options.ts'
import type { pbsOverrides, pveOverrides } from './quirks/quirks.ts'
import type { ServerVersion } from './request/request.ts'
import type { Product, Verb } from './schema/schema.ts'
import type { Infer } from './shape/shape.ts'

type Row = { parameters: object; result: unknown }
type VerbName = 'get' | 'post' | 'put' | 'delete'
type ResultAt<M, O, V extends VerbName, P> = V extends keyof M
  ? P extends keyof M[V] & string
    ? `${Uppercase<V>} ${P}` extends keyof O
      ? Infer<O[`${Uppercase<V>} ${P}`]>
      : M[V][P] extends Row
        ? // Older versions and some calls answer a write with nothing, and a write that was carried out is no error.
          M[V][P]['result'] | (V extends 'get' ? never : null)
        : never
    : never
  : never
type ParametersAt<M, V extends VerbName, P> = V extends keyof M
  ? P extends keyof M[V]
    ? M[V][P] extends Row
      ? M[V][P]['parameters']
      : never
    : never
  : never
/** Parameters may be left out where none is required. */
type Rest<T> = [Record<string, never>] extends [T]
  ? [parameters?: T, call?: CallOptions]
  : [parameters: T, call?: CallOptions]
/** One page of a list, and how many rows there are on all pages. */
export interface Page<R> {
  readonly rows: R
  /** Null where the server does not count them. */
  readonly total: number | null
}
type PageCall<M, O> = 'get' extends keyof M
  ? <P extends keyof M['get'] & string>(
      path: P,
      ...rest: Rest<ParametersAt<M, 'get', P>>
    ) => Promise<Page<ResultAt<M, O, 'get', P>>>
  : never
type Call<M, O, V extends VerbName> = V extends keyof M
  ? <P extends keyof M[V] & string>(path: P, ...rest: Rest<ParametersAt<M, V, P>>) => Promise<ResultAt<M, O, V, P>>
  : never

/** The calls of a product: path with placeholders, then all parameters (path, query and body) in one object. */
interface Calls<M, O, N extends Product> {
  readonly product: N
  /** Reads. Sent again once over a fresh connection if a kept-alive one turns out to be closed. */
  readonly get: Call<M, O, 'get'>
  /** Makes or starts something; what takes time returns the id of its task. Never sent twice. */
  readonly post: Call<M, O, 'post'>
  /** Changes something. Never sent twice. */
  readonly put: Call<M, O, 'put'>
  /** Removes something. Never sent twice. */
  readonly delete: Call<M, O, 'delete'>
  /**
   * Like `get`, for lists that come in pages (`start` and `limit`), such as tasks and their logs.
   *
   * @example const { rows, total } = await pve.page('/nodes/{node}/tasks', { node: 'pve1', start: 0, limit: 50 })
   */
  readonly page: PageCall<M, O>
  /**
   * Any call, for programs that learn its path at run time: a path with placeholders, a concrete one or a mixture.
   * Parameters may be typed or text, as they come from a command line; the result is decoded, but of no known type.
   *
   * @example await pve.call('GET', '/nodes/pve1/qemu/100/config', { current: '1' })
   * @throws ProxmoxError of kind `unsupported` if there is no such call
   */
  call(
    verb: Verb,
    path: string,
    parameters?: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<unknown>
  /**
   * The server's version. Asked for once; any answer of `/version` that passes through is remembered as well. A call or
   * parameter that this version surely lacks is refused as `unsupported` before it is sent.
   */
  version(options?: CallOptions): Promise<ServerVersion>
  /** The login in use, to be kept for a later `{ kind: 'ticket' }`; null with a token and before the first login. */
  session(): Session | null
  /** `https://host:port` */
  readonly url: string
  /** Closes all connections; calls under way fail as `cancelled`. */
  close(): Promise<void>
}

/**
 * Proxmox VE.
 *
 * @example const guests = await pve.get('/nodes/{node}/qemu', { node: 'pve1' })
 * @throws ProxmoxError
 */
export interface PveClient extends Calls<PveMethods, typeof pveOverrides, 'pve'> {}

/**
 * Proxmox Backup Server. Its node is always called `localhost`.
 *
 * @example const groups = await pbs.get('/admin/datastore/{store}/groups', { store: 'main', ns: 'prod' })
 * @throws ProxmoxError
 */
export interface PbsClient extends Calls<PbsMethods, typeof pbsOverrides, 'pbs'> {}

/** The result of a PVE call, e.g. `PveResult<'get', '/cluster/resources'>`. */
export type PveResult<V extends VerbName, P extends keyof PveMethods[V]> = ResultAt<
  PveMethods,
  typeof pveOverrides,
  V,
  P
>
/** The result of a PBS call, e.g. `PbsResult<'get', '/status/datastore-usage'>`. */
export type PbsResult<V extends VerbName, P extends keyof PbsMethods[V]> = ResultAt<
  PbsMethods,
  typeof pbsOverrides,
  V,
  P
>
/** The parameters of a PVE call. */
export type PveParameters<V extends VerbName, P extends keyof PveMethods[V]> = ParametersAt<PveMethods, V, P>
/** The parameters of a PBS call. */
export type PbsParameters<V extends VerbName, P extends keyof PbsMethods[V]> = ParametersAt<PbsMethods, V, P>
