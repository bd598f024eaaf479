import { existsSync, readFileSync } from 'node:fs'
import { Script } from 'node:vm'
import { Ajv } from 'ajv'
import { Collection as SdkCollection } from 'postman-collection'
import { expect, test } from 'vitest'
import {
  builtInDescription,
  notPlainHttp,
  postmanCollection,
  postmanEnvironment,
  readApiDescription,
  type Collection,
  type Entry,
  type Item,
} from '../../src/documents/documents.ts'
import { checkParameters, methodOf, methods, type Method, type Product, type Verb } from '../../src/schema/schema.ts'
import { collectionFormat, environmentFormat } from './format-schema.ts'

const products = ['pve', 'pbs'] as const
const ajv = new Ajv({ allErrors: false, strict: true, strictTypes: false, strictRequired: false })
const isCollection = ajv.compile(collectionFormat)
const isEnvironment = ajv.compile(environmentFormat)

const collections: Readonly<Record<Product, Collection>> = {
  pve: postmanCollection(builtInDescription('pve')),
  pbs: postmanCollection(builtInDescription('pbs')),
}

const itemsOf = (entries: readonly Entry[]): Item[] =>
  entries.flatMap((entry) => ('request' in entry ? [entry] : itemsOf(entry.item)))

const special = new Set(['Start here', 'Workflows'])
const specialItems = (product: Product): Item[] =>
  itemsOf(collections[product].item.filter(({ name }) => special.has(name)))
const resourceItems = (product: Product): Item[] =>
  itemsOf(collections[product].item.filter(({ name }) => !special.has(name)))

/** `GET /nodes/{node}/qemu`, from the address of the request. */
function methodKey({ request }: Item): string {
  const path = request.url.path.slice(2).map((segment) => segment.replace(/^:(.+)$/, '{$1}'))
  return `${request.method} /${path.join('/')}`
}

function methodBehind(product: Product, item: Item): Method {
  const [verb = '', path = ''] = methodKey(item).split(' ')
  const method = methodOf(product, verb as Verb, path)
  if (!method) throw new Error(`${methodKey(item)} is not in the schema`)
  return method
}

function parametersOf({ request }: Item): { key: string; value: string; disabled: boolean; description: string }[] {
  const { url, body } = request
  const fields = body?.mode === 'formdata' ? body.formdata : (body?.urlencoded ?? [])
  return [...(url.variable ?? []), ...(url.query ?? []), ...fields].map((one) => ({
    key: one.key,
    value: 'value' in one ? one.value : 'a-file.iso',
    disabled: 'disabled' in one,
    description: one.description ?? '',
  }))
}

/** Values as they are sent: variables filled in, repeated keys a list. */
function valuesOf(product: Product, parameters: readonly { key: string; value: string }[]): Record<string, unknown> {
  const known = new Map(collections[product].variable.map(({ key, value }) => [key, value]))
  for (const kind of ['token', 'password'] as const) {
    for (const { key } of postmanEnvironment(product, kind).values) known.set(key, 'root@pam')
  }
  const values: Record<string, unknown> = {}
  for (const { key, value } of parameters) {
    const sent = value.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => known.get(name) ?? '')
    values[key] = Object.hasOwn(values, key) ? [values[key], sent].flat() : sent
  }
  return values
}

test.each(products)('%s: the format is kept, by the rules and by the SDK of Postman', (product) => {
  const collection = collections[product]
  expect(isCollection(collection), ajv.errorsText(isCollection.errors)).toBe(true)
  const loaded = new SdkCollection(structuredClone(collection) as never)
  let count = 0
  loaded.forEachItem((item) => {
    count += 1
    expect(item.request.url.getPath({ unresolved: true })).toMatch(/^\/api2\/json(\/|$)/)
  })
  expect(count).toBe(itemsOf(collection.item).length)
})

test('the rules refuse what is not of the format', () => {
  const [first, ...rest] = collections.pve.item
  const withBody = structuredClone(first) as unknown as { item: { request: Record<string, unknown> }[] }
  const [request] = withBody.item
  if (request) request.request['body'] = { mode: 'urlencoded', urlencoded: [] }
  for (const broken of [
    { ...collections.pve, auth: null },
    { ...collections.pve, item: [withBody, ...rest] },
    { ...collections.pve, variable: [{ key: 'node' }] },
    { ...collections.pve, info: { ...collections.pve.info, schema: 'v1' } },
  ])
    expect(isCollection(broken)).toBe(false)
})

