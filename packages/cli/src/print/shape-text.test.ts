import type { Shape } from '@pulse/proxmox/schema'
import { describe, expect, it } from 'vitest'
import { shapeText } from './shape-text.ts'

describe('what a parameter accepts', () => {
  it.each<[Shape, string]>([
    [{}, 'anything'],
    [{ type: 'integer', minimum: 100, maximum: 999_999_999 }, 'integer from 100 to 999999999'],
    [{ type: 'number', minimum: 0 }, 'number of 0 or more'],
    [{ type: 'integer', maximum: 7 }, 'integer of at most 7'],
    [{ type: 'integer', enum: ['1', '2'] }, 'one of 1, 2'],
    [{ type: 'string', enum: ['', 'lzo'] }, 'one of "", lzo'],
    [{ type: 'string', format: 'pve-node' }, 'text (pve-node)'],
    [{ type: 'string', minLength: 8, maxLength: 64 }, 'text from 8 to 64 characters'],
    [{ type: 'array', items: { type: 'integer' } }, 'list of integer'],
    [{ type: 'boolean' }, 'boolean (1 or 0)'],
    [
      { type: 'string', fields: { model: { type: 'string', defaultKey: true }, tag: {}, virtio: { alias: 'model' } } },
      'text of [model=]…,tag=…',
    ],
    [{ oneOf: [{ type: 'integer' }, { type: 'string' }, { type: 'integer' }] }, 'integer or text'],
  ])('%j', (shape, text) => {
    expect(shapeText(shape)).toBe(text)
  })
})
