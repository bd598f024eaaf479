import { expect, test } from 'vitest'
import type { Product, Shape } from '../schema/schema.ts'
import { Components, type Json } from './openapi-components.ts'
import { numbersUpTo, schemaOf, type Direction } from './openapi-schema.ts'

test.each([0, 2, 5, 7, 9, 10, 13, 15, 30, 31, 99, 100, 255])('numbers up to %i, and no others', (last) => {
  const pattern = new RegExp(`^(?:${numbersUpTo(last)})$`)
  for (let number = 0; number < 1_200; number++)
    expect(pattern.test(String(number)), String(number)).toBe(number <= last)
  for (const text of ['', '00', '01', '-1', '1.0']) expect(pattern.test(text), text).toBe(false)
})

/** With everything in place, as nothing occurs twice. */
function written(product: Product, direction: Direction, shape: Shape): Json {
  const components = new Components()
  return components.resolve(schemaOf(shape, 'name', { product, direction, components })).document
}

test.each<[Product, Direction, Shape, Json]>([
  ['pve', 'result', { type: 'boolean' }, { type: 'integer', enum: [0, 1] }],
  ['pbs', 'result', { type: 'boolean', default: true }, { type: 'boolean', default: true }],
  [
    'pve',
    'parameter',
    { type: 'boolean', default: true },
    { type: ['boolean', 'integer'], enum: [false, true, 0, 1], default: 1 },
  ],
  ['pve', 'result', { type: 'number', absent: ['N/A'] }, { type: ['number', 'string'] }],
  [
    'pve',
    'parameter',
    { type: 'integer', enum: ['1', '2'], default: 2 },
    { type: 'integer', enum: [1, 2], default: 2 },
  ],
  ['pve', 'parameter', { type: 'string', enum: ['a'] }, { type: 'string', enum: ['a'] }],
  // A newer version may answer a further word.
  ['pve', 'result', { type: 'string', enum: ['a'] }, { type: 'string', examples: ['a'] }],
  ['pve', 'parameter', { type: 'string', pattern: 'a|b' }, { type: 'string', pattern: '^(?:a|b)$' }],
  ['pve', 'parameter', { type: 'string', pattern: '^\\w\\-\\@$' }, { type: 'string', pattern: '^(?:\\w-@)$' }],
  // Few validators know the flag within.
  ['pve', 'parameter', { type: 'string', pattern: '(?i:a)' }, { type: 'string', 'x-proxmox-pattern': '(?i:a)' }],
  ['pve', 'result', { type: 'array', items: { type: 'null' } }, { type: 'array', items: { type: 'null' } }],
  [
    'pve',
    'result',
    { type: 'object', values: { type: 'null' } },
    { type: 'object', additionalProperties: { type: 'null' } },
  ],
  [
    'pve',
    'parameter',
    {
      type: 'object',
      closed: true,
      properties: {
        'ide[n]': { type: 'null', optional: true },
        a: { type: 'null', optional: true, requires: 'b' },
        b: { type: 'null' },
      },
    },
    {
      type: 'object',
      required: ['b'],
      properties: { a: { type: 'null' }, b: { type: 'null' } },
      patternProperties: { '^ide(?:[0-3])$': { type: 'null' } },
      dependentRequired: { a: ['b'] },
      additionalProperties: false,
    },
  ],
  [
    'pve',
    'parameter',
    {
      type: 'string',
      fields: {
        model: { type: 'string', defaultKey: true },
        mac: { type: 'string', optional: true },
        virtio: { alias: 'mac', keyAlias: 'model' },
        hwaddr: { alias: 'mac' },
      },
    },
    {
      type: 'string',
      'x-proxmox-property-string': {
        type: 'object',
        required: ['model'],
        properties: { model: { type: 'string' }, mac: { type: 'string' } },
        'x-proxmox-default-key': 'model',
        'x-proxmox-aliases': { virtio: { model: 'virtio', value: 'mac' }, hwaddr: 'mac' },
      },
      examples: ['example'],
    },
  ],
  [
    'pbs',
    'parameter',
    { type: 'string', separated: { type: 'integer', minimum: 1 } },
    { type: 'string', 'x-proxmox-list': { type: 'integer', minimum: 1 }, examples: ['1'] },
  ],
])('%s %s %j', (product, direction, shape, schema) => {
  expect(written(product, direction, shape)).toEqual(schema)
})

test('what occurs twice becomes a component, and keeps what is said of the one place', () => {
  const components = new Components()
  const part = (): Json => components.share('schemas', 'a part', { type: 'string', title: 'Part' })
  const once = components.share('schemas', 'once', { type: 'null' })
  const { document, components: named } = components.resolve({
    one: part(),
    two: { ...part(), default: 'x' },
    three: once,
  })
  expect(document).toEqual({
    one: { $ref: '#/components/schemas/a-part' },
    two: { $ref: '#/components/schemas/a-part', default: 'x' },
    three: { type: 'null' },
  })
  expect(named).toEqual({ schemas: { 'a-part': { type: 'string', title: 'Part' } }, parameters: {} })
})
