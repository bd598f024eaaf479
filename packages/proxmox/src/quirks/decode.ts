import { family, type Shape } from '../shape/shape.ts'

/** A value that was not what its shape says. The value itself is left out: it may be hostile or secret. */
export interface OddValue {
  /** JSON pointer (RFC 6901) from `data`. */
  readonly pointer: string
  /** What stood there: `text`, `number`, `boolean`, `list`, `object`, `null`, or `missing` for a field that must exist. */
  readonly kind: string
}

/** Thrown when an answer as a whole is of another kind than due, such as an object in place of a list. */
export class WrongKind extends Error {
  override readonly name = 'WrongKind'
  /** What came instead, as in OddValue. */
  readonly kind: string

  constructor(expected: string, kind: string) {
    super(`expected ${expected}, got ${kind}`)
    this.kind = kind
  }
}

/** Turns `data` of an answer into what its type promises. Works in place: the value handed in is used up. */
export type Decode = (data: unknown, onOdd: (odd: OddValue) => void) => unknown

/** Where the decoding stands, and who hears of odd values. */
interface Place {
  readonly path: (string | number)[]
  readonly onOdd: (odd: OddValue) => void
}

/** Returns the decoded value, or `undefined` (which JSON cannot hold) where nothing can be made of it. */
type Step = (value: unknown, place: Place) => unknown

/**
 * Compiles the decoder of a shape. Answers differ from their description by version and by accident: numbers and
 * booleans come as text, fields hold `null` or junk. A field that cannot be read is removed and reported; its row and
 * neighbours stay. A row without a field that `strict` shapes require, or that is no object at all, is dropped.
 *
 * @param strict whether the shape is hand-made, so that its word on required fields can be relied on
 */
export function compileDecoder(shape: Shape, strict: boolean): Decode {
  if (shape.type === 'null') return decodeNothing
  const step = compile(shape, strict)
  return (data, onOdd) => {
    if (data === null && shape.nullable) return null
    const decoded = step(data, { path: [], onOdd })
    if (decoded === undefined) throw new WrongKind(nameOf(shape), kindOf(data))
    return decoded
  }
}

/** Some methods that return nothing answer an empty text or list (SDN objects, for one). */
const decodeNothing: Decode = (data, onOdd) => {
  const empty = data === null || data === '' || (Array.isArray(data) && data.length === 0)
  if (!empty) onOdd({ pointer: '', kind: kindOf(data) })
  return null
}

function compile(shape: Shape, strict: boolean): Step {
  switch (shape.type) {
    case 'integer':
    case 'number':
      return numberStep(shape)
    case 'boolean':
      return toBoolean
    case 'string':
      return toText
    case 'array':
      return shape.items ? listStep(shape.items, strict) : (value) => (Array.isArray(value) ? value : undefined)
    case 'object':
      return objectStep(shape, strict)
    default:
      return (value) => value
  }
}

const numeral = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/

function numberStep({ type, minimum = -Number.MAX_VALUE, maximum, absent }: Shape): Step {
  // 64-bit counters lose digits in a double, which is fine; no integer on the wire is larger than they are.
  const limit = maximum ?? (type === 'integer' ? 2 ** 64 : Number.MAX_VALUE)
  return (value) => {
    let given = value
    if (typeof given === 'string') {
      if (absent?.includes(given)) return null
      if (!numeral.test(given)) return undefined
      given = Number(given)
    }
    return typeof given === 'number' && given >= minimum && given <= limit ? given : undefined
  }
}

const toBoolean: Step = (value) => {
  switch (value) {
    case true:
    case 1:
    case '1':
    case 'true':
    case 'yes':
    case 'on':
      return true
    // Perl's false is the empty text; PVE before 7 lets it through.
    case false:
    case 0:
    case '0':
    case '':
    case 'false':
    case 'no':
    case 'off':
      return false
    default:
      return undefined
  }
}

