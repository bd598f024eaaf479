import { lastOfFamily, type Shape } from '../shape/shape.ts'
import { sampleValue, type Product } from '../schema/schema.ts'
import type { Components, Json } from './openapi-components.ts'

/** Where a value travels: what is accepted is wider than what is answered. */
export type Direction = 'parameter' | 'result'

export interface SchemaContext {
  readonly product: Product
  readonly direction: Direction
  readonly components: Components
  /** Versions of parameters that came later than their method. */
  readonly since?: Readonly<Record<string, string>>
}

/** Texts shorter than this are not worth a reference. */
const worthSharing = 160

/** A shape as JSON Schema 2020-12, which OpenAPI 3.1 uses. */
export function schemaOf(shape: Shape, name: string, context: SchemaContext): Json {
  const schema: Json = { ...coreOf(shape, name, context), ...(shape.description && { description: shape.description }) }
  return JSON.stringify(schema).length < worthSharing ? schema : context.components.share('schemas', name, schema)
}

function coreOf(shape: Shape, name: string, context: SchemaContext): Json {
  if (shape.oneOf) return { anyOf: shape.oneOf.map((one) => schemaOf(one, name, context)) }
  switch (shape.type) {
    case undefined:
      return {}
    case 'null':
      return { type: 'null' }
    case 'boolean':
      return booleanSchema(shape, context)
    case 'integer':
    case 'number':
      return numberSchema(shape, context)
    case 'string':
      return textSchema(shape, name, context)
    case 'array':
      return { type: typeOf('array', shape), items: shape.items ? schemaOf(shape.items, name, context) : {} }
    default:
      return { ...objectSchema(shape, context), type: typeOf('object', shape) }
  }
}

/** Proxmox VE answers 0 and 1, the Backup Server false and true; both take either. */
function booleanSchema(shape: Shape, { product, direction, components }: SchemaContext): Json {
  const asNumber = product === 'pve'
  const preset = shape.default === undefined ? {} : { default: asNumber ? Number(shape.default) : shape.default }
  if (direction === 'parameter') {
    const either = { type: ['boolean', 'integer'], enum: [false, true, 0, 1] }
    return { ...components.share('schemas', 'Boolean', either), ...preset }
  }
  if (!asNumber) return { type: typeOf('boolean', shape), ...preset }
  const values = shape.asText ? [0, 1, '0', '1'] : [0, 1]
  return { type: typeOf('integer', shape), enum: shape.nullable ? [...values, null] : values, ...preset }
}

function numberSchema(shape: Shape, { direction }: SchemaContext): Json {
  return {
    type: typeOf(shape.type ?? 'number', shape),
    ...(shape.enum && { enum: shape.enum.map(Number) }),
    ...(shape.minimum !== undefined && { minimum: shape.minimum }),
    ...(shape.maximum !== undefined && { maximum: shape.maximum }),
    ...(shape.format !== undefined && { format: shape.format }),
    ...(shape.default !== undefined && direction === 'parameter' && { default: shape.default }),
  }
}

function textSchema(shape: Shape, name: string, context: SchemaContext): Json {
  const pattern = shape.pattern === undefined ? undefined : wholePattern(shape.pattern)
  const described = shape.fields ?? shape.separated
  return {
    type: typeOf('string', shape),
    // Newer versions may answer further words.
    ...(shape.enum && (context.direction === 'parameter' ? { enum: shape.enum } : { examples: shape.enum })),
    ...(shape.minLength !== undefined && { minLength: shape.minLength }),
    ...(shape.maxLength !== undefined && { maxLength: shape.maxLength }),
    ...(pattern !== undefined && (readable(pattern) ? { pattern } : { 'x-proxmox-pattern': shape.pattern })),
    ...(shape.format !== undefined && { format: shape.format }),
    ...(shape.fields && { 'x-proxmox-property-string': propertyString(shape.fields, context) }),
    ...(shape.separated && { 'x-proxmox-list': schemaOf(shape.separated, name, context) }),
    ...(described && { examples: [sampleValue(shape, name, context.product)] }),
    ...(shape.default !== undefined && context.direction === 'parameter' && { default: shape.default }),
  }
}

