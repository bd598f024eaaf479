import { isIPv4, isIPv6 } from 'node:net'
import { plainAddress, readNetworks } from './networks.ts'

/**
 * Where an address leads. `forbidden` are those that nobody has a reason to ask: link-local ones with the metadata
 * services of clouds, multicast, unspecified, reserved.
 */
export type AddressKind = 'public' | 'private' | 'loopback' | 'forbidden'

const forbidden = readNetworks([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '198.18.0.0/15',
  '224.0.0.0/3',
  // Metadata services that stand in ordinary networks: Alibaba, Azure, AWS on IPv6.
  '100.100.100.200',
  '168.63.129.16',
  'fd00:ec2::/32',
])
const loopback = readNetworks(['127.0.0.0/8', '::1'])
/** 100.64.0.0/10 is also what overlay networks such as Tailscale hand out. */
const privateOnes = readNetworks(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'])
/** All that IPv6 gives out (RFC 4291, RFC 3513); whatever else is neither private nor loopback has no meaning here. */
const globalIPv6 = readNetworks(['2000::/3'])
const tunnels = {
  /** Compatible, mapped, and NAT64 (RFC 6052): an IPv4 address in the last 32 bits. */
  last: readNetworks(['::/96', '::ffff:0:0/96', '64:ff9b::/96']),
  /** 6to4 (RFC 3056): in bits 16 to 47. */
  sixToFour: readNetworks(['2002::/16']),
  /** RFC 4380: the server in bits 32 to 63, the client inverted in the last 32. */
  teredo: readNetworks(['2001::/32']),
}

const worst: readonly AddressKind[] = ['public', 'private', 'loopback', 'forbidden']

/** Anything that is no address is `forbidden`. An IPv4 address inside an IPv6 one counts as what it is. */
export function addressKind(address: string): AddressKind {
  const plain = plainAddress(address)
  if (isIPv4(plain)) return kindOfIPv4(plain)
  if (!isIPv6(plain)) return 'forbidden'
  if (loopback.has(plain)) return 'loopback'
  const embedded = embeddedIPv4(plain)
  const kinds = [...embedded.map(kindOfIPv4), ...(tunnels.last.has(plain) ? [] : [kindOfIPv6(plain)])]
  return kinds.reduce((one, other) => (worst.indexOf(one) > worst.indexOf(other) ? one : other), 'public')
}

function kindOfIPv4(address: string): AddressKind {
  if (forbidden.has(address)) return 'forbidden'
  if (loopback.has(address)) return 'loopback'
  return privateOnes.has(address) ? 'private' : 'public'
}

function kindOfIPv6(address: string): AddressKind {
  if (forbidden.has(address)) return 'forbidden'
  if (privateOnes.has(address)) return 'private'
  return globalIPv6.has(address) ? 'public' : 'forbidden'
}

function embeddedIPv4(address: string): string[] {
  const groups = groupsOf(address)
  const at = (index: number, mask = 0): string => {
    const [high, low] = [(groups[index] ?? 0) ^ mask, (groups[index + 1] ?? 0) ^ mask]
    return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  }
  if (tunnels.last.has(address)) return [at(6)]
  if (tunnels.sixToFour.has(address)) return [at(1)]
  if (tunnels.teredo.has(address)) return [at(2), at(6, 0xffff)]
  // ISATAP (RFC 5214): an interface identifier of ::0:5efe:a.b.c.d or ::200:5efe:a.b.c.d in any network.
  const isIsatap = groups[5] === 0x5efe && (groups[4] === 0 || groups[4] === 0x200)
  return isIsatap ? [at(6)] : []
}

/** The eight groups of an IPv6 address; `URL` writes every spelling in one form. */
function groupsOf(address: string): number[] {
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const read = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  if (after === undefined) return read(before)
  const [head, tail] = [read(before), read(after)]
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail]
}
