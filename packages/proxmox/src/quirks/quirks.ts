import type { Shape } from '../shape/shape.ts'
import { pbsOverrides } from './pbs-overrides.ts'
import { pveOverrides } from './pve-overrides.ts'

export { compileDecoder, WrongKind, type Decode, type OddValue } from './decode.ts'
export { parseJson } from './parse-json.ts'
export { pbsOverrides } from './pbs-overrides.ts'
export { pveOverrides } from './pve-overrides.ts'

/** The hand-made result shapes of a product, by verb and path; they take precedence over the schema's. */
export function overrides(product: 'pve' | 'pbs'): Readonly<Record<string, Shape>> {
  return product === 'pve' ? pveOverrides : pbsOverrides
}
