import type { Access, Principal, User } from '../estate/access.ts'
import { hexText } from '../estate/chance.ts'

/** Tickets and CSRF tokens live for two hours; a clock may be up to five minutes off. */
const ticketLifeSeconds = 7200
const skewSeconds = 300

/** What stands between the parts of a product's tickets. */
export interface TicketDialect {
  readonly prefix: 'PVE' | 'PBS'
  readonly cookies: readonly string[]
  readonly tokenScheme: 'PVEAPIToken' | 'PBSAPIToken'
}

export type Login = { readonly principal: Principal; readonly byTicket: boolean } | { readonly problem: string }

const hexTime = (seconds: number): string => seconds.toString(16).toUpperCase().padStart(8, '0')

/** A text that only this key and content give; not cryptography, but no client can tell. */
function signature(seed: number, content: string, length: number): string {
  return btoa(hexText(length, seed, 'signature', content)).replace(/=+$/, '')
}

export function createTicket(dialect: TicketDialect, seed: number, userid: string, now: number): string {
  const content = `${dialect.prefix}:${userid}:${hexTime(Math.floor(now / 1000))}`
  return `${content}::${signature(seed, content, 240)}`
}

export function createCsrfToken(seed: number, userid: string, now: number): string {
  const time = hexTime(Math.floor(now / 1000))
  return `${time}:${signature(seed, `csrf:${time}:${userid}`, 30)}`
}

function isFresh(time: string, now: number): boolean {
  const age = now / 1000 - Number.parseInt(time, 16)
  return age > -skewSeconds && age < ticketLifeSeconds
}

/** The user of a valid ticket, or null. */
export function userOfTicket(
  dialect: TicketDialect,
  seed: number,
  access: Access,
  ticket: string,
  now: number,
): User | null {
  const [content = '', given = ''] = ticket.split('::')
  const [prefix, userid, time = ''] = content.split(':')
  if (prefix !== dialect.prefix || given !== signature(seed, content, 240) || !isFresh(time, now)) return null
  return access.users.find((user) => user.userid === userid && isActive(user, now)) ?? null
}

export function isCsrfTokenValid(seed: number, userid: string, token: string | undefined, now: number): boolean {
  const time = token?.split(':')[0] ?? ''
  return token === `${time}:${signature(seed, `csrf:${time}:${userid}`, 30)}` && isFresh(time, now)
}

export function isActive(user: User, now: number): boolean {
  return user.enabled && (user.expireAt === 0 || user.expireAt > now / 1000)
}

/** Cookies by name. Attributes that some clients send behind the value are left out by their names. */
function cookiesOf(header: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const part of header.split(';')) {
    const split = part.indexOf('=')
    if (split > 0) cookies.set(part.slice(0, split).trim(), part.slice(split + 1).trim())
  }
  return cookies
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The ticket that a request carries: in a cookie, or in the header under the cookie's name. */
export function ticketOf(
  dialect: TicketDialect,
  headers: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const cookies = cookiesOf(headers['cookie'] ?? '')
  const authorization = headers['authorization'] ?? ''
  for (const name of dialect.cookies) {
    const cookie = cookies.get(name)
    if (cookie !== undefined && cookie !== '') return decoded(cookie)
    if (authorization.startsWith(`${name}=`)) return decoded(authorization.slice(name.length + 1))
  }
  return undefined
}

/** Who a token header names, in the dialect of the product, or what is wrong with it. */
export function tokenLogin(dialect: TicketDialect, access: Access, authorization: string, now: number): Login {
  const separator = dialect.prefix === 'PVE' ? '=' : ':'
  const value = authorization.slice(dialect.tokenScheme.length + 1)
  const id = value.slice(0, value.lastIndexOf(separator))
  const secret = value.slice(value.lastIndexOf(separator) + 1)
  const [userid = '', name = ''] = decoded(id).split('!')
  const user = access.users.find((one) => one.userid === userid)
  if (user === undefined) return { problem: `no such user ('${userid}')` }
  if (!isActive(user, now)) return { problem: `user '${userid}' is disabled` }
  const token = user.tokens.find((one) => one.name === name)
  if (token === undefined) return { problem: `no such token '${name}' for user '${userid}'` }
  if (!token.enabled) return { problem: `token '${name}' is disabled` }
  if (token.secret !== decoded(secret)) return { problem: 'invalid token value!' }
  if (token.expireAt !== 0 && token.expireAt <= now / 1000) return { problem: `token '${name}' access expired` }
  return { principal: { user, token }, byTicket: false }
}
