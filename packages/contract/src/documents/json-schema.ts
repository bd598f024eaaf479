import Type, { type TSchema } from 'typebox'
import * as contract from '../contract.ts'

/** A part of a document: JSON. */
export type Json = Record<string, unknown>

/** Words beside our schemas that only this server understands. */
const ownKeywords = new Set(['whenMissing', 'whenWrong'])

/** Shapes that have a name: every exported `…Shape`, found again by its text, for wrappers such as `Optional` copy it. */
const namesByText: ReadonlyMap<string, string> = new Map(
  Object.entries(contract).flatMap(([name, value]): [string, string][] =>
    name.endsWith('Shape') && Type.IsObject(value) ? [[JSON.stringify(value), name.slice(0, -'Shape'.length)]] : [],
  ),
)

/** Schemas of a document: what has a name is described once and referred to. */
export class SchemaBook {
  readonly #named = new Map<string, Json>()
  readonly #refers: boolean

  /** @param refers false: everything is described in its place, without a word that checks nothing */
  constructor({ refers = true } = {}) {
    this.#refers = refers
  }

  /** As JSON Schema 2020-12, which OpenAPI 3.1 uses. */
  schemaOf(schema: TSchema): Json {
    return this.#written(JSON.parse(JSON.stringify(schema)) as Json)
  }

  /** Everything that was referred to, by name. */
  components(): Json {
    return Object.fromEntries([...this.#named].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }

  #written(schema: Json): Json {
    const name = this.#refers ? namesByText.get(JSON.stringify(schema)) : undefined
    if (name === undefined) return this.#inPlace(schema)
    if (!this.#named.has(name)) {
      this.#named.set(name, {})
      this.#named.set(name, this.#inPlace(schema))
    }
    return { $ref: `#/components/schemas/${name}` }
  }

  #inPlace(schema: Json): Json {
    const { anyOf, patternProperties, ...rest } = schema
    return {
      ...Object.fromEntries(
        Object.entries(rest)
          .filter(([keyword]) => !ownKeywords.has(keyword) && (this.#refers || keyword !== 'description'))
          .map(([keyword, value]) => [keyword, this.#keyword(keyword, value)]),
      ),
      ...(Array.isArray(anyOf) && this.#choice(anyOf as Json[])),
      ...(patternProperties !== undefined && this.#record(patternProperties as Json)),
      ...(Array.isArray(schema['enum']) && { type: 'string' }),
    }
  }

  #keyword(keyword: string, value: unknown): unknown {
    if (keyword === 'items') return this.#written(value as Json)
    if (keyword !== 'properties') return value
    return Object.fromEntries(Object.entries(value as Json).map(([name, one]) => [name, this.#written(one as Json)]))
  }

  /** A choice between words is a list of words, and "or null" is a type. */
  #choice(all: readonly Json[]): Json {
    const isNull = (one: Json): boolean => one['type'] === 'null'
    const others = all.filter((one) => !isNull(one))
    const nullable = others.length < all.length
    const words = others.map((one) => one['const'])
    if (words.every((word) => typeof word === 'string'))
      return { type: nullable ? ['string', 'null'] : 'string', enum: nullable ? [...words, null] : words }
    const [only, ...more] = others.map((one) => this.#written(one))
    if (only && more.length === 0 && nullable && typeof only['type'] === 'string')
      return { ...only, type: [only['type'], 'null'] }
    return { anyOf: [only, ...more, ...(nullable ? [{ type: 'null' }] : [])] }
  }

  /** Any name, each with a value of one kind. */
  #record(patterns: Json): Json {
    const [values] = Object.values(patterns)
    return { additionalProperties: this.#written(values as Json) }
  }
}
