import { describe, expect, it } from 'vitest'
import { type CarriedConnection, oldIds } from './old-ids.ts'

const place = (instance: string, ...nodes: string[]): CarriedConnection => ({ instance, id: `pve-${instance}`, nodes })

describe('the id of a guest', () => {
  const lab = place('lab')
  it.each<[string, CarriedConnection[], string, string]>([
    ['names connection and vmid, not the node', [lab], 'lab-pve1-101', 'pve-lab~guest~101'],
    ['may have hyphens in the node', [lab], 'lab-pve-1-a-101', 'pve-lab~guest~101'],
    ['may have hyphens in the connection', [place('my-lab')], 'my-lab-pve1-999999999', 'pve-my-lab~guest~999999999'],
    ['of another connection stays', [lab], 'attic-pve1-101', 'attic-pve1-101'],
    ['without a node stays', [lab], 'lab-101', 'lab-101'],
    ['with a number that no guest has stays', [lab], 'lab-pve1-99', 'lab-pve1-99'],
    ['that is no id stays', [lab], '__proto__', '__proto__'],
    ['that two connections may mean stays', [lab, place('lab-2')], 'lab-2-pve1-101', 'lab-2-pve1-101'],
    [
      'that two connections may mean, one of them with a node that is known',
      [place('lab', 'pve1'), place('lab-2', 'pve1')],
      'lab-2-pve1-101',
      'pve-lab-2~guest~101',
    ],
    ['of a name that two connections have stays', [lab, { ...lab, id: 'pve-other' }], 'lab-pve1-101', 'lab-pve1-101'],
  ])('%s', (_, connections, old, expected) => {
    expect(oldIds(connections, []).guest(old)).toBe(expected)
  })
})

describe('the id of a resource', () => {
  const lab = place('lab', 'pve1')
  it.each<[string, CarriedConnection[], string, string]>([
    ['that is a guest', [lab], 'lab-pve1-101', 'pve-lab~guest~101'],
    ['that is a node', [lab], 'lab-pve1', 'pve-lab~node~pve1'],
    ['that is a node nobody knows yet', [lab], 'lab-pve9', 'pve-lab~node~pve9'],
    ['that is a node called like a guest', [place('lab', 'pve-101')], 'lab-pve-101', 'pve-lab~node~pve-101'],
    ['that is a storage', [lab], 'lab-pve1-local-lvm', 'pve-lab~storage~pve1~local-lvm'],
    [
      'that is a storage, by the longest name of a node',
      [place('lab', 'a', 'a-b')],
      'lab-a-b-c',
      'pve-lab~storage~a-b~c',
    ],
    ['that is a node with hyphens or a storage stays', [place('lab')], 'lab-pve-1', 'lab-pve-1'],
    ['that is a shared storage of the only connection', [lab], 'shared-ceph', 'pve-lab~storage~~ceph'],
    ['that is a shared storage of one of two stays', [lab, place('attic')], 'shared-ceph', 'shared-ceph'],
    ['that is a node of a connection called shared', [place('shared', 'x')], 'shared-x', 'pve-shared~node~x'],
    ['of a backup server stays', [lab], 'pbs-backup', 'pbs-backup'],
  ])('%s', (_, connections, old, expected) => {
    expect(oldIds(connections, []).resource(old)).toBe(expected)
  })

  it('is understood by the nodes that ids of guests name', () => {
    const { resource } = oldIds([place('lab')], ['lab-pve-1-101', 'lab-pve-1-local'])
    expect([resource('lab-pve-1'), resource('lab-pve-1-local')]).toEqual([
      'pve-lab~node~pve-1',
      'pve-lab~storage~pve-1~local',
    ])
  })

  it('takes no time worth mentioning, however many there are', () => {
    const connections = Array.from({ length: 1000 }, (_, at) => place(`c-${at}`))
    const ids = Array.from({ length: 100_000 }, (_, at) => `c-${at % 1000}-pve1-${100 + at}`)
    const before = performance.now()
    const { guest } = oldIds(connections, ids)
    expect(ids.map(guest)[1]).toBe('pve-c-1~guest~101')
    expect(performance.now() - before).toBeLessThan(5000)
  })
})
