import { hash, parseOptions, verify } from '@node-rs/bcrypt'
import type { Hasher } from '../hasher.ts'

/** Documented. About 0.2 s of one core, beside the event loop. */
const documentedCost = 12

export const bcryptHasher = (cost = documentedCost): Hasher => ({
  hash: (password) => hash(password, { cost }),
  verify: (password, encoded) => verify(password, encoded),
})

/** How much work it takes to check a password against the hash; undefined for what is no hash. */
export function costOf(encoded: string): number | undefined {
  try {
    return parseOptions(encoded).cost
  } catch {
    return undefined
  }
}
