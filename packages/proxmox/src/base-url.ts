/** The parts of an address that calls are sent to. */
export interface BaseUrl {
  /** `https://host:port` */
  readonly origin: string
  /** `/api2/json`, behind whatever path the address had. */
  readonly basePath: string
}

/**
 * Reads the address of a host.
 * @throws Error that says what to change, without repeating the address, which might hold a password
 */
export function readBaseUrl(text: string, defaultPort: number): BaseUrl {
  const url = URL.parse(text)
  if (!url || url.hostname === '') throw new Error(`url: is not an address; write it as https://host:${defaultPort}`)
  if (url.protocol !== 'https:') throw new Error('url: must begin with https://')
  if (url.username || url.password) throw new Error('url: must not hold a user or password; give them as credentials')
  // 443 is dropped from `url.port`, whether it was written or not.
  const written = /^https:\/\/[^/?#]*:\d+(?:[/?#]|$)/i.test(text.trim())
  const port = url.port || (written ? '443' : String(defaultPort))
  const path = url.pathname.replace(/\/+$/, '')
  return {
    origin: `https://${url.hostname}:${port}`,
    basePath: path.endsWith('/api2/json') ? path : `${path}/api2/json`,
  }
}
