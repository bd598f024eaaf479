import type { Shape } from '../../packages/proxmox/src/shape/shape.ts'

/** A node of the vendor's schema, as much of it as is read. */
export interface SchemaShape {
  type?: string
  optional?: number | string | boolean
  enum?: unknown
  minimum?: number | string
  maximum?: number | string
  minLength?: number
  maxLength?: number
  pattern?: unknown
  format?: string | Record<string, SchemaShape>
  default?: unknown
  requires?: string
  items?: SchemaShape
  properties?: Record<string, SchemaShape>
  additionalProperties?: number | boolean | SchemaShape
  oneOf?: SchemaShape[]
}

/** Named formats that are property strings, with their keys. The others are known by name only. */
export type Formats = Readonly<Record<string, Record<string, SchemaShape>>>

const types = new Set(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'])

/** Keeps the facts of a schema node and leaves its sentences behind. Keys come out in a fixed order. */
export function readShape(node: SchemaShape, formats: Formats): Shape {
  const type = readType(node)
  const properties = readProperties(node.properties, formats)
  const fields = readProperties(typeof node.format === 'object' ? node.format : formats[node.format ?? ''], formats)
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
    ...(fields && { fields }),
    ...readDefault(type, node.default),
    ...(node.requires !== undefined && { requires: node.requires }),
    ...(node.items && Object.keys(node.items).length > 0 && { items: readShape(node.items, formats) }),
    ...(properties && { properties }),
    ...(typeof node.additionalProperties === 'object' && { values: readShape(node.additionalProperties, formats) }),
    ...(node.oneOf && { oneOf: node.oneOf.map((one) => readShape(one, formats)) }),
  }
}

function readType(node: SchemaShape): Shape['type'] {
  if (node.type !== undefined) return types.has(node.type) ? (node.type as Shape['type']) : undefined
  if (node.properties) return 'object'
  if (node.items) return 'array'
  return isWordList(node.enum) ? 'string' : undefined
}

function readProperties(
  nodes: Record<string, SchemaShape> | undefined,
  formats: Formats,
): Record<string, Shape> | undefined {
  if (!nodes) return undefined
  const names = Object.keys(nodes).sort()
  return Object.fromEntries(names.map((name) => [name, readShape(nodes[name] ?? {}, formats)]))
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