test.each(products)('%s: every method is in the folders exactly once', (product) => {
  const keys = resourceItems(product).map(methodKey)
  expect(keys.toSorted()).toEqual(
    methods(product)
      .map(({ verb, path }) => `${verb} ${path}`)
      .toSorted(),
  )
  expect(new Set(keys).size).toBe(product === 'pve' ? 675 : 349)
})

test.each(products)('%s: folders mirror the paths, sorted, none twice, and no two requests look alike', (product) => {
  const walk = (entries: readonly Entry[], path: string): void => {
    const folders = entries.flatMap((entry) => ('request' in entry ? [] : [entry]))
    expect(folders.map(({ name }) => name)).toEqual([...new Set(folders.map(({ name }) => name))].toSorted())
    const looks = entries.flatMap((entry) => ('request' in entry ? [`${entry.request.method} ${entry.name}`] : []))
    expect(looks, path).toEqual([...new Set(looks)])
    for (const folder of folders) {
      const below = `${path}/${folder.name}`
      for (const item of itemsOf(folder.item))
        expect(`${methodKey(item).split(' ')[1] ?? ''}/`.startsWith(`${below}/`), below).toBe(true)
      walk(folder.item, below)
    }
  }
  walk(
    collections[product].item.filter(({ name }) => !special.has(name)),
    '',
  )
})

/** Optional by the schema, but the call does not work without. */
const demandedBesides: Readonly<Record<Product, Readonly<Record<string, readonly string[]>>>> = {
  pve: {
    'PUT /access/acl': ['users'],
    'POST /access/domains': ['domain', 'server1'],
    'PUT /access/domains/{realm}': ['comment'],
    'POST /access/roles': ['privs'],
    'POST /cluster/backup': ['schedule', 'storage', 'vmid'],
    'POST /nodes/{node}/lxc': ['rootfs'],
    'POST /nodes/{node}/lxc/{vmid}/move_volume': ['storage'],
    'PUT /nodes/{node}/lxc/{vmid}/config': ['description'],
    'POST /nodes/{node}/lxc/{vmid}/migrate': ['restart'],
    'POST /nodes/{node}/qemu/{vmid}/move_disk': ['storage'],
    'POST /nodes/{node}/qemu/{vmid}/config': ['description'],
    'PUT /nodes/{node}/qemu/{vmid}/config': ['description'],
    'POST /nodes/{node}/qemu/{vmid}/migrate': ['online'],
    'POST /nodes/{node}/vzdump': ['storage', 'vmid'],
    'POST /storage': ['path'],
  },
  pbs: { 'PUT /access/acl': ['auth-id'], 'POST /access/ticket': ['password'] },
}

test.each(products)('%s: what is on is what must be given, and the server would take it', (product) => {
  for (const item of resourceItems(product)) {
    const method = methodBehind(product, item)
    const parameters = parametersOf(item)
    const on = parameters.filter(({ disabled }) => !disabled)
    const required = Object.entries(method.parameters.properties ?? {})
      .filter(([name, shape]) => !shape.optional && !name.endsWith('[n]'))
      .map(([name]) => name)
    expect(required.filter((name) => !on.some(({ key }) => key === name), methodKey(item))).toEqual([])
    const besides = on.filter(({ key }) => !required.includes(key))
    expect(besides.map(({ key }) => key).toSorted(), methodKey(item)).toEqual(
      demandedBesides[product][methodKey(item)] ?? [],
    )
    for (const { description } of besides) expect(description).toMatch(/ The call does not work without it\.$/)
    expect(checkParameters(method, valuesOf(product, on)), methodKey(item)).toEqual({})
    for (const { key, description } of parameters)
      expect(description, `${methodKey(item)} ${key}`).toMatch(/^(required|optional) /)
    const names = new Set(parameters.map(({ key }) => key))
    for (const name of Object.keys(method.parameters.properties ?? {}))
      expect(names.has(name.replace('[n]', '0')), `${methodKey(item)} ${name}`).toBe(true)
  }
})

test.each(products)('%s: what is off would be taken too', (product) => {
  for (const item of resourceItems(product)) {
    const method = methodBehind(product, item)
    const values = valuesOf(product, parametersOf(item))
    const problems = checkParameters(method, values)
    expect(problems, methodKey(item)).toEqual({})
  }
})

