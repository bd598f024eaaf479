import type { Shape } from '../shape/shape.ts'
import pbsTable from '../generated/pbs-table.json' with { type: 'json' }
import pveTable from '../generated/pve-table.json' with { type: 'json' }

/** Proxmox VE or Proxmox Backup Server. */
export type Product = 'pve' | 'pbs'
/** The verbs that the APIs know. */
export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A privilege check in the vendor's own grammar, e.g. `['perm', '/nodes/{node}', ['Sys.Audit']]`; PBS uses objects. */
export type PermissionCheck = readonly unknown[] | Readonly<Record<string, unknown>>

/** One method of the API as the schema describes it. */
export interface Method {
  readonly product: Product
  readonly verb: Verb
  /** With placeholders: `/nodes/{node}/qemu/{vmid}/config`. */
  readonly path: string
  /** Path, query and body parameters in one object shape. */
  readonly parameters: Shape
  readonly returns: Shape
  /** `user: 'all'` is anybody logged in, `'world'` needs no login; absent: root@pam only. */
  readonly permissions?: { readonly user?: string; readonly check?: PermissionCheck }
  /** PVE: runs in the root daemon. */
  readonly protected?: true
  /** PVE: forwarded to the node that this parameter names. */
  readonly proxyto?: string
  /** PVE: `false` where API tokens are refused. */
  readonly allowtoken?: false
  /** The first version whose schema has the method; absent where the oldest known schema has it. See `availability`. */
  readonly since?: string
  /** The same for parameters that came later than their method. */
  readonly sinceParameters?: Readonly<Record<string, string>>
}

/** A shape as it lies in the file: other shapes are row numbers. */
interface Row extends Omit<Shape, 'items' | 'separated' | 'values' | 'properties' | 'fields' | 'oneOf'> {
  items?: number
  separated?: number
  values?: number
  properties?: Record<string, number>
  fields?: Record<string, number>
  oneOf?: number[]
}

type MethodFacts = Omit<Method, 'product' | 'verb' | 'path' | 'parameters' | 'returns'>

interface Table {
  version: string
  shapes: Row[]
  methods: [verb: Verb, path: string, parameters: number, returns: number, facts: MethodFacts][]
}

/** A method that is made when it is wanted: a process that calls one has no use for the shapes of a thousand. */
export interface Entry {
  readonly verb: Verb
  readonly path: string
  /** The same object each time. */
  readonly read: () => Method
}

/** The methods of a product from its committed table. */
export function readTable(product: Product): Entry[] {
  // The files are our own, written and checked by tools/generate-proxmox.ts.
  const table = (product === 'pve' ? pveTable : pbsTable) as unknown as Table
  const shapeAt = shapeReader(table.shapes)
  return table.methods.map(([verb, path, parameters, returns, facts]) => {
    let method: Method | undefined
    const read = (): Method =>
      (method ??= { product, verb, path, parameters: shapeAt(parameters), returns: shapeAt(returns), ...facts })
    return { verb, path, read }
  })
}

function shapeReader(rows: readonly Row[]): (row: number) => Shape {
  const shapes: Shape[] = []
  const at = (row: number): Shape => (shapes[row] ??= read(rows[row] ?? {}))
  const all = (numbers: Record<string, number>): Record<string, Shape> =>
    Object.fromEntries(Object.entries(numbers).map(([name, row]) => [name, at(row)]))
  const read = ({ items, separated, values, properties, fields, oneOf, ...plain }: Row): Shape => ({
    ...plain,
    ...(items !== undefined && { items: at(items) }),
    ...(separated !== undefined && { separated: at(separated) }),
    ...(values !== undefined && { values: at(values) }),
    ...(properties && { properties: all(properties) }),
    ...(fields && { fields: all(fields) }),
    ...(oneOf && { oneOf: oneOf.map(at) }),
  })
  return at
}
