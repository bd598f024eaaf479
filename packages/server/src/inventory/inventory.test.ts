import type { Guest } from '@pulse/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type GuestFacts,
  guestScope,
  namespaceScope,
  type Observation,
  storageScope,
} from '../observation/observation.ts'
import { createInventory, type Inventory } from './inventory.ts'

const start = 1_700_000_000_000
const tick = 10_000

const web: GuestFacts = { vmid: 100, kind: 'qemu', name: 'web', nodeName: 'pve1', status: 'running', cpuRatio: 0.5 }
const db: GuestFacts = { vmid: 101, kind: 'lxc', name: 'db', nodeName: 'pve1', status: 'running', cpuRatio: 0.1 }

/** Feeds an inventory one complete guest listing every ten seconds. */
function feeder(inventory: Inventory = createInventory(), connectionId = 'a') {
  let at = start
  return {
    inventory,
    list: (...rows: GuestFacts[]) => {
      at += tick
      return inventory.apply({ connectionId, at, guests: { complete: true, rows } })
    },
    say: (observation: Omit<Observation, 'connectionId' | 'at'>) => {
      at += tick
      return inventory.apply({ connectionId, at, ...observation })
    },
    ids: () => [...inventory.picture().tables.guests.keys()],
    guest: (id: string): Guest | undefined => inventory.picture().tables.guests.get(id),
  }
}

describe('identity', () => {
  it('a guest keeps its id when it migrates and when it is renamed', () => {
    const { list, ids, guest } = feeder()
    list(web)
    const change = list({ ...web, nodeName: 'pve2', name: 'web-new' })
    expect(ids()).toEqual(['a~guest~100'])
    expect(guest('a~guest~100')).toMatchObject({ nodeId: 'a~node~pve2', nodeName: 'pve2', name: 'web-new' })
    expect(change.tables.guests?.changed[0]?.fields.toSorted()).toEqual(['name', 'nodeId', 'nodeName', 'seenAt'])
  })

  it('a guest listed on two nodes during its migration is there once, where it was not before', () => {
    const { list, ids, guest } = feeder()
    list(web)
    list({ ...web, nodeName: 'pve2' }, web)
    expect(ids()).toEqual(['a~guest~100'])
    expect(guest('a~guest~100')?.nodeName).toBe('pve2')
  })

  it('a vmid that changes from machine to container is another guest, at once', () => {
    const { list, ids } = feeder()
    list(web, db)
    const change = list({ ...web, kind: 'lxc' }, db)
    expect(ids().toSorted()).toEqual(['a~guest~100~2', 'a~guest~101'])
    expect(change.tables.guests?.removed).toEqual(['a~guest~100'])
  })

  it('other evidence of creation under the same vmid is another guest, with nothing measured on the old one', () => {
    const { list, say, guest, ids } = feeder()
    const creation = (text: string): GuestFacts => ({ vmid: 100, kind: 'qemu', creation: text, stale: true })
    list(web)
    say({ guests: { complete: false, rows: [creation('1/u1')] } })
    expect(ids()).toEqual(['a~guest~100'])
    list({ ...web, name: 'other' })
    say({ guests: { complete: false, rows: [creation('2/u2')] } })
    expect(ids()).toEqual(['a~guest~100~2'])
    expect(guest('a~guest~100~2')).toMatchObject({ name: 'other', nodeName: 'pve1', status: 'running', cpuRatio: null })
    expect(guest('a~guest~100~2')?.unknown.cpuRatio).toBe('not-polled-yet')
  })

  it.each([
    ['the same name', { ...web }, 'a~guest~100'],
    ['another name', { ...web, name: 'reused' }, 'a~guest~100~2'],
    ['the same name and evidence', { ...web, creation: '1/u1' }, 'a~guest~100'],
    ['the same name, other evidence', { ...web, creation: '2/u2' }, 'a~guest~100~2'],
  ])('after removal a return with %s', (_, returning, id) => {
    const { list, ids } = feeder()
    list({ ...web, creation: '1/u1' }, db)
    for (let i = 0; i < 7; i++) list(db)
    expect(ids()).toEqual(['a~guest~101'])
    list(db, returning)
    expect(ids()).toEqual(['a~guest~101', id])
  })

  it('knows reused vmids again after a restart', () => {
    const before = feeder()
    before.list(web)
    before.list({ ...web, kind: 'lxc' })
    const after = feeder(createInventory({ identities: before.inventory.identities() }))
    expect(after.inventory.identities()).toEqual(before.inventory.identities())
    after.list({ ...web, kind: 'lxc' })
    expect(after.ids()).toEqual(['a~guest~100~2'])
  })

  it('equal names and vmids of twin clusters never mix', () => {
    const inventory = createInventory()
    const [a, b] = [feeder(inventory, 'a'), feeder(inventory, 'b')]
    a.list(web)
    b.list({ ...web, cpuRatio: 0.9 })
    for (let i = 0; i < 8; i++) a.list()
    expect(a.ids()).toEqual(['b~guest~100'])
    expect(a.guest('b~guest~100')?.cpuRatio).toBe(0.9)
  })

  it('a shared storage is one object; when sharing is switched the other form goes at once', () => {
    const { say, inventory } = feeder()
    const local = { name: 'nfs', shared: false as boolean }
    say({
      storages: {
        complete: true,
        rows: [
          { ...local, nodeName: 'pve1' },
          { ...local, nodeName: 'pve2' },
        ],
      },
    })
    expect([...inventory.picture().tables.storages.keys()]).toEqual(['a~storage~pve1~nfs', 'a~storage~pve2~nfs'])
    say({ storages: { complete: true, rows: [{ name: 'nfs', shared: true, nodeName: null }] } })
    expect([...inventory.picture().tables.storages.keys()]).toEqual(['a~storage~~nfs'])
  })
})

