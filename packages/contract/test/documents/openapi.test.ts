import SwaggerParser from '@apidevtools/swagger-parser'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { endpoints, errorCatalogue } from '../../src/contract.ts'
import { documentedCalls, openApiDocument } from '../../src/documents/documents.ts'

interface Answer {
  $ref?: string
  description: string
  headers?: object
  content?: Record<string, { schema: object; example?: unknown }>
}
interface Operation {
  operationId: string
  summary: string
  description: string
  tags: string[]
  parameters?: { name: string; in: string; required?: true; schema: object; example?: unknown }[]
  requestBody?: { required?: true; content: Record<string, { schema: object; example?: unknown }> }
  responses: Record<string, Answer>
  security: object[]
  'x-scope': string
  'x-rate-limit'?: string
}
interface Document {
  info: { version: string }
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, object>
    responses: Record<string, Answer>
    securitySchemes: Record<string, object>
  }
}

const document = openApiDocument('9.8.7') as unknown as Document
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([verb, operation]) => ({ verb: verb.toUpperCase(), path, operation })),
)
const operationOf = (verb: string, path: string): Operation => {
  const found = operations.find((one) => one.verb === verb && one.path === path)
  if (!found) throw new Error(`no ${verb} ${path}`)
  return found.operation
}

test('both validators accept it', { timeout: 60_000 }, async () => {
  const text = JSON.stringify(document)
  const first = await new Validator().validate(JSON.parse(text) as Record<string, unknown>)
  expect(first.errors ?? []).toEqual([])
  expect(first.valid).toBe(true)
  // Resolves every reference, too.
  await SwaggerParser.validate(JSON.parse(text) as never)
})

test('every call of the table is there, and the WebSocket', () => {
  const keys = operations.map(({ verb, path }) => `${verb} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`)
  expect(keys.toSorted()).toEqual([...Object.keys(endpoints), 'GET /ws'].toSorted())
  expect(documentedCalls).toHaveLength(Object.keys(endpoints).length)
  expect(document.info.version).toBe('9.8.7')
})

test('names of operations are unique words', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^(get|post|put|delete|open)[A-Za-z0-9]+$/)
  expect(operationOf('PUT', '/api/config/nodes/{id}').operationId).toBe('putConfigNodesById')
  expect(operationOf('GET', '/api/storage').operationId).toBe('getStorage')
  expect(operationOf('GET', '/api/storage/').operationId).toBe('getStorageAll')
})

test('nothing in it is understood by this server alone', () => {
  expect(JSON.stringify(document)).not.toMatch(/"(whenMissing|whenWrong|~kind|~optional)"/)
})

test('every schema compiles, and every example satisfies its own', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema({ ...document, $id: 'document' }, 'document', false, false)
  const check = (pointer: readonly string[], example: unknown): void => {
    const path = pointer.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
    const validate = ajv.compile({ $ref: `document#${encodeURI(path)}` })
    if (example !== undefined) expect(validate(example) ? [] : validate.errors, path).toEqual([])
  }
  const checkContent = (pointer: string[], content: Answer['content'] = {}): void => {
    for (const [type, { example }] of Object.entries(content)) check([...pointer, 'content', type, 'schema'], example)
  }
  for (const { verb, path, operation } of operations) {
    const at = ['paths', path, verb.toLowerCase()]
    for (const [index, { example }] of (operation.parameters ?? []).entries())
      check([...at, 'parameters', String(index), 'schema'], example)
    checkContent([...at, 'requestBody'], operation.requestBody?.content)
    for (const [status, answer] of Object.entries(operation.responses))
      checkContent([...at, 'responses', status], answer.content)
  }
  for (const [name, { content }] of Object.entries(document.components.responses))
    checkContent(['components', 'responses', name], content)
})

test('every reference leads somewhere, and everything in components is referred to', () => {
  const text = JSON.stringify(document)
  const referred = new Set(
    [...text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g)].map(([, kind, name]) => `${kind}/${name}`),
  )
  const there = (['schemas', 'responses'] as const).flatMap((kind) =>
    Object.keys(document.components[kind]).map((name) => `${kind}/${name}`),
  )
  expect([...referred].toSorted()).toEqual(there.toSorted())
  const schemes = new Set(operations.flatMap(({ operation }) => operation.security.flatMap((way) => Object.keys(way))))
  expect([...schemes].toSorted()).toEqual(Object.keys(document.components.securitySchemes).toSorted())
  const tags = new Set(operations.flatMap(({ operation }) => operation.tags))
  expect([...tags].toSorted()).toEqual(document.tags.map(({ name }) => name).toSorted())
})

test('every error of a call is told with its meaning under its status', () => {
  for (const { verb, path, endpoint } of documentedCalls) {
    const { responses } = operationOf(verb, path)
    for (const code of endpoint.errors) {
      const told = Object.values(responses).map((answer) => {
        const name = answer.$ref?.split('/').at(-1)
        return name === undefined ? answer : document.components.responses[name]
      })
      const line = `\`${code}\`: ${errorCatalogue[code].meaning}`
      expect(
        told.filter((answer) => answer?.description.split('\n\n').includes(line)),
        `${verb} ${path} ${code}`,
      ).toHaveLength(1)
    }
    expect(Object.keys(responses), `${verb} ${path}`).toEqual(expect.arrayContaining(['429', 'default']))
  }
})

test('who may call, and with what', () => {
  expect(operationOf('GET', '/api/health')).toMatchObject({ security: [], 'x-scope': 'open' })
  expect(Object.keys(operationOf('GET', '/api/health').responses)).toEqual(['200', '429', 'default'])
  expect(operationOf('GET', '/api/state')).toMatchObject({
    security: [{ token: [] }, { bearer: [] }, { session: [] }, { basic: [] }],
    'x-scope': 'read',
  })
  expect(operationOf('POST', '/api/config/nodes')).toMatchObject({
    security: [{ token: [] }, { bearer: [] }, { session: [], csrf: [] }, { basic: [] }],
    'x-scope': 'write',
  })
  expect(operationOf('GET', '/api/export').security).toContainEqual({ tokenInQuery: [] })
  expect(operationOf('GET', '/api/export')['x-rate-limit']).toBe('5 a minute')
  expect(operationOf('POST', '/api/auto-register').security).toEqual(
    expect.arrayContaining([{ registrationToken: [] }, { setupCode: [] }]),
  )
  expect(document.components.responses['Throttled']?.headers).toHaveProperty(['Retry-After'])
  expect(operationOf('POST', '/api/updates/apply')).toMatchObject({ deprecated: true })
})

test('one operation, whole', () => {
  expect(operationOf('DELETE', '/api/config/nodes/{id}')).toMatchObject({
    operationId: 'deleteConfigNodesById',
    summary: 'Delete a connection',
    description: 'Needs a login, or an API token with the scope `write`.',
    tags: ['Connections'],
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    responses: {
      '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Success' } } } },
      '404': { $ref: '#/components/responses/ConnectionMissing' },
      '500': { $ref: '#/components/responses/SettingsNotSaved' },
      '507': { $ref: '#/components/responses/SettingsDiskFull' },
    },
  })
  expect(document.components.schemas['ConnectionInput']).toMatchObject({
    required: ['host', 'type'],
    properties: { type: { type: 'string', enum: ['pve', 'pbs'] }, verifySSL: { type: 'boolean' } },
  })
})
