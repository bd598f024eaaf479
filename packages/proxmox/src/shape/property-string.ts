import type { Shape } from './shape.ts'

/** The values of a property string by key: numbers and booleans as such, lists as they are given, all else as text. */
export type PropertyValues = Readonly<Record<string, unknown>>

/** What is wrong with a property string, in one line that names the key. */
export class PropertyStringError extends Error {
  override readonly name = 'PropertyStringError'
  /** Missing where the text as a whole is at fault. */
  readonly key?: string

  constructor(problem: string, key?: string) {
    super(key === undefined ? problem : `key '${key}' ${problem}`)
    if (key !== undefined) this.key = key
  }
}

/** How a property string is written: its keys, and the habits of the product. */
export interface PropertyStringForm {
  readonly fields: Fields
  /**
   * Values that hold a comma stand in double quotes, with a backslash before quotes and backslashes (Backup Server).
   * Otherwise there is no way to write a comma (PVE).
   */
  readonly quotes: boolean
  /** Keys that the schema does not know, as newer versions may have them. Default: refused. Kept ones are text. */
  readonly unknownKeys?: 'refuse' | 'keep'
}

type Fields = Readonly<Record<string, Shape>>

/**
 * The values of a property string by key; other names of keys are resolved. Words and ranges are not checked: what a
 * server sent is read even if the schema of today would refuse it.
 *
 * @throws PropertyStringError
 */
export function parsePropertyString(
  { fields, quotes, unknownKeys = 'refuse' }: PropertyStringForm,
  text: string,
): Record<string, unknown> {
  const values = new Map<string, unknown>()
  const set = (key: string, value: unknown): void => {
    if (values.has(key)) throw new PropertyStringError('is given twice', key)
    values.set(key, value)
  }
  for (const { key, value } of quotes ? quotedParts(text) : plainParts(text)) {
    const name = key ?? defaultKeyOf(fields)
    if (name === undefined) throw new PropertyStringError(`'${value}' has no key, and there is none for it by default`)
    const shape = fieldOf(fields, name)
    if (!shape) {
      if (unknownKeys === 'refuse') throw unknown(fields, name)
      set(name, value)
      continue
    }
    if (shape.keyAlias !== undefined) set(shape.keyAlias, name)
    const target = shape.alias ?? name
    set(target, readValue(fieldOf(fields, target) ?? {}, value, name))
  }
  // Even a key `__proto__` becomes a property of its own.
  return Object.fromEntries(values)
}

/**
 * Values as a property string: the default key first and without its name, then the others as they come.
 *
 * @throws PropertyStringError if a key is unknown or missing, or a value cannot be written
 */
export function buildPropertyString(
  { fields, quotes, unknownKeys = 'refuse' }: PropertyStringForm,
  values: PropertyValues,
): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null)
  const entries = resolveAliases(fields, given, unknownKeys)
  for (const [key, shape] of Object.entries(fields)) {
    if (shape.optional !== true && shape.alias === undefined && !entries.has(key))
      throw new PropertyStringError('is missing', key)
  }
  const first = defaultKeyOf(fields)
  shorten(fields, first, entries)
  const parts = [...entries].map(([key, value]) => {
    const text = writeValue(fieldOf(fields, key) ?? {}, value, { key, quotes })
    // A value that holds a `=` would be taken for a key and its value, a blank one for nothing.
    const bare = key === first && ((quotes && text.startsWith('"')) || !/=|^\s*$/.test(text))
    const leads = bare || fieldOf(fields, key)?.keyAlias !== undefined
    return { leads, text: bare ? text : `${key}=${text}` }
  })
  return [...parts.filter(({ leads }) => leads), ...parts.filter(({ leads }) => !leads)]
    .map(({ text }) => text)
    .join(',')
}

/** `model=virtio,macaddr=MAC` as PVE writes it: `virtio=MAC`. */
function shorten(fields: Fields, first: string | undefined, entries: Map<string, unknown>): void {
  const name = first === undefined ? undefined : entries.get(first)
  if (first === undefined || typeof name !== 'string') return
  const short = fieldOf(fields, name)
  if (short?.keyAlias !== first || short.alias === undefined || !entries.has(short.alias)) return
  entries.set(name, entries.get(short.alias))
  entries.delete(short.alias)
  entries.delete(first)
}

