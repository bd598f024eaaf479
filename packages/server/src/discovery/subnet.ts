import { AppError } from '../platform/platform.ts'

/** An IPv4 network to look through, in as many addresses as can be tried in under two minutes. */
export interface Subnet {
  /** First address and length, such as `192.168.1.0/24`. */
  cidr: string
  /** Of hosts: without the two that name the network and all of its members. */
  addresses: readonly string[]
}

const shortestPrefix = 22

/** Private networks (RFC 1918); and loopback, which only who asks for it by name gets. */
const ranges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8'].map((range) => {
  const [address = '', length = ''] = range.split('/')
  return { first: numberOf(address) ?? 0, length: Number(length) }
})

/**
 * `192.168.1.0/24`, or one address; bits of a host are passed over.
 *
 * @throws {AppError} `request.invalid`, field `subnet`
 */
export function readSubnet(text: string): Subnet {
  const [, address = '', prefix = '32'] = /^(\d[\d.]*)(?:\/(\d{1,2}))?$/.exec(text.trim()) ?? []
  const [number, length] = [numberOf(address), Number(prefix)]
  if (number === undefined || length > 32) throw wrongSubnet('subnet must be auto or a network such as 192.168.1.0/24')
  if (!ranges.some((range) => startOf(number, range.length) === range.first && length >= range.length))
    throw wrongSubnet('Only private networks can be scanned, such as 192.168.1.0/24')
  if (length < shortestPrefix)
    throw wrongSubnet(`Only networks of at most 1024 addresses can be scanned: /${shortestPrefix} or longer`)
  const [first, count] = [startOf(number, length), 2 ** (32 - length)]
  const isWhole = count <= 2
  return {
    cidr: `${addressOf(first)}/${length}`,
    addresses: Array.from({ length: isWhole ? count : count - 2 }, (_, at) =>
      addressOf(first + at + (isWhole ? 0 : 1)),
    ),
  }
}

const wrongSubnet = (message: string): AppError => new AppError('request.invalid', message, { field: 'subnet' })

/** The first address of the network of this length that `number` is in. */
const startOf = (number: number, length: number): number => number - (number % 2 ** (32 - length))

function numberOf(address: string): number | undefined {
  const parts = address.split('.')
  if (parts.length !== 4 || parts.some((part) => !/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255))
    return undefined
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

const addressOf = (number: number): string =>
  [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.')
