import type { Shape } from '../../packages/proxmox/src/shape/shape.ts'
import type { SchemaMethod } from '../../packages/proxmox/src/apidoc/read-methods.ts'

const verbs = ['GET', 'POST', 'PUT', 'DELETE'] as const

/** The TypeScript types of a product's methods: an interface per verb, from path to parameters and result. */
export function methodTypes(product: 'pve' | 'pbs', methods: readonly SchemaMethod[]): string {
  const name = product === 'pve' ? 'Pve' : 'Pbs'
  const shared = new SharedTypes()
  const bodies = verbs.map((verb) => {
    const rows = methods
      .filter((method) => method.verb === verb)
      .map(({ path, parameters, returns }) => {
        const result = shared.name(resultType(returns))
        return `  '${path}': { parameters: ${shared.name(parametersType(parameters, shared))}; result: ${result} }`
      })
    return `interface ${verb[0]}${verb.slice(1).toLowerCase()} {\n${rows.join('\n')}\n}\n`
  })
  const formats = namedFormats(methods, shared)
  return [
    `// Written by tools/generate-proxmox.ts from the ${product.toUpperCase()} schema. Do not edit.\n`,
    'type Other = string & {}\n',
    shared.text(),
    ...bodies,
    `/** Every method of the product: verb, path, then the type of its parameters and of its result. */`,
    `export interface ${name}Methods { get: Get; post: Post; put: Put; delete: Delete }\n`,
    ...formats,
  ].join('\n')
}

/** Long types that recur get a name, which keeps the file and the compiler's work small. */
class SharedTypes {
  readonly #names = new Map<string, string>()

  name(type: string): string {
    if (type.length < 40) return type
    const known = this.#names.get(type) ?? `T${this.#names.size}`
    this.#names.set(type, known)
    return known
  }

  text(): string {
    return [...this.#names].map(([type, name]) => `type ${name} = ${type}\n`).join('')
  }
}

/** Formats of property strings that have a name, and with it a type. */
function namedFormats(methods: readonly SchemaMethod[], shared: SharedTypes): string[] {
  const found = new Map<string, string>()
  const visit = (shape: Shape): void => {
    if (shape.fields && shape.format !== undefined) found.set(shape.format, shared.name(fieldsType(shape.fields)))
    if (shape.items) visit(shape.items)
    Object.values(shape.properties ?? {}).forEach(visit)
  }
  for (const { parameters } of methods) visit(parameters)
  if (found.size === 0) return []
  const rows = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([format, type]) => `  '${format}': ${type}`)
  return [
    `/** The values of property strings whose format has a name. */`,
    `export interface PvePropertyFormats {\n${rows.join('\n')}\n}\n`,
  ]
}

function parametersType(shape: Shape, shared: SharedTypes): string {
  const properties = Object.entries(shape.properties ?? {})
  // Not `{}`, which would take parameters that do not exist.
  if (properties.length === 0) return `Record<string, ${shape.closed ? 'never' : 'unknown'}>`
  const fields = properties.map(([name, property]) => {
    const family = name.endsWith('[n]')
    const optional = property.optional === true || family
    const type = parameterType(property, shared)
    return `${key(name)}${optional && !family ? '?' : ''}: ${type}${optional ? ' | undefined' : ''}`
  })
  return `{ ${fields.join('; ')} }`
}

function parameterType(shape: Shape, shared: SharedTypes): string {
  if (shape.oneOf) return [...new Set(shape.oneOf.map((one) => parameterType(one, shared)))].join(' | ')
  switch (shape.type) {
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'array':
      return shape.items ? `readonly (${parameterType(shape.items, shared)})[]` : 'readonly string[]'
    case 'string':
      if (shape.fields) return `string | ${shared.name(fieldsType(shape.fields))}`
      if (isListInText(shape)) return 'string | readonly (string | number)[]'
      return shape.enum?.length ? shape.enum.map(quote).join(' | ') : 'string'
    default:
      return 'unknown'
  }
}

/** As the encoder joins them. */
const isListInText = (shape: Shape): boolean =>
  shape.separated !== undefined || shape.format?.endsWith('-list') === true

/** The values of a property string by key, without other names of keys. */
function fieldsType(fields: Readonly<Record<string, Shape>>): string {
  const keys = Object.entries(fields).flatMap(([name, shape]) =>
    shape.alias === undefined
      ? [`${key(name)}${shape.optional ? '?' : ''}: ${fieldType(shape)}${shape.optional ? ' | undefined' : ''}`]
      : [],
  )
  return `{ ${keys.join('; ')} }`
}

function fieldType(shape: Shape): string {
  switch (shape.type) {
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    default:
      if (isListInText(shape)) return 'string | readonly (string | number)[]'
      return shape.enum?.length ? shape.enum.map(quote).join(' | ') : 'string'
  }
}

/**
 * The schema's word on which fields of an answer are always there is not to be relied on (other versions, missing
 * privileges, values that cannot be read), so every field may be missing; the overrides say where one is certain.
 */
function resultType(shape: Shape): string {
  if (shape.oneOf) return [...new Set(shape.oneOf.map(resultType))].join(' | ')
  switch (shape.type) {
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'string':
      return shape.enum?.length ? `${shape.enum.map(quote).join(' | ')} | Other` : 'string'
    case 'array':
      return shape.items ? `(${resultType(shape.items)})[]` : 'unknown[]'
    case 'object':
      return objectType(shape)
    default:
      return 'unknown'
  }
}

function objectType(shape: Shape): string {
  const properties = Object.entries(shape.properties ?? {})
  if (properties.length === 0) return `Record<string, ${shape.values ? resultType(shape.values) : 'unknown'}>`
  const fields = properties.map(([name, property]) =>
    name.endsWith('[n]')
      ? `${key(name)}: ${resultType(property)} | undefined`
      : `${key(name)}?: ${resultType(property)}`,
  )
  return `{ ${fields.join('; ')} }`
}

function key(name: string): string {
  if (name.endsWith('[n]')) return `[family: \`${name.slice(0, -3)}\${number}\`]`
  return /^[A-Za-z_]\w*$/.test(name) ? name : quote(name)
}

const quote = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
