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

/** Nobody has more proxies in a row. */
const mostHops = 20

/**
 * Where a request came from. Only a trusted proxy is believed: its `X-Forwarded-For` is read from the right, up to the
 * first address that is no trusted proxy itself. Everybody else may write into these headers what they like.
 */
export function clientAddress(seen: Seen, trusted: Networks): ForwardedFacts {
  const peer = plainAddress(seen.peer)
  const own = { address: peer, secure: seen.secure, host: seen.header('host') }
  if (!trusted.has(peer)) return own
  const protocol = last(seen.header('x-forwarded-proto')).toLowerCase()
  return {
    address: forwardedFor(seen.header('x-forwarded-for'), trusted) ?? peer,
    secure: protocol === '' ? seen.secure : protocol === 'https',
    host: last(seen.header('x-forwarded-host')) || own.host,
  }
}

/** What stands to the left of the client, the client may have written itself: it is never looked at. */
function forwardedFor(list: string, trusted: Networks): string | undefined {
  const hops = list.split(',').map((hop) => plainAddress(hop.trim()))
  let address: string | undefined
  for (const hop of hops.toReversed().slice(0, mostHops)) {
    if (!isAddress(hop)) break
    address = hop
    if (!trusted.has(hop)) break
  }
  return address
}

/** What the nearest proxy added. */
const last = (list: string): string => list.split(',').at(-1)?.trim() ?? ''
