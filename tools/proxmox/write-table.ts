import type { Shape } from '../../packages/proxmox/src/shape/shape.ts'
import type { SchemaMethod } from '../../packages/proxmox/src/apidoc/read-methods.ts'

/**
 * The table of a product as JSON text: every distinct shape once, in an order where a shape comes after all that it
 * refers to, and references written as its row number. One shape or method a line, so that a diff can be read.
 */
export function compactTable(product: string, version: string, methods: readonly SchemaMethod[]): string {
  const rows: string[] = []
  const numbers = new Map<string, number>()

  const number = (shape: Shape): number => {
    const { items, separated, properties, values, fields, oneOf, ...plain } = shape
    const row = JSON.stringify({
      ...plain,
      ...(items && { items: number(items) }),
      ...(separated && { separated: number(separated) }),
      ...(properties && { properties: numberAll(properties) }),
      ...(values && { values: number(values) }),
      ...(fields && { fields: numberAll(fields) }),
      ...(oneOf && { oneOf: oneOf.map(number) }),
    })
    const known = numbers.get(row)
    if (known !== undefined) return known
    numbers.set(row, rows.length)
    return rows.push(row) - 1
  }
  const numberAll = (shapes: Readonly<Record<string, Shape>>): Record<string, number> =>
    Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, number(shape)]))

  const lines = methods.map(({ path, verb, parameters, returns, facts }) =>
    JSON.stringify([verb, path, number(parameters), number(returns), facts]),
  )
  return `{"product":"${product}","version":"${version}",\n"shapes":[\n${rows.join(',\n')}\n],\n"methods":[\n${lines.join(',\n')}\n]}\n`
}
