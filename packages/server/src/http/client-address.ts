import { isAddress, type Networks, plainAddress } from '../platform/platform.ts'

export interface ForwardedFacts {
  address: string
  secure: boolean
  host: string
}

interface Seen {
  /** Of the TCP connection. */
  peer: string
  /** The TCP connection itself is TLS. */
  secure: boolean
  header(name: string): string
}

/** A longer list of proxies is nobody's. */
const mostHops = 20

/**
 * Where a request came from. Only a trusted proxy is believed: its `X-Forwarded-For` is read from the right, up to the
 * first address that is no trusted proxy itself. Everybody else may write into these headers what they like.
 */
export function clientAddress(seen: Seen, trusted: Networks): ForwardedFacts {
  const peer = plainAddress(seen.peer)
  const own = { address: peer, secure: seen.secure, host: seen.header('host') }
  if (!trusted.has(peer)) return own
  const forwarded = seen.header('x-forwarded-for')
  const hops = forwarded === '' ? [] : forwarded.split(',', mostHops + 1).map((hop) => plainAddress(hop.trim()))
  if (hops.length > mostHops || hops.some((hop) => !isAddress(hop))) return own
  const address = hops.findLast((hop) => !trusted.has(hop)) ?? hops[0] ?? peer
  const protocol = last(seen.header('x-forwarded-proto')).toLowerCase()
  return {
    address,
    secure: protocol === '' ? seen.secure : protocol === 'https',
    host: last(seen.header('x-forwarded-host')) || own.host,
  }
}

/** What the nearest proxy added. */
const last = (list: string): string => list.split(',').at(-1)?.trim() ?? ''
