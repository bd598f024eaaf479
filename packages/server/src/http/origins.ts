/** Which pages may use this server from a browser, beside its own. */
export interface OriginRules {
  /** Other origins that are allowed, such as `https://dash.example.net`. */
  allowed: readonly string[]
  /** The address under which people reach this server; empty if it is not known. */
  publicUrl: string
}

/**
 * Is `origin` a page of this server, or one that is allowed? The scheme counts only where we know it: a proxy that ends
 * TLS without being trusted makes us see `http` where the browser has `https`.
 */
export function isAllowedOrigin(origin: string, host: string, rules: OriginRules): boolean {
  const source = originOf(origin)
  if (!source) return false
  if (rules.allowed.some((each) => originOf(each)?.origin === source.origin)) return true
  const known = originOf(rules.publicUrl)
  if (known && known.origin === source.origin) return true
  const own = originOf(`${source.protocol}//${host}`)
  return own !== undefined && own.host === source.host
}

/** May a browser that sends this `Origin` and `Sec-Fetch-Site` ask for a change? Programs send neither. */
export function isOwnRequest(
  { origin, fetchSite, host }: { origin: string; fetchSite: string; host: string },
  rules: OriginRules,
): boolean {
  if (origin !== '') return isAllowedOrigin(origin, host, rules)
  return fetchSite === '' || fetchSite === 'same-origin' || fetchSite === 'none'
}

function originOf(text: string): URL | undefined {
  if (!/^https?:\/\/[\w.:[\]-]+\/?$/i.test(text) || !URL.canParse(text)) return undefined
  return new URL(text)
}
