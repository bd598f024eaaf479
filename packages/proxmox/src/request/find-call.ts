import { findMethod, methodOf, type Method, type Product, type Verb } from '../schema/schema.ts'

type Parameters = Readonly<Record<string, unknown>>

/** A method, and all that was given for it, in the path and beside it. */
export interface FoundCall {
  readonly method: Method
  readonly parameters: Parameters
}

/**
 * The method that a path means: one with placeholders, a concrete one, or a mixture. Nothing if there is none.
 */
export function findCall(
  product: Product,
  verb: Verb,
  path: string,
  parameters: Parameters,
): FoundCall | { readonly fieldErrors: Record<string, string> } | undefined {
  const exact = methodOf(product, verb, path)
  if (exact) return { method: exact, parameters }
  const found = findMethod(product, verb, path)
  if (!found) return undefined
  const inPath = Object.entries(found.pathParameters).filter(([name, value]) => value !== `{${name}}`)
  const twice = inPath.filter(([name, value]) => {
    const given = parameters[name]
    return given !== undefined && given !== value && !(typeof given === 'number' && `${given}` === value)
  })
  if (twice.length > 0) {
    return {
      fieldErrors: Object.fromEntries(twice.map(([name, value]) => [name, `differs from '${value}' in the path`])),
    }
  }
  return { method: found.method, parameters: { ...parameters, ...Object.fromEntries(inPath) } }
}
