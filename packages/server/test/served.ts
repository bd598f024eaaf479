import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closedAccess } from '../src/access-options.ts'
import { type App, type AppOptions, createApp } from '../src/app.ts'
import { silentLog } from '../src/platform/platform.ts'

export const ownerName = 'ada'
export const ownerPassword = 'engine No. 1'

/** The cookies of a login, and what goes with them. */
export interface LoggedIn {
  /** For the header `Cookie`. */
  cookie: string
  csrf: string
  /** Headers of a change. */
  headers: Readonly<Record<string, string>>
}

/** A real server on a free port, with a data directory of its own. */
export class Served {
  readonly dataDir: string
  readonly #options: Partial<AppOptions>
  #app: App
  #base: string

  private constructor(dataDir: string, options: Partial<AppOptions>, app: App, base: string) {
    this.dataDir = dataDir
    this.#options = options
    this.#app = app
    this.#base = base
  }

  /** Closed, until somebody does its setup. */
  static async start(options: Partial<AppOptions> = {}): Promise<Served> {
    const dataDir = mkdtempSync(join(tmpdir(), 'pulse-served-'))
    return new Served(dataDir, options, ...(await started(dataDir, options)))
  }

  /** With an owner, as the environment names one. */
  static async owned(options: Partial<AppOptions> = {}): Promise<Served> {
    const served = await Served.start(options)
    const answer = await served.setUp()
    if (answer.status !== 200) throw new Error(`setup failed: ${await answer.text()}`)
    return served
  }

  /** Without a login, by the explicit setting. */
  static open(options: Partial<AppOptions> = {}): Promise<Served> {
    return Served.start({ ...options, access: { ...closedAccess, ...options.access, allowUnauthenticated: true } })
  }

  get app(): App {
    return this.#app
  }

  /** `http://127.0.0.1:port` */
  get base(): string {
    return this.#base
  }

  setupCode(): string {
    return readFileSync(join(this.dataDir, 'setup-code'), 'utf8').trim()
  }

  setUp(body: object = {}): Promise<Response> {
    const owner = { setupCode: this.setupCode(), username: ownerName, password: ownerPassword }
    return this.send('POST', '/api/security/quick-setup', { body: { ...owner, ...body } })
  }

  async login(password: string = ownerPassword, headers: Record<string, string> = {}): Promise<LoggedIn> {
    const answer = await this.send('POST', '/api/login', { body: { username: ownerName, password }, headers })
    if (answer.status !== 200) throw new Error(`login failed: ${await answer.text()}`)
    return loggedIn(answer)
  }

  /** A request as a program makes it. */
  send(
    method: string,
    path: string,
    more: { body?: unknown; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> {
    return fetch(this.#base + path, {
      method,
      redirect: 'manual',
      headers: { ...(more.body === undefined ? {} : { 'content-type': 'application/json' }), ...more.headers },
      ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
    })
  }

  /** What lies on the disk of the settings; empty before the first save. */
  savedSettings(): string {
    try {
      return readFileSync(join(this.dataDir, 'settings.json'), 'utf8')
    } catch {
      return ''
    }
  }

  async restart(): Promise<void> {
    await this.#app.stop()
    ;[this.#app, this.#base] = await started(this.dataDir, this.#options)
  }

  async stop(): Promise<void> {
    await this.#app.stop()
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

async function started(dataDir: string, options: Partial<AppOptions>): Promise<[App, string]> {
  const app = await createApp({ port: 0, log: silentLog, webRoot: '/nowhere', ...options, dataDir })
  const { address, port } = await app.start()
  return [app, `http://${address}:${port}`]
}

/** The cookies that an answer sets. */
export function loggedIn(answer: Response): LoggedIn {
  const cookies = new Map(
    answer.headers.getSetCookie().map((cookie) => {
      const [pair = ''] = cookie.split(';')
      return [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    }),
  )
  const csrf = cookies.get('pulse_csrf') ?? ''
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { cookie, csrf, headers: { cookie, 'x-csrf-token': csrf } }
}
