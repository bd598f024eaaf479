import { lookup } from 'node:dns/promises'
import { Agent as PlainAgent, type IncomingMessage, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { OutboundError, type OutboundFailure } from '../outbound-error.ts'
import { hostOf, readOutboundUrl } from '../outbound-url.ts'
import { addressKind } from './address-kind.ts'
import type { Networks } from './networks.ts'

/** Which addresses may be asked, beside public ones. Link-local, metadata and multicast addresses never. */
export interface OutboundPolicy {
  /** Private networks: people run such services at home. */
  allowPrivate: boolean
  /** Named by whoever runs the server: may be asked although they are private or loopback. */
  allowed: Networks
}

export interface OutboundRequest {
  url: string
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Readonly<Record<string, string>>
  body?: string
  /** For everything, from the name to the last byte; 10 s unless given. */
  withinMs?: number
  /** Of the body of the answer; 1 MiB unless given. */
  mostBytes?: number
}

export interface OutboundAnswer {
  status: number
  /** By lower-case name; empty where missing. */
  header(name: string): string
  body: string
}

/** The only door for HTTP to servers that somebody named in the settings. */
export interface Outbound {
  /**
   * Reads the address once, resolves its name once, drops every address that may not be asked, and connects to those
   * that are left, one after the other. No redirects, no proxy of the environment, no kept connection.
   *
   * @throws {OutboundError}
   */
  send(request: OutboundRequest): Promise<OutboundAnswer>
}

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<readonly string[]>

const mostHeaderBytes = 16 * 1024

const bySystem: Resolve = async (name) => (await lookup(name, { all: true })).map(({ address }) => address)

export function createOutbound({
  policy,
  resolve = bySystem,
}: {
  policy: () => OutboundPolicy
  resolve?: Resolve
}): Outbound {
  return {
    async send(request) {
      const url = readOutboundUrl(request.url)
      const signal = AbortSignal.timeout(request.withinMs ?? 10_000)
      const addresses = await permittedAddresses(hostOf(url), policy(), resolve, signal)
      return exchange(url, addresses, request, signal)
    },
  }
}

async function permittedAddresses(
  host: string,
  policy: OutboundPolicy,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const all = isIP(host) === 0 ? await resolved(host, resolve, signal) : [host]
  const permitted = all.filter((address) => mayAsk(address, policy))
  if (permitted.length === 0) throw new OutboundError('not-allowed')
  return permitted
}

function mayAsk(address: string, { allowPrivate, allowed }: OutboundPolicy): boolean {
  switch (addressKind(address)) {
    case 'public':
      return true
    case 'private':
      return allowPrivate || allowed.has(address)
    case 'loopback':
      return allowed.has(address)
    case 'forbidden':
      return false
  }
}

async function resolved(name: string, resolve: Resolve, signal: AbortSignal): Promise<readonly string[]> {
  const late = Promise.withResolvers<never>()
  const giveUp = (): void => late.reject(new OutboundError('too-slow'))
  signal.addEventListener('abort', giveUp)
  try {
    const addresses = await Promise.race([resolve(name), late.promise])
    if (addresses.length === 0) throw new OutboundError('unresolved')
    return addresses
  } catch (error) {
    throw error instanceof OutboundError ? error : new OutboundError('unresolved', error)
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

function exchange(
  url: URL,
  addresses: readonly string[],
  { method = 'GET', headers = {}, body, mostBytes = 1024 * 1024 }: OutboundRequest,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<OutboundAnswer>()
  const isSecure = url.protocol === 'https:'
  const options = {
    method,
    signal,
    // A compressed answer could be a thousand times as large as what comes over the wire.
    headers: { 'accept-encoding': 'identity', connection: 'close', ...headers },
    maxHeaderSize: mostHeaderBytes,
    // The agent that all share takes HTTP_PROXY from the environment if NODE_USE_ENV_PROXY is set; these do not.
    agent: isSecure ? new SecureAgent({ maxCachedSessions: 0 }) : new PlainAgent(),
    lookup: only(addresses),
    ...(isSecure ? { rejectUnauthorized: true } : {}),
  }
  const fail = (error: unknown): void => {
    request.destroy()
    reject(error instanceof OutboundError ? error : new OutboundError(failureOf(error, signal), error))
  }
  const request = (isSecure ? secureRequest : plainRequest)(url, options)
  request.on('error', fail)
  // Nobody asked for another protocol.
  request.on('upgrade', () => fail(new OutboundError('broken')))
  request.on('response', (response) => void readAnswer(response, mostBytes).then(resolve, fail))
  request.end(body)
  return promise.finally(() => request.destroy())
}

/** Whatever is looked up, these are the answer: no second look may say something else. */
function only(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_, options, done) => {
    if (options.all) return done(null, all)
    done(null, all[0]?.address ?? '', all[0]?.family)
  }
}

async function readAnswer(response: IncomingMessage, mostBytes: number): Promise<OutboundAnswer> {
  const { statusCode: status = 0, headers } = response
  if (status >= 300 && status < 400) throw new OutboundError('redirected')
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new OutboundError('too-large')
    chunks.push(chunk)
  }
  return {
    status,
    header(name) {
      const value = headers[name]
      return typeof value === 'string' ? value : ''
    },
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

function failureOf(error: unknown, signal: AbortSignal): OutboundFailure {
  if (signal.aborted) return 'too-slow'
  const { code } = error as { code?: unknown }
  if (typeof code !== 'string') return 'broken'
  if (code === 'HPE_HEADER_OVERFLOW') return 'too-large'
  if (/^HPE_|^ERR_INVALID|^ERR_UNESCAPED|^ERR_HTTP/.test(code)) return 'broken'
  return /CERT|SELF_SIGNED|ISSUER|SIGNATURE|_SSL_|_TLS_|^EPROTO$|^CRL_|HOSTNAME/.test(code)
    ? 'untrusted'
    : 'unreachable'
}
