import Type, { type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

/** Names and list positions that lead to a value, from the outermost on. */
export type Path = readonly (string | number)[]

export interface ShapeRules {
  /** The case of letters in names does not count, as in files of the original. */
  anyCase: boolean
  /** Told of each name that the schema does not know; where missing, such names are left out in silence. */
  unknown?: (path: Path) => void
}

/** A value that does not fit its schema; `message` follows the path, as in `must be number`. */
export class ShapeProblem extends Error {
  readonly path: Path

  constructor(path: Path, message: string) {
    super(message)
    this.name = 'ShapeProblem'
    this.path = path
  }
}

/** `connections[0].host` */
export function pathText(path: Path): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('')
}

type ShapeReader<S extends TSchema> = (value: unknown, rules: ShapeRules, base?: Path) => Static<S>

/**
 * Reads what others wrote: a new value is built that has the known fields and no others. `null` counts as absent where a
 * field may be absent and may not be `null`.
 *
 * @throws {ShapeProblem} by the reader
 */
export function shapeReader<S extends TSchema>(schema: S): ShapeReader<S> {
  const validator = Compile(schema)
  return (value, rules, base = []) => {
    const known = picked(schema, value, rules, base)
    if (validator.Check(known)) return known
    const [first] = validator.Errors(known)
    if (!first) throw new ShapeProblem(base, 'has a wrong form')
    const missing = first.keyword === 'required' ? first.params.requiredProperties[0] : undefined
    const inner = steps(first.instancePath, known)
    throw missing === undefined
      ? new ShapeProblem([...base, ...inner], wordsOf(schema, inner) ?? first.message)
      : new ShapeProblem([...base, ...inner, missing], 'is required')
  }
}

function picked(schema: TSchema, value: unknown, rules: ShapeRules, path: Path): unknown {
  if (Type.IsUnion(schema)) return pickedOfUnion(schema.anyOf, value, rules, path)
  if (Type.IsArray(schema) && Array.isArray(value))
    return value.map((item, at) => picked(schema.items, item, rules, [...path, at]))
  if (!isRecord(value)) return value
  if (Type.IsRecord(schema)) {
    const [inner] = Object.values(schema.patternProperties)
    if (!inner) return value
    const entries = Object.entries(value).map(([name, each]) => [name, picked(inner, each, rules, [...path, name])])
    // Not by assignment: `__proto__` is a name like any other here.
    return Object.fromEntries(entries) as unknown
  }
  return Type.IsObject(schema) ? pickedFields(schema, value, rules, path) : value
}

/** The variant that has the form of the value; which variant it really is, the validator says. */
function pickedOfUnion(variants: readonly TSchema[], value: unknown, rules: ShapeRules, path: Path): unknown {
  const fits = (schema: TSchema): boolean =>
    Array.isArray(value) ? Type.IsArray(schema) : isRecord(value) && (Type.IsObject(schema) || Type.IsRecord(schema))
  const variant = variants.find(fits)
  return variant ? picked(variant, value, rules, path) : value
}

function pickedFields(
  { properties, required = [] }: { properties: Readonly<Record<string, TSchema>>; required?: readonly string[] },
  value: Readonly<Record<string, unknown>>,
  rules: ShapeRules,
  path: Path,
): Record<string, unknown> {
  const spelled = (name: string): string => (rules.anyCase ? name.toLowerCase() : name)
  const names = new Map(Object.keys(properties).map((name) => [spelled(name), name]))
  const known: Record<string, unknown> = {}
  for (const [given, inner] of Object.entries(value)) {
    const name = names.get(spelled(given))
    const schema = name === undefined ? undefined : properties[name]
    if (name === undefined || !schema) {
      rules.unknown?.([...path, given])
      continue
    }
    // Of two spellings, the exact one counts.
    if (name !== given && Object.hasOwn(value, name)) continue
    if (inner === null && !required.includes(name) && !mayBeNull(schema)) continue
    known[name] = picked(schema, inner, rules, [...path, name])
  }
  return known
}

const mayBeNull = (schema: TSchema): boolean =>
  Type.IsNull(schema) || (Type.IsUnion(schema) && schema.anyOf.some(mayBeNull))

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A JSON pointer as a path; steps into lists become numbers. */
function steps(pointer: string, value: unknown): Path {
  let inner = value
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
      const step = Array.isArray(inner) ? Number(name) : name
      inner = typeof inner === 'object' && inner !== null ? (Reflect.get(inner, name) as unknown) : undefined
      return step
    })
}

/** What the schema of the field says for people. */
function wordsOf(schema: TSchema, path: Path): string | undefined {
  const field = path.reduce<TSchema | undefined>((outer, step) => outer && innerSchema(outer, step), schema)
  return field && 'whenWrong' in field && typeof field.whenWrong === 'string' ? field.whenWrong : undefined
}

function innerSchema(schema: TSchema, step: string | number): TSchema | undefined {
  if (Type.IsArray(schema)) return schema.items
  return Type.IsObject(schema) ? schema.properties[step] : undefined
}