describe('removal', () => {
  it('takes two complete listings without it and a minute, and keeps value and age meanwhile', () => {
    const { list, ids, guest } = feeder()
    list(web, db)
    const seenAt = start + tick
    // Missing from second 20; gone when a minute has passed since, at second 80.
    for (let second = 20; second < 80; second += 10) {
      list(db)
      expect([second, ids()]).toEqual([second, ['a~guest~100', 'a~guest~101']])
      expect(guest('a~guest~100')).toMatchObject({ seenAt, cpuRatio: 0.5, status: 'running' })
    }
    expect(list(db).tables.guests?.removed).toEqual(['a~guest~100'])
  })

  it('needs two listings however much time passes', () => {
    const { inventory, list, ids } = feeder()
    list(web, db)
    const without = (at: number) => inventory.apply({ connectionId: 'a', at, guests: { complete: true, rows: [db] } })
    without(start + 3_600_000)
    expect(ids()).toHaveLength(2)
    without(start + 7_200_000)
    expect(ids()).toEqual(['a~guest~101'])
  })

  it('begins anew when the guest was seen in between', () => {
    const { list, ids } = feeder()
    list(web, db)
    for (let i = 0; i < 20; i++) list(...(i % 5 === 0 ? [web, db] : [db]))
    expect(ids()).toHaveLength(2)
  })

  it('partial listings and listings of other things remove nothing', () => {
    const { list, say, ids } = feeder()
    list(web, db)
    for (let i = 0; i < 20; i++) say({ guests: { complete: false, rows: [] }, nodes: { complete: true, rows: [] } })
    expect(ids()).toHaveLength(2)
  })

  it('details neither keep a missing guest nor bring one back', () => {
    const { list, say, ids } = feeder()
    list(web, db)
    const detail: GuestFacts = { vmid: 100, kind: 'qemu', osName: 'Debian', stale: true }
    for (let i = 0; i < 8; i++) {
      list(db)
      say({ guests: { complete: false, rows: [detail] } })
    }
    expect(ids()).toEqual(['a~guest~101'])
  })

  it('a wall clock that is set back delays no removal for long', () => {
    const { inventory, list, ids } = feeder()
    list(web, db)
    const without = (at: number) => inventory.apply({ connectionId: 'a', at, guests: { complete: true, rows: [db] } })
    without(start + 20_000)
    for (let second = 0; second <= 60; second += 10) without(start - 3_600_000 + second * 1000)
    expect(ids()).toEqual(['a~guest~101'])
  })

  it('forget removes everything of one connection at once', () => {
    const inventory = createInventory()
    const [a, b] = [feeder(inventory, 'a'), feeder(inventory, 'b')]
    for (const one of [a, b]) {
      one.say({
        connection: { name: 'n', product: 'pve', url: 'https://h:8006' },
        nodes: { complete: true, rows: [{ name: 'pve1', status: 'online' }] },
        guests: { complete: true, rows: [web] },
        guestSnapshots: [{ scope: guestScope(100), rows: [] }],
      })
    }
    const change = inventory.forget('a', start)
    expect(change.tables.guests?.removed).toEqual(['a~guest~100'])
    expect(change.tables.nodes?.removed).toEqual(['a~node~pve1'])
    expect(change.tables.connections?.removed).toEqual(['a'])
    expect(Object.values(inventory.picture().tables).map((table) => table.size)).toEqual([1, 1, 1, 0, 0, 0])
  })

  it('what is switched off goes at once, the rest stays', () => {
    const { list, say, ids } = feeder()
    list(web, db)
    say({ switchedOff: ['virtualMachines'] })
    expect(ids()).toEqual(['a~guest~101'])
  })
})

