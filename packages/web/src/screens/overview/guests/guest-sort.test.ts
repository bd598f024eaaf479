import type { Guest } from '@pulse/contract'
import { expect, test } from 'vitest'
import { gib, guest } from '../../../../test/sample.ts'
import type { Sort } from '../../../routes.ts'
import { sortGuests } from './guest-sort.ts'

const order = (guests: readonly Guest[], sort: Sort): number[] => sortGuests(guests, sort).map(({ vmid }) => vmid)

test.each<[Sort['column'], boolean, Partial<Guest>[], number[]]>([
  [
    'name',
    false,
    [
      { vmid: 1, name: 'k3s-10' },
      { vmid: 2, name: 'k3s-2' },
      { vmid: 3, name: null },
    ],
    [2, 1, 3],
  ],
  [
    'name',
    true,
    [
      { vmid: 1, name: 'k3s-10' },
      { vmid: 2, name: 'k3s-2' },
      { vmid: 3, name: null },
    ],
    [1, 2, 3],
  ],
  ['vmid', false, [{ vmid: 30 }, { vmid: 4 }, { vmid: 100 }], [4, 30, 100]],
  [
    'cpu',
    true,
    [
      { vmid: 1, cpuRatio: null },
      { vmid: 2, cpuRatio: 0.1 },
      { vmid: 3, cpuRatio: 0.9 },
    ],
    [3, 2, 1],
  ],
  [
    'cpu',
    false,
    [
      { vmid: 1, cpuRatio: null },
      { vmid: 2, cpuRatio: 0.1 },
      { vmid: 3, cpuRatio: 0.9 },
    ],
    [2, 3, 1],
  ],
  [
    'memory',
    true,
    [
      { vmid: 1, memoryUsedBytes: 2 * gib, memoryTotalBytes: 8 * gib },
      { vmid: 2, memoryUsedBytes: 1 * gib, memoryTotalBytes: 2 * gib },
    ],
    [2, 1],
  ],
  [
    'uptime',
    true,
    [
      { vmid: 1, startedAt: 500 },
      { vmid: 2, startedAt: 100 },
      { vmid: 3, startedAt: null },
    ],
    [2, 1, 3],
  ],
  [
    'node',
    false,
    [
      { vmid: 1, nodeName: 'pve10' },
      { vmid: 2, nodeName: 'pve2' },
    ],
    [2, 1],
  ],
])('by %s, descending %s', (column, descending, guests, expected) => {
  expect(order(guests.map(guest), { column, descending })).toEqual(expected)
})

test('equal values keep their places: by vmid and id, whichever way the column goes', () => {
  const same = [
    guest({ vmid: 7, id: 'b~guest~7', cpuRatio: 0.5 }),
    guest({ vmid: 3, cpuRatio: 0.5 }),
    guest({ vmid: 7, id: 'a~guest~7', cpuRatio: 0.5 }),
  ]
  for (const descending of [true, false]) {
    expect(sortGuests(same, { column: 'cpu', descending }).map(({ id }) => id)).toEqual([
      'c1~guest~3',
      'a~guest~7',
      'b~guest~7',
    ])
  }
})
