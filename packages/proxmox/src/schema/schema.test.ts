import { expect, test } from 'vitest'
import { overrides } from '../quirks/quirks.ts'
import {
  checkParameters,
  checkResult,
  findMethod,
  methodOf,
  methods,
  type Method,
  type Product,
  type Verb,
} from './schema.ts'

function method(product: Product, verb: Verb, path: string): Method {
  const found = methodOf(product, verb, path)
  if (!found) throw new Error(`no ${verb} ${path}`)
  return found
}

test.each([
  ['pve', { GET: 340, POST: 173, PUT: 83, DELETE: 79 }, 675],
  // Those of the schema without its two stream protocols.
  ['pbs', {}, 349],
] as const)('%s: every method is there', (product, verbs, total) => {
  const all = methods(product)
  expect(all).toHaveLength(total)
  expect(new Set(all.map((one) => `${one.verb} ${one.path}`)).size).toBe(total)
  if (product === 'pve') {
    for (const [verb, count] of Object.entries(verbs))
      expect(all.filter((one) => one.verb === verb)).toHaveLength(count)
  }
  expect(all.some(({ path }) => path.includes('_upgrade_'))).toBe(false)
})

test.each(['pve', 'pbs'] as const)('%s: every placeholder is a parameter, every override a method', (product) => {
  for (const { path, parameters } of methods(product)) {
    for (const [, name = ''] of path.matchAll(/\{([^}]+)\}/g))
      expect(parameters.properties, path).toHaveProperty([name])
  }
  for (const name of Object.keys(overrides(product))) {
    const [verb, path] = name.split(' ') as [Verb, string]
    expect(methodOf(product, verb, path), name).toBeDefined()
  }
})

test('facts of a method', () => {
  expect(method('pve', 'POST', '/nodes/{node}/qemu/{vmid}/status/start')).toMatchObject({
    product: 'pve',
    permissions: { check: ['perm', '/vms/{vmid}', ['VM.PowerMgmt']] },
    protected: true,
    proxyto: 'node',
    returns: { type: 'string' },
  })
  expect(method('pve', 'PUT', '/access/password').allowtoken).toBe(false)
  expect(method('pve', 'GET', '/access/domains').permissions?.user).toBe('world')
  expect(method('pve', 'GET', '/version').permissions?.user).toBe('all')
})

test.each<[Product, Verb, string, string | undefined, Record<string, string>?]>([
  ['pve', 'GET', '/version', '/version', {}],
  ['pve', 'GET', '/nodes/pve1/qemu/100/config', '/nodes/{node}/qemu/{vmid}/config', { node: 'pve1', vmid: '100' }],
  // A fixed segment wins over a placeholder.
  ['pve', 'GET', '/cluster/ha/status/current', '/cluster/ha/status/current', {}],
  [
    'pve',
    'GET',
    '/nodes/a/storage/local/content/local%3Aiso%2Fx.iso',
    '/nodes/{node}/storage/{storage}/content/{volume}',
    { node: 'a', storage: 'local', volume: 'local:iso/x.iso' },
  ],
  [
    'pve',
    'DELETE',
    '/nodes/a/storage/local/content/local:backup/x.vma',
    '/nodes/{node}/storage/{storage}/content/{volume}',
    { node: 'a', storage: 'local', volume: 'local:backup/x.vma' },
  ],
  ['pve', 'GET', '/nodes/a%ZZ/qemu', '/nodes/{node}/qemu', { node: 'a%ZZ' }],
  ['pbs', 'GET', '/admin/datastore/main/snapshots', '/admin/datastore/{store}/snapshots', { store: 'main' }],
  ['pve', 'PUT', '/version', undefined],
  ['pve', 'GET', '/nodes/a/qemus', undefined],
  ['pve', 'GET', '/nodes/a/qemu/100/config/more', undefined],
  ['pbs', 'GET', '/cluster/resources', undefined],
])('%s %s %s', (product, verb, path, template, pathParameters) => {
  const found = findMethod(product, verb, path)
  expect(found?.method.path).toBe(template)
  if (template !== undefined) expect(found?.pathParameters).toEqual(pathParameters)
})

const missing = 'property is missing and it is not optional'
const unknown = 'property is not defined in schema and the schema does not allow additional properties'

test.each<[string, Verb, string, Record<string, unknown>, Record<string, string>]>([
  ['all is well', 'GET', '/cluster/resources', { type: 'vm' }, {}],
  ['missing', 'GET', '/nodes/{node}/qemu', {}, { node: missing }],
  ['not in the schema', 'GET', '/version', { verbose: '1' }, { verbose: unknown }],
  ['what every object inherits', 'GET', '/version', { constructor: '1' }, { constructor: unknown }],
  [
    'a word',
    'GET',
    '/cluster/resources',
    { type: 'lxc' },
    { type: "value 'lxc' does not have a value in the enumeration 'vm, storage, node, sdn'" },
  ],
  [
    'a number',
    'GET',
    '/nodes/{node}/qemu/{vmid}/config',
    { node: 'a', vmid: 'abc' },
    { vmid: "type check ('integer') failed - got 'abc'" },
  ],
  [
    'too small',
    'GET',
    '/nodes/{node}/qemu/{vmid}/config',
    { node: 'a', vmid: '99' },
    { vmid: 'value must have a minimum value of 100' },
  ],
  [
    'too large',
    'GET',
    '/nodes/{node}/qemu/{vmid}/config',
    { node: 'a', vmid: 1e9 },
    { vmid: 'value must have a maximum value of 999999999' },
  ],
  [
    'a boolean',
    'GET',
    '/nodes/{node}/qemu',
    { node: 'a', full: 'maybe' },
    { full: "type check ('boolean') failed - got 'maybe'" },
  ],
  ['booleans as text', 'GET', '/nodes/{node}/qemu', { node: 'a', full: 'on' }, {}],
  [
    'a format',
    'GET',
    '/nodes/{node}/qemu',
    { node: '-a' },
    { node: 'invalid format - value does not look like a valid node name' },
  ],
  ['a family', 'POST', '/nodes/{node}/qemu', { node: 'a', vmid: 100, net0: 'virtio', net31: 'virtio' }, {}],
  ['beyond a family', 'POST', '/nodes/{node}/qemu', { node: 'a', vmid: 100, net32: 'virtio' }, { net32: unknown }],
  ['a pattern', 'POST', '/pools', { poolid: 'p', comment: 'x', what: '1' }, { what: unknown }],
])('parameters: %s', (_, verb, path, values, expected) => {
  expect(checkParameters(method('pve', verb, path), values)).toEqual(expected)
})

