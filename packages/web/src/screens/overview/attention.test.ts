import { expect, test } from 'vitest'
import { backupServer, connection, datastore, gib, guest, node, storage } from '../../../test/sample.ts'
import { plainText } from '../../text/rich.ts'
import { attentionItems, type AttentionSource } from './attention.ts'

const now = 1_000_000
const lines = (given: Partial<AttentionSource>): string[] =>
  attentionItems({
    connections: [
      connection(),
      connection({ id: 'b1', name: 'backup', product: 'pbs', clusterName: null, quorate: null }),
    ],
    nodes: [node()],
    guests: [],
    storages: [],
    backupServers: [backupServer()],
    datastores: [],
    now,
    ...given,
  }).map(({ level, title }) => `${level} ${plainText(title)}`)

test('a healthy estate needs nothing', () => {
  expect(lines({ guests: [guest()], storages: [storage()], datastores: [datastore()] })).toEqual([])
})

test.each<[string, Partial<AttentionSource>, string[]]>([
  ['offline', { nodes: [node({ status: 'offline' })] }, ['crit Node pve1 is down']],
  ['unknown', { nodes: [node({ status: 'unknown' })] }, ['warn Node pve1 has stopped reporting']],
  ['unreachable', { nodes: [node({ unreachableSinceAt: 5 })] }, ['warn Node pve1 does not answer']],
  ['memory', { nodes: [node({ memoryUsedBytes: 62 * gib })] }, ['crit The memory of node pve1 is 97 % full']],
  ['root', { nodes: [node({ rootUsedBytes: 90 * gib })] }, ['crit The root file system of node pve1 is 94 % full']],
  ['full', { storages: [storage({ usedBytes: 90 * gib })] }, ['warn local on pve1 is 90 % full']],
  ['fuller', { storages: [storage({ usedBytes: 95 * gib })] }, ['crit local on pve1 is 95 % full']],
  ['inactive', { storages: [storage({ active: false })] }, ['crit Storage local on pve1 is not available']],
  ['disabled', { storages: [storage({ active: false, enabled: false })] }, []],
  ['datastore', { datastores: [datastore({ status: 'error' })] }, ['crit Datastore main on pbs-main reports an error']],
  [
    'not mounted',
    { datastores: [datastore({ status: 'unmounted' })] },
    ['crit Datastore main on pbs-main is not mounted'],
  ],
  ['full datastore', { datastores: [datastore({ usedBytes: 91 * gib })] }, ['warn main on pbs-main is 91 % full']],
  ['broken guest', { guests: [guest({ status: 'io-error' })] }, ['crit Guest web stopped on an error (io-error)']],
  ['full guest', { guests: [guest({ diskUsedBytes: 30 * gib })] }, ['crit The disk of guest web is 94 % full']],
  ['no quorum', { connections: [connection({ quorate: false })] }, ['crit Cluster attic has no quorum']],
])('%s', (_, given, expected) => expect(lines(given)).toEqual(expected))

test('a shared storage that one node cannot use names that node', () => {
  const nas = storage({
    id: 'c1~storage~~nas',
    name: 'nas',
    nodeName: null,
    shared: true,
    nodes: [
      { nodeName: 'pve1', available: true },
      { nodeName: 'pve2', available: false },
    ],
  })
  const nodes = [node(), node({ id: 'c1~node~pve2', name: 'pve2' })]
  expect(lines({ storages: [nas], nodes })).toEqual(['crit Storage nas on pve2 is not available'])
})

test('a node that is down speaks for its guests and storages', () => {
  const down = {
    nodes: [node({ status: 'offline' })],
    guests: [guest({ status: 'io-error' }), guest({ vmid: 101, template: true })],
    storages: [storage({ active: false, usedBytes: 99 * gib })],
  }
  expect(lines(down)).toEqual(['crit Node pve1 is down'])
  const [item] = attentionItems({ connections: [connection()], backupServers: [], datastores: [], now, ...down })
  expect(item?.detail).toContain('1 guest on it')
})

test.each([
  ['unreachable', 'attic cannot be reached'],
  ['unauthenticated', 'attic refuses the credentials of Pulse'],
  ['untrusted', 'attic shows a certificate that is not trusted'],
  ['not-proxmox', 'What answers for attic is no Proxmox'],
] as const)(
  'a connection that is %s speaks for everything behind it, and leads to where it is put right',
  (state, title) => {
    const items = attentionItems({
      connections: [
        connection({
          state,
          problem: { code: 'x', message: 'connect ECONNREFUSED', sinceAt: now - 60_000 },
          quorate: false,
        }),
      ],
      nodes: [node({ status: 'offline' })],
      guests: [guest({ status: 'io-error' })],
      storages: [storage({ active: false })],
      backupServers: [],
      datastores: [],
      now,
    })
    expect(items.map((item) => plainText(item.title))).toEqual([title])
    expect(items[0]).toMatchObject({ level: 'crit', link: { url: '/settings/connections/c1' } })
    expect(items[0]?.detail).toContain('connect ECONNREFUSED')
  },
)

test('critical first', () => {
  expect(lines({ nodes: [node({ unreachableSinceAt: 5 })], datastores: [datastore({ status: 'error' })] })).toEqual([
    'crit Datastore main on pbs-main reports an error',
    'warn Node pve1 does not answer',
  ])
})
