import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const cli = join(import.meta.dirname, '../bin/pulse.js')
const isBuilt = existsSync(join(import.meta.dirname, '../../web/dist/index.html'))

/** Of compiled code; the same for all, as for the starts of a real user. */
const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')

let folder = ''
let children: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pulse-cli-'))
})
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  children = []
  rmSync(folder, { recursive: true, force: true })
})

interface Started {
  child: ChildProcess
  /** All that was said so far. */
  said(): { out: string; error: string }
  /** Resolves with what `pattern` found, or rejects if the process ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  ended: Promise<number | null>
}

function pulse(words: string[], environment: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [cli, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder, XDG_CACHE_HOME: cache, ...environment },
  })
  children.push(child)
  const said = { out: '', error: '' }
  const heard = new Set<() => void>()
  const hear = (kind: 'out' | 'error') => (chunk: Buffer) => {
    said[kind] += String(chunk)
    for (const each of heard) each()
  }
  child.stdout.on('data', hear('out'))
  child.stderr.on('data', hear('error'))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const says = (pattern: RegExp): Promise<RegExpExecArray> => {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
    const look = (): void => {
      const found = pattern.exec(said.out)
      if (found) resolve(found)
    }
    heard.add(look)
    look()
    void ended.then(() => reject(new Error(`ended without saying ${String(pattern)}: ${said.out}${said.error}`)))
    return promise.finally(() => heard.delete(look))
  }
  return { child, said: () => said, says, ended }
}

const json = async (url: string): Promise<unknown> => (await fetch(url)).json()

/** The page is there: the built one, or the advice to build it. */
async function expectPage(base: string): Promise<void> {
  const page = await fetch(base, { headers: { accept: 'text/html' } })
  expect(page.status).toBe(200)
  const text = await page.text()
  expect(text).toMatch(isBuilt ? /<title>.*Pulse.*<\/title>/ : /npm run build/)
}

describe('words', () => {
  it.each<[string[], number, 'out' | 'error', RegExp]>([
    [[], 0, 'out', /Usage: pulse <command>[\s\S]*serve[\s\S]*demo/],
    [['--help'], 0, 'out', /Usage: pulse <command>/],
    [['--version'], 0, 'out', /^\d+\.\d+\.\d+\n$/],
    [['serve', '--help'], 0, 'out', /Usage: pulse serve[\s\S]*--port <port>[\s\S]*--data-dir <directory>/],
    [['demo', '-h'], 0, 'out', /Usage: pulse demo[\s\S]*--seed <number>/],
    [['sreve'], 2, 'error', /^There is no command "sreve"\./],
    [['toString'], 2, 'error', /^There is no command "toString"\./],
    [['serve', '--prot', '1'], 2, 'error', /^There is no option --prot\.\nUsage: pulse serve/],
    [['serve', '--port', 'abc'], 1, 'error', /^--port must be a whole number from 0 to 65535, not "abc"\.\n$/],
    [['demo', '--seed', 'x'], 1, 'error', /^--seed must be a whole number, not "x"\.\n$/],
  ])('pulse %j ends with %i', async (words, code, where, text) => {
    const run = pulse(words)
    expect(await run.ended).toBe(code)
    expect(run.said()[where]).toMatch(text)
    expect(run.said()[where === 'out' ? 'error' : 'out']).toBe('')
  })
})

describe('pulse serve', () => {
  it('serves page and API, and ends cleanly when told to', async () => {
    const run = pulse(['serve', '--port', '0'])
    const [, base = ''] = await run.says(/(http:\/\/127\.0\.0\.1:\d+)/)
    expect(await json(`${base}/api/health`)).toMatchObject({ status: 'healthy' })
    expect(await json(`${base}/api/version`)).toMatchObject({ runtime: 'node', channel: 'stable' })
    expect(await json(`${base}/api/config/nodes`)).toMatchObject({ code: 'setup.needed' })
    await expectPage(base)
    const [, setupCode = ''] = await run.says(/enter this code: (\S+)\nIt stands in .*pulse\/setup-code, too\./)
    const apiToken = '0123456789abcdef'.repeat(4)
    const owner = { setupCode, username: 'ada', password: 'engine No. 1', apiToken }
    const setup = await fetch(`${base}/api/security/quick-setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(owner),
    })
    expect(setup.status).toBe(200)
    const headers = { 'x-api-token': apiToken }
    expect(await (await fetch(`${base}/api/config/nodes`, { headers })).json()).toEqual([])
    expect(existsSync(join(folder, '.local/share/pulse/settings.key'))).toBe(true)
    // A client that stays connected does not hold it up.
    const socket = new WebSocket(`${base.replace('http', 'ws')}/ws`, { headers })
    await once(socket, 'open')
    const before = performance.now()
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
    expect(performance.now() - before).toBeLessThan(3000)
    expect(run.said().error).toBe('')
    for (const secret of [owner.password, apiToken]) expect(run.said().out).not.toContain(secret)
  })

  it('speaks HTTPS with a certificate of its own, the same after a restart', async () => {
    const shown: string[] = []
    for (let start = 0; start < 2; start++) {
      const run = pulse(['serve', '--port', '0', '--tls'])
      const [, port = ''] = await run.says(/running: https:\/\/127\.0\.0\.1:(\d+)/)
      const [, fingerprint = ''] = await run.says(/Certificate, SHA-256: ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})/)
      const socket = connect({ host: '127.0.0.1', port: Number(port), rejectUnauthorized: false })
      await once(socket, 'secureConnect')
      expect(socket.getPeerCertificate().fingerprint256).toBe(fingerprint)
      socket.destroy()
      shown.push(fingerprint)
      run.child.kill('SIGTERM')
      await run.ended
    }
    expect(shown[1]).toBe(shown[0])
    expect(statSync(join(folder, '.local/share/pulse/tls.key')).mode & 0o777).toBe(0o600)
  })

  it('warns where everybody is let in', async () => {
    const run = pulse(['serve', '--port', '0'], { PULSE_ALLOW_UNAUTHENTICATED: 'true' })
    await run.says(/Warning: everybody who reaches this server may change everything/)
    expect(run.said().out).not.toContain('enter this code')
  })

  it('names the server that has its data directory already', async () => {
    const first = pulse(['serve', '--port', '0', '--data-dir', join(folder, 'data')])
    await first.says(/running/)
    const second = pulse(['serve', '--port', '0'], { PULSE_DATA_DIR: join(folder, 'data') })
    expect(await second.ended).toBe(1)
    expect(second.said().error).toBe(
      `Another Pulse server (process ${first.child.pid}) uses the data directory ${join(folder, 'data')}. Stop it, or use another directory.\n`,
    )
    // Killed, it leaves nothing behind that keeps the next one out.
    first.child.kill('SIGKILL')
    await first.ended
    const third = pulse(['serve', '--port', '0', '--data-dir', join(folder, 'data')])
    await third.says(/running/)
  })

  it.each([['serve'], ['demo']])('and demo say that the port is taken: %s', async (command) => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const run = pulse([command], { PORT: String(port) })
    expect(await run.ended).toBe(1)
    expect(run.said().error).toBe(
      `Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or choose another port with --port or PORT.\n`,
    )
    expect(readdirSync(folder).filter((name) => name.startsWith('pulse-demo-'))).toEqual([])
    other.close()
  })
})

describe('pulse demo', () => {
  it('shows a simulated estate, and leaves nothing behind', async () => {
    const run = pulse(['demo', '--port', '0'])
    const [, base = ''] = await run.says(/Pulse demo: {2}(http:\/\/127\.0\.0\.1:\d+)[\s\S]*simulated[\s\S]*Ctrl-C/)
    await expectPage(base)
    const connections = (await json(`${base}/api/config/nodes`)) as { name: string; fingerprint: string }[]
    expect(connections.map(({ name }) => name)).toEqual(['attic', 'pve-office', 'pbs-main'])
    for (const { fingerprint } of connections) expect(fingerprint).toMatch(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}/)
    await expect
      .poll(async () => ((await json(`${base}/api/state`)) as { vms: unknown[] }).vms.length, { timeout: 15_000 })
      .toBeGreaterThan(10)
    // Twice, as npm passes on what the terminal has sent already.
    run.child.kill('SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 5))
    run.child.kill('SIGINT')
    expect(await run.ended).toBe(0)
    expect(run.said().error).toBe('')
    expect(readdirSync(folder)).toEqual([])
  })
})
