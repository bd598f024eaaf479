import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apiDocuments } from './generate-api-documents.ts'

const schemas = new URL('../../shared/proxmox/', import.meta.url)
const haveSchemas = existsSync(schemas)
if (!haveSchemas) console.log('sentences of the vendor in docs/api: not looked for, ../shared/proxmox is missing')

test('all documents, within five seconds', () => {
  const startedAt = performance.now()
  const documents = apiDocuments()
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  expect(documents.map(({ path }) => path)).toEqual([
    'docs/api/proxmox-ve.openapi.json',
    'docs/api/proxmox-ve.postman_collection.json',
    'docs/api/proxmox-ve.token.postman_environment.json',
    'docs/api/proxmox-ve.password.postman_environment.json',
    'docs/api/proxmox-backup-server.openapi.json',
    'docs/api/proxmox-backup-server.postman_collection.json',
    'docs/api/proxmox-backup-server.token.postman_environment.json',
    'docs/api/proxmox-backup-server.password.postman_environment.json',
  ])
})

/** Every line of every text below a value; `only` says under which keys. */
function linesIn(value: unknown, only?: RegExp, key = ''): string[] {
  if (typeof value === 'string') return only === undefined || only.test(key) ? value.split('\n') : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => linesIn(one, only, name))
}

test.skipIf(!haveSchemas)('the committed documents hold no sentence of the vendor', () => {
  const sentences = new Set(
    ['pve-apidoc.json', 'pbs-apidoc.json']
      .flatMap((file) => linesIn(JSON.parse(readFileSync(new URL(file, schemas), 'utf8')), /description$/))
      .map((line) => line.trim())
      // Shorter ones are what anybody would say: "List the namespaces of a datastore."
      .filter((line) => line.length > 40),
  )
  expect(sentences.size).toBeGreaterThan(1_500)
  for (const { path, text } of apiDocuments()) {
    expect(
      linesIn(JSON.parse(text)).filter((line) => sentences.has(line.trim())),
      path,
    ).toEqual([])
  }
})
