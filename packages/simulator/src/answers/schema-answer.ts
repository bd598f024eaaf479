import { checkResult, type Method, resultShape, sampleValue } from '@pulse/proxmox/schema'
import type { Parameters } from './parameters.ts'

/**
 * What a method answers that nothing is simulated of: data that its schema allows, always the same, with the values of
 * the call where they have the name of a field.
 */
export function schemaAnswer(method: Method, parameters: Parameters): unknown {
  const shape = resultShape(method)
  const name = shape.pattern?.startsWith('^UPID:') ? 'upid' : (method.path.split('/').at(-1) ?? '')
  const sample = sampleValue(shape, name, method.product)
  return Object.entries(parameters).reduce((data, [name, given]) => {
    const told = withField(data, name, given)
    return checkResult(method, told).length === 0 ? told : data
  }, sample)
}

/** The data with every field of that name set to the value, as a number where the field holds one. */
function withField(data: unknown, name: string, given: unknown): unknown {
  if (Array.isArray(data)) return data.map((item) => withField(item, name, given))
  if (data === null || typeof data !== 'object') return data
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      if (key !== name) return [key, withField(value, name, given)]
      return [key, typeof value === 'number' && /^-?\d+$/.test(String(given)) ? Number(given) : given]
    }),
  )
}
