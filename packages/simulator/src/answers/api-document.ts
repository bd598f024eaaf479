import { type Method, methods, type Product, type Shape } from '@pulse/proxmox/schema'
import { methodAt } from './method-at.ts'

/** A node of the tree of paths, as the vendor writes it. */
interface Node {
  readonly path: string
  readonly text: string
  leaf: 0 | 1
  children?: Node[]
  info?: Record<string, unknown>
}

const made = new Map<string, string>()

/**
 * The `apidoc.js` that a server of that version publishes of itself, in the vendor's grammar: paths, parameters and
 * results, without a word of description.
 */
export function apiDocument(product: Product, version: string): string {
  const key = `${product} ${version}`
  const text = made.get(key) ?? write(product, version)
  made.set(key, text)
  return text
}

/** Where a product publishes it. */
export const apiDocumentPaths: Readonly<Record<Product, string>> = {
  pve: '/pve-docs/api-viewer/apidoc.js',
  pbs: '/docs/api-viewer/apidoc.js',
}

function write(product: Product, version: string): string {
  const present = methods(product).flatMap((method) => methodAt(method, version) ?? [])
  const tree = treeOf(present)
  // The Backup Server hangs everything below one root, Proxmox VE shows the branches.
  const roots = product === 'pbs' ? [tree] : (tree.children ?? [])
  return `${product === 'pve' ? 'const' : 'var'} apiSchema = ${JSON.stringify(roots, null, 1)}\n;\n`
}

function treeOf(present: readonly Method[]): Node {
  const root: Node = { path: '/', text: '', leaf: 0 }
  const nodes = new Map([['/', root]])
  const nodeAt = (path: string): Node => {
    const known = nodes.get(path)
    if (known !== undefined) return known
    const cut = path.lastIndexOf('/')
    const parent = nodeAt(path.slice(0, cut) || '/')
    const node: Node = { path, text: path.slice(cut + 1), leaf: 1 }
    parent.leaf = 0
    parent.children = [...(parent.children ?? []), node]
    nodes.set(path, node)
    return node
  }
  for (const method of present) {
    const node = nodeAt(method.path)
    node.info = { ...node.info, [method.verb]: methodInfo(method) }
  }
  return root
}

function methodInfo(method: Method): Record<string, unknown> {
  const { product, parameters, permissions } = method
  const { no, yes } = words[product]
  const { type: _, closed, ...shape } = parameters
  return {
    method: method.verb,
    ...(product === 'pve' && { allowtoken: method.allowtoken === false ? 0 : 1 }),
    parameters: { ...node(product, shape), additionalProperties: closed ? no : yes },
    returns: node(product, method.returns),
    ...(permissions && { permissions }),
    ...(method.protected && { protected: 1 }),
    ...(method.proxyto !== undefined && { proxyto: method.proxyto }),
  }
}

/** Perl has no booleans. */
const words = { pve: { no: 0, yes: 1 }, pbs: { no: false, yes: true } } as const

/** A shape in the product's dialect. */
function node(product: Product, shape: Shape): Record<string, unknown> {
  const { yes, no } = words[product]
  const {
    optional,
    pattern,
    format,
    fields,
    separated,
    defaultKey,
    default: usual,
    items,
    properties,
    values,
    oneOf,
  } = shape
  const { type, enum: words_, minimum, maximum, minLength, maxLength, requires, alias, keyAlias } = shape
  const all = (shapes: Readonly<Record<string, Shape>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(shapes).map(([name, one]) => [name, node(product, one)]))
  return defined({
    type,
    optional: optional && yes,
    enum: words_,
    minimum,
    maximum,
    minLength,
    maxLength,
    pattern: pattern !== undefined && product === 'pbs' ? `/${pattern.replaceAll('(?<', '(?P<')}/` : pattern,
    format:
      format ??
      (fields && formatOf(product, fields, all)) ??
      (separated && { type: 'array', items: node(product, separated) }),
    default_key: defaultKey && product === 'pve' ? yes : undefined,
    alias,
    keyAlias,
    default: typeof usual === 'boolean' ? (usual ? yes : no) : usual,
    requires,
    items: items && node(product, items),
    properties: properties && all(properties),
    additionalProperties: values && node(product, values),
    oneOf: oneOf?.map((one) => node(product, one)),
  })
}

/** The keys of a property string: bare in Proxmox VE, as a whole schema in the Backup Server. */
function formatOf(
  product: Product,
  fields: Readonly<Record<string, Shape>>,
  all: (shapes: Readonly<Record<string, Shape>>) => Record<string, unknown>,
): Record<string, unknown> {
  if (product === 'pve') return all(fields)
  const key = Object.keys(fields).find((name) => fields[name]?.defaultKey)
  return { type: 'object', properties: all(fields), ...(key !== undefined && { default_key: key }) }
}

function defined(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}
