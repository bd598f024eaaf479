import { hash } from '../estate/chance.ts'

/** Where to begin in a list of keys and which way to go. Eight orders are enough to catch a reader that counts on one. */
function order(seed: number, count: number): { start: number; step: number } {
  const variant = hash(seed, count) & 7
  return { start: (variant * 5) % count, step: variant % 2 === 0 ? 1 : count - 1 }
}

/** An object with its keys in an order that depends on `seed`, as Perl's hashes come in a random one. */
export function disordered(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item, index) => disordered(item, seed + index))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
  const { start, step } = order(seed, entries.length)
  const shuffled = entries.map((_, turn): [string, unknown] => {
    const [key, item] = entries[(start + turn * step) % entries.length] ?? ['', undefined]
    return [key, disordered(item, seed + turn)]
  })
  return Object.fromEntries(shuffled)
}

/** The same for one flat row, straight to text: the long lists have ten thousand of them. */
export function disorderedText(row: Readonly<Record<string, unknown>>, seed: number): string {
  const keys = Object.keys(row)
  const { start, step } = order(seed, keys.length)
  let text = '{'
  let at = start
  for (let turn = 0; turn < keys.length; turn++) {
    const key = keys[at] ?? ''
    const value = row[key]
    text += `${turn === 0 ? '' : ','}"${key}":${typeof value === 'number' ? value : JSON.stringify(value)}`
    at = (at + step) % keys.length
  }
  return `${text}}`
}
