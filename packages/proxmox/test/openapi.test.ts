import { existsSync, readFileSync } from 'node:fs'
import SwaggerParser from '@apidevtools/swagger-parser'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { builtInDescription, openApi, readApiDescription, type ApiDescription } from '../src/documents/documents.ts'

const schema = (file: string): URL => new URL(`../../../../shared/proxmox/${file}`, import.meta.url)
const haveSchemas = existsSync(schema('pve-apidoc.json'))
if (!haveSchemas) console.log('OpenAPI documents of older versions: skipped, ../shared/proxmox is missing')

interface Operation {
  operationId: string
  summary: string
  tags: string[]
  security?: object[]
  parameters?: Reference[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { $ref?: string; content?: Record<string, Media> }>
  [extension: `x-proxmox-${string}`]: unknown
}
interface Media {
  schema?: Schema
  example?: unknown
}
interface Reference {
  $ref?: string
  name?: string
  in?: string
  example?: unknown
}
interface Schema {
  $ref?: string
  properties?: Record<string, object>
  patternProperties?: Record<string, object>
}
interface Document {
  info: { version: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; parameters: Record<string, Reference> }
}

const documentOf = (description: ApiDescription): Document => openApi(description) as unknown as Document
const documents = { pve: documentOf(builtInDescription('pve')), pbs: documentOf(builtInDescription('pbs')) }
const operations = (document: Document): [verb: string, path: string, operation: Operation][] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]): [string, string, Operation] => [verb.toUpperCase(), path, operation]),
  )

const older = ['6.4', '7.4', '8.4', '9.0', '9.1'].map((version) => ['pve', version] as const)
const olderPbs = ['3.4', '4.0', '4.1'].map((version) => ['pbs', version] as const)

async function expectValid(document: Document): Promise<void> {
  const text = JSON.stringify(document)
  const first = await new Validator().validate(JSON.parse(text) as Record<string, unknown>)
  expect(first.errors ?? []).toEqual([])
  expect(first.valid).toBe(true)
  // Resolves every reference, too.
  await SwaggerParser.validate(JSON.parse(text) as never)
}

/** Returns how many bodies and answers have an example. */
function expectGoodExamples(document: Document): number {
  // Formats are names of Proxmox's own.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema({ ...document, $id: 'document' })
  const check = (pointer: string[], example: unknown): void => {
    const path = pointer.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
    const validate = ajv.getSchema(`document#${encodeURI(path)}`)
    expect(validate, path).toBeDefined()
    const valid: unknown = validate?.(example)
    expect(valid ? [] : validate?.errors, `${path} ${JSON.stringify(example).slice(0, 300)}`).toEqual([])
  }
  let checked = 0
  const checkMedia = (pointer: string[], content: Record<string, Media> = {}): void => {
    for (const [type, { example }] of Object.entries(content)) {
      if (example === undefined) continue
      checked++
      check([...pointer, 'content', type, 'schema'], example)
    }
  }
  for (const [verb, path, { parameters = [], requestBody, responses }] of operations(document)) {
    const at = ['paths', path, verb.toLowerCase()]
    for (const [index, { example }] of parameters.entries()) {
      if (example !== undefined) check([...at, 'parameters', String(index), 'schema'], example)
    }
    checkMedia([...at, 'requestBody'], requestBody?.content)
    for (const [status, { content }] of Object.entries(responses)) checkMedia([...at, 'responses', status], content)
  }
  for (const [name, { example }] of Object.entries(document.components.parameters))
    check(['components', 'parameters', name, 'schema'], example)
  return checked
}

test.each(['pve', 'pbs'] as const)('%s: both validators accept it', { timeout: 60_000 }, async (product) => {
  await expectValid(documents[product])
})

test.skipIf(!haveSchemas).each([...older, ...olderPbs])(
  '%s %s: both validators accept what a live host gives',
  { timeout: 60_000 },
  async (product, version) => {
    const list = readFileSync(schema(`older/${product}-${version}-apidoc.json`), 'utf8')
    const description = readApiDescription(product, `const apiSchema = ${list};`, version)
    const document = documentOf(description)
    expect(document.info.version).toBe(version)
    expect(operations(document)).toHaveLength(description.methods.length)
    await expectValid(document)
    expectGoodExamples(document)
  },
)

