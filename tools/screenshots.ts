import { spawn } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { drawTerminal } from './draw-terminal.ts'

/**
 * `npm run screenshots`: starts the demo and takes the pictures of the documentation from it, into `docs/images`. Run
 * `npm run build` first; needs Chromium.
 */
const root = new URL('..', import.meta.url).pathname
const folder = join(root, 'docs/images')
const chromiumPath = '/usr/bin/chromium'
/** The estate of the pictures; another one has other names and figures. */
const seed = '1'
const largestBytes = 300_000

interface Picture {
  name: string
  path: string
  width: number
  height: number
  theme: 'light' | 'dark'
}

const pictures: readonly Picture[] = [
  { name: 'overview-dark', path: '/', width: 1440, height: 900, theme: 'dark' },
  { name: 'overview-light', path: '/', width: 1440, height: 900, theme: 'light' },
  { name: 'overview-phone', path: '/', width: 390, height: 844, theme: 'dark' },
  { name: 'connections', path: '/settings/connections', width: 1440, height: 900, theme: 'dark' },
]

await drawTerminal(root)
const demo = spawn(process.execPath, [join(root, 'packages/cli/src/cli.ts'), 'demo', '--port', '0', '--seed', seed], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const base = await addressOf(demo.stdout)
  mkdirSync(folder, { recursive: true })
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] })
  // The slow lanes (file systems in guests, storage) have gone round once by then.
  await new Promise((resolve) => setTimeout(resolve, 25_000))
  for (const picture of pictures) await take(browser, base, picture)
  await browser.close()
} finally {
  demo.kill('SIGTERM')
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const chunk of output) {
    text += String(chunk)
    const found = /http:\/\/\S+/.exec(text)
    if (found) return found[0]
  }
  throw new Error(`the demo ended without an address: ${text}`)
}

async function take(browser: Browser, base: string, { name, path, width, height, theme }: Picture): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme })
  const page = await context.newPage()
  await page.goto(base + path)
  await page.getByText(/\d of \d connections · \d s/).waitFor()
  await page
    .getByText(path === '/' ? 'Needs attention' : 'requests and')
    .first()
    .waitFor()
  const file = join(folder, `${name}.png`)
  await page.screenshot({ path: file })
  const { size } = statSync(file)
  if (size > largestBytes) throw new Error(`${file} has ${size} bytes, more than ${largestBytes}`)
  console.log(`docs/images/${name}.png  ${Math.round(size / 1000)} kB`)
  await context.close()
}
