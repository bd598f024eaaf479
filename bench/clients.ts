/** Of the server under measurement. */
export const apiToken = 'a token for measurements only'

let asked = 0

/**
 * What each request brings along: the token, and an address of its own, so that no limit of one address counts. The
 * server trusts loopback as a proxy for that.
 */
export function clientHeaders(): Record<string, string> {
  asked++
  return { 'x-api-token': apiToken, 'x-forwarded-for': `198.18.${(asked >> 8) % 256}.${asked % 256}` }
}
