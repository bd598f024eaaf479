import type { Method } from '../schema/schema.ts'
import { familyProblem, ownOf, ownOrFamily, type Shape } from '../shape/shape.ts'
import { encodeValue, UnfitValue } from './encode-value.ts'

/** A call as path, query and body. */
export interface EncodedCall {
  /** Placeholders filled in, without the query. */
  readonly path: string
  /** Empty or beginning with `?`. */
  readonly query: string
  /** Form-encoded; only with POST and PUT. */
  readonly body?: string
}

/** Values of the placeholders go into the path; of the rest, GET and DELETE take a query and POST and PUT a form. */
export function encodeCall(
  method: Method,
  parameters: Readonly<Record<string, unknown>>,
): EncodedCall | { readonly fieldErrors: Record<string, string> } {
  const inPath = new Set<string>()
  const fieldErrors: Record<string, string> = {}
  const path = method.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    inPath.add(name)
    const value = parameters[name]
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return encodeSegment(String(value))
    fieldErrors[name] = `is part of the path ${method.path} and must be given as text or number`
    return ''
  })
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (inPath.has(name) || value === undefined || value === null) continue
    try {
      for (const text of encodeParameter(method, name, value)) form.append(name, text)
    } catch (error) {
      if (!(error instanceof UnfitValue)) throw error
      fieldErrors[name] = error.message
    }
  }
  if (Object.keys(fieldErrors).length > 0) return { fieldErrors }
  const text = form.toString()
  if (method.verb === 'POST' || method.verb === 'PUT') return { path, query: '', body: text }
  return { path, query: text && `?${text}` }
}

function encodeParameter(method: Method, name: string, value: unknown): string[] {
  const { properties = {} } = method.parameters
  const shape: Shape | undefined = ownOrFamily(properties, name)
  const problem = ownOf(properties, name) || !shape ? undefined : familyProblem(name)
  if (problem !== undefined) throw new UnfitValue(problem)
  return encodeValue(method.product, shape, value)
}

/** `.` and `..` would be taken for steps in the path by proxies on the way. */
function encodeSegment(value: string): string {
  return value === '.' || value === '..' ? value.replaceAll('.', '%2E') : encodeURIComponent(value)
}