describe('values', () => {
  it('a field that is not said keeps value and reason; one that is said loses its old reason', () => {
    const { list, guest } = feeder()
    list({ ...web, cpuRatio: null, diskUsedBytes: null, unknown: { cpuRatio: 'stopped', diskUsedBytes: 'agent-off' } })
    list({ vmid: 100, kind: 'qemu', nodeName: 'pve1', cpuRatio: 0.2 })
    expect(guest('a~guest~100')).toMatchObject({ name: 'web', cpuRatio: 0.2, diskUsedBytes: null })
    expect(guest('a~guest~100')?.unknown).toMatchObject({
      diskUsedBytes: 'agent-off',
      memoryUsedBytes: 'not-polled-yet',
    })
    expect(guest('a~guest~100')?.unknown).not.toHaveProperty('cpuRatio')
  })

  it('reports only fields that changed, and no change as none', () => {
    const { inventory, list } = feeder()
    list({ ...web, tags: ['a', 'b'] })
    const at = start + 5 * tick
    const again = inventory.apply({
      connectionId: 'a',
      at,
      guests: { complete: true, rows: [{ ...web, tags: ['a', 'b'], cpuRatio: 0.6 }] },
    })
    expect(again.tables.guests?.changed.map((change) => change.fields)).toEqual([['cpuRatio', 'seenAt']])
    const { version } = inventory.picture()
    const nothing = inventory.apply({
      connectionId: 'a',
      at,
      guests: { complete: true, rows: [{ ...web, tags: ['a', 'b'], cpuRatio: 0.6 }] },
    })
    expect(nothing).toEqual({ version, at, tables: {}, backupsChanged: false })
  })

  it('a stale row changes no age', () => {
    const { list, guest } = feeder()
    list(web)
    list({ vmid: 100, kind: 'qemu', nodeName: 'pve1', status: 'unknown', stale: true })
    expect(guest('a~guest~100')).toMatchObject({ status: 'unknown', name: 'web', seenAt: start + tick })
  })

  it('a node keeps the time since when its status is what it is', () => {
    const { say, inventory } = feeder()
    const node = (status: 'online' | 'offline') => say({ nodes: { complete: true, rows: [{ name: 'pve1', status }] } })
    node('online')
    node('online')
    expect(inventory.picture().tables.nodes.get('a~node~pve1')?.statusSinceAt).toBe(start + tick)
    node('offline')
    node('offline')
    expect(inventory.picture().tables.nodes.get('a~node~pve1')?.statusSinceAt).toBe(start + 3 * tick)
  })

  it('a connection says itself when it was seen', () => {
    const { say, inventory } = feeder()
    say({ connection: { name: 'n', product: 'pve', url: 'https://h:8006', state: 'connecting' } })
    expect(inventory.picture().tables.connections.get('a')).toMatchObject({ seenAt: null, state: 'connecting' })
    const change = say({ connection: { state: 'connected', seenAt: start } })
    expect(change.tables.connections?.changed[0]?.fields.toSorted()).toEqual(['seenAt', 'state'])
    expect(say({ connection: { state: 'connected' } }).tables.connections).toBeUndefined()
    expect(inventory.picture().tables.connections.get('a')?.seenAt).toBe(start)
  })
})

