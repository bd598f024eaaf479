import { hash } from '../estate/chance.ts'

/** An object with its keys in an order that depends on `seed`, as Perl's hashes come in a random one. */
export function disordered(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item, index) => disordered(item, seed + index))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
  const count = entries.length
  if (count < 2) return Object.fromEntries(entries.map(([key, item]) => [key, disordered(item, seed)]))
  // Eight orders per set of keys are enough to catch a reader that counts on one, and keep this cheap.
  const variant = hash(seed, count) & 7
  const start = (variant * 5) % count
  const order: [string, unknown][] = []
  for (let step = 0; step < count; step++) {
    const entry = entries[(start + step) % count]
    if (entry !== undefined) order.push([entry[0], disordered(entry[1], seed + step)])
  }
  return Object.fromEntries(variant % 2 === 0 ? order : order.toReversed())
}
