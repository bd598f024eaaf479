import { familyProblem, matches, ownOf, ownOrFamily, type Shape } from '../shape/shape.ts'
import type { Product } from './table.ts'

/** The wording of each product's parameter errors (PVE::JSONSchema; proxmox-schema). */
interface Wording {
  readonly missing: string
  readonly unknown: string
  readonly tooLong: (limit: number) => string
  readonly tooShort: (limit: number) => string
  readonly tooSmall: (limit: number, got: string) => string
  readonly tooLarge: (limit: number, got: string) => string
  readonly notInteger: (got: string) => string
  readonly notNumber: (got: string) => string
  readonly notBoolean: (got: string) => string
  readonly notListed: (got: string, words: readonly string[]) => string
  readonly noMatch: string
}

const pveWording: Wording = {
  missing: 'property is missing and it is not optional',
  unknown: 'property is not defined in schema and the schema does not allow additional properties',
  tooLong: (limit) => `value may only be ${limit} characters long`,
  tooShort: (limit) => `value must be at least ${limit} characters long`,
  tooSmall: (limit) => `value must have a minimum value of ${limit}`,
  tooLarge: (limit) => `value must have a maximum value of ${limit}`,
  notInteger: (got) => `type check ('integer') failed - got '${got}'`,
  notNumber: (got) => `type check ('number') failed - got '${got}'`,
  notBoolean: (got) => `type check ('boolean') failed - got '${got}'`,
  notListed: (got, words) => `value '${got}' does not have a value in the enumeration '${words.join(', ')}'`,
  noMatch: 'value does not match the regex pattern',
}

const pbsWording: Wording = {
  ...pveWording,
  missing: 'parameter is missing and it is not optional.',
  unknown: 'schema does not allow additional properties.',
  tooSmall: (limit, got) => `value must have a minimum value of ${limit} (got ${got})`,
  tooLarge: (limit, got) => `value must have a maximum value of ${limit} (got ${got})`,
  notInteger: () => 'invalid digit found in string',
  notNumber: () => 'invalid float literal',
  notBoolean: () => 'Unable to parse boolean option.',
  notListed: (got) => `value '${got}' is not defined in the enumeration.`,
}

/** Perl code checks these formats; the texts follow it. */
const formats: Readonly<Record<string, { readonly pattern: RegExp; readonly failure: string }>> = {
  'pve-vmid': { pattern: /^[1-9][0-9]{2,8}$/, failure: 'value does not look like a valid VM ID' },
  'pve-node': {
    pattern: /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)$/,
    failure: 'value does not look like a valid node name',
  },
  'pve-storage-id': { pattern: /^[a-z][a-z0-9\-_.]*[a-z0-9]$/i, failure: 'storage ID is invalid' },
  'pve-configid': { pattern: /^[a-z][a-z0-9_-]+$/i, failure: 'invalid configuration ID' },
}

/** A message for each parameter that the product would refuse. */
export function checkFields(
  product: Product,
  shape: Shape,
  values: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const wording = product === 'pve' ? pveWording : pbsWording
  const properties = shape.properties ?? {}
  const errors = new Map<string, string>()
  for (const [name, property] of Object.entries(properties)) {
    if (!property.optional && !name.endsWith('[n]') && values[name] === undefined) errors.set(name, wording.missing)
  }
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    const property = ownOrFamily(properties, name)
    if (!property || familyProblem(name) !== undefined) {
      if (shape.closed) errors.set(name, wording.unknown)
      continue
    }
    const problem = problemOf(wording, property, value)
    if (problem !== undefined) errors.set(name, problem)
    if (property.requires !== undefined && values[property.requires] === undefined) {
      errors.set(property.requires, `missing property - '${name}' requires this property`)
    }
  }
  // Even a name `__proto__` becomes a property of its own.
  return Object.fromEntries(errors)
}

function problemOf(wording: Wording, shape: Shape, value: unknown): string | undefined {
  if (shape.oneOf) {
    const problems = shape.oneOf.map((one) => problemOf(wording, one, value))
    return problems.includes(undefined) ? undefined : problems[0]
  }
  if (shape.type === 'array') {
    // A form with the key once gives one text instead of a list.
    const items: unknown[] = Array.isArray(value) ? value : [value]
    return items.map((item) => (shape.items ? problemOf(wording, shape.items, item) : undefined)).find(Boolean)
  }
  if (typeof value === 'object')
    return shape.type === 'object' || shape.type === undefined ? undefined : wording.noMatch
  const got = `${value as string | number | boolean}`
  switch (shape.type) {
    case 'integer':
      return /^[+-]?\d+$/.test(got) ? outOfRange(wording, shape, got) : wording.notInteger(got)
    case 'number':
      return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(got)
        ? outOfRange(wording, shape, got)
        : wording.notNumber(got)
    case 'boolean':
      return /^(0|1|on|off|yes|no|true|false)$/i.test(got) ? undefined : wording.notBoolean(got)
    case 'string':
      return textProblem(wording, shape, got)
    default:
      return undefined
  }
}

function outOfRange(wording: Wording, shape: Shape, got: string): string | undefined {
  if (shape.minimum !== undefined && Number(got) < shape.minimum) return wording.tooSmall(shape.minimum, got)
  if (shape.maximum !== undefined && Number(got) > shape.maximum) return wording.tooLarge(shape.maximum, got)
  // Two integer parameters of PVE are an enumeration.
  return shape.enum && !shape.enum.includes(got) ? wording.notListed(got, shape.enum) : undefined
}

function textProblem(wording: Wording, shape: Shape, got: string): string | undefined {
  if (shape.maxLength !== undefined && got.length > shape.maxLength) return wording.tooLong(shape.maxLength)
  if (shape.minLength !== undefined && got.length < shape.minLength) return wording.tooShort(shape.minLength)
  if (shape.enum && !shape.enum.includes(got)) return wording.notListed(got, shape.enum)
  if (shape.pattern !== undefined && !matches(shape.pattern, got)) return wording.noMatch
  const format = shape.format === undefined ? undefined : ownOf(formats, shape.format)
  return format && !format.pattern.test(got) ? `invalid format - ${format.failure}` : undefined
}
