import type { Shape } from '../shape/shape.ts'
import { readShape, type Formats, type Reading, type SchemaShape } from './read-shape.ts'

/** One node of the vendor's tree of paths. */
export interface SchemaNode {
  path: string
  children?: SchemaNode[]
  info?: Partial<Record<Verb, SchemaInfo>>
}

interface SchemaInfo {
  description?: unknown
  parameters?: SchemaShape
  returns?: SchemaShape
  permissions?: Permissions
  protected?: number
  proxyto?: string | null
  allowtoken?: number
}

interface Permissions {
  user?: string
  check?: unknown
  or?: readonly Permissions[]
  and?: readonly Permissions[]
}

type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE'
type PermissionCheck = readonly unknown[] | Readonly<Record<string, unknown>>

/** What is kept of one method. */
export interface SchemaMethod {
  readonly path: string
  readonly verb: Verb
  readonly parameters: Shape
  readonly returns: Shape
  readonly facts: {
    readonly permissions?: { readonly user?: string; readonly check?: PermissionCheck }
    readonly protected?: true
    readonly proxyto?: string
    readonly allowtoken?: false
    readonly since?: string
    readonly sinceParameters?: Readonly<Record<string, string>>
  }
  readonly description?: string
}

const verbs: readonly Verb[] = ['GET', 'POST', 'PUT', 'DELETE']

/** What the vendor publishes of one product. */
export interface Source {
  readonly product: 'pve' | 'pbs'
  readonly tree: readonly SchemaNode[]
  readonly formats: Formats
  /** Keep the vendor's descriptions. */
  readonly sentences?: boolean
}

/** All methods of a product, sorted by path and verb. */
export function readMethods({ product, tree, formats, sentences = false }: Source): SchemaMethod[] {
  const methods: SchemaMethod[] = []
  const visit = (node: SchemaNode): void => {
    for (const verb of verbs) {
      const info = node.info?.[verb]
      if (info) methods.push(readMethod(node.path, verb, info, product, { formats, sentences }))
    }
    node.children?.forEach(visit)
  }
  // Two further roots of the Backup Server are HTTP/2 stream protocols, not calls.
  tree.filter(({ path }) => !path.endsWith('/_upgrade_')).forEach(visit)
  return methods.sort((a, b) => compare(a.path, b.path) || verbs.indexOf(a.verb) - verbs.indexOf(b.verb))
}

// Not localeCompare: the order must not depend on the machine.
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function readMethod(
  path: string,
  verb: Verb,
  info: SchemaInfo,
  product: Source['product'],
  reading: Reading,
): SchemaMethod {
  const { user } = info.permissions ?? {}
  const check = checkOf(info.permissions ?? {})
  return {
    path,
    verb,
    parameters: readParameters(path, info.parameters ?? {}, reading),
    returns: readReturns(verb, info.returns ?? {}, reading),
    facts: {
      ...(isCheck(check) && { permissions: { check } }),
      ...(check === undefined && user !== undefined && { permissions: { user } }),
      // The Backup Server's schema says nothing of its daemons.
      ...(product === 'pve' && info.protected === 1 && { protected: true as const }),
      ...(typeof info.proxyto === 'string' && { proxyto: info.proxyto }),
      ...(info.allowtoken === 0 && { allowtoken: false as const }),
    },
    ...(reading.sentences && typeof info.description === 'string' && { description: info.description }),
  }
}

/** The Backup Server writes a check that is made of others without the word, and each of those with it. */
function checkOf({ check, or, and }: Permissions): unknown {
  if (or) return { or: or.map((part) => checkOf(part) ?? part) }
  return and ? { and: and.map((part) => checkOf(part) ?? part) } : check
}

const isCheck = (value: unknown): value is PermissionCheck => typeof value === 'object' && value !== null

/** A call that reads and returns nothing would be pointless: the Backup Server's schema only does not tell. */
function readReturns(verb: Verb, node: SchemaShape, reading: Reading): Shape {
  return verb === 'GET' && node.type === 'null' ? {} : readShape(node, reading)
}

/** A few methods do not list the placeholders of their path; none can do without them. */
function readParameters(path: string, node: SchemaShape, reading: Reading): Shape {
  const { description: _, ...shape } = readShape({ ...node, type: 'object' }, reading)
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
  const placeholders = names.map((name): [string, Shape] => {
    const { optional: _, ...listed } = shape.properties?.[name] ?? { type: 'string' }
    return [name, listed]
  })
  const properties = { ...shape.properties, ...Object.fromEntries(placeholders) }
  const closed = node.additionalProperties === 0 || node.additionalProperties === false
  return {
    ...shape,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(closed && { closed: true as const }),
  }
}
