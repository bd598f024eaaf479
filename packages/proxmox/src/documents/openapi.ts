import type { Product } from '../schema/schema.ts'
import { productNames, type ApiDescription, type DescribedMethod } from './api-description.ts'
import { Components, type Json } from './openapi-components.ts'
import { operationOf } from './openapi-operation.ts'
import { summaryOf, surroundingsOf } from './summary.ts'

const hosts: Readonly<Record<Product, { host: string; port: string }>> = {
  pve: { host: 'pve.example.org', port: '8006' },
  pbs: { host: 'pbs.example.org', port: '8007' },
}

/**
 * The API as an OpenAPI 3.1 document, ready for `JSON.stringify`.
 *
 * @example await writeFile('pve.json', JSON.stringify(openApi(builtInDescription('pve'))))
 */
export function openApi({ product, version, methods }: ApiDescription): Record<string, unknown> {
  const components = new Components()
  const around = surroundingsOf(methods)
  const ids = new Set<string>()
  const paths: Record<string, Json> = {}
  for (const method of methods) {
    const operationId = free(operationIdOf(method), ids)
    const names = { operationId, summary: summaryOf(method, around), tag: tagOf(method.path) }
    const item = (paths[method.path] ??= {})
    item[method.verb.toLowerCase()] = operationOf(method, names, components)
  }
  const tags = [...new Set(methods.map(({ path }) => tagOf(path)))].sort()
  const resolved = components.resolve({ paths })
  return {
    openapi: '3.1.0',
    info: { title: `${productNames[product]} API`, version, description: about(product) },
    servers: [serverOf(product)],
    security: [{ token: [] }, { ticket: [] }],
    tags: tags.map((name) => ({ name })),
    ...resolved.document,
    components: { ...resolved.components, responses: responses(product), securitySchemes: securitySchemes(product) },
  }
}

/** `getNodesByNodeQemu` of GET `/nodes/{node}/qemu`. The vendor's own names are not unique. */
function operationIdOf({ verb, path }: DescribedMethod): string {
  const words = path
    .replaceAll('{', 'by-')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  return verb.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** A file of unknown origin may list a call twice. */
function free(id: string, taken: Set<string>): string {
  let name = id
  for (let number = 2; taken.has(name); number++) name = `${id}${number}`
  taken.add(name)
  return name
}

/** Areas that are large enough to be told apart by what lies in them. */
const wide = new Set(['access', 'admin', 'cluster', 'config', 'nodes', 'tape'])

function tagOf(path: string): string {
  const [area = '', ...rest] = path.split('/').filter(Boolean)
  const [below] = rest.filter((segment) => !segment.startsWith('{'))
  return wide.has(area) && below !== undefined ? `${area}/${below}` : area || 'index'
}

function about(product: Product): string {
  const header = product === 'pve' ? 'PVEAPIToken=USER@REALM!NAME=SECRET' : 'PBSAPIToken=USER@REALM!NAME:SECRET'
  return [
    `Log in with an API token: the header \`Authorization: ${header}\`.`,
    'Or with a ticket from `POST /access/ticket`: as a cookie, and with its CSRF token in a header of all calls but GET.',
    'Lists of numbered properties, such as `net0` to `net31`, are `patternProperties`.',
    '`x-proxmox-property-string` describes the keys of a text such as `virtio,bridge=vmbr0`.',
  ].join(' ')
}

function serverOf(product: Product): Json {
  const { host, port } = hosts[product]
  return { url: 'https://{host}:{port}/api2/json', variables: { host: { default: host }, port: { default: port } } }
}

function securitySchemes(product: Product): Json {
  const [name, between] = product === 'pve' ? ['PVE', '='] : ['PBS', ':']
  return {
    token: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: `An API token: \`${name}APIToken=USER@REALM!NAME${between}SECRET\`.`,
    },
    ticket: {
      type: 'apiKey',
      in: 'cookie',
      name: `${name}AuthCookie`,
      description: 'A ticket, URL-encoded. Good for two hours.',
    },
    csrf: {
      type: 'apiKey',
      in: 'header',
      name: 'CSRFPreventionToken',
      description: 'Comes with the ticket, and goes with it in all calls but GET.',
    },
  }
}

function responses(product: Product): Json {
  const failure = product === 'pve' ? pveFailure : pbsFailure
  const nothing = { type: 'object', required: ['data'], properties: { data: { type: 'null' } } }
  return {
    Done: {
      description: 'Done; there is nothing to tell.',
      content: { 'application/json': { schema: nothing, example: { data: null } } },
    },
    Refused: failure('A parameter is missing or not allowed.'),
    NoLogin: { description: 'No login, or one that is wrong or has expired. The body is empty.' },
    Forbidden: failure('A privilege is missing: the text names it and the path it is wanted on.'),
    Failed: failure(
      'The call failed. The text says why; before 8.4 only the reason phrase of the status line does. 595 to 599: the host could not reach the node of the cluster that was meant.',
    ),
  }
}

/** Older versions leave out the message. */
function pveFailure(description: string): Json {
  const schema = {
    type: 'object',
    properties: {
      data: { type: 'null' },
      message: { type: 'string' },
      errors: {
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'A text for each parameter at fault.',
      },
    },
  }
  const example = { data: null, message: 'Parameter verification failed.\n', errors: { vmid: 'property is missing' } }
  return { description, content: { 'application/json': { schema, example } } }
}

const pbsFailure = (description: string): Json => ({
  description: description.replace(/; before.*$/, '.'),
  content: { 'text/plain': { schema: { type: 'string' } } },
})
