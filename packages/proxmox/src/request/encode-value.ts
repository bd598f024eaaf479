import { buildPropertyString, PropertyStringError, type Shape } from '../shape/shape.ts'
import type { Product } from '../schema/schema.ts'

/** A value that cannot be sent. */
export class UnfitValue extends Error {
  override readonly name = 'UnfitValue'
}

/**
 * The texts that a parameter travels as, each under the parameter's name: several for a list.
 *
 * - Booleans are 0 and 1 with PVE, words with PBS. Text passes as it is.
 * - A list is the repeated key, which both products read as one; where the schema has a list in one text, it is joined.
 * - An object becomes a property string.
 *
 * @throws UnfitValue
 */
export function encodeValue(product: Product, shape: Shape | undefined, value: unknown): string[] {
  if (!Array.isArray(value)) return [encodeOne(product, shape, value)]
  const forms = shape?.oneOf?.flatMap((one) => one.items ?? []) ?? []
  const item = shape?.items ?? shape?.separated ?? (forms.length > 0 ? { oneOf: forms } : undefined)
  const texts = value.map((one) => encodeOne(product, item, one))
  if (!isListInText(shape)) return texts
  const bad = texts.find((text) => /[,;\s\0]/.test(text))
  if (bad !== undefined) throw new UnfitValue(`must not hold a comma, semicolon or blank: '${bad}'`)
  return [texts.join(',')]
}

/** `…-list` formats and the Backup Server's lists. */
const isListInText = (shape: Shape | undefined): boolean =>
  shape?.type === 'string' && (shape.separated !== undefined || shape.format?.endsWith('-list') === true)

function encodeOne(product: Product, shape: Shape | undefined, value: unknown): string {
  switch (typeof value) {
    case 'boolean':
      return product === 'pve' ? (value ? '1' : '0') : String(value)
    case 'string':
    case 'bigint':
      return String(value)
    case 'number':
      if (!Number.isFinite(value)) throw new UnfitValue('must be a finite number')
      return String(value)
    case 'object':
      if (value !== null && !Array.isArray(value)) return encodeObject(product, shape, { ...value })
      break
    default:
  }
  throw new UnfitValue('must be a text, number, boolean, or a list of them')
}

function encodeObject(product: Product, shape: Shape | undefined, values: Record<string, unknown>): string {
  const forms = [shape, ...(shape?.oneOf ?? [])].flatMap((one) => (one?.fields ? [one.fields] : []))
  let problem = 'must be a text, number, boolean, or a list of them'
  for (const fields of forms) {
    try {
      return buildPropertyString({ fields, quotes: product === 'pbs' }, values)
    } catch (error) {
      if (!(error instanceof PropertyStringError)) throw error
      problem = error.message
    }
  }
  throw new UnfitValue(problem)
}
