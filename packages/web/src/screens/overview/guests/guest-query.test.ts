import type { Guest } from '@pulse/contract'
import { expect, test } from 'vitest'
import { gib, guest } from '../../../../test/sample.ts'
import { asksForTemplates, type GuestContext, matches, parseQuery } from './guest-query.ts'

const context: GuestContext = { connectionName: 'home', clusterName: 'attic', stale: false, now: 10 * 86_400_000 }
const finds = (query: string, given: Partial<Guest>, more: Partial<GuestContext> = {}): boolean =>
  matches(parseQuery(query), guest(given), { ...context, ...more })

const nextcloud: Partial<Guest> = {
  name: 'nextcloud',
  vmid: 112,
  nodeName: 'pve2',
  tags: ['prod', 'web'],
  addresses: ['10.0.0.12', 'fe80::1'],
  pool: 'family',
  osName: 'Debian GNU/Linux 12',
  cpuRatio: 0.81,
  memoryUsedBytes: 3.6 * gib,
  memoryTotalBytes: 4 * gib,
  diskUsedBytes: null,
  netInPerSecond: 12_000_000,
  startedAt: 10 * 86_400_000 - 3_600_000,
  lock: 'backup',
}

test.each<[string, boolean]>([
  ['', true],
  ['   ', true],
  ['cloud', true],
  ['CLOUD', true],
  ['112', true],
  ['pve2', true],
  ['prod', true],
  ['running', true],
  ['10.0.0', true],
  ['cloud pve2', true],
  ['cloud pve1', false],
  ['cloud, pve2', true],
  ['gitea or cloud', true],
  ['gitea or mqtt', false],
  ['gitea pve2 or cloud pve2', true],
  ['not cloud', false],
  ['-gitea', true],
  ['not -cloud', true],
  ['-', false],
  ['"next cloud"', false],
  ['name:next', true],
  ['name:"next"', true],
  ['node:pve1', false],
  ['tag:prod', true],
  ['tags:web', true],
  ['-tag:prod', false],
  ['type:vm', true],
  ['type:lxc', false],
  ['status:run', true],
  ['pool:family', true],
  ['ip:fe80', true],
  ['os:debian', true],
  ['cluster:attic', true],
  ['connection:home', true],
  ['lock:backup', true],
  ['id:112', true],
  ['vmid>100', true],
  ['vmid=112', true],
  ['cpu>80', true],
  ['cpu>=81', true],
  ['cpu=81', true],
  ['cpu==81%', true],
  ['cpu<81', false],
  ['mem>=90', true],
  ['memory>90', false],
  ['cpu>80 mem>50', true],
  ['cpu>90 or tag:prod', true],
  ['in>10M', true],
  ['netin>10MB/s', true],
  ['netin<1G', true],
  ['uptime<2h', true],
  ['uptime>1d', false],
  ['is:running', true],
  ['is:stopped', false],
  ['is:locked', true],
  ['is:problem', true],
  // Not known is neither above nor below.
  ['disk>0', false],
  ['disk<100', false],
  ['-disk>0', true],
])('%s', (query, expected) => expect(finds(query, nextcloud)).toBe(expected))

test('stale is told by the one who knows the interval', () => {
  expect(finds('is:stale', {}, { stale: true })).toBe(true)
  expect(finds('is:stale', {})).toBe(false)
})

test('what was understood', () => {
  expect(
    parseQuery('cpu>80 or -tag:prod').map((group) =>
      group.map(({ text, negated, meaning }) => [text, negated, meaning]),
    ),
  ).toEqual([
    [['cpu>80', false, { kind: 'compare', field: 'cpu', operator: '>', value: 80 }]],
    [['tag:prod', true, { kind: 'field', field: 'tag', value: 'prod' }]],
  ])
})

test.each([
  ['colour:red', 'field'],
  ['colour>3', 'field'],
  ['cpu>high', 'value'],
  ['cpu>10m', 'value'],
  ['uptime>3', 'value'],
  ['is:blue', 'value'],
])('%s is not understood, and searched for as it stands', (text, why) => {
  expect(parseQuery(text)[0]?.[0]?.meaning).toEqual({ kind: 'not-understood', word: text, why })
  expect(finds(text, { name: `x ${text} y` })).toBe(true)
  expect(finds(text, {})).toBe(false)
})

test.each(['constructor:x', '__proto__>1', 'is:toString'])('%s names nothing of the language', (text) => {
  expect(parseQuery(text)[0]?.[0]?.meaning.kind).toMatch(/not-understood|word/)
})

test('templates are asked for, not merely mentioned', () => {
  expect(asksForTemplates(parseQuery('is:template'))).toBe(true)
  expect(asksForTemplates(parseQuery('-is:template'))).toBe(false)
  expect(asksForTemplates(parseQuery('template'))).toBe(false)
})
