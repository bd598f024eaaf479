import type { Product } from '@pulse/proxmox/schema'
import { CommandError } from '../command-error.ts'

const ports: Readonly<Record<Product, number>> = { pve: 8006, pbs: 8007 }

/** Where a host is reached, as a person may write it: `pve1`, `pve1:8006`, `[::1]`, `https://pve1.example.org`. */
export interface HostAddress {
  /** Undefined where nothing tells it. */
  readonly product: Product | undefined
  /** Without scheme or port where none was given. */
  readonly host: string
  readonly port: number | undefined
  /** Behind the host, where the API lies behind a proxy; empty or beginning with `/`. */
  readonly path: string
}

/**
 * Reads what `--host` or `PVE_BASE_URL` say.
 *
 * @param name of the option or variable, for the message
 * @throws CommandError of kind `usage`
 */
export function readHostAddress(text: string, name: string): HostAddress {
  const written = text.trim()
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(written)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'https') throw wrong(name, 'an address must begin with https://')
  // A bare IPv6 address has no brackets around it.
  const bare = scheme === undefined && /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(written) ? `[${written}]` : written
  const url = URL.parse(scheme === undefined ? `https://${bare}` : bare)
  if (!url || url.hostname === '')
    throw wrong(name, 'this is no host; write it as pve1.example.org or https://host:8006')
  // The address is not repeated: it might hold the password.
  if (url.username || url.password)
    throw wrong(name, 'an address holds no user or password; give them in the environment')
  const is443 = /:443(?:[/?#]|$)/.test(bare)
  const port = url.port === '' ? (is443 ? 443 : undefined) : Number(url.port)
  const product = port === ports.pve ? 'pve' : port === ports.pbs ? 'pbs' : undefined
  const path = url.pathname.replace(/\/+$/, '').replace(/\/api2(\/json)?$/, '')
  return { product, host: url.hostname, port, path }
}

const wrong = (name: string, problem: string): CommandError => new CommandError('usage', `${name}: ${problem}.`)

/** `https://host:port`, with the path behind it if there is one. */
export function addressUrl({ host, port, path }: HostAddress, product: Product): string {
  return `https://${host}:${port ?? ports[product]}${path}`
}

/** For a socket: an IPv6 address has no brackets there. */
export function hostAndPort(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url)
  return { host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port || 443) }
}