test.each(products)('%s: the ways through the API send what the server takes', (product) => {
  const items = specialItems(product)
  for (const item of items) {
    const method = methodBehind(product, item)
    expect(checkParameters(method, valuesOf(product, parametersOf(item))), item.name).toEqual({})
  }
  // `setNextRequest` goes by name.
  const names = items.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
  const text = JSON.stringify(items)
  for (const [, target = ''] of text.matchAll(/setNextRequest\('([^']+)'\)/g)) expect(names).toContain(target)
})

test.each(products)('%s: every variable is defined, and each that is defined is used', (product) => {
  const { variable, ...rest } = collections[product]
  const text = JSON.stringify(rest)
  const used = new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))
  const inEnvironments = (['token', 'password'] as const).flatMap((kind) =>
    postmanEnvironment(product, kind).values.map(({ key }) => key),
  )
  const defined = new Set([...variable.map(({ key }) => key), ...inEnvironments])
  expect([...used].filter((name) => !defined.has(name))).toEqual([])
  expect(variable.filter(({ key }) => !used.has(key))).toEqual([])
})

test.each([
  ['pve', 'PVE'],
  ['pbs', 'PBS'],
] as const)('%s: the variables of the environments, and no others', (product, prefix) => {
  const known = { BASE_URL: 'https://host:8006', TOKEN_ID: 'root@pam!x', USERNAME: 'root' }
  const token = postmanEnvironment(product, 'token', known)
  const password = postmanEnvironment(product, 'password', known)
  for (const environment of [token, password]) {
    expect(isEnvironment(environment), ajv.errorsText(isEnvironment.errors)).toBe(true)
    expect(environment.values.map(({ key, type }) => [key, type])).toEqual([
      [`${prefix}_BASE_URL`, 'default'],
      [`${prefix}_TOKEN_ID`, 'default'],
      [`${prefix}_TOKEN_SECRET`, 'secret'],
      [`${prefix}_USERNAME`, 'default'],
      [`${prefix}_PASSWORD`, 'secret'],
      [`${prefix}_REALM`, 'default'],
      [`${prefix}_TICKET`, 'secret'],
      [`${prefix}_CSRF`, 'secret'],
    ])
  }
  // Of the other kind of login nothing is filled in: a token would win over a user.
  expect(token.values.map(({ value }) => value)).toEqual(['https://host:8006', 'root@pam!x', '', '', '', 'pam', '', ''])
  expect(password.values.map(({ value }) => value)).toEqual(['https://host:8006', '', '', 'root', '', 'pam', '', ''])
  // Ids differ, or one import would replace the other.
  expect(new Set([token.id, password.id, collections[product].info._postman_id]).size).toBe(3)
})

