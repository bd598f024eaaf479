import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** In lower-case hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** FIPS 202, in lower-case hex: the documented form of stored API tokens. */
export const sha3 = (text: string): string => createHash('sha3-256').update(text).digest('hex')

export const hmacSha256 = (key: string, text: string, encoding: 'base64url' | 'hex'): string =>
  createHmac('sha256', key).update(text).digest(encoding)

/** In lower-case hex, twice as many characters. */
export const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex')

export const randomBase64Url = (bytes: number): string => randomBytes(bytes).toString('base64url')

/** Takes as long for texts that are alike as for others. */
export function isSameText(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
