import { existsSync, readFileSync } from 'node:fs'
import { assert, constantFrom, dictionary, jsonValue, oneof, property } from 'fast-check'
import { expect, test } from 'vitest'
import { ApiDocumentError, builtInDescription, documentFiles, readApiDescription } from './documents.ts'

const schema = (file: string): URL => new URL(`../../../../../shared/proxmox/${file}`, import.meta.url)
const haveSchemas = existsSync(schema('pve-apidoc.json'))
if (!haveSchemas) console.log('tests of published schemas: skipped, ../shared/proxmox is missing')

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** A parameter may be called `description`: then it is a shape, or a version. */
const withoutSentences = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, one: unknown) =>
      key === 'description' && typeof one === 'string' && !/^\d+\.\d+$/.test(one) ? undefined : one,
    ),
  )

test('the newest version known, without the sentences of the vendor', () => {
  const { version, methods } = builtInDescription('pve')
  expect(version).toBe('9.2')
  expect(methods).toHaveLength(675)
  expect(withoutSentences(methods)).toEqual(plain(methods))
  expect(builtInDescription('pbs')).toMatchObject({ product: 'pbs', version: '4.2' })
})

test.skipIf(!haveSchemas)('a file of the same version gives the same methods, and the sentences', () => {
  const text = readFileSync(schema('pve-apidoc.json'), 'utf8')
  const { version, methods } = readApiDescription('pve', `const apiSchema = ${text};`, '9.2')
  expect(version).toBe('9.2')
  expect(withoutSentences(methods)).toEqual(plain(builtInDescription('pve').methods))
  const start = methods.find(({ verb, path }) => verb === 'GET' && path === '/version')
  expect(start?.description?.length).toBeGreaterThan(10)
})

test.skipIf(!haveSchemas)('what is known of a method in newer versions is said of that of an older file', () => {
  const { methods } = readApiDescription('pve', readFileSync(schema('older/pve-9.0-apidoc.json'), 'utf8'))
  expect(methods.find(({ path }) => path === '/cluster/ha/rules')?.since).toBe('9.0')
})

test('a file of the other product', () => {
  const text = '[{"path":"/","children":[{"path":"/admin","info":{"GET":{}}}]}]'
  expect(readApiDescription('pbs', text)).toMatchObject({ version: 'unknown', methods: [{ path: '/admin' }] })
  expect(() => readApiDescription('pve', text)).toThrow(
    new ApiDocumentError('it is that of Proxmox Backup Server, not of Proxmox VE'),
  )
})

/** Keys of the schema's grammar, with values that are right at times. */
const member = oneof(constantFrom('string', 'integer', 'boolean', 'object', 'array', '1', 'a', 1, true), jsonValue())
const names =
  'type enum minimum maxLength pattern items properties format oneOf default optional alias keyAlias requires'
const keys = constantFrom(...names.split(' '), 'additionalProperties', 'default_key', 'description')
const shapes = dictionary(keys, oneof(member, dictionary(keys, member))).map((shape) => JSON.stringify(shape))

test('documents can be made of whatever can be read', () => {
  let made = 0
  assert(
    property(
      shapes,
      jsonValue().map((value) => JSON.stringify(value)),
      (shape, check) => {
        const call = `{"parameters":{"properties":{"a":${shape},"net[n]":{"type":"string","format":{"x":${shape}}}}},"returns":{"type":"array","items":${shape}},"permissions":{"check":${check}}}`
        const text = `[{"path":"/cluster"},{"path":"/nodes","info":{"GET":${call},"POST":${call}}}]`
        try {
          const description = readApiDescription('pve', text)
          for (const kind of ['openapi', 'postman'] as const) documentFiles(kind, description)
          made++
        } catch (error) {
          expect(error).toBeInstanceOf(ApiDocumentError)
        }
      },
    ),
    { numRuns: 500 },
  )
  expect(made).toBeGreaterThan(20)
})
