import { randomBytes } from 'node:crypto'

/** 32 letters, 5 bits each, without `l`, `o`, `0` and `1`, which people confuse; `i` stays in lower case. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Random letters for ids that people may read aloud, e.g. `k3v9qmx2`. */
export function randomId(length = 8): string {
  return Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('')
}
