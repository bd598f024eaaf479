import type { Connection } from '@pulse/contract'
import { expect, it } from 'vitest'
import { healthOf } from './health.ts'

const connection = (seenAt: number | null): Connection => ({
  id: 'pve-a',
  name: 'a',
  product: 'pve',
  url: 'https://a:8006',
  state: 'connected',
  problem: null,
  version: null,
  clusterName: null,
  quorate: null,
  seenAt,
  intervalMs: 10_000,
  endpoints: [],
  cost: null,
  missingPrivileges: [],
  sights: [],
  privilegesAt: null,
  oddValues: 0,
})

it.each<[string, (number | null)[], number, 'healthy' | 'degraded']>([
  ['nothing to watch', [], 1e6, 'healthy'],
  ['seen within three intervals', [70_000], 1e6, 'healthy'],
  ['seen before that', [69_999], 1e6, 'degraded'],
  ['never seen', [null], 1e6, 'degraded'],
  ['never seen, just started', [null], 30_000, 'healthy'],
  ['one of two away', [null, 99_000], 1e6, 'healthy'],
  ['both away', [null, 1000], 1e6, 'degraded'],
])('%s', (_, seen, upMs, expected) => {
  expect(healthOf(seen.map(connection), 100_000, upMs)).toBe(expected)
})
