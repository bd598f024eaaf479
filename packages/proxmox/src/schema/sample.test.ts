import { expect, test } from 'vitest'
import {
  checkParameters,
  checkResult,
  methodOf,
  methods,
  sampleParameters,
  sampleResult,
  sampleValue,
  type Method,
  type Product,
  type Shape,
  type Verb,
} from './schema.ts'

test.each(['pve', 'pbs'] as const)('%s: samples pass the checks of parameters', (product) => {
  for (const method of methods(product)) {
    expect(checkParameters(method, sampleParameters(method)), `${method.verb} ${method.path}`).toEqual({})
    // Each optional parameter alone, and what it requires.
    for (const [name, shape] of Object.entries(method.parameters.properties ?? {})) {
      const first = name.replace('[n]', '0')
      const values = { ...sampleParameters(method), [first]: sampleValue(shape, first, product) }
      expect(checkParameters(method, values)[first], `${first} of ${method.verb} ${method.path}`).toBeUndefined()
    }
  }
})

test.each(['pve', 'pbs'] as const)('%s: samples pass the checks of results', (product) => {
  for (const method of methods(product)) {
    expect(checkResult(method, sampleResult(method)), `${method.verb} ${method.path}`).toEqual([])
  }
})

test.each<[Product, Shape, string, unknown]>([
  ['pve', { type: 'string', format: 'pve-node' }, 'node', 'pve1'],
  ['pbs', { type: 'string' }, 'node', 'localhost'],
  ['pve', { type: 'integer', minimum: 100, maximum: 999_999_999, format: 'pve-vmid' }, 'vmid', 100],
  ['pve', { type: 'boolean' }, 'full', 1],
  ['pbs', { type: 'boolean' }, 'full', true],
  ['pve', { type: 'integer', minimum: 5, default: 7 }, 'whatever', 7],
  ['pve', { type: 'integer', minimum: 5 }, 'whatever', 5],
  ['pve', { type: 'integer', enum: ['2', '4'] }, 'whatever', 2],
  ['pve', { type: 'string', enum: ['btrfs', 'dir'] }, 'type', 'dir'],
  ['pve', { type: 'string', format: 'pve-vmid-list' }, 'vms', '100'],
  ['pve', { type: 'string', minLength: 12 }, 'key', 'example-exam'],
  ['pbs', { type: 'string', separated: { type: 'integer', minimum: 1 } }, 'slots', '1'],
  [
    'pve',
    {
      type: 'string',
      fields: { file: { type: 'string', defaultKey: true }, size: { type: 'string', optional: true } },
    },
    'ide',
    'example',
  ],
  [
    'pve',
    { type: 'object', properties: { 'net[n]': { type: 'string' }, vmid: { type: 'integer' } } },
    '',
    { net0: 'example', vmid: 100 },
  ],
  ['pve', { type: 'array', items: { type: 'string' } }, 'nodes', ['pve1']],
  ['pve', {}, 'whatever', null],
])('%s: %j as %s', (product, shape, name, value) => {
  expect(sampleValue(shape, name, product)).toEqual(value)
})

const method = (product: Product, verb: Verb, path: string): Method => {
  const found = methodOf(product, verb, path)
  if (!found) throw new Error(`no ${verb} ${path}`)
  return found
}

test.each<[Product, Verb, string, Record<string, unknown>]>([
  ['pve', 'GET', '/version', {}],
  ['pve', 'GET', '/nodes/{node}/qemu/{vmid}/config', { node: 'pve1', vmid: 100 }],
  ['pve', 'GET', '/nodes/{node}/lxc/{vmid}/config', { node: 'pve1', vmid: 101 }],
  ['pve', 'POST', '/nodes/{node}/qemu', { node: 'pve1', vmid: 900 }],
  ['pve', 'POST', '/storage', { storage: 'local', type: 'dir' }],
  ['pbs', 'GET', '/admin/datastore/{store}/snapshots', { store: 'main' }],
])('%s %s %s', (product, verb, path, parameters) => {
  expect(sampleParameters(method(product, verb, path))).toEqual(parameters)
})