describe('backups', () => {
  const snapshot = (vmid: string, takenAt: number, namespace = '') => ({
    id: `a~datastore~main~${namespace}~vm~${vmid}~${takenAt}`,
    connectionId: 'a',
    datastoreId: 'a~datastore~main',
    datastoreName: 'main',
    namespace,
    backupType: 'vm' as const,
    backupId: vmid,
    takenAt,
    sizeBytes: 1,
    protected: false,
    encrypted: false,
    verification: null,
    comment: null,
    owner: null,
    files: [],
  })

  it('a list replaces its own scope only, and reading gives the newest first', () => {
    const { say, inventory } = feeder()
    const scope = (namespace: string, ...rows: ReturnType<typeof snapshot>[]) => ({
      scope: namespaceScope('main', namespace),
      rows,
    })
    say({
      backupSnapshots: [scope('', snapshot('100', 1000), snapshot('101', 3000)), scope('b', snapshot('7', 2000, 'b'))],
    })
    expect(inventory.picture().backups.snapshots.map((row) => row.takenAt)).toEqual([3000, 2000, 1000])
    const change = say({ backupSnapshots: [scope('', snapshot('101', 3000))] })
    expect(change.backupsChanged).toBe(true)
    expect(inventory.picture().backups.snapshots.map((row) => row.takenAt)).toEqual([3000, 2000])
    expect(say({ backupSnapshots: [scope('', snapshot('101', 3000))] }).backupsChanged).toBe(false)
  })

  it('rows with equal values stay the same objects when others of their list come, go or change', () => {
    const { say, inventory } = feeder()
    const list = (...rows: ReturnType<typeof snapshot>[]) => {
      say({ backupSnapshots: [{ scope: namespaceScope('main', ''), rows }] })
      return inventory.picture().backups.snapshots
    }
    const before = list(snapshot('100', 3000), snapshot('101', 2000), snapshot('102', 1000))
    const after = list(snapshot('9', 4000), snapshot('100', 3000), { ...snapshot('101', 2000), protected: true })
    expect(after.map((row) => [row.backupId, row.protected])).toEqual([
      ['9', false],
      ['100', false],
      ['101', true],
    ])
    expect(after.map((row) => before.includes(row))).toEqual([false, true, false])
  })

  it('backups go with the storage or datastore they lie on', () => {
    const { say, inventory } = feeder()
    const store = (...names: string[]) => ({ complete: true, rows: names.map((name) => ({ name })) })
    say({
      datastores: store('main', 'other'),
      backupSnapshots: [{ scope: namespaceScope('main', ''), rows: [snapshot('100', 1000)] }],
    })
    for (let i = 0; i < 8; i++) say({ datastores: store('other') })
    expect(inventory.picture().backups.snapshots).toEqual([])
    expect(storageScope(null, 'nfs')).toBe(':nfs')
  })
})

describe('any sequence of listings', () => {
  const names = fc.constantFrom('x', 'y')
  const nodes = fc.constantFrom('n1', 'n2', 'n3')
  const guest = fc.record({ vmid: fc.integer({ min: 100, max: 103 }), nodeName: nodes, name: names })
  it('never shows a vmid twice, and never loses a guest that is listed', () => {
    fc.assert(
      fc.property(fc.array(fc.array(guest, { maxLength: 6 }), { maxLength: 12 }), (listings) => {
        const { list, inventory } = feeder()
        for (const rows of listings) {
          list(...rows.map((row): GuestFacts => ({ ...row, kind: 'qemu', status: 'running' })))
          const shown = [...inventory.picture().tables.guests.values()].map((row) => row.vmid)
          expect(new Set(shown).size).toBe(shown.length)
          for (const { vmid } of rows) expect(shown).toContain(vmid)
        }
      }),
      { numRuns: 200 },
    )
  })
})

it('applies 10,000 guests quickly', () => {
  const rows = (cpuRatio: number): GuestFacts[] =>
    Array.from({ length: 10_000 }, (_, i) => ({ ...web, vmid: 100 + i, name: `g${i}`, cpuRatio, tags: ['prod'] }))
  const { list } = feeder()
  const batches = [rows(0.1), rows(0.2), rows(0.3), rows(0.4)]
  list(...rows(0))
  const times = batches.map((batch) => {
    const began = performance.now()
    list(...batch)
    return performance.now() - began
  })
  // About 10 ms on an idle core; the bound only catches what grows with the square.
  expect(Math.min(...times)).toBeLessThan(200)
})
