import { expect, test } from 'vitest'
import type { Schema } from './document.ts'
import { shapeRows, typeOf } from './shape-rows.ts'

test.each<[Schema, string]>([
  [{ type: 'string' }, 'text'],
  [{ type: ['string', 'null'], format: 'date-time' }, 'time (RFC 3339) or null'],
  [{ type: 'integer' }, 'whole number'],
  [{ const: 'success' }, '"success"'],
  [{ enum: ['pve', 'pbs'] }, '"pve" | "pbs"'],
  [{ type: 'array', items: { type: 'number' } }, 'list of number'],
  [{ type: 'array', items: { $ref: '#/components/schemas/Thing' } }, 'list of object'],
  [{ type: 'object', additionalProperties: { type: 'boolean' } }, 'true or false, by name'],
  [{ anyOf: [{ type: 'null' }, { type: 'object' }] }, 'null or object'],
  [{}, 'anything'],
])('%j is %s', (schema, type) => {
  expect(typeOf(schema, { Thing: { type: 'object', properties: {} } })).toBe(type)
})

test('fields of fields stand below them', () => {
  const schemas = {
    Event: { type: 'object', required: ['at'], properties: { at: { type: 'string' }, ip: { type: 'string' } } },
  }
  const schema: Schema = {
    type: 'object',
    required: ['events'],
    properties: {
      events: { type: 'array', items: { $ref: '#/components/schemas/Event' } },
      next: { type: ['integer', 'null'], minimum: 1, description: 'Where it goes on.' },
    },
  }
  expect(shapeRows(schema, schemas)).toEqual([
    { path: 'events', name: 'events', depth: 0, type: 'list of object', required: true, notes: '' },
    { path: 'events[].at', name: 'at', depth: 1, type: 'text', required: true, notes: '' },
    { path: 'events[].ip', name: 'ip', depth: 1, type: 'text', required: false, notes: '' },
    {
      path: 'next',
      name: 'next',
      depth: 0,
      type: 'whole number or null',
      required: false,
      notes: 'Where it goes on. · at least 1',
    },
  ])
})

test('a list of objects, and a body that is none', () => {
  const list: Schema = {
    type: 'array',
    items: { type: 'object', properties: { id: { type: 'string', maxLength: 9 } } },
  }
  expect(shapeRows(list, {}).map(({ path, depth, notes }) => [path, depth, notes])).toEqual([
    ['[]', 0, ''],
    ['[].id', 1, 'at most 9 characters'],
  ])
  expect(shapeRows({ type: 'string' }, {}).map(({ path, type }) => [path, type])).toEqual([['', 'text']])
})

test('a shape that holds itself ends', () => {
  const schemas = { Tree: { type: 'object', properties: { child: { $ref: '#/components/schemas/Tree' } } } }
  expect(shapeRows({ $ref: '#/components/schemas/Tree' }, schemas).length).toBe(6)
})
