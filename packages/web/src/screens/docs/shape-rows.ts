import { messages } from '../../text/messages.ts'
import { lastPart, type Schema } from './document.ts'

/** One field of a body, below the one that it is part of. */
export interface ShapeRow {
  /** Where it stands, unique in its table: `events[].at`. */
  path: string
  /** Its own name; `[]` behind it for a list. */
  name: string
  depth: number
  type: string
  required: boolean
  /** What its values may be, and what they mean. */
  notes: string
}

type Schemas = Readonly<Record<string, Schema>>

/** No shape of ours is deeper, and a shape that holds itself ends somewhere. */
const deepest = 6
const words = messages.docs.shapes

/** The fields of a body one below the other; a body that is no object is one row without a name. */
export function shapeRows(schema: Schema, schemas: Schemas): ShapeRow[] {
  const { fields, isList } = insideOf(schema, schemas)
  if (!fields) return [rowOf({ path: '', name: '', depth: 0, required: true, schema, schemas })]
  if (!isList) return fieldRows(fields, '', 0, schemas)
  const whole = rowOf({ path: '[]', name: '[]', depth: 0, required: true, schema, schemas })
  return [whole, ...fieldRows(fields, '[].', 1, schemas)]
}

function fieldRows(schema: Schema, prefix: string, depth: number, schemas: Schemas): ShapeRow[] {
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = prefix + name
    const row = rowOf({ path, name, depth, required: required.has(name), schema: field, schemas })
    const { fields, isList } = insideOf(field, schemas)
    if (!fields || depth + 1 >= deepest) return [row]
    return [row, ...fieldRows(fields, `${path}${isList ? '[]' : ''}.`, depth + 1, schemas)]
  })
}

/** The object with fields that a schema is, or is a list of, or may be besides null. */
function insideOf(schema: Schema, schemas: Schemas): { fields: Schema | null; isList: boolean } {
  const whole = resolve(schema, schemas)
  if (whole.properties) return { fields: whole, isList: false }
  const item = whole.items ?? (typeof whole.additionalProperties === 'object' ? whole.additionalProperties : undefined)
  if (item) {
    const { fields } = insideOf(item, schemas)
    return { fields, isList: true }
  }
  const one = whole.anyOf?.map((each) => resolve(each, schemas)).find((each) => each.properties ?? each.items)
  return one ? insideOf(one, schemas) : { fields: null, isList: false }
}

function resolve(schema: Schema, schemas: Schemas): Schema {
  return schema.$ref ? (schemas[lastPart(schema.$ref)] ?? {}) : schema
}

interface RowParts {
  path: string
  name: string
  depth: number
  required: boolean
  schema: Schema
  schemas: Schemas
}

function rowOf({ schema, schemas, ...row }: RowParts): ShapeRow {
  const whole = resolve(schema, schemas)
  const notes = [schema.description ?? whole.description, limitsOf(whole)].filter(Boolean).join(' · ')
  return { ...row, type: typeOf(whole, schemas), notes }
}

/** A type in words: `text`, `list of numbers`, `text or null`. */
export function typeOf(given: Schema, schemas: Schemas): string {
  const schema = resolve(given, schemas)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return [...new Set(schema.anyOf.map((each) => typeOf(each, schemas)))].join(words.or)
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  return types.map((type) => nameOf(type, schema, schemas)).join(words.or) || words.anything
}

function nameOf(type: string, schema: Schema, schemas: Schemas): string {
  switch (type) {
    case 'array':
      return words.listOf(schema.items ? typeOf(schema.items, schemas) : words.anything)
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? words.byName(typeOf(schema.additionalProperties, schemas))
        : words.object
    case 'string':
      return schema.format === 'date-time' ? words.time : words.text
    case 'integer':
      return words.integer
    case 'number':
      return words.number
    case 'boolean':
      return words.flag
    default:
      return type
  }
}

/** What a value is bound to, in words; empty without bounds. */
export function limitsOf(schema: Schema): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, pattern } = schema
  return [
    words.range(minimum, maximum),
    words.length(minLength, maxLength),
    words.items(minItems, maxItems),
    pattern && words.pattern(pattern),
  ]
    .filter(Boolean)
    .join(', ')
}
