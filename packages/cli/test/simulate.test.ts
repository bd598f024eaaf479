import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const cli = join(import.meta.dirname, '../bin/pulse.js')
let folder = ''
let children: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pulse-simulate-'))
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

function simulate(...words: string[]) {
  const child = spawn(process.execPath, [cli, 'simulate', ...words], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    },
  })
  children.push(child)
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, ended }
}

/** The first line that matches, as soon as it is there. */
function heard(child: ChildProcess, pattern: RegExp): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    said += String(chunk)
    if (pattern.test(said)) resolve(said)
  })
  child.once('close', () => reject(new Error(`ended without saying ${String(pattern)}: ${said}`)))
  return promise
}

interface Facts {
  hosts: { name: string; product: string; url: string; fingerprint: string }[]
  connections: { name: string; tokenId: string; secret: string }[]
  credentials: { root: { username: string; password: string } }
}

async function factsOf(child: ChildProcess): Promise<Facts> {
  return JSON.parse(await heard(child, /^\}\n$/m)) as Facts
}

describe('pulse simulate', () => {
  it('tells programs where everything is, and ends when it is told to', async () => {
    const { child, ended } = simulate('--port', '0', '--json')
    const { hosts, connections, credentials } = await factsOf(child)
    expect(hosts.map(({ name, product }) => `${product} ${name}`)).toEqual([
      'pve attic/pve1',
      'pve attic/pve2',
      'pve attic/pve3',
      'pve pve-office',
      'pbs pbs-main',
    ])
    for (const { url, fingerprint } of hosts) {
      expect(url).toMatch(/^https:\/\/127\.\d+\.\d+\.\d+:\d+$/)
      expect(fingerprint).toMatch(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/)
    }
    expect(connections.map(({ name, tokenId }) => `${name} ${tokenId}`)).toEqual([
      'attic pulse-monitor@pve!pulse',
      'pve-office pulse-monitor@pve!pulse',
      'pbs-main pulse-monitor@pbs!pulse',
    ])
    expect(credentials.root.username).toBe('root@pam')
    const at = performance.now()
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(performance.now() - at).toBeLessThan(2000)
  })

  it('writes a file that only its owner reads, and takes orders from a pipe', async () => {
    const { child, ended } = simulate(
      '--port',
      '0',
      '--env',
      'sim.env',
      '--nodes',
      '2',
      '--guests',
      '5',
      '--pbs',
      '4.1',
    )
    const said = await heard(child, /Ctrl-C/)
    expect(said).toMatch(/site\/node001 {2}https:/)
    expect(said).toMatch(/pulse api get \/nodes --env sim\.env --product pve/)
    const file = join(folder, 'sim.env')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const names = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.replace(/=.*/, ''))
    const own = ['BASE_URL', 'FINGERPRINT', 'TOKEN_ID', 'TOKEN_SECRET', 'USERNAME', 'PASSWORD', 'REALM']
    expect(names).toEqual([...own.map((name) => `PVE_${name}`), ...own.map((name) => `PBS_${name}`)])
    child.stdin?.write('fault nonsense\nquit\n')
    expect(await text(child.stderr)).toMatch(/^There is no fault "nonsense"; there are node-down/)
    expect(await ended).toBe(0)
  })

  it('goes on when nobody is there to give orders', async () => {
    const { child, ended } = simulate('--port', '0')
    child.stdin?.end()
    await heard(child, /Ctrl-C/)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(child.exitCode).toBeNull()
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('has five thousand guests within seconds', async () => {
    const at = performance.now()
    const { child } = simulate('--port', '0', '--guests', '5000', '--json')
    expect((await factsOf(child)).hosts).toHaveLength(4)
    expect(performance.now() - at).toBeLessThan(8000)
    if (process.platform !== 'linux') return
    const [, kilobytes = ''] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? []
    expect(Number(kilobytes)).toBeLessThan(300_000)
  })

  it('says that its port is taken, and ends', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const { child, ended } = simulate('--port', String(port - 1))
    const said = await text(child.stderr)
    other.close()
    expect(said).toMatch(/^Port \d+ is in use\. Stop the program that uses it, or choose another port with --port\.\n$/)
    expect(await ended).toBe(1)
  })

  it('tells the faults', async () => {
    const { child, ended } = simulate('--faults')
    expect(await text(child.stdout)).toMatch(/^Faults[^\n]*\n {2}node-down=attic\/pve2 {2,}The host is switched off/)
    expect(await ended).toBe(0)
  })

  it.each<[string[], RegExp]>([
    [['--nodes', '0'], /^--nodes must be a whole number from 1 to 300, not "0"\.\n/],
    [['--pve', '5'], /^--pve must be 9\.2, 9\.1, 9\.0, 8\.4 or 7\.4, not "5"\.\n/],
    [['--scenario', 'huge'], /^--scenario must be small, not "huge"\.\n/],
    [
      ['--port', '0', '--fault', 'node-down=attic'],
      /^There is no node of attic named ""; there are pve1, pve2, pve3\.\n/,
    ],
    [['extra'], /^"extra" is one word too many\.\n/],
  ])('refuses %j', async (words, problem) => {
    const { child, ended } = simulate(...words)
    expect(await text(child.stderr)).toMatch(problem)
    expect(await ended).toBe(2)
  })
})
