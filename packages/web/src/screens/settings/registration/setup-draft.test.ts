import type { Product } from '@pulse/contract'
import { describe, expect, test } from 'vitest'
import {
  arrivals,
  checkSetup,
  connectionOf,
  leadsNowhere,
  readingCommand,
  type SetupDraft,
  setupInput,
} from './setup-draft.ts'

const draft = (change: Partial<SetupDraft>): SetupDraft => ({
  product: 'pve',
  host: '',
  pulseUrl: 'http://192.0.2.5:7655',
  backupPerms: false,
  ...change,
})

const connection = (id: string, product: Product, url: string) => ({ id, name: id, product, url })

test.each<[Partial<SetupDraft>, string[]]>([
  [{}, []],
  [{ host: '192.0.2.10' }, []],
  [{ host: 'pve1.lan:8006' }, []],
  [{ host: 'https://[2001:db8::1]:8006/' }, []],
  [{ host: 'pve1.lan; rm -rf /' }, ['host']],
  [{ host: 'https://pve1.lan/path' }, ['host']],
  [{ pulseUrl: '' }, ['pulseUrl']],
  [{ pulseUrl: '192.0.2.5:7655' }, ['pulseUrl']],
  [{ pulseUrl: "http://192.0.2.5'" }, ['pulseUrl']],
])('%j is wrong in %j', (change, wrong) => expect(Object.keys(checkSetup(draft(change)))).toEqual(wrong))

test('what is left out is found out by the script, and a backup server needs no more rights', () => {
  expect(setupInput(draft({ host: ' 192.0.2.10 ', backupPerms: true }))).toEqual({
    type: 'pve',
    host: '192.0.2.10',
    pulseUrl: 'http://192.0.2.5:7655',
    backupPerms: true,
  })
  expect(setupInput(draft({ product: 'pbs', backupPerms: true }))).toEqual({
    type: 'pbs',
    pulseUrl: 'http://192.0.2.5:7655',
    backupPerms: false,
  })
})

test.each([
  ['http://127.0.0.1:7655', true],
  ['http://localhost:7655', true],
  ['https://[::1]:7655', true],
  ['http://192.168.1.5:7655', false],
  ['https://pulse.example.net', false],
  ['http://127.example.net', false],
  ['not an address', false],
])('%s leads nowhere: %s', (url, nowhere) => expect(leadsNowhere(url)).toBe(nowhere))

describe('which connection it is', () => {
  const known = [
    connection('pve-a', 'pve', 'https://192.0.2.10:8006'),
    connection('pbs-a', 'pbs', 'https://192.0.2.10:8007'),
    connection('pve-b', 'pve', 'https://pve.example.net:8006'),
  ]

  test.each<[string, Product, string | undefined]>([
    ['192.0.2.10', 'pve', 'pve-a'],
    ['https://192.0.2.10:8006', 'pve', 'pve-a'],
    ['192.0.2.10', 'pbs', 'pbs-a'],
    ['192.0.2.10:9006', 'pve', undefined],
    ['192.0.2.11', 'pve', undefined],
    ['pve.example.net', 'pve', 'pve-b'],
    ['', 'pve', undefined],
  ])('%s as %s is watched by %s', (host, product, id) => {
    expect(connectionOf({ host, product }, known)?.id).toBe(id)
  })

  test('the new one is the one that was not there before', () => {
    expect(arrivals(new Set(['pve-a']), 'pve', known).map(({ id }) => id)).toEqual(['pve-b'])
    expect(arrivals(new Set(['pve-a', 'pve-b']), 'pve', known)).toEqual([])
  })
})

test('a command can be read before it is run', () => {
  const line = "curl -sSfL -H 'X-Setup-Code: ABC' 'http://192.0.2.5:7655/api/setup-script?type=pve'"
  expect(readingCommand(`${line} | sh`)).toBe(`${line} | less`)
})