const toText: Step = (value) => {
  if (typeof value === 'string') return value
  // A name or id that is all digits leaves Perl as a number.
  return typeof value === 'number' ? String(value) : undefined
}

function listStep(shape: Shape, strict: boolean): Step {
  const step = compile(shape, strict)
  const nested = isContainer(shape)
  return (value, place) => {
    if (!Array.isArray(value)) return undefined
    const items: unknown[] = value
    let kept = 0
    for (let index = 0; index < items.length; index++) {
      const item = items[index]
      const decoded = item === null && shape.nullable ? null : descend(step, nested, item, index, place)
      if (decoded !== undefined && (decoded !== null || shape.nullable)) items[kept++] = decoded
    }
    items.length = kept
    return items
  }
}

interface Field {
  readonly name: string
  readonly step: Step
  readonly nested: boolean
  readonly required: boolean
  readonly nullable: boolean
}

function objectStep(shape: Shape, strict: boolean): Step {
  const toField = ([name, property]: [string, Shape]): Field => ({
    name,
    step: compile(property, strict),
    nested: isContainer(property),
    required: strict && !property.optional && !name.endsWith('[n]') && property.type !== undefined,
    nullable: property.nullable === true || property.type === undefined,
  })
  const all = Object.entries(shape.properties ?? {}).map(toField)
  const fields = all.filter((field) => !field.name.endsWith('[n]'))
  const families = new Map(all.filter((field) => field.name.endsWith('[n]')).map((field) => [field.name, field]))
  const others = shape.values && toField(['', shape.values])
  const known = new Set(fields.map((field) => field.name))
  return (value, place) => {
    if (!isRecord(value)) return undefined
    for (const field of fields) if (!decodeField(value, field.name, field, place)) return undefined
    if (families.size === 0 && !others) return value
    for (const name of Object.keys(value)) {
      if (known.has(name)) continue
      const field = families.get(family(name)) ?? others
      if (field) decodeField(value, name, field, place)
    }
    return value
  }
}

/** Says `false` if a field is missing without which the object is worth nothing. */
function decodeField(object: Record<string, unknown>, name: string, field: Field, place: Place): boolean {
  const given = object[name]
  if (given === undefined || (given === null && field.nullable)) {
    if (!field.required || given === null) return true
    place.onOdd({ pointer: pointerOf(place.path, name), kind: 'missing' })
    return false
  }
  const decoded = given === null ? null : descend(field.step, field.nested, given, name, place)
  if (decoded === undefined || decoded === null) {
    // `null` says that there is no value, which is no oddity unless there must be one.
    if (given === null && field.required) place.onOdd({ pointer: pointerOf(place.path, name), kind: 'null' })
    delete object[name]
    return !field.required
  }
  if (decoded !== given) object[name] = decoded
  return true
}

/** Decodes one member of a list or object; reports it if nothing can be made of it. */
function descend(step: Step, nested: boolean, value: unknown, key: string | number, place: Place): unknown {
  if (!nested) {
    const decoded = step(value, place)
    if (decoded === undefined) place.onOdd({ pointer: pointerOf(place.path, key), kind: kindOf(value) })
    return decoded
  }
  place.path.push(key)
  const decoded = step(value, place)
  place.path.pop()
  // A container of the right kind has already reported what it lacks.
  if (decoded === undefined && (typeof value !== 'object' || value === null || Array.isArray(value))) {
    place.onOdd({ pointer: pointerOf(place.path, key), kind: kindOf(value) })
  }
  return decoded
}

const isContainer = (shape: Shape): boolean => shape.type === 'object' || shape.type === 'array'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function pointerOf(path: readonly (string | number)[], key: string | number): string {
  return [...path, key].map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'list'
  return typeof value === 'string' ? 'text' : typeof value
}

function nameOf(shape: Shape): string {
  if (shape.type === 'array') return 'list'
  return shape.type === 'string' ? 'text' : (shape.type ?? 'value')
}
