import type { StateStorage } from '@pulse/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import type { StorageDesk } from '../http/http.ts'
import { createInventory, type Inventory } from '../inventory/inventory.ts'
import { storageDesk } from './storage.ts'

let inventory: Inventory
let desk: StorageDesk

/** A cluster with a local storage on each node, and one that is shared. */
function cluster(connectionId: string, name: string, nodes: readonly string[]): void {
  inventory.apply({
    connectionId,
    at: 1_755_250_000_000,
    connection: { name, product: 'pve', url: `https://${name}:8006`, state: 'connected' },
    nodes: { complete: true, rows: nodes.map((node) => ({ name: node, status: 'online' as const })) },
    storages: {
      complete: true,
      rows: [
        ...nodes.map((nodeName) => ({
          name: 'local',
          nodeName,
          shared: false,
          kind: 'dir',
          content: ['backup', 'iso'],
          active: true,
          enabled: true,
          usedBytes: 25,
          totalBytes: 100,
          nodes: [{ nodeName, available: true }],
        })),
        {
          name: 'nfs',
          nodeName: null,
          shared: true,
          nodes: nodes.map((nodeName) => ({ nodeName, available: true })),
        },
      ],
    },
  })
}

beforeEach(() => {
  inventory = createInventory()
  cluster('pve-b', 'work', ['pve1'])
  cluster('pve-a', 'attic', ['pve1', 'pve2'])
  desk = storageDesk({ inventory, clock: { now: () => 1_755_250_000_900 } })
})

const words = (found: StateStorage | StateStorage[]): string | string[] =>
  Array.isArray(found) ? found.map(word) : word(found)
const word = ({ instance, node, name }: StateStorage): string => `${instance} ${node} ${name}`

describe('storages', () => {
  it('are all there, as the state has them and in its order', () => {
    expect(desk.timestamp()).toBe(1_755_250_000)
    expect(words(desk.all())).toEqual([
      'attic pve1 local',
      'attic pve2 local',
      'attic shared nfs',
      'work pve1 local',
      'work shared nfs',
    ])
    expect(desk.all()[0]).toMatchObject({
      id: 'pve-a~storage~pve1~local',
      type: 'dir',
      status: 'available',
      total: 100,
      used: 25,
      free: 75,
      usage: 25,
      content: 'backup,iso',
      shared: false,
      enabled: true,
      active: true,
    })
  })

  it.each<[string, string, string | string[]]>([
    ['its id', 'pve-a~storage~pve2~local', 'attic pve2 local'],
    ['its id, shared', 'pve-b~storage~~nfs', 'work shared nfs'],
    ['the id of a node', 'pve-a~node~pve1', ['attic pve1 local', 'attic shared nfs']],
    ['the name of a node', 'pve2', ['attic pve2 local', 'attic shared nfs']],
    [
      'a name that two clusters have',
      'pve1',
      ['attic pve1 local', 'attic shared nfs', 'work pve1 local', 'work shared nfs'],
    ],
    ['the id that the original had', 'attic-pve2-local', 'attic pve2 local'],
    ['the same of a shared one', 'work-pve1-nfs', 'work shared nfs'],
    ['that of the original for all shared ones of a name', 'shared-nfs', ['attic shared nfs', 'work shared nfs']],
    ['the node as the original called it', 'work-pve1', ['work pve1 local', 'work shared nfs']],
  ])('are found by %s', (_, id, expected) => {
    expect(words(desk.find(id))).toEqual(expected)
  })

  it('of a node that has none are none', () => {
    inventory.apply({
      connectionId: 'pve-c',
      at: 1,
      connection: { name: 'bare', product: 'pve' },
      nodes: { complete: true, rows: [{ name: 'empty', status: 'online' }] },
    })
    expect(desk.find('empty')).toEqual([])
  })

  it.each(['nothing', '__proto__', 'toString', '<script>', 'pve-a', 'local', '-', 'pve-a~storage~pve1~local '])(
    '"%s" is none of them',
    (id) => {
      expect(() => desk.find(id)).toThrow(
        expect.objectContaining({ code: 'storage.missing', message: `Storage with ID '${id}' not found` }),
      )
    },
  )
})

it('a storage is found at once among those of 10,000 guests', () => {
  for (let index = 0; index < 100; index++)
    cluster(
      `pve-${index}`,
      `site${index}`,
      Array.from({ length: 10 }, (_, node) => `n${node}`),
    )
  const began = performance.now()
  for (let turn = 0; turn < 20; turn++) desk.find(`site${turn}-n3-local`)
  expect((performance.now() - began) / 20).toBeLessThan(50)
})
