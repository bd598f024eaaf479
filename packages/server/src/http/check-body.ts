import Type, { type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { AppError } from '../platform/platform.ts'

/** Gives back the known fields of a body, and refuses what does not fit. */
export type BodyCheck<S extends TSchema> = (body: unknown) => Static<S>

/** Texts that the documents prescribe stand beside the schema of their field. */
interface FieldSchema {
  whenMissing?: unknown
  whenWrong?: unknown
}

type Problem = ReturnType<ReturnType<typeof Compile>['Errors']>[number]

/**
 * A check made from the schema of an endpoint. Fields that the schema does not know are ignored, as documented, and never
 * reach a handler; the case of letters in names does not count (as in the original); `null` counts as absent where a
 * field may be absent.
 *
 * @throws {AppError} by the check: `request.malformed` for what is no object, else `request.invalid` with the field
 */
export function bodyCheck<S extends TSchema>(schema: S, what: 'body' | 'query' = 'body'): BodyCheck<S> {
  const validator = Compile(schema)
  const fields = Type.IsObject(schema) ? schema.properties : {}
  const required = new Set(Type.IsObject(schema) ? schema.required : [])
  return (body) => {
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new AppError('request.malformed', 'Invalid request body')
    const known: Record<string, unknown> = {}
    const spellings = new Map(Object.keys(body).map((name) => [name.toLowerCase(), name]))
    for (const name of Object.keys(fields)) {
      const spelling = Object.hasOwn(body, name) ? name : spellings.get(name.toLowerCase())
      if (spelling === undefined) continue
      const value: unknown = Reflect.get(body, spelling)
      if (value !== null || required.has(name)) known[name] = value
    }
    if (validator.Check(known)) return known
    const [first] = validator.Errors(known)
    throw first ? refusal(first, fields, what) : new AppError('request.malformed', 'Invalid request body')
  }
}

function refusal(problem: Problem, fields: Readonly<Record<string, FieldSchema>>, what: 'body' | 'query'): AppError {
  const missing = problem.keyword === 'required' ? problem.params.requiredProperties[0] : undefined
  const field = missing ?? problem.instancePath.split('/')[1] ?? ''
  const prescribed = missing === undefined ? fields[field]?.whenWrong : fields[field]?.whenMissing
  if (typeof prescribed === 'string') return new AppError('request.invalid', prescribed, { field })
  const detail = missing === undefined ? problem.message : 'is required'
  return new AppError('request.invalid', `Invalid request ${what}: ${field} ${detail}`, { field })
}
