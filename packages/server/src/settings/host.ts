import type { Product } from '@pulse/contract'
import { AppError } from '../platform/platform.ts'

const defaultPorts: Record<Product, number> = { pve: 8006, pbs: 8007 }

/**
 * Address of a Proxmox host as people write it, in the one form that is stored: `https://host:port`.
 *
 * Understood are `host`, `host:port`, `[ipv6]:port`, a bare IPv6 address, and what a browser shows
 * (`https://host:8006/#v1:0:18`). `http` becomes `https`: Proxmox answers nothing else.
 *
 * @throws {AppError} `request.invalid`, field `host`
 */
export function normaliseHost(text: string, product: Product): string {
  const given = text.trim()
  if (given === '') throw wrongHost('Host is required')
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(given)
  if (scheme && !/^https?$/i.test(scheme[1] ?? '')) {
    throw wrongHost('Host must be a name or an https address, such as https://192.0.2.10:8006')
  }
  const rest = bracketed(given.slice(scheme?.[0].length ?? 0))
  const url = URL.canParse(`https://${rest}`) ? new URL(`https://${rest}`) : undefined
  if (
    !url ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.pathname.replaceAll('/', '') !== ''
  )
    throw wrongHost('Host must be a name or address with an optional port, such as 192.0.2.10:8006')
  const name = unmapped(url.hostname.replace(/\.$/, ''))
  checkName(name)
  // `URL` drops 443, the default port of https; here it is a choice like any other.
  const port = url.port || (/^[^/#]*:0*443(?![0-9])/.test(rest) ? 443 : defaultPorts[product])
  if (Number(port) === 0) throw wrongHost('Host must have a port from 1 to 65535')
  return `https://${name}:${port}`
}

/** Name or address of a stored address, without scheme, port and brackets. */
export function hostName(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}

/** `2001:db8::1` gets its brackets. */
function bracketed(rest: string): string {
  return /^[0-9a-f:.]*$/i.test(rest) && rest.split(':').length > 2 ? `[${rest}]` : rest
}

/** An IPv4 address in the spelling of IPv6 (RFC 4291, 2.5.5.2) leads nowhere else than the address itself. */
function unmapped(name: string): string {
  const [, high, low] = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(name) ?? []
  if (high === undefined || low === undefined) return name
  return [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]).join('.')
}

function checkName(name: string): void {
  if (!/^\[[0-9a-f:.]+\]$/.test(name) && !/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name))
    throw wrongHost('Host must be a name of letters, digits, dots and hyphens, or an IP address')
  if (nowhere.test(name)) throw wrongHost('Host must not be a link-local, multicast or unspecified address')
}

/** Link-local addresses lead to the metadata services of clouds (RFC 3927); the others name no host. */
const nowhere = /^(169\.254|0|22[4-9]|23\d|24\d|25\d)(\.\d+){2,3}$|^\[(::|fe[89ab].*|ff.*)\]$/

function wrongHost(message: string): AppError {
  return new AppError('request.invalid', message, { field: 'host' })
}
