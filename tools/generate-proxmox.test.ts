import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readMethods, type SchemaNode } from '../packages/proxmox/src/apidoc/read-methods.ts'
import { generateProxmox } from './generate-proxmox.ts'
import { compactTable } from './proxmox/write-table.ts'
import { methodTypes } from './proxmox/write-types.ts'

const schemas = new URL('../../shared/proxmox/', import.meta.url)
const haveSchemas = existsSync(schemas)
const generated = new URL('../packages/proxmox/src/generated/', import.meta.url)

const tree: SchemaNode[] = [
  {
    path: '/nodes',
    children: [
      {
        path: '/nodes/{node}/x',
        info: {
          PUT: {
            parameters: {
              properties: { 'net[n]': { type: 'string', optional: '1' }, full: { type: 'boolean', default: '0' } },
              additionalProperties: 0,
            },
            returns: { type: 'null' },
            permissions: { check: ['perm', '/nodes/{node}', ['Sys.Modify']] },
            protected: 1,
            proxyto: 'node',
            allowtoken: 0,
          },
        },
      },
    ],
  },
]

test('a small schema, by hand', () => {
  const methods = readMethods({ product: 'pve', tree, formats: {} })
  expect(compactTable('pve', '9.2', methods)).toBe(
    [
      '{"product":"pve","version":"9.2",',
      '"shapes":[',
      '{"type":"boolean","default":false},',
      '{"type":"string","optional":true},',
      '{"type":"string"},',
      '{"type":"object","closed":true,"properties":{"full":0,"net[n]":1,"node":2}},',
      '{"type":"null"}',
      '],',
      '"methods":[',
      '["PUT","/nodes/{node}/x",3,4,{"permissions":{"check":["perm","/nodes/{node}",["Sys.Modify"]]},"protected":true,"proxyto":"node","allowtoken":false}]',
      ']}',
      '',
    ].join('\n'),
  )
  const types = methodTypes('pve', methods)
  expect(types).toContain('{ full: boolean; [family: `net${number}`]: string | undefined; node: string }')
  expect(types).toContain("  '/nodes/{node}/x': { parameters: T0; result: null }")
})

test.skipIf(!haveSchemas)('the committed files are what the schema gives', async () => {
  expect(await generateProxmox({ check: true })).toEqual([])
})

test('the committed tables are small and hold no sentences', () => {
  for (const product of ['pve', 'pbs']) {
    const text = readFileSync(new URL(`${product}-table.json`, generated), 'utf8')
    expect(text.length).toBeLessThan(400_000)
    const table = JSON.parse(text) as { shapes: object[] }
    const prose: string[] = []
    const look = (value: unknown, key: string): void => {
      if (typeof value === 'string' && key !== 'pattern' && /[a-z] [a-z]/i.test(value)) prose.push(value)
      if (typeof value === 'object' && value !== null) for (const [name, one] of Object.entries(value)) look(one, name)
    }
    look(table.shapes, '')
    expect(prose).toEqual([])
  }
})
