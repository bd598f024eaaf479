import { isAddress } from '../platform/platform.ts'
import type { OriginRules } from './origins.ts'

/**
 * Is this a name that only leads to us? Where nobody has to log in, a page elsewhere could make its own name resolve to
 * our address (DNS rebinding) and would be served as our own page. Addresses and loopback names cannot be made to do so.
 * Where people log in this does not matter: the browser sends no cookie to a foreign name.
 */
export function isUnmistakableHost(host: string, rules: OriginRules): boolean {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return false
  const { hostname } = new URL(`http://${host}`)
  if (isLoopback(hostname) || isAddress(hostname.replace(/^\[|\]$/g, ''))) return true
  return [rules.publicUrl, ...rules.allowed].some((url) => URL.canParse(url) && new URL(url).hostname === hostname)
}

/** RFC 6761: `localhost` and the names below it always lead to loopback. */
const isLoopback = (name: string): boolean => name === 'localhost' || name.endsWith('.localhost')
