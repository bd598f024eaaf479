import { Secret } from '../platform/platform.ts'

/** Do two values say the same? Secrets are compared by what they hold; `undefined` and a missing field are the same. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (one instanceof Secret || other instanceof Secret)
    return one instanceof Secret && other instanceof Secret && sameValue(one.reveal(), other.reveal())
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => sameValue(ownField(one, name), ownField(other, name)))
}

function ownField(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (Reflect.get(value, name) as unknown) : undefined
}
