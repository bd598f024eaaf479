import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtInDescription, openApi, postmanCollection } from '../packages/proxmox/src/documents/documents.ts'
import { answerKind } from '@pulse/simulator'
import type { Product } from '@pulse/proxmox/schema'

const products = [
  { product: 'pve', name: 'Proxmox VE' },
  { product: 'pbs', name: 'Proxmox Backup Server' },
] as const

/** Where a method of the schema must be found again. That the simulator answers it is tested by asking. */
const columns = ['typed', 'OpenAPI', 'Postman'] as const
type Column = (typeof columns)[number]

/** Methods that are rightly missing somewhere: `product column VERB /path`, and why. */
const exceptions: Readonly<Record<string, string>> = {}

interface Row {
  readonly call: string
  readonly found: Readonly<Record<Column, boolean>>
  readonly answer: string
}

interface Coverage {
  readonly product: Product
  readonly name: string
  readonly version: string
  readonly rows: readonly Row[]
  /** Calls that a document or the types have and the schema has not. */
  readonly surplus: readonly string[]
}

export interface CoverageReport {
  readonly path: string
  readonly text: string
  readonly calls: number
  /** A method missing somewhere without a reason, or a reason without its method. */
  readonly problems: string[]
}

const documentMakers = { openApi, postmanCollection }

/** `docs/api/coverage.md`: every method of both schemas, and where it is found again. */
export function drawCoverage(root: string, makers: Readonly<typeof documentMakers> = documentMakers): CoverageReport {
  const all = products.map(({ product, name }) => measure(root, product, name, makers))
  const missing = all.flatMap(({ product, rows }) =>
    rows.flatMap(({ call, found }) =>
      columns.filter((column) => !found[column]).map((column) => `${product} ${column} ${call}`),
    ),
  )
  const problems = [
    ...missing.filter((key) => exceptions[key] === undefined).map((key) => `${key} is missing without a reason`),
    ...Object.keys(exceptions)
      .filter((key) => !missing.includes(key))
      .map((key) => `${key} is listed as missing, but is there`),
    ...all.flatMap(({ product, surplus }) => surplus.map((call) => `${product} ${call} is in no schema`)),
  ]
  return {
    path: 'docs/api/coverage.md',
    text: draw(all, missing),
    calls: all.flatMap(({ rows }) => rows).length,
    problems,
  }
}

function measure(root: string, product: Product, name: string, makers: typeof documentMakers): Coverage {
  const description = builtInDescription(product)
  const typed = typedCalls(root, product)
  const openapi = openApiCalls(makers.openApi(description))
  const postman = postmanCalls({ ...makers.postmanCollection(description) })
  const rows = description.methods.map(({ verb, path }): Row => {
    const call = `${verb} ${path}`
    const answer = answerKind(product, verb, path)
    const found = { typed: typed.has(call), OpenAPI: openapi.has(call), Postman: postman.has(call) }
    return { call, found, answer }
  })
  const known = new Set(rows.map(({ call }) => call))
  const surplus = [...new Set([...typed, ...openapi, ...postman])].filter((call) => !known.has(call))
  return { product, name, version: description.version, rows, surplus }
}

/** Verb and path of every method in the generated types, as the compiler sees them. */
function typedCalls(root: string, product: Product): Set<string> {
  const text = readFileSync(join(root, `packages/proxmox/src/generated/${product}-methods.ts`), 'utf8')
  const calls = new Set<string>()
  let verb = ''
  for (const line of text.split('\n')) {
    verb = /^interface (Get|Post|Put|Delete) \{/.exec(line)?.[1]?.toUpperCase() ?? verb
    const path = /^ {2}'(\/[^']*)': \{/.exec(line)?.[1]
    if (path !== undefined) calls.add(`${verb} ${path}`)
  }
  return calls
}

function openApiCalls(document: Readonly<Record<string, unknown>>): Set<string> {
  const calls = new Set<string>()
  for (const [path, operations] of Object.entries(objectOf(document['paths'])))
    for (const verb of Object.keys(objectOf(operations)))
      if (['get', 'post', 'put', 'delete'].includes(verb)) calls.add(`${verb.toUpperCase()} ${path}`)
  return calls
}

