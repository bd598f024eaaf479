import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError, type Log, ManualClock, silentLog } from '../../platform/platform.ts'
import { createSecurity, type SecurityOptions } from '../create-security.ts'
import type { Hasher } from '../hasher.ts'
import { bcryptHasher } from '../io/bcrypt.ts'
import type {
  AuditEntry,
  Caller,
  Cookie,
  CredentialStore,
  Presented,
  Security,
  StoredOwner,
  StoredToken,
} from '../security.ts'

export const startAt = Date.parse('2025-11-20T08:00:00Z')
export const username = 'ada'
export const password = 'engine No. 1'

/** Owner and tokens in memory; a save takes a moment, as on a disk. */
class MemoryStore implements CredentialStore {
  stored: StoredOwner | null = null
  kept: readonly StoredToken[] = []

  owner(): StoredOwner | null {
    return this.stored
  }

  tokens(): readonly StoredToken[] {
    return this.kept
  }

  async saveOwner(owner: StoredOwner, options: Parameters<CredentialStore['saveOwner']>[1]): Promise<void> {
    await Promise.resolve()
    if (options.onlyIfNone && this.stored) throw new AppError('setup.done', 'done')
    this.stored = owner
    this.kept = options.tokens ?? this.kept
  }

  async saveTokens(change: (tokens: readonly StoredToken[]) => readonly StoredToken[]): Promise<void> {
    await Promise.resolve()
    this.kept = change(this.kept)
  }
}

/** Real bcrypt of the least cost, counted. */
class CountedHasher implements Hasher {
  readonly #bcrypt = bcryptHasher(4)
  hashes = 0
  /** What each check was of: the hash. */
  checked: string[] = []

  hash(text: string): Promise<string> {
    this.hashes++
    return this.#bcrypt.hash(text)
  }

  verify(text: string, hash: string): Promise<boolean> {
    this.checked.push(hash)
    return this.#bcrypt.verify(text, hash)
  }
}

/** A security module on a data directory of its own, with a clock that stands still. */
export class Opened {
  readonly directory = mkdtempSync(join(tmpdir(), 'pulse-security-'))
  readonly clock = new ManualClock(startAt)
  readonly store = new MemoryStore()
  readonly hasher = new CountedHasher()
  readonly ended: string[] = []
  readonly warnings: string[] = []
  security!: Security
  #options: Partial<SecurityOptions> = {}

  static async closed(options: Partial<SecurityOptions> = {}): Promise<Opened> {
    const opened = new Opened()
    await opened.open(options)
    return opened
  }

  /** With an owner in the settings. */
  static async owned(options: Partial<SecurityOptions> = {}): Promise<Opened> {
    const opened = new Opened()
    opened.store.stored = { username, passwordHash: await bcryptHasher(4).hash(password), changedAt: startAt }
    await opened.open(options)
    return opened
  }

  async open(options: Partial<SecurityOptions> = this.#options): Promise<void> {
    this.#options = options
    const log: Log = { ...silentLog, warn: (_, message) => void this.warnings.push(message) }
    this.security = await createSecurity({
      store: this.store,
      directory: this.directory,
      clock: this.clock,
      log,
      allowUnauthenticated: false,
      environment: { owner: undefined, apiToken: undefined },
      hasher: this.hasher,
      ...options,
    })
    this.security.onEnded((authority) => void this.ended.push(authority))
  }

  async restart(options: Partial<SecurityOptions> = this.#options): Promise<void> {
    await this.security.close()
    await this.open(options)
  }

  async close(): Promise<void> {
    await this.security.close()
    rmSync(this.directory, { recursive: true, force: true })
  }

  path(name: string): string {
    return join(this.directory, name)
  }

  async login(presented: Partial<Presented> = {}, caller: Caller = from('192.0.2.1')): Promise<LoggedIn> {
    return read(await this.security.login({ username, password }, presenting(presented), caller))
  }

  /** Code of the refusal of a guess, or `in`. */
  guess(guess: string, address = '192.0.2.1', presented: Partial<Presented> = {}, name = username): Promise<string> {
    const input = { username: name, password: guess }
    return outcome(this.security.login(input, presenting(presented), from(address)))
  }

  /** The audit trail, oldest first, in short. */
  async trail(): Promise<string[]> {
    const { events } = await this.security.events({ limit: 1000 })
    return events.map(({ event, success, details }) => `${event} ${success ? 'yes' : 'no'} ${details}`).toReversed()
  }
}

export interface LoggedIn {
  session: string
  csrf: string
  device: string
}

export function read(cookies: readonly Cookie[]): LoggedIn {
  const value = (name: string): string => cookies.find((cookie) => cookie.name === name)?.value ?? ''
  return { session: value('pulse_session'), csrf: value('pulse_csrf'), device: value('pulse_device') }
}

export const from = (address: string, path = '/api/state'): Caller => ({
  address,
  secure: false,
  host: 'pulse.example',
  userAgent: 'Test',
  path,
})

export const presenting = (presented: Partial<Presented>): Presented => ({
  tokens: [],
  authorization: undefined,
  session: undefined,
  device: undefined,
  ...presented,
})

export const basicOf = (name: string, secret: string): string =>
  `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`

export const entryOf = (event: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  event,
  success: true,
  user: 'ada',
  ip: '192.0.2.1',
  path: '/api/login',
  details: '',
  ...more,
})

/** Code of the refusal, or `in`. */
export const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'in',
    (error: unknown) => {
      if (error instanceof AppError) return error.code
      throw error
    },
  )

/** The refusal itself. */
export const refusalOf = (call: Promise<unknown>): Promise<AppError> =>
  call.then(
    () => {
      throw new Error('it was not refused')
    },
    (error: unknown) => {
      if (error instanceof AppError) return error
      throw error
    },
  )
