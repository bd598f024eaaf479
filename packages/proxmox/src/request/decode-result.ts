import { compileDecoder, overrides, WrongKind, type Decode, type OddValue } from '../quirks/quirks.ts'
import { resultShape, type Method } from '../schema/schema.ts'

/** By method, compiled on first use. */
const decoders = new Map<Method, Decode>()

/**
 * The `data` of a method's answer as its type promises it; works in place.
 * @throws WrongKind where another kind is due. Not with writes: they have been carried out, and an error would invite to
 * repeat them; their result is `null` then.
 */
export function decodeResult(method: Method, data: unknown, onOdd: (odd: OddValue) => void): unknown {
  try {
    return decoderOf(method)(data, onOdd)
  } catch (error) {
    if (!(error instanceof WrongKind) || method.verb === 'GET') throw error
    if (data !== null) onOdd({ pointer: '', kind: error.kind })
    return null
  }
}

function decoderOf(method: Method): Decode {
  const known = decoders.get(method)
  if (known) return known
  const handMade = Object.hasOwn(overrides(method.product), `${method.verb} ${method.path}`)
  const decode = compileDecoder(resultShape(method), handMade)
  decoders.set(method, decode)
  return decode
}