/** The folders of the resources; those with worked examples repeat some of their requests. */
function postmanCalls(collection: Readonly<Record<string, unknown>>): Set<string> {
  const calls = new Set<string>()
  const visit = (item: Readonly<Record<string, unknown>>): void => {
    for (const below of listOf(item['item'])) visit(objectOf(below))
    if (!('request' in item)) return
    const { method, url } = objectOf(item['request'])
    const segments = listOf(objectOf(url)['path']).map(String)
    const path = segments
      .filter((segment, index) => !(index < 2 && ['api2', 'json'].includes(segment)))
      .map((segment) => segment.replace(/^:(.+)$/, '{$1}'))
    calls.add(`${String(method)} /${path.join('/')}`)
  }
  const special = new Set(['Start here', 'Workflows'])
  for (const folder of listOf(collection['item'])) {
    const item = objectOf(folder)
    if (!special.has(String(item['name']))) visit(item)
  }
  return calls
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {}
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function draw(all: readonly Coverage[], missing: readonly string[]): string {
  return [
    '# Coverage of the Proxmox APIs',
    '',
    'Every method of the newest schemas, and where it is found again: in the types of the client, in the OpenAPI document, in the',
    'Postman collection, and in the answers of the simulator (`packages/simulator/test/every-method.test.ts` asks for each of them).',
    'Written by `npm run generate`; a method that is missing somewhere without a reason fails the checks.',
    '',
    `| | ${all.map(({ name, version }) => `${name} ${version}`).join(' | ')} |`,
    `|---|${all.map(() => '---:|').join('')}`,
    tableRow('methods in the schema', all, ({ rows }) => rows.length),
    ...columns.map((column) =>
      tableRow(wordsOf(column), all, ({ rows }) => rows.filter(({ found }) => found[column]).length),
    ),
    tableRow('answered by the simulator', all, ({ rows }) => rows.length),
    tableRow(
      '… from its model of the estate',
      all,
      ({ rows }) => rows.filter(({ answer }) => answer === 'model').length,
    ),
    tableRow('… as a list of what is below', all, ({ rows }) => rows.filter(({ answer }) => answer === 'index').length),
    tableRow('… from the schema only', all, ({ rows }) => rows.filter(({ answer }) => answer === 'schema').length),
    '',
    ...all.flatMap(byArea),
    '## Exceptions',
    '',
    ...(missing.length === 0 ? ['None.'] : missing.map((key) => `* ${key}: ${exceptions[key] ?? 'no reason given'}`)),
    '',
    'The two stream protocols of the Backup Server, `/backup/_upgrade_` and `/reader/_upgrade_` with 18 methods, are HTTP/2 streams and',
    'no REST calls. They are in none of these.',
    '',
    'The methods that the simulator answers from the schema only, without a model behind them, are listed in',
    '[simulator-answers.md](../simulator-answers.md).',
    '',
  ].join('\n')
}

function wordsOf(column: Column): string {
  switch (column) {
    case 'typed':
      return 'typed in the client'
    case 'OpenAPI':
      return 'in the OpenAPI document'
    case 'Postman':
      return 'in the Postman collection'
  }
}

function tableRow(name: string, all: readonly Coverage[], count: (one: Coverage) => number): string {
  return `| ${name} | ${all.map(count).join(' | ')} |`
}

function byArea({ name, rows }: Coverage): string[] {
  const areas = Map.groupBy(rows, ({ call }) => `/${call.split('/')[1] ?? ''}`)
  return [
    `## ${name}, by area`,
    '',
    '| area | methods | typed | OpenAPI | Postman | simulator: model | list | schema |',
    '|---|---:|---:|---:|---:|---:|---:|---:|',
    ...[...areas].map(([area, inArea]) => {
      const counts = columns.map((column) => inArea.filter(({ found }) => found[column]).length)
      const answers = ['model', 'index', 'schema'].map((kind) => inArea.filter(({ answer }) => answer === kind).length)
      return `| \`${area}\` | ${[inArea.length, ...counts, ...answers].join(' | ')} |`
    }),
    '',
  ]
}
