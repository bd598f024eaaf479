import Type, { type Static, type TSchema } from 'typebox'
import { bodyCheck } from './check-body.ts'

/** Gives back the known parameters of a query, as what their schemas say, and refuses what does not fit. */
export type QueryCheck<S extends TSchema> = (query: unknown) => Static<S>

/**
 * A check made from the schema of an endpoint. Parameters that it does not know are ignored; of several with one name the
 * first counts; empty ones count as missing.
 *
 * @throws {AppError} by the check: `request.invalid` with the field
 */
export function queryCheck<S extends TSchema>(schema: S): QueryCheck<S> {
  const check = bodyCheck(schema, 'query')
  const fields: Readonly<Record<string, TSchema>> = Type.IsObject(schema) ? schema.properties : {}
  return (query) => {
    const given: Record<string, unknown> = {}
    for (const [name, field] of Object.entries(fields)) {
      const value: unknown =
        typeof query === 'object' && query && Object.hasOwn(query, name) ? Reflect.get(query, name) : ''
      const text: unknown = Array.isArray(value) ? value[0] : value
      if (typeof text === 'string' && text !== '') given[name] = converted(text, field)
    }
    return check(given)
  }
}

/** What does not look like the type stays as it is, and the check refuses it. */
function converted(text: string, field: TSchema): unknown {
  if (Type.IsInteger(field) || Type.IsNumber(field)) return /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : text
  if (Type.IsBoolean(field))
    return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text
  return text
}
