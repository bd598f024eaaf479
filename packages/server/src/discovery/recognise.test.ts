import { expect, it } from 'vitest'
import type { Heard } from './probe.ts'
import { plainHostName, recognise } from './recognise.ts'

const heard = (facts: Partial<Heard>): Heard => ({ status: 401, server: '', body: '', organisation: '', ...facts })
const daemon = 'pve-api-daemon/3.0'
const unknown = { version: 'Unknown' }

it.each<[string, Partial<Heard>, object | undefined]>([
  ['Proxmox VE', { server: daemon, body: '{"data":null}' }, { type: 'pve', ...unknown }],
  [
    'Proxmox VE behind another server name',
    { server: 'nginx', organisation: 'Proxmox Virtual Environment' },
    { type: 'pve', ...unknown },
  ],
  [
    'a backup server',
    { body: 'authentication failed - no authentication credentials provided.' },
    { type: 'pbs', ...unknown },
  ],
  ['a backup server', { body: 'no authentication credentials provided.' }, { type: 'pbs', ...unknown }],
  ['a backup server, by its certificate', { organisation: 'Proxmox Backup Server' }, { type: 'pbs', ...unknown }],
  [
    'one that tells',
    { status: 200, server: daemon, body: '{"data":{"version":"8.2.4","release":"8.2","repoid":"x"}}' },
    { type: 'pve', version: '8.2.4', release: '8.2' },
  ],
  [
    'one that tells, without a name',
    { status: 200, body: '{"data":{"version":"9.0"}}' },
    { type: 'pve', version: '9.0' },
  ],
  [
    'one that tells nonsense',
    { status: 200, server: daemon, body: '{"data":{"version":"<script>","release":7}}' },
    { type: 'pve', ...unknown },
  ],
  ['a router', { status: 200, server: 'lighttpd', body: '<html>' }, undefined],
  ['a login page', { status: 401, server: 'nginx', body: '<h1>401</h1>' }, undefined],
  ['a redirect', { status: 302 }, undefined],
  ['JSON of something else', { status: 200, body: '{"data":[{"version":"1"}]}' }, undefined],
  ['JSON that is none', { status: 200, body: 'null' }, undefined],
  ['a prototype', { status: 200, body: '{"__proto__":{"data":{"version":"1.0"}}}' }, undefined],
])('%s', (_, facts, expected) => {
  expect(recognise(heard(facts), 8006)).toEqual(expected)
})

it('takes the port for a hint where nothing else tells', () => {
  expect(recognise(heard({ status: 200, body: '{"data":{"version":"3.2.2"}}' }), 8007)).toEqual({
    type: 'pbs',
    version: '3.2.2',
  })
  expect(recognise(heard({ server: daemon }), 8007)).toMatchObject({ type: 'pve' })
})

it.each<[string[], string | undefined]>([
  [['PVE1.Lan.'], 'pve1.lan'],
  [['<b>x</b>', 'pve2.lan'], 'pve2.lan'],
  [
    ['a b', 'a"b', 'a\nb', '-a', 'a-', 'a..b', '', '.', 'ä.lan', `${'a'.repeat(64)}.lan`, 'a.'.repeat(127) + 'ab'],
    undefined,
  ],
  [['my_host.lan'], 'my_host.lan'],
  [[], undefined],
])('names %j', (names, expected) => {
  expect(plainHostName(names)).toBe(expected)
})
