/** A login that programs may keep. Its secrets are read by name only: printing it, or making JSON of it, shows none. */
export class Session {
  /** `user@realm` */
  readonly username: string
  /** When the server stops to take the ticket, by the clock of this machine. */
  readonly expiresAt: number
  readonly #ticket: string
  readonly #csrfToken: string

  constructor(facts: { username: string; ticket: string; csrfToken: string; expiresAt: number }) {
    this.username = facts.username
    this.expiresAt = facts.expiresAt
    this.#ticket = facts.ticket
    this.#csrfToken = facts.csrfToken
  }

  /** The text of the cookie `PVEAuthCookie` or `PBSAuthCookie`, not yet URL-encoded. */
  get ticket(): string {
    return this.#ticket
  }

  /** Wanted in the header `CSRFPreventionToken` of every write. */
  get csrfToken(): string {
    return this.#csrfToken
  }
}