test('parameters: one that needs another', () => {
  const values = { node: 'a', vmid: '100', force: '1', archive: 'local:backup/x.vma', pool: 'p' }
  const create = method('pve', 'POST', '/nodes/{node}/qemu')
  expect(create.parameters.properties?.force?.requires).toBe('archive')
  expect(checkParameters(create, values)).toEqual({})
  expect(checkParameters(create, { ...values, archive: undefined })).toEqual({
    archive: "missing property - 'force' requires this property",
  })
})

test('parameters: PBS has its own words', () => {
  const call = method('pbs', 'GET', '/admin/datastore/{store}/snapshots')
  expect(checkParameters(call, { 'backup-type': 'zip', more: '1' })).toEqual({
    store: 'parameter is missing and it is not optional.',
    'backup-type': "value 'zip' is not defined in the enumeration.",
    more: 'schema does not allow additional properties.',
  })
})

test('results: what a simulated answer departs in', () => {
  const resources = method('pve', 'GET', '/cluster/resources')
  const guest = { id: 'qemu/100', type: 'qemu', vmid: 100, node: 'a', status: 'running', template: 0, more: [] }
  expect(checkResult(resources, [guest])).toEqual([])
  const problems = checkResult(resources, [
    { ...guest, vmid: '100', template: 'no', mem: -1, type: 'vm' },
    { id: 'x' },
    5,
  ])
  expect(Object.fromEntries(problems.map(({ pointer, problem }) => [pointer, problem]))).toEqual({
    '/0/type': 'is not one of the known words',
    '/0/vmid': 'is a string, expected a number',
    '/0/template': 'is a string, expected a boolean',
    '/0/mem': 'is below 0',
    '/1/type': 'is missing',
    '/2': 'is a number, expected an object',
  })
})

test('results: what servers of today send as text, and null where there is nothing', () => {
  const status = method('pve', 'GET', '/nodes/{node}/status')
  expect(
    checkResult(status, { loadavg: ['0.15', '1.00', '2.5'], cpuinfo: { mhz: '2400.000', hvm: '1', cpus: 8 } }),
  ).toEqual([])
  expect(checkResult(status, { loadavg: ['high'], cpuinfo: { cpus: '8' } })).toEqual([
    { pointer: '/loadavg/0', problem: 'is a string, expected a number' },
    { pointer: '/cpuinfo/cpus', problem: 'is a string, expected a number' },
  ])
  expect(checkResult(method('pve', 'GET', '/cluster/nextid'), '100')).toEqual([])
  const disks = method('pve', 'GET', '/nodes/{node}/disks/list')
  expect(
    checkResult(disks, [{ devpath: '/dev/sda', wearout: 'N/A', rpm: '5400', osdid: -1, 'osdid-list': null }]),
  ).toEqual([])
})

test('results: overrides go before the schema', () => {
  const snapshots = method('pbs', 'GET', '/admin/datastore/{store}/snapshots')
  const row = { 'backup-type': 'vm', 'backup-id': '100', 'backup-time': 1_700_000_000 }
  expect(checkResult(snapshots, [{ ...row, files: [{ filename: 'index.json.blob' }] }])).toEqual([])
  expect(checkResult(snapshots, [{ ...row, files: ['index.json.blob'] }])).toEqual([
    { pointer: '/0/files/0', problem: 'is a string, expected an object' },
  ])
})

test('a lookup costs little', () => {
  const startedAt = performance.now()
  for (let n = 0; n < 10_000; n++) findMethod('pve', 'GET', `/nodes/pve1/qemu/${n}/status/current`)
  expect((performance.now() - startedAt) / 10_000).toBeLessThan(0.05)
})

test('parameters and results: patterns hold for the whole text', () => {
  const pool = method('pve', 'GET', '/nodes/{node}/replication/{id}/status')
  expect(checkParameters(pool, { node: 'a', id: '100-0' })).toEqual({})
  expect(checkParameters(pool, { node: 'a', id: 'x100-0' })).toEqual({ id: 'value does not match the regex pattern' })
  const stores = method('pbs', 'GET', '/config/datastore')
  expect(checkResult(stores, [{ name: 'main', path: '/mnt' }])).toEqual([])
  expect(checkResult(stores, [{ name: 'ma in', path: '/mnt' }])).toEqual([
    { pointer: '/0/name', problem: 'does not match the pattern' },
  ])
})
