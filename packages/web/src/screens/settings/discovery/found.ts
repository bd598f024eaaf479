import type { DiscoveredServer, Discovery } from '@pulse/contract'
import { messages } from '../../../text/messages.ts'

const words = messages.discovery.scan

const usualPorts = { pve: 8006, pbs: 8007 } as const

/** What is new stands first; then by address, as numbers. */
export function sortFound(servers: readonly DiscoveredServer[]): readonly DiscoveredServer[] {
  return servers.toSorted(
    (a, b) =>
      Number(a.configured) - Number(b.configured) ||
      a.ip.localeCompare(b.ip, 'en', { numeric: true }) ||
      a.port - b.port,
  )
}

/** Its name, if it has one, else its address. */
export const foundName = ({ hostname, ip }: DiscoveredServer): string => hostname || ip

/** Product, version and address, as far as the host says without credentials. */
export function foundLine({ type, version, hostname, ip, port, release }: DiscoveredServer): string {
  const known = version !== '' && version !== 'Unknown' ? version : release
  return [
    `${messages.connections.products[type]}${known ? ` ${known}` : ''}`,
    `${hostname ? `${ip}:` : words.port}${port}`,
  ].join(' · ')
}

/** The form of a new connection, with this host filled in. */
export function addUrl({ type, ip, port }: DiscoveredServer): string {
  const address = ip.includes(':') ? `[${ip}]` : ip
  const host = port === usualPorts[type] ? address : `${address}:${port}`
  return `/settings/connections/new?${new URLSearchParams({ type, host })}`
}

/** How far a scan is, or what the last one came to. */
export function scanStatus({ scanning, subnet, progress, updated, servers }: Discovery, now: number): string {
  if (scanning) return words.scanning(subnet, progress.done, progress.total)
  if (updated === null) return words.never
  return words.finished(subnet, servers.length, now - Date.parse(updated))
}
