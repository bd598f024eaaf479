import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createClient } from '../../contract/src/contract.ts'
import { type AccessOptions, type App, type AppOptions, closedAccess, createApp } from '@pulse/server'
import { type Scenario, type Simulator, startSimulator } from '@pulse/simulator'

const web = new URL('..', import.meta.url).pathname
const root = new URL('../../..', import.meta.url).pathname
const chromiumPath = '/usr/bin/chromium'

/** Tests with a browser are skipped where there is none; the reason is printed. */
export const noBrowser = !existsSync(chromiumPath)
if (noBrowser) console.log(`skipped: tests with a browser need ${chromiumPath}`)

export interface PageOptions {
  width?: number
  height?: number
  theme?: 'light' | 'dark'
  /** Under a name that is not this machine's, so that the way counts as one over a network. */
  overNetwork?: boolean
}

/** `open`: everybody may do everything, as in the demo. `closed`: as a new server is, with a setup code. */
export type StageAccess = 'open' | 'closed' | AccessOptions

function optionsOf(access: StageAccess, clock: SkippingClock): Pick<AppOptions, 'access' | 'clock'> {
  if (access === 'closed') return { clock }
  return { access: access === 'open' ? { ...closedAccess, allowUnauthenticated: true } : access }
}

/** Real time, and what a test lets pass at once. */
class SkippingClock implements NonNullable<AppOptions['clock']> {
  #skippedMs = 0

  skip(ms: number): void {
    this.#skippedMs += ms
  }
  now(): number {
    return Date.now() + this.#skippedMs
  }
  monotonicMs(): number {
    return performance.now() + this.#skippedMs
  }
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  }
}

/** Resolves to this machine in the browser of the stage, and nowhere else. */
const networkName = 'pulse.test'

/** The real server over a simulated estate, and a real browser that looks at it. */
export class Stage {
  readonly simulator: Simulator
  readonly #access: StageAccess
  readonly #clock: SkippingClock
  readonly #dataDir: string
  readonly #browser: Browser
  #app: App
  #address: { address: string; port: number }
  /** What no page may ever say: scripts that failed, and what the content security policy had to stop. */
  readonly complaints: string[] = []

  private constructor(parts: {
    access: StageAccess
    clock: SkippingClock
    simulator: Simulator
    dataDir: string
    browser: Browser
    app: App
    address: { address: string; port: number }
  }) {
    this.#access = parts.access
    this.#clock = parts.clock
    this.simulator = parts.simulator
    this.#dataDir = parts.dataDir
    this.#browser = parts.browser
    this.#app = parts.app
    this.#address = parts.address
  }

  static async open(scenario: Scenario, access: StageAccess = 'open'): Promise<Stage> {
    checkBuilt()
    const dataDir = mkdtempSync(join(tmpdir(), 'pulse-web-'))
    const simulator = await startSimulator({ scenario })
    const clock = new SkippingClock()
    const app = await createApp({ port: 0, dataDir, ...optionsOf(access, clock) })
    const address = await app.start()
    const browser = await chromium.launch({
      executablePath: chromiumPath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--host-resolver-rules=MAP ${networkName} 127.0.0.1`,
      ],
    })
    return new Stage({ access, clock, simulator, dataDir, browser, app, address })
  }

  get base(): string {
    return `http://${this.#address.address}:${this.#address.port}`
  }

  /** Adds everything there is, as a user would. */
  async connectAll(): Promise<void> {
    const call = createClient(this.base, fetch)
    for (const { name, product, url, fingerprints, tokenId, secret } of this.simulator.connections) {
      const fingerprint = fingerprints.join(',')
      await call('POST /api/config/nodes', {
        body: { type: product, name, host: url, tokenName: tokenId, tokenValue: secret, fingerprint },
      })
    }
  }

  /** What the server prints at start, as long as nobody owns it. */
  get setupCode(): string {
    return readFileSync(this.fileOf('setup-code'), 'utf8').trim()
  }

  /** A file in the data directory of the server. */
  fileOf(name: string): string {
    return join(this.#dataDir, name)
  }

  /** For the limits of a closed server: so many seconds later at once. */
  skipSeconds(seconds: number): void {
    this.#clock.skip(seconds * 1000)
  }

  /** The parts of the server, to look at and to change what is behind the page. */
  get modules(): App['modules'] {
    return this.#app.modules
  }

  async page(path: string, options: PageOptions = {}): Promise<Page> {
    const { width = 1440, height = 900, theme = 'dark', overNetwork = false } = options
    const context = await this.#browser.newContext({ viewport: { width, height }, colorScheme: theme })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      if (/content security policy|trusted ?(html|script|type)/i.test(message.text()))
        this.complaints.push(message.text())
    })
    await page.goto((overNetwork ? this.base.replace('127.0.0.1', networkName) : this.base) + path)
    return page
  }

  stopServer(): Promise<void> {
    return this.#app.stop()
  }

  /** On the port it had before, with what it had saved. */
  async startServer(): Promise<void> {
    this.#app = await createApp({
      port: this.#address.port,
      dataDir: this.#dataDir,
      ...optionsOf(this.#access, this.#clock),
    })
    await this.#app.start()
  }

  async close(): Promise<void> {
    await this.#browser.close()
    await this.#app.stop()
    await this.simulator.close()
    rmSync(this.#dataDir, { recursive: true, force: true })
  }
}

/** The tests look at what users get: the built page. */
function checkBuilt(): void {
  const built = join(web, 'dist/index.html')
  const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0
  const sources = globSync(['src/**/*.{ts,svelte,css}', 'public/*', 'index.html'], { cwd: web })
  const newest = Math.max(
    ...sources.filter((file) => !file.endsWith('.test.ts')).map((file) => statSync(join(web, file)).mtimeMs),
  )
  if (builtAt < newest) throw new Error('packages/web/dist is older than its sources: run `npm run build`')
}

const axeSource = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')

/** @returns each violation as `rule: element` */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          options: unknown,
        ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>
      }
    }
    const { violations } = await axe.run({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    )
  })
}

/** @returns how much wider the page is than the window, in pixels. */
export const sidewaysPx = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Names in the guest table, from top to bottom, of the rows that are drawn. */
export const guestNames = (page: Page): Promise<string[]> => page.locator('[data-guest] .label').allTextContents()
