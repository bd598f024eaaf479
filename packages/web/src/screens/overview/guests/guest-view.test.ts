import type { Guest } from '@pulse/contract'
import { expect, test } from 'vitest'
import { byId, connection, guest, node } from '../../../../test/sample.ts'
import { defaultView, type OverviewView } from '../../../routes.ts'
import { type GuestSource, viewGuests } from './guest-view.ts'
import { nextGuestIndex } from './row-keys.ts'

const source = (guests: readonly Guest[], given: Partial<GuestSource> = {}): GuestSource => ({
  guests,
  nodes: byId(node(), node({ id: 'c1~node~pve2', name: 'pve2', status: 'offline' })),
  connections: byId(connection()),
  isStale: () => false,
  now: 1_000_000,
  ...given,
})
const on = (vmid: number, nodeName: string, given: Partial<Guest> = {}): Guest =>
  guest({ vmid, nodeName, nodeId: `c1~node~${nodeName}`, ...given })
const view = (given: Partial<OverviewView> = {}): OverviewView => ({ ...defaultView, ...given })

const lines = (
  guests: readonly Guest[],
  given: Partial<OverviewView> = {},
  more: Partial<GuestSource> = {},
): string[] =>
  viewGuests(source(guests, more), view(given)).entries.map((entry) =>
    entry.kind === 'group'
      ? `${entry.label}${entry.of ? ` of ${entry.of}` : ''} (${entry.count})`
      : String(entry.guest.vmid),
  )

test('grouped by node, nodes and guests in natural order', () => {
  expect(lines([on(12, 'pve10'), on(9, 'pve2'), on(11, 'pve10')])).toEqual(['pve2 (1)', '9', 'pve10 (2)', '11', '12'])
})

test('nodes of the same name in two clusters stay apart and say whose they are', () => {
  const guests = [
    on(1, 'pve1'),
    guest({ id: 'c2~guest~1', connectionId: 'c2', vmid: 1, nodeId: 'c2~node~pve1', nodeName: 'pve1' }),
  ]
  const connections = byId(connection(), connection({ id: 'c2', name: 'cellar', clusterName: null }))
  expect(lines(guests, {}, { connections })).toEqual(['pve1 of attic (1)', '1', 'pve1 of cellar (1)', '1'])
})

test('without groups', () => {
  expect(lines([on(12, 'pve1'), on(9, 'pve2')], { group: 'none' })).toEqual(['9', '12'])
})

test('counts follow the search, not the chosen filter; templates are counted apart', () => {
  const guests = [
    on(1, 'pve1'),
    on(2, 'pve1', { kind: 'lxc' }),
    on(3, 'pve1', { kind: 'lxc', status: 'stopped', cpuRatio: null }),
    on(4, 'pve1', { cpuRatio: 0.95 }),
    on(5, 'pve1', { name: 'other' }),
    on(6, 'pve1', { template: true }),
  ]
  const result = viewGuests(source(guests), view({ search: 'web', show: 'lxc' }))
  expect(result.counts).toEqual({ all: 4, vm: 2, lxc: 2, running: 3, problems: 1 })
  expect(result).toMatchObject({ shown: 2, total: 5, templates: 1 })
})

test('templates are shown when they are asked for', () => {
  expect(lines([on(1, 'pve1'), on(6, 'pve1', { template: true })], { search: 'is:template', group: 'none' })).toEqual([
    '6',
  ])
})

test('keys pass over headings', () => {
  const { entries } = viewGuests(source([on(1, 'pve1'), on(2, 'pve1'), on(3, 'pve2')]), view())
  // 0 heading, 1 and 2 guests, 3 heading, 4 guest
  expect(entries.map(({ kind }) => kind)).toEqual(['group', 'guest', 'guest', 'group', 'guest'])
  expect(
    [
      [1, 'ArrowDown'],
      [2, 'ArrowDown'],
      [4, 'ArrowUp'],
      [1, 'ArrowUp'],
      [4, 'ArrowDown'],
      [4, 'Home'],
      [1, 'End'],
      [1, 'PageDown'],
      [4, 'PageUp'],
      [1, 'x'],
    ].map(([from, key]) => nextGuestIndex(entries, Number(from), String(key), 2)),
  ).toEqual([2, 4, 2, null, null, 1, 4, 2, 2, null])
})
