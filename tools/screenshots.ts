import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@pulse/contract'
import { type Simulator, startSimulator } from '@pulse/simulator'
import { type Browser, chromium } from 'playwright-core'
import { drawTerminal } from './draw-terminal.ts'

/**
 * `npm run screenshots`: starts a simulated estate and a server that an owner is logged in to, and takes the pictures of
 * the documentation from it, into `docs/images`. Run `npm run build` first; needs Chromium.
 */
const root = new URL('..', import.meta.url).pathname
const folder = join(root, 'docs/images')
const chromiumPath = '/usr/bin/chromium'
/** The estate of the pictures; another one has other names and figures. */
const seed = 1
const owner = { username: 'admin', password: 'only for pictures' }
const token = 'only for pictures, too'
const largestBytes = 300_000

interface Picture {
  name: string
  path: string
  width: number
  height: number
  theme: 'light' | 'dark'
  /** Stands on the page when it is ready. */
  shows: string
}

const pictures: readonly Picture[] = [
  { name: 'overview-dark', path: '/', width: 1440, height: 900, theme: 'dark', shows: 'Needs attention' },
  { name: 'overview-light', path: '/', width: 1440, height: 900, theme: 'light', shows: 'Needs attention' },
  { name: 'overview-phone', path: '/', width: 390, height: 844, theme: 'dark', shows: 'Needs attention' },
  {
    name: 'connections',
    path: '/settings/connections',
    width: 1440,
    height: 900,
    theme: 'dark',
    shows: 'requests and',
  },
  {
    name: 'registration',
    path: '/settings/registration',
    width: 1440,
    height: 900,
    theme: 'dark',
    shows: 'one command',
  },
  { name: 'api', path: '/api/docs', width: 1440, height: 900, theme: 'light', shows: '/api/config/nodes' },
]

await drawTerminal(root)
const dataDir = mkdtempSync(join(tmpdir(), 'pulse-pictures-'))
const simulator = await startSimulator({ scenario: 'small', seed })
const server = spawn(process.execPath, [join(root, 'packages/cli/src/cli.ts'), 'serve', '--data-dir', dataDir], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    FRONTEND_PORT: '0',
    LOG_LEVEL: 'warn',
    PULSE_AUTH_USER: owner.username,
    PULSE_AUTH_PASS: owner.password,
    API_TOKEN: token,
  },
})
try {
  const base = await addressOf(server.stdout)
  await connectAll(base, simulator)
  mkdirSync(folder, { recursive: true })
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] })
  // The slow lanes (file systems in guests, storage) have gone round once by then.
  await new Promise((resolve) => setTimeout(resolve, 25_000))
  for (const picture of pictures) await take(browser, base, picture)
  await browser.close()
} finally {
  server.kill('SIGTERM')
  await once(server, 'exit')
  await simulator.close()
  rmSync(dataDir, { recursive: true, force: true })
}

async function connectAll(base: string, { connections }: Simulator): Promise<void> {
  const call = createClient(base, (url, init) =>
    fetch(url, { ...init, headers: { ...init.headers, 'x-api-token': token } }),
  )
  for (const { name, product, url, fingerprints, tokenId, secret } of connections) {
    const fingerprint = fingerprints.join(',')
    await call('POST /api/config/nodes', {
      body: { type: product, name, host: url, tokenName: tokenId, tokenValue: secret, fingerprint },
    })
  }
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const chunk of output) {
    text += String(chunk)
    const found = /http:\/\/\S+/.exec(text)
    if (found) return found[0]
  }
  throw new Error(`the server ended without an address: ${text}`)
}

async function take(
  browser: Browser,
  base: string,
  { name, path, width, height, theme, shows }: Picture,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme })
  await context.request.post(`${base}/api/login`, { data: owner })
  const page = await context.newPage()
  await page.goto(base + path)
  await page.getByText(/\d of \d connections · \d s/).waitFor()
  await page.getByText(shows).first().waitFor()
  const file = join(folder, `${name}.png`)
  await page.screenshot({ path: file })
  const { size } = statSync(file)
  if (size > largestBytes) throw new Error(`${file} has ${size} bytes, more than ${largestBytes}`)
  console.log(`docs/images/${name}.png  ${Math.round(size / 1000)} kB`)
  await context.close()
}
