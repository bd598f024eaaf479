import type { Cookie } from '../security/security.ts'

/** The cookies of a request by name; of two with one name the first counts, as browsers send the closer path first. */
export function readCookies(header: string): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const part of header.split(';')) {
    const mark = part.indexOf('=')
    const name = part.slice(0, Math.max(0, mark)).trim()
    if (name !== '' && !cookies.has(name)) cookies.set(name, part.slice(mark + 1).trim())
  }
  return cookies
}

/** `Set-Cookie`. The values are our own: hex or base64. */
export function writeCookie(cookie: Cookie, secure: boolean): string {
  const { name, value, maxAgeSeconds, httpOnly, sameSite } = cookie
  const flags = `${httpOnly ? '; HttpOnly' : ''}${secure ? '; Secure' : ''}; SameSite=${sameSite}`
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}${flags}`
}
