import { ownOf, type Shape } from '../shape/shape.ts'

/** A node of the vendor's schema, as much of it as is read. */
export interface SchemaShape {
  type?: string
  description?: unknown
  optional?: number | string | boolean
  enum?: unknown
  minimum?: number | string
  maximum?: number | string
  minLength?: number
  maxLength?: number
  pattern?: unknown
  /** A name, the keys of a property string (PVE), or a whole schema of what the text holds (PBS). */
  format?: string | Record<string, SchemaShape> | SchemaShape
  default_key?: unknown
  alias?: string
  keyAlias?: string
  default?: unknown
  requires?: string
  items?: SchemaShape
  properties?: Record<string, SchemaShape>
  additionalProperties?: number | boolean | SchemaShape
  oneOf?: SchemaShape[]
}

/** Named formats that are property strings, with their keys. The others are known by name only. */
export type Formats = Readonly<Record<string, Readonly<Record<string, Shape>>>>

/** How shapes are read. */
export interface Reading {
  readonly formats: Formats
  /** Keep the vendor's descriptions. */
  readonly sentences: boolean
}

const types = new Set(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'])

/** Keeps the facts of a schema node, and its description where wanted. Keys come out in a fixed order. */
export function readShape(node: SchemaShape, reading: Reading): Shape {
  const type = readType(node)
  const properties = node.properties && readShapes(node.properties, reading)
  const pattern = readPattern(node.pattern)
  const minimum = readNumber(node.minimum)
  const maximum = readNumber(node.maximum)
  return {
    ...(type && { type }),
    ...(isTrue(node.optional) && { optional: true as const }),
    ...(isWordList(node.enum) && { enum: node.enum }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(node.minLength !== undefined && { minLength: node.minLength }),
    ...(node.maxLength !== undefined && { maxLength: node.maxLength }),
    ...(pattern !== undefined && { pattern }),
    // A format that is not one word is prose.
    ...(typeof node.format === 'string' && /^[\w-]+$/.test(node.format) && { format: node.format }),
    ...readFormat(node.format, reading),
    ...(isTrue(node.default_key) && { defaultKey: true as const }),
    ...(node.alias !== undefined && { alias: node.alias }),
    ...(node.keyAlias !== undefined && { keyAlias: node.keyAlias }),
    ...readDefault(type, node.default),
    ...(node.requires !== undefined && { requires: node.requires }),
    ...(node.items && Object.keys(node.items).length > 0 && { items: readShape(node.items, reading) }),
    ...(properties && { properties }),
    ...(typeof node.additionalProperties === 'object' && { values: readShape(node.additionalProperties, reading) }),
    ...(node.oneOf && { oneOf: node.oneOf.map((one) => readShape(one, reading)) }),
    ...(reading.sentences && typeof node.description === 'string' && { description: node.description }),
  }
}

/** Shapes by name, in the order of their names. */
export function readShapes(nodes: Record<string, SchemaShape>, reading: Reading): Record<string, Shape> {
  const names = Object.keys(nodes).sort()
  return Object.fromEntries(names.map((name) => [name, readShape(nodes[name] ?? {}, reading)]))
}

/** What a text holds: the fields of a property string, or the items of a list. */
function readFormat(format: SchemaShape['format'], reading: Reading): Pick<Shape, 'fields' | 'separated'> {
  if (format === undefined) return {}
  if (typeof format === 'string') {
    const fields = ownOf(reading.formats, format)
    return fields ? { fields } : {}
  }
  if (!isWholeSchema(format)) return { fields: readShapes(format, reading) }
  if (format.type === 'array') return format.items ? { separated: readShape(format.items, reading) } : {}
  if (!format.properties) return {}
  const fields = readShapes(format.properties, reading)
  // The Backup Server names the field; Proxmox VE marks it.
  const { default_key: name } = format
  const marked = typeof name === 'string' && fields[name]
  return { fields: marked ? { ...fields, [name]: { ...marked, defaultKey: true } } : fields }
}

/** A property string may have a field called `type`, but that is described by an object. */
function isWholeSchema(format: Record<string, SchemaShape> | SchemaShape): format is SchemaShape {
  return typeof format.type === 'string'
}

function readType(node: SchemaShape): Shape['type'] {
  if (node.type !== undefined) return types.has(node.type) ? (node.type as Shape['type']) : undefined
  if (node.properties) return 'object'
  if (node.items) return 'array'
  return isWordList(node.enum) ? 'string' : undefined
}

const isTrue = (value: unknown): boolean => value === 1 || value === true || value === '1'
const isWordList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((word) => typeof word === 'string')

function readNumber(value: number | string | undefined): number | undefined {
  return value === undefined || value === '' || Number.isNaN(Number(value)) ? undefined : Number(value)
}

/** Defaults are prose at times ("autodetect", "1 MiB"), so only one of the right type is a fact. */
function readDefault(type: Shape['type'], value: unknown): { default?: string | number | boolean } {
  if (type === 'boolean') {
    if (isTrue(value)) return { default: true }
    return value === 0 || value === false || value === '0' ? { default: false } : {}
  }
  if (type === 'integer' || type === 'number') return typeof value === 'number' ? { default: value } : {}
  return type === 'string' && typeof value === 'string' && /^[\w.:/*=,-]+$/.test(value) ? { default: value } : {}
}

/** Perl and Rust patterns as JavaScript writes them, or nothing where it cannot. */
function readPattern(pattern: unknown): string | undefined {
  if (typeof pattern !== 'string') return undefined
  const script = pattern
    .replace(/^\/(.*)\/$/s, '$1')
    .replaceAll('(?P<', '(?<')
    .replaceAll('[[:^cntrl:]]', '[^\\x00-\\x1f\\x7f]')
    .replaceAll('[:cntrl:]', '\\x00-\\x1f\\x7f')
    .replaceAll(/\(\?\^u?:/g, '(?:')
    .replaceAll('(?^i:', '(?i:')
  // Atomic groups, `{,n}` and inline flags are refused or, worse, read as plain text.
  if (/\(\?>|\{,|\(\?m\)|\[:\^?\w+:\]|\\[AzZ]/.test(script)) return undefined
  try {
    return new RegExp(script).source === '' ? undefined : script
  } catch {
    return undefined
  }
}