test('an example is left out where no word fits the pattern', () => {
  const parameters = { properties: { odd: { type: 'string', pattern: 'zq{7}' } } }
  const text = JSON.stringify([
    { path: '/cluster' },
    { path: '/nodes', info: { GET: { parameters }, POST: { parameters } } },
  ])
  const document = documentOf(readApiDescription('pve', text))
  expect(document.paths['/nodes']?.['get']?.parameters?.[0]).toMatchObject({ name: 'odd', required: true })
  expect(JSON.stringify(document.paths['/nodes'])).not.toContain('"example":{"odd"')
  expectGoodExamples(document)
})

test.each(['pve', 'pbs'] as const)('%s: every example satisfies its schema', { timeout: 60_000 }, (product) => {
  expect(expectGoodExamples(documents[product])).toBeGreaterThan(product === 'pve' ? 500 : 250)
})

test.each(['pve', 'pbs'] as const)('%s: every method is there with all of its parameters', (product) => {
  const { methods } = builtInDescription(product)
  const document = documents[product]
  const found = new Map(operations(document).map(([verb, path, operation]) => [`${verb} ${path}`, operation]))
  expect(found.size).toBe(methods.length)
  for (const { verb, path, parameters } of methods) {
    const operation = found.get(`${verb} ${path}`)
    const [media] = Object.values(operation?.requestBody?.content ?? {})
    const body = media?.schema?.$ref
      ? document.components.schemas[media.schema.$ref.split('/').at(-1) ?? '']
      : media?.schema
    const listed = (operation?.parameters ?? []).map(({ $ref, name }) =>
      $ref === undefined ? name : document.components.parameters[$ref.split('/').at(-1) ?? '']?.name,
    )
    const names = [...listed, ...Object.keys(body?.properties ?? {})]
    const families = Object.keys(body?.patternProperties ?? {})
    for (const name of Object.keys(parameters.properties ?? {})) {
      if (name.endsWith('[n]')) {
        const first = name.replace('[n]', '0')
        expect(
          families.filter((pattern) => new RegExp(pattern).test(first)),
          `${name} of ${verb} ${path}`,
        ).toHaveLength(1)
      } else
        expect(
          names.filter((one) => one === name),
          `${name} of ${verb} ${path}`,
        ).toHaveLength(1)
    }
    expect(names.length + families.length).toBe(Object.keys(parameters.properties ?? {}).length)
  }
})

test.each(['pve', 'pbs'] as const)('%s: names of operations are unique words', (product) => {
  const ids = operations(documents[product]).map(([, , { operationId }]) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^(get|post|put|delete)[A-Za-z0-9]*$/)
})

test('one operation, whole', () => {
  expect(documents.pve.paths['/nodes/{node}/qemu']?.['post']).toMatchObject({
    operationId: 'postNodesByNodeQemu',
    summary: 'Create a virtual machine on a node',
    tags: ['nodes/qemu'],
    parameters: [{ $ref: '#/components/parameters/node' }],
    requestBody: {
      required: true,
      content: {
        'application/x-www-form-urlencoded': { example: { vmid: 900 } },
        'application/json': { example: { vmid: 900 } },
      },
    },
    security: [{ token: [] }, { ticket: [], csrf: [] }],
    'x-proxmox-protected': true,
    'x-proxmox-proxyto': 'node',
  })
})

test('who may call without a login, and where a token is no use', () => {
  const { paths } = documents.pve
  expect(paths['/access/domains']?.['get']?.security).toEqual([])
  expect(paths['/access/password']?.['put']?.security).toEqual([{ ticket: [], csrf: [] }])
  expect(paths['/access/password']?.['put']?.['x-proxmox-allowtoken']).toBe(false)
  expect(paths['/cluster/ha/rules']?.['get']?.['x-proxmox-since']).toBe('9.0')
  expect(paths['/nodes/{node}/storage/{storage}/upload']?.['post']?.requestBody?.content).toHaveProperty([
    'multipart/form-data',
  ])
})

test('numbered properties have an end', () => {
  const body = documents.pve.components.schemas['nodes-qemu']
  const [pattern = ''] = Object.keys(body?.patternProperties ?? {}).filter((one) => one.startsWith('^net'))
  const matching = ['net0', 'net9', 'net10', 'net29', 'net31', 'net32', 'net99', 'net', 'net01'].filter((name) =>
    new RegExp(pattern).test(name),
  )
  expect(matching).toEqual(['net0', 'net9', 'net10', 'net29', 'net31'])
})