function resolveAliases(
  fields: Fields,
  given: readonly (readonly [string, unknown])[],
  unknownKeys: 'refuse' | 'keep',
): Map<string, unknown> {
  const entries = new Map<string, unknown>()
  for (const [key, value] of given) {
    const shape = fieldOf(fields, key)
    if (!shape && unknownKeys === 'refuse') throw unknown(fields, key)
    const pairs: [string, unknown][] = [[shape?.alias ?? key, value]]
    if (shape?.keyAlias !== undefined) pairs.unshift([shape.keyAlias, key])
    for (const [name, one] of pairs) {
      if (entries.has(name)) throw new PropertyStringError('is given twice', name)
      entries.set(name, one)
    }
  }
  return entries
}

interface Part {
  readonly key: string | undefined
  readonly value: string
}

/** As PVE::JSONSchema splits: at every comma, whatever stands around it; empty parts are passed over. */
function plainParts(text: string): Part[] {
  return text.split(',').flatMap((part): Part[] => {
    if (part.trim() === '') return []
    const at = part.indexOf('=')
    return at < 0 ? [{ key: undefined, value: part }] : [toPart(part.slice(0, at), part.slice(at + 1))]
  })
}

function toPart(key: string, value: string): Part {
  if (key === '') throw new PropertyStringError(`'=${value}' has no key`)
  if (value === '') throw new PropertyStringError('has no value', key)
  return { key, value }
}

const quotedPart = /(?:([^=,"]*)=)?(?:"((?:[^"\\]|\\.)*)"|([^,"]*))(,|$)/suy

function quotedParts(text: string): Part[] {
  const parts: Part[] = []
  quotedPart.lastIndex = 0
  for (let end: string | undefined = ','; end === ','; ) {
    const rest = text.slice(quotedPart.lastIndex)
    const found = quotedPart.exec(text)
    if (!found) throw new PropertyStringError(`cannot be read from '${rest.slice(0, 40)}' on`)
    const [, key, quoted, plain = ''] = found
    end = found[4]
    const value = quoted === undefined ? plain : unquote(quoted)
    if (key !== undefined) parts.push(toPart(key, value))
    else if (value.trim() !== '' || quoted !== undefined) parts.push({ key, value })
  }
  return parts
}

const unquote = (text: string): string => text.replaceAll(/\\(.)/gs, (_, char: string) => (char === 'n' ? '\n' : char))
const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, (char) => `\\${char}`).replaceAll('\n', '\\n')}"`

function readValue(shape: Shape, text: string, key: string): unknown {
  switch (shape.type) {
    case 'boolean':
      if (/^(1|on|yes|true)$/i.test(text)) return true
      if (/^(0|off|no|false)$/i.test(text)) return false
      throw new PropertyStringError(`must be 0 or 1, not '${text}'`, key)
    case 'integer':
    case 'number':
      if (!numeral(shape).test(text)) throw new PropertyStringError(`must be ${kindOf(shape)}, not '${text}'`, key)
      return Number(text)
    default:
      return text
  }
}

function writeValue(shape: Shape, value: unknown, { key, quotes }: { key: string; quotes: boolean }): string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (shape.type === 'integer' || shape.type === 'number') {
    const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
    if (!numeral(shape).test(text)) throw new PropertyStringError(`must be ${kindOf(shape)}`, key)
    return text
  }
  if (typeof value === 'number') return String(value)
  // A comma would end the value.
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number'))
    return writeText(value.join(';'), key, quotes)
  if (typeof value === 'string') return writeText(value, key, quotes)
  throw new PropertyStringError('must be a text, number, boolean or list of texts', key)
}

function writeText(text: string, key: string, quotes: boolean): string {
  if (text === '') throw new PropertyStringError('has no value', key)
  if (quotes) return /[,"\\\n]/.test(text) ? quote(text) : text
  if (/[,\n]/.test(text)) throw new PropertyStringError('must not hold a comma or line break', key)
  return text
}

const numeral = ({ type }: Shape): RegExp => (type === 'integer' ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)$/)

/** Not what an object inherits, such as `constructor`. */
const fieldOf = (fields: Fields, key: string): Shape | undefined =>
  Object.hasOwn(fields, key) ? fields[key] : undefined

const defaultKeyOf = (fields: Fields): string | undefined =>
  Object.entries(fields).find(([, shape]) => shape.defaultKey)?.[0]

function unknown(fields: Fields, key: string): PropertyStringError {
  const known = Object.entries(fields).flatMap(([name, shape]) => (shape.alias === undefined ? [name] : []))
  return new PropertyStringError(`does not exist; there are ${known.join(', ')}`, key)
}

const kindOf = ({ type }: Shape): string => (type === 'integer' ? 'a whole number' : 'a number')