/** The fields of `key=value,key=value` as those of an object. */
function propertyString(fields: Readonly<Record<string, Shape>>, context: SchemaContext): Json {
  const [preset] = Object.entries(fields).find(([, field]) => field.defaultKey) ?? []
  const aliases = Object.entries(fields).filter(([, field]) => field.alias !== undefined)
  const own = Object.fromEntries(Object.entries(fields).filter(([, field]) => field.alias === undefined))
  return {
    ...objectSchema({ type: 'object', properties: own }, { ...context, since: {} }),
    ...(preset !== undefined && { 'x-proxmox-default-key': preset }),
    ...(aliases.length > 0 && {
      'x-proxmox-aliases': Object.fromEntries(
        aliases.map(([name, { alias, keyAlias }]) => [
          name,
          keyAlias === undefined ? alias : { [keyAlias]: name, value: alias },
        ]),
      ),
    }),
  }
}

export function objectSchema(shape: Shape, context: SchemaContext): Json {
  const { since = {}, ...below } = context
  const properties: Json = {}
  const families: Json = {}
  const needs: Record<string, string[]> = {}
  for (const [name, property] of Object.entries(shape.properties ?? {})) {
    const family = name.endsWith('[n]')
    const schema = {
      ...schemaOf(property, family ? name.slice(0, -3) : name, below),
      ...(since[name] !== undefined && { 'x-proxmox-since': since[name] }),
    }
    if (family) families[familyPattern(name)] = schema
    else properties[name] = schema
    if (property.requires !== undefined) needs[name] = [property.requires]
  }
  const required = Object.entries(shape.properties ?? {}).flatMap(([name, { optional }]) =>
    optional || name.endsWith('[n]') ? [] : [name],
  )
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(Object.keys(families).length > 0 && { patternProperties: families }),
    ...(Object.keys(needs).length > 0 && context.direction === 'parameter' && { dependentRequired: needs }),
    ...(shape.values && { additionalProperties: schemaOf(shape.values, 'value', below) }),
    ...(shape.closed && { additionalProperties: false }),
  }
}

/** `^net(?:\d|[12]\d|3[01])$` for `net[n]`. */
function familyPattern(key: string): string {
  const last = lastOfFamily(key)
  return `^${key.slice(0, -3)}(?:${last === undefined ? '0|[1-9]\\d*' : numbersUpTo(last)})$`
}

/** A regular expression for 0 to `last`, without leading zeros. */
export function numbersUpTo(last: number): string {
  const digits = String(last)
  const parts: string[] = []
  // All numbers with fewer digits.
  for (let length = 1; length < digits.length; length++)
    parts.push(length === 1 ? '\\d' : `[1-9]${'\\d'.repeat(length - 1)}`)
  // As many digits, but a smaller one at some place, or any up to it at the last.
  for (let place = 0; place < digits.length; place++) {
    const isLast = place === digits.length - 1
    const lowest = place === 0 && !isLast ? 1 : 0
    const highest = Number(digits[place]) - (isLast ? 0 : 1)
    if (highest < lowest) continue
    parts.push(`${digits.slice(0, place)}${oneDigit(lowest, highest)}${'\\d'.repeat(digits.length - place - 1)}`)
  }
  return parts.join('|')
}

function oneDigit(lowest: number, highest: number): string {
  if (lowest === highest) return String(lowest)
  return lowest === 0 && highest === 9 ? '\\d' : `[${lowest}-${highest}]`
}

function typeOf(type: string, shape: Shape): string | string[] {
  const text = shape.asText === true || shape.absent !== undefined
  const all = [type, ...(text && type !== 'string' ? ['string'] : []), ...(shape.nullable ? ['null'] : [])]
  return all.length === 1 ? type : all
}

/** JSON Schema looks for a pattern anywhere in a text; Proxmox wants the whole text to match. */
function wholePattern(pattern: string): string {
  // Validators compile with the `u` flag, which refuses escapes of what needs none.
  const plain = pattern.replaceAll(/\\(.)/gs, (escape, char: string) =>
    /[_@!#%&=:;,'"<>~ ]/.test(char) ? char : escape,
  )
  const outside = plain.replaceAll(/\[(?:[^\]\\]|\\.)*\]|\\-/g, (part) => (part === '\\-' ? '-' : part))
  return `^(?:${outside.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')})$`
}

/** Whether every JSON Schema validator can compile it. */
function readable(pattern: string): boolean {
  if (pattern.includes('(?i:')) return false
  try {
    return new RegExp(pattern, 'u').source !== ''
  } catch {
    return false
  }
}
