import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'

/** A set of addresses, given as addresses and CIDR blocks. */
export interface Networks {
  has(address: string): boolean
}

/** @throws {RangeError} naming the part that is neither an address nor a CIDR block */
export function readNetworks(parts: readonly string[]): Networks {
  const list = new BlockList()
  for (const part of parts) addTo(list, part.trim())
  return {
    has(address) {
      const plain = plainAddress(address)
      if (isIP(plain) === 0) return false
      return list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6')
    },
  }
}

function addTo(list: BlockList, part: string): void {
  const [address = '', prefix, more] = part.split('/')
  const family = isIPv4(address) ? 'ipv4' : 'ipv6'
  const longest = family === 'ipv4' ? 32 : 128
  const length = prefix === undefined ? longest : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
  if (isIP(address) === 0 || more !== undefined || !(length <= longest)) throw new RangeError(part)
  list.addSubnet(address, length, family)
}

/** Without zone, brackets and the IPv6 spelling of an IPv4 address. */
export function plainAddress(address: string): string {
  const bare = address.replace(/^\[|\](:\d+)?$/g, '').replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)
  return mapped?.[1] ?? bare
}

export const isAddress = (text: string): boolean => isIPv4(text) || isIPv6(text)

/** Loopback, link-local and private addresses, as the documents list them. */
export const privateNetworks: Networks = readNetworks([
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '::1',
  'fc00::/7',
  'fe80::/10',
])
