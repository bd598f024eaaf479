import {
  checkParameters,
  privilegeWords,
  resultShape,
  sampleParameters,
  sampleResult,
  sampleValue,
  type Shape,
} from '../schema/schema.ts'
import type { DescribedMethod } from './api-description.ts'
import type { Components, Json } from './openapi-components.ts'
import { objectSchema, schemaOf, type SchemaContext } from './openapi-schema.ts'
import { notPlain } from './postman/special-methods.ts'

/** Longer examples are no help to a reader. */
const longestExample = 2_000

export interface OperationNames {
  readonly operationId: string
  readonly summary: string
  readonly tag: string
}

/** One method as an OpenAPI operation. */
export function operationOf(method: DescribedMethod, names: OperationNames, components: Components): Json {
  const { verb, path, parameters, product, permissions, since, allowtoken, proxyto } = method
  const context: SchemaContext = {
    product,
    direction: 'parameter',
    components,
    ...(method.sinceParameters && { since: method.sinceParameters }),
  }
  const inPath = new Set([...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name))
  const raw = product === 'pbs' && path.endsWith('/upload-backup-log')
  const inBody = (verb === 'POST' || verb === 'PUT') && !raw
  const samples = goodSamples(method)
  const listed = Object.entries(parameters.properties ?? {})
    .filter(([name]) => inPath.has(name) || !inBody)
    .map(([name, shape]) => parameterOf(name, shape, inPath.has(name), samples, context))
  return {
    operationId: names.operationId,
    summary: names.summary,
    description: descriptionOf(method),
    tags: [names.tag],
    ...(listed.length > 0 && { parameters: listed }),
    ...(inBody && bodyOf(method, inPath, samples, context)),
    // The file is the body, so all else stands in the query.
    ...(raw && { requestBody: { required: true, content: { 'application/octet-stream': {} } } }),
    responses: responsesOf(method, components),
    ...securityOf(method),
    ...(permissions && { 'x-proxmox-permissions': permissions }),
    ...(!permissions && { 'x-proxmox-permissions': { user: 'root@pam' } }),
    ...(method.protected && { 'x-proxmox-protected': true }),
    ...(proxyto !== undefined && { 'x-proxmox-proxyto': proxyto }),
    ...(allowtoken === false && { 'x-proxmox-allowtoken': false }),
    ...(since !== undefined && { 'x-proxmox-since': since }),
  }
}

type Samples = Readonly<Record<string, unknown>>

/** A value for each parameter, but for those of which a pattern is known that no word of ours fits. */
function goodSamples(method: DescribedMethod): Samples {
  const needed = sampleParameters(method)
  const samples: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(method.parameters.properties ?? {})) {
    const sample = needed[name] ?? sampleValue(shape, name, method.product)
    if (checkParameters(method, { ...needed, [name]: sample })[name] === undefined) samples[name] = sample
  }
  return samples
}

function descriptionOf(method: DescribedMethod): string {
  const special = notPlain(method)
  return [
    ...(method.description === undefined ? [] : [method.description.trim()]),
    `Privilege: ${privilegeWords(method)}.`,
    ...(special ? [`Not plain HTTP: a ${special.kind}, ${special.reason}.`] : []),
  ].join('\n\n')
}

function parameterOf(name: string, shape: Shape, inPath: boolean, samples: Samples, context: SchemaContext): Json {
  const since = context.since?.[name]
  const { description, ...facts } = shape
  const parameter = {
    name,
    in: inPath ? 'path' : 'query',
    ...((inPath || !shape.optional) && { required: true }),
    ...(description !== undefined && { description }),
    schema: schemaOf(facts, name, context),
    ...(samples[name] !== undefined && { example: samples[name] }),
    ...(shape.requires !== undefined && { 'x-proxmox-requires': shape.requires }),
    ...(since !== undefined && { 'x-proxmox-since': since }),
  }
  return context.components.share('parameters', name, parameter)
}

/** Both products take a form or JSON; a file only travels in parts. */
function bodyOf(method: DescribedMethod, inPath: ReadonlySet<string>, samples: Samples, context: SchemaContext): Json {
  const { path, parameters, product } = method
  const properties = Object.fromEntries(
    Object.entries(parameters.properties ?? {}).filter(([name]) => !inPath.has(name)),
  )
  if (Object.keys(properties).length === 0 && parameters.closed) return {}
  const needed = Object.keys(sampleParameters(method)).filter((name) => !inPath.has(name))
  const shown = needed.length > 0 && needed.every((name) => samples[name] !== undefined)
  const example = Object.fromEntries(needed.map((name) => [name, samples[name]]))
  const body = { ...parameters, properties }
  if (product === 'pve' && path === '/nodes/{node}/storage/{storage}/upload') {
    const schema = objectSchema(body, context)
    const fields = {
      ...(schema['properties'] as Json),
      filename: { type: 'string', contentMediaType: 'application/octet-stream' },
    }
    return {
      requestBody: {
        required: needed.length > 0,
        content: { 'multipart/form-data': { schema: { ...schema, properties: fields } } },
      },
    }
  }
  const schema = context.components.share('schemas', bodyName(path), objectSchema(body, context))
  const content = { schema, ...(shown && { example }) }
  return {
    requestBody: {
      ...(needed.length > 0 && { required: true }),
      content: { 'application/x-www-form-urlencoded': content, 'application/json': content },
    },
  }
}

const bodyName = (path: string): string =>
  path
    .replaceAll(/\/\{[^}]+\}/g, '')
    .slice(1)
    .replaceAll('/', '-')

function responsesOf(method: DescribedMethod, components: Components): Json {
  const login = method.permissions?.user !== 'world'
  return {
    ...successOf(method, components),
    '400': { $ref: '#/components/responses/Refused' },
    ...(login && {
      '401': { $ref: '#/components/responses/NoLogin' },
      '403': { $ref: '#/components/responses/Forbidden' },
    }),
    default: { $ref: '#/components/responses/Failed' },
  }
}

function successOf(method: DescribedMethod, components: Components): Json {
  const special = notPlain(method)
  if (special?.kind === 'socket') return { '101': { description: 'The connection becomes a socket.' } }
  if (special) return { '200': { description: 'A file.', content: { 'application/octet-stream': {} } } }
  const shape = resultShape(method)
  if (shape.type === 'null') return { '200': { $ref: '#/components/responses/Done' } }
  const data = schemaOf(shape, bodyName(method.path), { product: method.product, direction: 'result', components })
  const example = { data: sampleResult(method) }
  const schema = { type: 'object', required: ['data'], properties: { data } }
  const shown = JSON.stringify(example).length <= longestExample && { example }
  return { '200': { description: 'Done.', content: { 'application/json': { schema, ...shown } } } }
}

/** Reading takes a token or a ticket, which is what holds where nothing is said. */
function securityOf({ verb, permissions, allowtoken }: DescribedMethod): Json {
  if (permissions?.user === 'world') return { security: [] }
  const ticket = verb === 'GET' ? { ticket: [] } : { ticket: [], csrf: [] }
  if (allowtoken === false) return { security: [ticket] }
  return verb === 'GET' ? {} : { security: [{ token: [] }, ticket] }
}
