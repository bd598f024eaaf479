import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ApiDocumentError, builtInDescription, readApiDescription } from './documents.ts'

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
