import { existsSync, readFileSync } from 'node:fs'
import { assert, property, string, json, oneof, nat } from 'fast-check'
import { expect, test } from 'vitest'
import { ApiDocumentError, readApiDocument } from './read-api-document.ts'
import { readMethods } from './read-methods.ts'

const schemas = new URL('../../../../../shared/proxmox/', import.meta.url)
const haveSchemas = existsSync(schemas)
if (!haveSchemas) console.log('tests of published schemas: skipped, ../shared/proxmox is missing')

const version = {
  path: '/version',
  leaf: 1,
  text: 'version',
  info: { GET: { method: 'GET', description: 'A [tricky] "text.' } },
}
const pve = JSON.stringify([{ path: '/cluster', leaf: 0 }, { path: '/nodes', leaf: 0 }, version], null, 1)
const pbs = JSON.stringify([{ path: '/', leaf: 0, children: [{ path: '/admin', leaf: 0 }, version] }])
const program = '\n;\nlet method2cmd = { GET: "get" };\nExt.onReady(function() { let a = [1, 2]; });\n'

test.each([
  ['Proxmox VE 7 and newer', `const apiSchema = ${pve}${program}`, 'pve'],
  ['Proxmox VE 6', `var pveapi = ${pve}${program}`, 'pve'],
  ['Backup Server', `var apiSchema = ${pbs}${program}`, 'pbs'],
  ['the bare list', pve, 'pve'],
  ['with a byte order mark', `\uFEFF${pbs}\n`, 'pbs'],
  ['behind a comment', `// made of [ parts\nconst apiSchema = ${pve}`, 'pve'],
])('%s', (_, text, product) => {
  const document = readApiDocument(text)
  expect(document.product).toBe(product)
  expect(readMethods({ ...document, formats: {}, sentences: true })).toEqual([
    {
      path: '/version',
      verb: 'GET',
      parameters: { type: 'object' },
      returns: {},
      facts: {},
      description: 'A [tricky] "text.',
    },
  ])
})

const withReturns = (returns: unknown): string =>
  JSON.stringify([{ path: '/cluster' }, { path: '/nodes', info: { GET: { returns } } }])

test.each([
  ['', 'it is empty'],
  [' \n', 'it is empty'],
  ['<!DOCTYPE html>\n<title>Not found</title>', 'it is a web page, not apidoc.js'],
  ['{"data":null}', 'it holds neither "apiSchema = [" nor a JSON list'],
  ['const apiSchema = {}', 'it holds neither "apiSchema = [" nor a JSON list'],
  [`// one\nconst apiSchema = ${pve.slice(0, -20)}`, 'it is cut short: the list that begins in line 2 has no end'],
  [`const apiSchema = [\n{"path":"/nodes",\n"leaf":yes}]`, 'line 3: it is not valid JSON'],
  ['[]', 'it describes no call'],
  ['[5]', 'an entry has no path'],
  ['[{"path":"/a","children":5}]', 'the "children" of /a are no list'],
  ['[{"path":"/a","info":{"GET":1}}]', 'GET /a is no object'],
  ['[{"path":"/quarantine","info":{"GET":{}}}]', 'it is the schema of neither Proxmox VE nor Proxmox Backup Server'],
  [withReturns([]), 'returns of GET /nodes: not an object'],
  [withReturns({ items: { type: 5 } }), '"type" in "items" in returns of GET /nodes: not text'],
  [withReturns({ properties: { a: 'x' } }), '"a" in "properties" in returns of GET /nodes: not an object'],
  [withReturns({ properties: { constructor: {} } }), '"properties" in returns of GET /nodes: "constructor" is no name'],
  ['[{"path":"/a/{__proto__}"}]', '/a/{__proto__}: "__proto__" is no name'],
  ['['.repeat(5_000) + ']'.repeat(5_000), 'line 1: it nests too deep'],
])('%j: %s', (text, problem) => {
  expect(() => readApiDocument(text)).toThrow(new ApiDocumentError(problem))
})

test('a hostile name stays on one short line', () => {
  const { message } = new ApiDocumentError(`"a\nb\u001b[31m${'x'.repeat(1_000)}" is no object`)
  expect(message).toMatch(/^This is no schema of a Proxmox API: "a b \[31mx{1,160}…\.$/)
})

test('nothing but the one clear error comes of whatever is read', () => {
  const parts = [pve, pbs].flatMap((text) => text.split(/(?<=[{}[\],:])/))
  const mangled = nat(parts.length - 1).map((at) => parts.toSpliced(at, 1).join(''))
  assert(
    property(oneof(string(), json(), mangled, json().map(withJson)), (text) => {
      try {
        const document = readApiDocument(text)
        readMethods({ ...document, formats: {}, sentences: true })
      } catch (error) {
        expect(error).toBeInstanceOf(ApiDocumentError)
        expect(String(error)).toMatch(/^ApiDocumentError: This is no schema of a Proxmox API: [^\n]{1,200}$/)
      }
    }),
    { numRuns: 2_000 },
  )
})

const withJson = (value: string): string =>
  `[{"path":"/cluster"},{"path":"/nodes","info":{"GET":{"parameters":{"properties":{"a":${value}}},"returns":${value}}}}]`

test.skipIf(!haveSchemas).each([
  ['pve-apidoc.json', 'const apiSchema', 'pve', 675],
  ['older/pve-9.1-apidoc.json', 'const apiSchema', 'pve', 649],
  ['older/pve-9.0-apidoc.json', 'const apiSchema', 'pve', 628],
  ['older/pve-8.4-apidoc.json', 'const apiSchema', 'pve', 605],
  ['older/pve-7.4-apidoc.json', 'const apiSchema', 'pve', 540],
  ['older/pve-6.4-apidoc.json', 'var pveapi', 'pve', 504],
  // The schema has 18 more, in the two stream protocols.
  ['pbs-apidoc.json', 'var apiSchema', 'pbs', 349],
  ['older/pbs-4.1-apidoc.json', 'var apiSchema', 'pbs', 341],
  ['older/pbs-4.0-apidoc.json', 'var apiSchema', 'pbs', 340],
  ['older/pbs-3.4-apidoc.json', 'var apiSchema', 'pbs', 330],
] as const)('%s as %s', (file, wrapper, product, count) => {
  const list = readFileSync(new URL(file, schemas), 'utf8')
  const document = readApiDocument(`${wrapper} = ${list}${program}`)
  expect(document.product).toBe(product)
  expect(readMethods({ ...document, formats: {} })).toHaveLength(count)
})
