import { buildPropertyString, ownOf, PropertyStringError, type Shape } from '../shape/shape.ts'
import { checkFields } from './check-fields.ts'
import { checkValue } from './check-value.ts'
import { chosenWords, otherWords, wordsFor } from './sample-words.ts'
import type { Method, Product } from './table.ts'

/**
 * A plausible value that a shape allows: always the same one, and for a known name the same everywhere (`node` is
 * `pve1`, `vmid` 100). Objects come with all of their fields, lists with one item, families with their first member.
 *
 * @param name of the parameter or field, which may be empty
 * @param product decides how booleans are written: 0 and 1, or false and true
 * @example sampleValue({ type: 'integer', minimum: 100 }, 'vmid') // 100
 */
export function sampleValue(shape: Shape, name: string, product: Product = 'pve'): unknown {
  const [first] = shape.oneOf ?? []
  if (first) return sampleValue(first, name, product)
  switch (shape.type) {
    case undefined:
    case 'null':
      return null
    case 'boolean':
      return product === 'pve' ? 1 : true
    case 'integer':
    case 'number':
      return sampleNumber(shape, name, product)
    case 'string':
      return sampleText(shape, name, product)
    case 'array':
      return shape.items ? [sampleValue(shape.items, singular(name), product)] : []
    default:
      return sampleObject(shape, product)
  }
}

/**
 * The placeholders of a method's path, and the parameters that must be given. They pass `checkParameters`.
 *
 * @example sampleParameters(method) // { node: 'pve1', vmid: 100 }
 */
export function sampleParameters(method: Method): Record<string, unknown> {
  const properties = method.parameters.properties ?? {}
  const parameters: Record<string, unknown> = {}
  const add = (name: string): void => {
    const shape = ownOf(properties, name)
    if (!shape || Object.hasOwn(parameters, name)) return
    parameters[name] = (name === 'vmid' && guestOf(method)) || sampleValue(shape, name, method.product)
    if (shape.requires !== undefined) add(shape.requires)
  }
  for (const [name, { optional }] of Object.entries(properties)) {
    if (!optional && !name.endsWith('[n]')) add(name)
  }
  return parameters
}

/** Guest 100 of the examples is a VM, 101 a container, and 900 does not exist yet. */
function guestOf({ verb, path }: Method): number | undefined {
  if (path.includes('/lxc/{vmid}')) return 101
  return verb === 'POST' && /\/(qemu|lxc)$/.test(path) ? 900 : undefined
}

function sampleNumber(shape: Shape, name: string, product: Product): number {
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = shape
  const words = wordsFor(product, name, shape.format).filter((word) => typeof word === 'number')
  const listed = shape.enum?.map(Number) ?? []
  const preset = typeof shape.default === 'number' ? [shape.default] : []
  const candidates = [...words, ...preset, ...listed, Math.min(Math.max(1, minimum), maximum)]
  return candidates.find((value) => allows(shape, value)) ?? minimum
}

/** A bound for what a file of unknown origin may ask for. */
const longestText = 10_000

function sampleText(shape: Shape, name: string, product: Product): string {
  const words = wordsFor(product, name, shape.format).map(String)
  const fixed = typeof shape.default === 'string' ? [shape.default] : []
  const listed = shape.enum ?? []
  const built = shape.fields ? samplePropertyString(shape.fields, product) : []
  const separated = shape.separated ? [String(sampleValue(shape.separated, singular(name), product))] : []
  // Of several words that are allowed the one that is known by name, such as `dir` of the types of storage.
  const known = [...(ownOf(chosenWords, name) ?? []), ...words].filter((word) => listed.includes(word))
  const long = 'example'.padEnd(Math.min(shape.minLength ?? 0, longestText), '-example')
  const candidates = [...built, ...separated, ...known, ...fixed, ...listed, ...words, long, ...otherWords]
  return candidates.find((value) => allows(shape, value)) ?? long
}

/** The fields that must be there, or the first few where none must; nothing if a field cannot be written. */
function samplePropertyString(fields: Readonly<Record<string, Shape>>, product: Product): string[] {
  const usable = Object.entries(fields).filter(([, field]) => field.alias === undefined)
  const needed = usable.filter(([, field]) => !field.optional || field.defaultKey)
  const chosen = needed.length > 0 ? needed : usable.slice(0, 2)
  // The schema leaves out the type of some texts.
  const values = chosen.map(([name, field]) => [name, sampleValue({ type: 'string', ...field }, name, product)])
  try {
    return [buildPropertyString({ fields, quotes: product === 'pbs' }, Object.fromEntries(values))]
  } catch (error) {
    if (error instanceof PropertyStringError) return []
    throw error
  }
}

function sampleObject(shape: Shape, product: Product): Record<string, unknown> {
  const fields = Object.entries(shape.properties ?? {}).map(([name, field]): [string, unknown] => {
    const first = name.replace(/\[n\]$/, '0')
    return [first, sampleValue(field, first.replace(/0$/, ''), product)]
  })
  if (fields.length === 0 && shape.values) return { example: sampleValue(shape.values, 'example', product) }
  return Object.fromEntries(fields)
}

/** Both as a parameter and in an answer. */
function allows(shape: Shape, value: unknown): boolean {
  const asParameter = checkFields('pve', { type: 'object', properties: { value: shape } }, { value })
  return asParameter['value'] === undefined && checkValue(shape, value).length === 0
}

const singular = (name: string): string => name.replace(/s$/, '')