test.each(products)('%s: where a secret belongs stands a word for it', (product) => {
  const words = /^$|^your-(password|secret)$|^(name=)?example$|^\{\{P[VB][ES]_PASSWORD\}\}$/
  const isSecret = (key: string): boolean => /^(?!generate-).*(password|passphrase|secret|apikey)$/i.test(key)
  const parameters = itemsOf(collections[product].item).flatMap(parametersOf)
  const secrets = parameters.filter(({ key }) => isSecret(key))
  expect(secrets.length).toBeGreaterThan(10)
  expect(secrets.filter(({ value }) => !words.test(value))).toEqual([])
  const text = JSON.stringify(collections[product])
  // Tickets, and the secrets of API tokens where they stand in a header.
  expect(text).not.toMatch(/P[VB][ES]:[^:"]+@[a-z]+:[0-9A-F]{8}::/)
  expect(text).not.toMatch(/APIToken=[^'"]*[=:][0-9a-f]{8}-/)
})

test.each(products)('%s: the same description gives the same text', (product) => {
  expect(JSON.stringify(postmanCollection(builtInDescription(product)))).toBe(JSON.stringify(collections[product]))
})

test.each([
  ['pve', 'DELETE /nodes/{node}/qemu/{vmid}', true],
  ['pve', 'POST /nodes/{node}/qemu/{vmid}/status/stop', true],
  ['pve', 'POST /nodes/{node}/qemu/{vmid}/status/reset', true],
  ['pve', 'POST /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/rollback', true],
  ['pve', 'PUT /nodes/{node}/disks/wipedisk', true],
  ['pve', 'POST /nodes/{node}/status', true],
  ['pve', 'POST /nodes/{node}/disks/zfs', true],
  ['pve', 'POST /nodes/{node}/qemu/{vmid}/status/start', false],
  ['pve', 'POST /nodes/{node}/qemu', false],
  ['pve', 'GET /nodes/{node}/disks/zfs', false],
  ['pbs', 'POST /admin/datastore/{store}/prune', true],
  ['pbs', 'POST /tape/drive/{drive}/format-media', true],
  ['pbs', 'POST /config/prune', false],
  ['pbs', 'DELETE /access/ticket', false],
] as const)('%s %s: destructive is %s', (product, key, isMarked) => {
  const item = resourceItems(product).find((one) => methodKey(one) === key)
  expect(item?.name.startsWith('⚠ ')).toBe(isMarked)
  expect(item?.request.description?.includes('**⚠ Destructive:**')).toBe(isMarked)
})

test('what a reader sees of a request', () => {
  const find = (key: string): Item | undefined => resourceItems('pve').find((one) => methodKey(one) === key)
  const create = find('POST /nodes/{node}/qemu')
  const parameters = create ? parametersOf(create) : []
  const noteOf = (name: string): string | undefined => parameters.find(({ key }) => key === name)?.description
  expect(noteOf('vmid')).toMatch(/^required integer; 100 to 999999999; format pve-vmid\./)
  expect(noteOf('bios')).toMatch(/^optional text; one of: seabios, ovmf; default seabios\./)
  expect(noteOf('net0')).toMatch(/^optional property string; keys: .*bridge.*; numbered: net0 to net31\./)
  expect(noteOf('kvm')).toMatch(/^optional boolean \(1 or 0\); default true\./)
  expect(create?.request.description).toContain('- Privilege: ')
  expect(find('GET /nodes/{node}/status')?.request.description).toContain('- Privilege: Sys.Audit on /nodes/{node}.')
  expect(find('GET /cluster/ha/rules')?.request.description).toContain('- Since version 9.0.')
  const start = find('POST /nodes/{node}/qemu/{vmid}/status/start')
  expect(start?.request.description).toContain('- Answers: the id of a task (UPID), which goes on after the answer.')
  expect(start?.response[0]?.body).toMatch(/^\{\n {2}"data": "UPID:pve1:[0-9A-F:]+:qmstart:100:root@pam:"\n\}$/)
  expect(find('GET /nodes')?.response[0]?.body).toMatch(/"node": "pve1"/)
  const upload = find('POST /nodes/{node}/storage/{storage}/upload')?.request.body
  expect(upload?.mode === 'formdata' && upload.formdata.map(({ key, type }) => [key, type]).slice(0, 2)).toEqual([
    ['content', 'text'],
    ['filename', 'file'],
  ])
})

test('the words of a vendor take the place of ours', () => {
  const method = methodOf('pve', 'GET', '/version')
  if (!method) throw new Error('no GET /version')
  const described = { ...method, description: 'Tells all there is to tell.' }
  const { item } = postmanCollection({ product: 'pve', version: '9.2', methods: [described] })
  const [startHere, ...others] = item
  expect(startHere && 'item' in startHere && startHere.item.map(({ name }) => name)).toEqual([
    '1. Which version?',
    '8. Version',
  ])
  expect(others.map((entry) => ('request' in entry ? entry.request.description : entry.name))).toEqual([
    '`GET /version`\n\nTells all there is to tell.\n\n- Privilege: any login; what the caller may not see is left out.\n' +
      '- Answers: an object with `version`, `release`, `repoid`, `console`.',
  ])
})

const schemas = new URL('../../../../../shared/proxmox/', import.meta.url)
const haveSchemas = existsSync(schemas)
if (!haveSchemas) console.log('collections of published schemas: skipped, ../shared/proxmox is missing')

test.skipIf(!haveSchemas).each([
  ['pve', '9.2', 'pve-apidoc.json'],
  ['pve', '8.4', 'older/pve-8.4-apidoc.json'],
  ['pve', '6.4', 'older/pve-6.4-apidoc.json'],
  ['pbs', '4.2', 'pbs-apidoc.json'],
  ['pbs', '3.4', 'older/pbs-3.4-apidoc.json'],
] as const)('%s %s as its vendor describes it', (product, version, file) => {
  const text = readFileSync(new URL(file, schemas), 'utf8')
  const description = readApiDescription(product, text, version)
  const collection = postmanCollection(description)
  expect(isCollection(collection), ajv.errorsText(isCollection.errors)).toBe(true)
  const folders = collection.item.filter(({ name }) => !special.has(name))
  expect(itemsOf(folders).map(methodKey).toSorted()).toEqual(
    description.methods.map(({ verb, path }) => `${verb} ${path}`).toSorted(),
  )
})

test.each(products)('%s: what is not plain HTTP is in the schema', (product) => {
  for (const key of Object.keys(notPlainHttp[product])) {
    const [verb = '', path = ''] = key.split(' ')
    expect(methodOf(product, verb as Verb, path), key).toBeDefined()
  }
})

test.each(products)('%s: every script is JavaScript', (product) => {
  const { event, item } = collections[product]
  const scripts = [...event, ...itemsOf(item).flatMap((one) => one.event ?? [])]
  const texts = new Set(scripts.map(({ script }) => script.exec.join('\n')))
  for (const text of texts) expect(() => new Script(`(() => {\n${text}\n})`), text).not.toThrow()
})
