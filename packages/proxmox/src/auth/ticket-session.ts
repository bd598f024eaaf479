import type { Clock, Credentials } from '../options.ts'
import { ProxmoxError } from '../proxmox-error.ts'
import type { Product } from '../schema/schema.ts'
import { challengeKinds } from './challenge.ts'
import { Session } from './session.ts'

/** What a login call brings. */
export interface LoginAnswer {
  readonly data: unknown
  readonly setCookie: readonly string[]
}

/** Makes the login call with these form fields. */
export type Login = (form: Readonly<Record<string, string>>) => Promise<LoginAnswer>

interface Ticket {
  readonly text: string
  /** `name=value`, as it is sent. */
  readonly cookie: string
  readonly csrf: string
  readonly issuedAt: number
}

const renewAfterMs = 90 * 60_000
const validForMs = 2 * 60 * 60_000

type LoginCredentials = Exclude<Credentials, { kind: 'token' }>

/** A login kept alive: one renewal at a time, however many calls wait for it. */
export class TicketSession {
  readonly #product: Product
  readonly #credentials: LoginCredentials
  readonly #login: Login
  readonly #clock: Clock
  #ticket: Ticket | undefined
  #pending: Promise<Ticket> | undefined
  #otpUsed = false

  constructor(product: Product, credentials: LoginCredentials, login: Login, clock: Clock) {
    this.#product = product
    this.#credentials = credentials
    this.#login = login
    this.#clock = clock
    if (credentials.kind === 'ticket') {
      const { ticket: text, csrfToken: csrf } = credentials
      const now = clock.now()
      const issuedAt = issuedAtOf(text)
      // By a clock that goes wrong it may come from the future.
      this.#ticket = { text, csrf, cookie: this.#cookieOf(text), issuedAt: Math.min(issuedAt ?? now, now) }
    }
  }

  /** The ticket in use, if there is one. */
  current(): Session | undefined {
    const ticket = this.#ticket
    return (
      ticket &&
      new Session({
        username: this.#credentials.username,
        ticket: ticket.text,
        csrfToken: ticket.csrf,
        expiresAt: ticket.issuedAt + validForMs,
      })
    )
  }

  /** A ticket that is good for a while. Those who ask during a login share its outcome, failure included. */
  async ticket(): Promise<Ticket> {
    const current = this.#ticket
    if (current && this.#ageOf(current) < renewAfterMs) return current
    this.#pending ??= this.#obtain().finally(() => {
      this.#pending = undefined
    })
    return this.#pending
  }

  /** Forgets a ticket that the server has refused, unless a newer one has taken its place. */
  refuse(ticket: Ticket): void {
    if (this.#ticket === ticket) this.#ticket = undefined
  }

  async #obtain(): Promise<Ticket> {
    const old = this.#ticket
    this.#ticket = (old && (await this.#renew(old))) || (await this.#logIn())
    return this.#ticket
  }

  /** A valid ticket does for a password, second factor included. */
  async #renew(old: Ticket): Promise<Ticket | undefined> {
    // The server's clock decides on a ticket that was handed in; with a password at hand there is no need to ask.
    if (this.#credentials.kind === 'password' && this.#ageOf(old) >= validForMs) return undefined
    try {
      return this.#read(await this.#login({ username: this.#credentials.username, password: old.text }))
    } catch (error) {
      // Refused: log in anew. Anything else: the old one is still good for up to half an hour.
      return error instanceof ProxmoxError && error.kind === 'unauthenticated' ? undefined : old
    }
  }

  async #logIn(): Promise<Ticket> {
    if (this.#credentials.kind === 'ticket') {
      throw loginError('unauthenticated', 'the ticket has expired or was refused: log in anew')
    }
    const { username, password, otp } = this.#credentials
    const first = await this.#login({ username, password })
    const challenge = textOf(first.data, 'ticket')
    const kinds = challengeKinds(challenge) ?? (isTrue(first.data, 'NeedTFA') ? [] : undefined)
    if (!kinds) return this.#read(first)
    const factor = otp === undefined ? undefined : factorOf(otp)
    if (!factor || this.#otpUsed || !kinds.includes(factor)) throw twoFactor(kinds, this.#otpUsed)
    this.#otpUsed = true
    return this.#read(await this.#login({ username, 'tfa-challenge': challenge, password: `${factor}:${otp}` }))
  }

  #read({ data, setCookie }: LoginAnswer): Ticket {
    const text = textOf(data, 'ticket')
    const csrf = textOf(data, 'CSRFPreventionToken')
    const issuedAt = this.#clock.now()
    if (text) return { text, csrf, issuedAt, cookie: this.#cookieOf(text) }
    // PBS 4 may send the ticket as a cookie only, which holds it URL-encoded already.
    const cookie = setCookie
      .map((line) => line.split(';', 1)[0] ?? '')
      .find((pair) => pair.startsWith(`__Host-${this.#cookieName()}=`))
    if (cookie === undefined) throw loginError('not-proxmox', 'the login was answered without a ticket')
    return { text: decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)), csrf, issuedAt, cookie }
  }

  #cookieOf(ticket: string): string {
    return `${this.#cookieName()}=${encodeURIComponent(ticket)}`
  }

  #cookieName(): string {
    return this.#product === 'pve' ? 'PVEAuthCookie' : 'PBSAuthCookie'
  }

  #ageOf(ticket: Ticket): number {
    return this.#clock.now() - ticket.issuedAt
  }
}

/** Digits are those of an app, a Yubikey types its own alphabet, and what else there is are recovery codes. */
function factorOf(otp: string): 'totp' | 'yubico' | 'recovery' {
  if (/^\d{6,8}$/.test(otp)) return 'totp'
  return /^[cbdefghijklnrtuv]{32,48}$/.test(otp) ? 'yubico' : 'recovery'
}

function twoFactor(kinds: readonly string[], otpUsed: boolean): ProxmoxError {
  const asked = kinds.length > 0 ? ` (${kinds.join(', ')})` : ''
  const used = otpUsed ? 'the one-time password has been used; ' : ''
  return loginError(
    'two-factor',
    `the login asks for a second factor${asked}: ${used}use an API token, or give a new one-time password`,
  )
}

const loginError = (kind: 'two-factor' | 'not-proxmox' | 'unauthenticated', text: string): ProxmoxError =>
  new ProxmoxError({ kind, method: 'POST', path: '/access/ticket', text })

/** The time that stands in a ticket's text, `PVE:user@realm:HEXTIME::signature`. */
function issuedAtOf(ticket: string): number | undefined {
  const hex = /^P(?:VE|BS):[^:]+:([0-9A-F]{8}):/i.exec(ticket)?.[1]
  return hex === undefined ? undefined : Number.parseInt(hex, 16) * 1_000
}

function textOf(data: unknown, name: string): string {
  const value = valueOf(data, name)
  return typeof value === 'string' ? value : ''
}

const isTrue = (data: unknown, name: string): boolean => [1, '1', true].includes(valueOf(data, name) as never)

function valueOf(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined
}
