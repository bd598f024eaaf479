import { expect, test } from 'vitest'
import { backupServer, byId, connection, gib, node } from '../../../test/sample.ts'
import { fewHosts, hostBars, hostCaption, hostCards, type HostSource } from './hosts.ts'

const now = 1_000_000
const source = (given: Partial<HostSource>): HostSource => ({
  nodes: [],
  backupServers: [],
  connections: byId(connection(), connection({ id: 'c2', name: 'office', clusterName: null, quorate: null })),
  staleMs: () => null,
  now,
  ...given,
})

test('nodes by cluster and name, backup servers last; equal names say whose they are', () => {
  const cards = hostCards(
    source({
      nodes: [
        node({ id: 'c1~node~pve10', name: 'pve10' }),
        node({ id: 'c2~node~pve2', connectionId: 'c2', clusterName: null, name: 'pve2' }),
        node({ id: 'c1~node~pve2', name: 'pve2' }),
      ],
      backupServers: [backupServer({ name: 'archive' })],
    }),
  )
  expect(cards.map(({ name, of }) => [name, of])).toEqual([
    ['pve2', 'attic'],
    ['pve10', null],
    ['pve2', 'office'],
    ['archive', null],
  ])
})

test('three ways of being away look different', () => {
  const [down, silent, deaf] = hostCards(
    source({
      nodes: [
        node({ id: '1', name: 'a', status: 'offline', statusSinceAt: now - 240_000, seenAt: 5 }),
        node({ id: '2', name: 'b', status: 'unknown', statusSinceAt: now - 60_000 }),
        node({ id: '3', name: 'c', unreachableSinceAt: 1 }),
      ],
    }),
  )
  expect(down).toMatchObject({ mark: 'crit', down: { label: 'down for 4 min', lastSeenAt: 5 } })
  expect(silent).toMatchObject({ mark: 'warn', down: { label: 'silent for 1 min' } })
  expect(deaf).toMatchObject({ mark: 'warn', down: null })
})

test('bars', () => {
  expect(
    hostBars(node({ memoryUsedBytes: 16 * gib, rootUsedBytes: null })).map(({ label, ratio }) => [label, ratio]),
  ).toEqual([
    ['CPU', 0.2],
    ['Memory', 0.25],
    ['Root', null],
  ])
})

test('the caption names clusters with their quorum and stand-alone hosts', () => {
  const nodes = [node(), node({ id: 'x', name: 'pve2', status: 'offline' })]
  expect(hostCaption({ nodes, connections: source({}).connections })).toBe(
    'cluster “attic”, quorate, 1 of 2 online · office',
  )
})

test('of many hosts those in trouble are shown first of all, in their usual places', () => {
  const nodes = Array.from({ length: 9 }, (_, i) =>
    node({ id: String(i), name: `pve${i}`, status: i === 7 ? 'offline' : 'online' }),
  )
  const cards = hostCards(source({ nodes }))
  expect(fewHosts(cards, 4).map(({ name }) => name)).toEqual(['pve0', 'pve1', 'pve2', 'pve7'])
  expect(fewHosts(cards, 7)).toHaveLength(9)
})
