import type { Shape } from '../../packages/proxmox/src/shape/shape.ts'
import { readShape, type Formats, type SchemaShape } from './read-shape.ts'

/** One node of the vendor's tree of paths. */
export interface SchemaNode {
  path: string
  children?: SchemaNode[]
  info?: Partial<Record<Verb, SchemaInfo>>
}

interface SchemaInfo {
  parameters?: SchemaShape
  returns?: SchemaShape
  permissions?: { user?: string; check?: unknown }
  protected?: number
  proxyto?: string | null
  allowtoken?: number
}

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** What the tables keep of one method. */
export interface SchemaMethod {
  path: string
  verb: Verb
  parameters: Shape
  returns: Shape
  facts: { permissions?: unknown; protected?: true; proxyto?: string; allowtoken?: false }
}

const verbs: readonly Verb[] = ['GET', 'POST', 'PUT', 'DELETE']

/** What the vendor publishes of one product. */
export interface Source {
  readonly product: 'pve' | 'pbs'
  readonly tree: readonly SchemaNode[]
  readonly formats: Formats
}

/** All methods of a product, sorted by path and verb. */
export function readMethods({ product, tree, formats }: Source): SchemaMethod[] {
  const methods: SchemaMethod[] = []
  const visit = (node: SchemaNode): void => {
    for (const verb of verbs) {
      const info = node.info?.[verb]
      if (info) methods.push(readMethod(node.path, verb, info, { product, formats }))
    }
    node.children?.forEach(visit)
  }
  tree.forEach(visit)
  return methods.sort((a, b) => compare(a.path, b.path) || verbs.indexOf(a.verb) - verbs.indexOf(b.verb))
}

// Not localeCompare: the order must not depend on the machine.
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function readMethod(
  path: string,
  verb: Verb,
  info: SchemaInfo,
  { product, formats }: Omit<Source, 'tree'>,
): SchemaMethod {
  const { user, check } = info.permissions ?? {}
  return {
    path,
    verb,
    parameters: readParameters(path, info.parameters ?? {}, formats),
    returns: readReturns(verb, info.returns ?? {}, formats),
    facts: {
      ...(check !== undefined && { permissions: { check } }),
      ...(check === undefined && user !== undefined && { permissions: { user } }),
      // The Backup Server's schema says nothing of its daemons.
      ...(product === 'pve' && info.protected === 1 && { protected: true as const }),
      ...(typeof info.proxyto === 'string' && { proxyto: info.proxyto }),
      ...(info.allowtoken === 0 && { allowtoken: false as const }),
    },
  }
}

/** A call that reads and returns nothing would be pointless: the Backup Server's schema only does not tell. */
function readReturns(verb: Verb, node: SchemaShape, formats: Formats): Shape {
  return verb === 'GET' && node.type === 'null' ? {} : readShape(node, formats)
}

/** A few methods do not list the placeholders of their path; none can do without them. */
function readParameters(path: string, node: SchemaShape, formats: Formats): Shape {
  const shape = readShape({ ...node, type: 'object' }, formats)
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
