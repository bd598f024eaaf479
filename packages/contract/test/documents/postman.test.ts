import { Script } from 'node:vm'
import { Ajv } from 'ajv'
import { Collection as SdkCollection } from 'postman-collection'
import { expect, test } from 'vitest'
import { endpoints } from '../../src/contract.ts'
import { type Item, postmanCollection, postmanEnvironment } from '../../src/documents/documents.ts'
import { collectionFormat, environmentFormat } from './postman-format-rules.ts'

const ajv = new Ajv({ allErrors: false, strict: true, strictTypes: false, strictRequired: false })
const isCollection = ajv.compile(collectionFormat)
const isEnvironment = ajv.compile(environmentFormat)

const collection = postmanCollection('9.8.7')
const kinds = ['token', 'password'] as const
const items = collection.item.flatMap(({ item }) => item)

/** `PUT /api/config/nodes/:id`, from the address of the request. */
const keyOf = ({ request }: Item): string => `${request.method} /${request.url.path.join('/')}`

const scriptsOf = (all: readonly { script: { exec: readonly string[] } }[]): string[] =>
  all.map(({ script }) => script.exec.join('\n'))

test('the format is kept, by the rules and by the SDK of Postman', () => {
  expect(isCollection(collection), ajv.errorsText(isCollection.errors)).toBe(true)
  const loaded = new SdkCollection(structuredClone(collection) as never)
  let count = 0
  loaded.forEachItem((item) => {
    count += 1
    expect(item.request.url.getPath({ unresolved: true })).toMatch(/^\/api\//)
  })
  expect(count).toBe(items.length)
})

test('the rules refuse what is not of the format', () => {
  const [first, ...rest] = collection.item
  for (const broken of [
    { ...collection, auth: null },
    { ...collection, item: [{ ...first, item: [], extra: 1 }, ...rest] },
    { ...collection, variable: [{ key: 'node' }] },
    { ...collection, info: { ...collection.info, schema: 'v1' } },
  ])
    expect(isCollection(broken)).toBe(false)
})

test('every call is there once; what the run has made and no call takes away has a request of its own', () => {
  const own = items.filter(({ name }) => name !== '⚠ Delete the connection that was registered')
  expect(own.map(keyOf).toSorted()).toEqual(Object.keys(endpoints).toSorted())
  expect(items.length - own.length).toBe(1)
  for (const { name, item } of collection.item) {
    const names = item.map((one) => one.name)
    expect(names, name).toEqual([...new Set(names)])
  }
})

test('what is made comes before what takes it away, and both before the end of the session', () => {
  const position = (key: string): number => items.findIndex((item) => keyOf(item) === key)
  for (const [before, after] of [
    ['POST /api/config/nodes', 'POST /api/config/nodes/:id/test'],
    ['POST /api/config/nodes/:id/test', 'DELETE /api/config/nodes/:id'],
    ['POST /api/security/tokens', 'DELETE /api/security/tokens/:id'],
    ['POST /api/tokens/generate', 'DELETE /api/tokens/revoke'],
    ['POST /api/config/export', 'POST /api/config/import'],
    ['DELETE /api/security/tokens/:id', 'POST /api/logout'],
    ['GET /api/state', 'GET /api/guests/metadata/:id'],
  ] as const) {
    expect(position(before), before).toBeGreaterThanOrEqual(0)
    expect(position(after), after).toBeGreaterThan(position(before))
  }
})

test('limits leave room: a run of all asks no call more often than it may be asked in a minute', () => {
  const asked = (limit: string): number =>
    items.filter((item) => {
      const endpoint = Object.entries(endpoints).find(([key]) => key === keyOf(item))?.[1]
      return endpoint && 'limit' in endpoint && endpoint.limit === limit
    }).length
  // Beside the request itself the collection logs in at the start and after the end of the session.
  expect(asked('login') + 2).toBeLessThanOrEqual(10)
  expect(asked('transfer')).toBeLessThanOrEqual(5)
  expect(asked('register')).toBeLessThanOrEqual(10)
  expect(asked('probe')).toBeLessThanOrEqual(10)
})

test('every variable is defined, and each that is defined is used', () => {
  const { variable, ...rest } = collection
  const text = JSON.stringify(rest)
  const used = new Set([
    ...[...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name),
    ...[...text.matchAll(/pm\.variables\.get\('(\w+)'\)/g)].map(([, name = '']) => name),
  ])
  const inEnvironments = postmanEnvironment('token').values.map(({ key }) => key)
  const defined = new Set([...variable.map(({ key }) => key), ...inEnvironments])
  expect([...used].filter((name) => !defined.has(name))).toEqual([])
  expect(variable.filter(({ key }) => !used.has(key))).toEqual([])
})

test('every script is JavaScript', () => {
  const all = [...scriptsOf(collection.event), ...items.flatMap(({ event }) => scriptsOf(event))]
  expect(all.length).toBeGreaterThan(items.length)
  for (const text of all) expect(() => new Script(text), text).not.toThrow()
})

test('every request tests its status, and the fields of what it answers', () => {
  for (const item of items) {
    const tests = scriptsOf(item.event.filter(({ listen }) => listen === 'test')).join('\n')
    expect(tests, item.name).toMatch(/pm\.test\('status is 20[014]/)
    const endpoint = Object.entries(endpoints).find(([key]) => key === keyOf(item))?.[1]
    const isBare = endpoint !== undefined && 'status' in endpoint && endpoint.status === 204
    expect(/'the documented fields are there'|'it is a text'/.test(tests), item.name).toBe(!isBare)
  }
})

test('what takes something away is marked', () => {
  const marked = items.filter(({ name }) => name.startsWith('⚠ ')).map(keyOf)
  const deletes = items.map(keyOf).filter((key) => key.startsWith('DELETE ') && key !== 'DELETE /api/discover')
  expect(marked).toEqual(expect.arrayContaining(deletes))
  expect(marked.filter((key) => !key.startsWith('DELETE ')).toSorted()).toEqual([
    'POST /api/config/import',
    'POST /api/security/change-password',
    'POST /api/system/api-token/generate',
  ])
})

test('the environments: the same variables in both, those of the other login empty', () => {
  const known = {
    PULSE_API_TOKEN: 'your-token',
    PULSE_USERNAME: 'admin',
    PULSE_PASSWORD: 'your-password',
    PVE_BASE_URL: 'https://pve.example.com:8006',
  }
  const value = (kind: 'token' | 'password', name: string): string | undefined =>
    postmanEnvironment(kind, known).values.find(({ key }) => key === name)?.value
  for (const kind of kinds) {
    const environment = postmanEnvironment(kind, known)
    expect(isEnvironment(environment), ajv.errorsText(isEnvironment.errors)).toBe(true)
    expect(environment.values.filter(({ type }) => type === 'secret').map(({ key }) => key)).toEqual([
      'PULSE_API_TOKEN',
      'PULSE_PASSWORD',
      'PULSE_SESSION',
      'PULSE_CSRF',
      'PULSE_SETUP_CODE',
      'PVE_TOKEN_SECRET',
    ])
    expect(value(kind, 'PULSE_BASE_URL')).toBe('http://localhost:7655')
    expect(value(kind, 'PVE_BASE_URL')).toBe('https://pve.example.com:8006')
  }
  expect(value('token', 'PULSE_API_TOKEN')).toBe('your-token')
  expect(value('token', 'PULSE_PASSWORD')).toBe('')
  expect(value('password', 'PULSE_API_TOKEN')).toBe('')
  expect(value('password', 'PULSE_USERNAME')).toBe('admin')
  const ids = [...kinds.map((kind) => postmanEnvironment(kind).id), collection.info._postman_id]
  expect(new Set(ids).size).toBe(3)
})

test('where a secret belongs stands a variable or a word for it', () => {
  const text = items.map(({ request }) => request.body?.raw ?? '').join('\n')
  const secrets = [...text.matchAll(/"(\w*(?:password|passphrase|tokenValue|secret|setupCode)\w*)": "([^"]*)"/gi)]
  expect(secrets.length).toBeGreaterThan(8)
  for (const [, field, value] of secrets) expect(value, field).toMatch(/^(\{\{[A-Z_]+\}\}|your-[a-z-]+|)$/)
})
