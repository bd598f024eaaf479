import type { DiscoveredServer, Discovery } from '@pulse/contract'
import { expect, test } from 'vitest'
import { addUrl, foundLine, foundName, scanStatus, sortFound } from './found.ts'

const server = (change: Partial<DiscoveredServer>): DiscoveredServer => ({
  ip: '192.0.2.10',
  port: 8006,
  type: 'pve',
  version: 'Unknown',
  configured: false,
  ...change,
})

test('new hosts first, addresses as numbers', () => {
  const found = [
    server({ ip: '192.0.2.100' }),
    server({ ip: '192.0.2.9', configured: true }),
    server({ ip: '192.0.2.20' }),
    server({ ip: '192.0.2.20', port: 8007, type: 'pbs' }),
  ]
  expect(sortFound(found).map(({ ip, port }) => `${ip}:${port}`)).toEqual([
    '192.0.2.20:8006',
    '192.0.2.20:8007',
    '192.0.2.100:8006',
    '192.0.2.9:8006',
  ])
})

test.each<[Partial<DiscoveredServer>, string, string]>([
  [{}, '192.0.2.10', 'Proxmox VE · port 8006'],
  [{ hostname: 'pve1.lan', release: '9.1' }, 'pve1.lan', 'Proxmox VE 9.1 · 192.0.2.10:8006'],
  [{ type: 'pbs', port: 8007, version: '4.1.2' }, '192.0.2.10', 'Proxmox Backup Server 4.1.2 · port 8007'],
  [{ hostname: '' }, '192.0.2.10', 'Proxmox VE · port 8006'],
])('%j is called %s: %s', (change, name, line) => {
  expect(foundName(server(change))).toBe(name)
  expect(foundLine(server(change))).toBe(line)
})

test.each([
  [{}, '/settings/connections/new?type=pve&host=192.0.2.10'],
  [{ port: 8443 }, '/settings/connections/new?type=pve&host=192.0.2.10%3A8443'],
  [{ ip: 'fd00::5', type: 'pbs' as const, port: 8007 }, '/settings/connections/new?type=pbs&host=%5Bfd00%3A%3A5%5D'],
])('%j is added at %s', (change, url) => expect(addUrl(server(change))).toBe(url))

const at = Date.UTC(2026, 10, 26, 12)
const idle: Discovery = {
  servers: [],
  scanning: false,
  subnet: null,
  progress: { done: 0, total: 0 },
  updated: null,
  networks: ['192.168.1.0/24'],
}

test.each<[Partial<Discovery>, string]>([
  [{}, 'Nothing has been scanned since this server started.'],
  [
    { scanning: true, subnet: '192.168.1.0/24', progress: { done: 42, total: 254 } },
    '42 of 254 addresses in 192.168.1.0/24',
  ],
  [
    { subnet: '192.168.1.0/24', updated: '2026-11-26T11:58:00.000Z', servers: [server({})] },
    '1 host found in 192.168.1.0/24, 2 min ago',
  ],
  [{ subnet: '192.168.1.0/24', updated: '2026-11-26T11:59:58.000Z' }, 'No host found in 192.168.1.0/24, 2 s ago'],
])('%j: %s', (change, status) => expect(scanStatus({ ...idle, ...change }, at)).toBe(status))
