import { expect, test } from 'vitest'
import { readShape } from './read-shape.ts'

test.each([
  [
    { type: 'integer', minimum: '1', default: 'autodetect' },
    { type: 'integer', minimum: 1 },
  ],
  [{ type: 'string', default: 'same as user', description: 'A sentence.' }, { type: 'string' }],
  [
    { type: 'string', enum: ['a', 'b'], default: 'a', optional: 1 },
    { type: 'string', optional: true, enum: ['a', 'b'], default: 'a' },
  ],
  [{ type: 'string', enum: null }, { type: 'string' }],
  [{ enum: ['a'] }, { type: 'string', enum: ['a'] }],
  [{ type: 'any' }, {}],
  [
    { type: 'string', format: 'boot' },
    { type: 'string', format: 'boot', fields: { order: { type: 'string' } } },
  ],
  [
    { type: 'string', pattern: '(?^:^(?^i:0x)[0-9]{16})' },
    { type: 'string', pattern: '(?:^(?i:0x)[0-9]{16})' },
  ],
  [{ type: 'string', pattern: '[a-z]{,16}' }, { type: 'string' }],
  [
    { type: 'string', pattern: '/^[[:^cntrl:]]*$/' },
    { type: 'string', pattern: '^[^\\x00-\\x1f\\x7f]*$' },
  ],
  [
    { type: 'string', pattern: '/^(?P<y>[0-9]{4})$/' },
    { type: 'string', pattern: '^(?<y>[0-9]{4})$' },
  ],
  [{ type: 'string', format: 'A free text.' }, { type: 'string' }],
  [
    { type: 'string', format: { size: { type: 'integer', optional: 1 } } },
    { type: 'string', fields: { size: { type: 'integer', optional: true } } },
  ],
  // A property string of Proxmox VE that has a field called `type`.
  [
    { type: 'string', format: { type: { type: 'string', default_key: 1 } } },
    { type: 'string', fields: { type: { type: 'string', defaultKey: true } } },
  ],
  [
    {
      type: 'string',
      format: { type: 'object', default_key: 'mode', properties: { mode: { type: 'string' }, n: { type: 'integer' } } },
    },
    { type: 'string', fields: { mode: { type: 'string', defaultKey: true }, n: { type: 'integer' } } },
  ],
  [
    { type: 'string', format: { type: 'array', description: 'Slots.', items: { type: 'integer', minimum: 1 } } },
    { type: 'string', separated: { type: 'integer', minimum: 1 } },
  ],
  [
    { type: 'string', format: { volume: { alias: 'file' }, virtio: { keyAlias: 'model', alias: 'macaddr' } } },
    { type: 'string', fields: { volume: { alias: 'file' }, virtio: { keyAlias: 'model', alias: 'macaddr' } } },
  ],
])('shape %j', (node, shape) => {
  expect(readShape(node, { formats: { boot: { order: { type: 'string' } } }, sentences: false })).toEqual(shape)
})

test('sentences are kept where they are wanted', () => {
  const node = { type: 'object', description: 'All.', properties: { a: { type: 'string', description: 'One.' } } }
  expect(readShape(node, { formats: {}, sentences: true })).toEqual({
    type: 'object',
    properties: { a: { type: 'string', description: 'One.' } },
    description: 'All.',
  })
})
