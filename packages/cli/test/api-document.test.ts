import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { scopes } from '@pulse/contract'
import { type AccessOptions, type App, closedAccess, createApp } from '@pulse/server'
import { type Simulator, startSimulator } from '@pulse/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runDocument } from './run-document.ts'

const file = join(import.meta.dirname, '../../../docs/api.md')
const document = readFileSync(file, 'utf8')

const python = '/usr/bin/python3'
const hasPython = spawnSync(python, ['-c', 'import requests']).status === 0
if (!hasPython) console.log('python3-requests is missing: the Python example of docs/api.md is not run')
const missing = ['curl', 'jq', 'awk'].filter((program) => spawnSync(program, ['--version']).error !== undefined)
if (missing.length > 0) console.log(`${missing.join(', ')} is missing: the shell examples of docs/api.md are not run`)

/** The environment that the document speaks of: API_TOKEN, PULSE_AUTH_USER and PULSE_AUTH_PASS. */
const documented: AccessOptions = {
  ...closedAccess,
  credentials: { owner: { username: 'admin', password: 'your-secure-password' }, apiToken: 'your-secure-token' },
}
const withoutLogin: AccessOptions = { ...closedAccess, allowUnauthenticated: true }

/** `attic` of the first is watched already; the examples add and register hosts on their own of both. */
let simulators: readonly [Simulator, Simulator]
let app: App
let base = ''
const folder = mkdtempSync(join(tmpdir(), 'pulse-api-document-'))

beforeAll(async () => {
  const small = { scenario: 'small' } as const
  simulators = await Promise.all([startSimulator({ ...small, seed: 7 }), startSimulator({ ...small, seed: 9 })])
  app = await startServer('data', documented)
  await watchCluster()
})
afterAll(async () => {
  await app.stop()
  await Promise.all(simulators.map((simulator) => simulator.close()))
  rmSync(folder, { recursive: true, force: true })
})

async function startServer(name: string, access: AccessOptions): Promise<App> {
  const started = await createApp({ port: 0, dataDir: join(folder, name), webRoot: '/nowhere', access })
  const { address, port } = await started.start()
  base = `${address}:${port}`
  return started
}

const hostOf = (simulator: Simulator, name: string): Simulator['connections'][number] => {
  const found = simulator.connections.find((connection) => connection.name === name)
  if (!found) throw new Error(`the scenario has no ${name}`)
  return found
}

async function post(path: string, body: object): Promise<unknown> {
  const headers = { 'x-api-token': 'your-secure-token', 'content-type': 'application/json' }
  return (await fetch(`http://${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
}

async function watchCluster(): Promise<void> {
  const { url, fingerprints, tokenId, secret } = hostOf(simulators[0], 'attic')
  await post('/api/config/nodes', {
    type: 'pve',
    host: url,
    tokenName: tokenId,
    tokenValue: secret,
    fingerprint: fingerprints[0],
  })
  for (let turn = 0; turn < 400 && app.modules.inventory.picture().tables.storages.size === 0; turn++)
    await new Promise((resolve) => setTimeout(resolve, 25))
}

/**
 * What in the printed text stands for something else here: the address of the server, which the system chooses; hosts and
 * logins, which are those of simulated hosts; `your-token`, which is the one of the environment; the registration token
 * that a reader copies from the block before. All else is run as it is printed.
 */
function replacements(registrationToken: string): (readonly [string, string])[] {
  const [first, second] = simulators
  const { pve, root } = first.credentials
  const other = hostOf(second, 'pve-office')
  const [owner = '', name = ''] = other.tokenId.split('!')
  return [
    ['localhost:7655', base],
    ['"X-API-Token: your-token"', '"X-API-Token: your-secure-token"'],
    ['https://192.168.1.100:8006', hostOf(first, 'pve-office').url],
    ['"user": "monitor@pve",\n"password": "password"', `"user": "${pve.username}",\n"password": "${pve.password}"`],
    ['"user": "root@pam",\n"password": "password"', `"user": "${root.username}",\n"password": "${root.password}"`],
    ['https://node.local:8006', other.url],
    ['"username": "monitor@pam"', `"username": "${owner}"`],
    ['"tokenId": "token-id"', `"tokenId": "${name}"`],
    ['"tokenValue": "token-secret"', `"tokenValue": "${other.secret}"`],
    ['PULSE-REG-xxxxxxxxxxxx', registrationToken],
  ]
}

/** The blocks of the document in a language. */
const blocks = (language: string): string[] =>
  [...document.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, text = '']) => text)

/** Of curl's progress, which a terminal shows and a file does not want. */
const silent = 'silent\nshow-error\n'

async function run(program: string, words: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '' },
  })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => void (out += String(chunk)))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out }
}

describe('docs/api.md', () => {
  it.runIf(missing.length === 0)('every shell example works as printed', { timeout: 60_000 }, async () => {
    // Of a block before, where the test cannot read along.
    const { token } = (await post('/api/tokens/generate', {})) as { token: string }
    const report = await runDocument(file, { replacements: replacements(token), files: { '.curlrc': silent } })
    expect(report.problems).toEqual([])
    expect(report.blocks).toBe(21)
  })

  it.runIf(hasPython)('the Python example works as printed', async () => {
    const [text = '', ...more] = blocks('python')
    expect(more).toEqual([])
    const script = join(folder, 'example.py')
    writeFileSync(script, text.replaceAll('localhost:7655', base))
    const { code, out } = await run(python, [script])
    expect([code, out]).toEqual([0, expect.stringMatching(/^Status: healthy\n(Node: pve[\w-]+ - online\n)+$/)])
  })

  it('the example for pages does a change, with the path of a call in place of the one that stands for any', async () => {
    const example = blocks('javascript').find((text) => text.includes('getCookie')) ?? ''
    const login = await fetch(`http://${base}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'your-secure-password' }),
    })
    const cookies = new Map(
      login.headers.getSetCookie().map((cookie) => /^([^=]+)=([^;]*)/.exec(cookie)?.slice(1) as [string, string]),
    )
    // What a browser adds by itself on a page of the server.
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    let answer: Promise<Response> | undefined
    const onPage = {
      getCookie: (name: string) => cookies.get(name),
      data: { pollingInterval: 20 },
      fetch: (path: string, init: { headers: Record<string, string> }) =>
        (answer = fetch(`http://${base}${path}`, { ...init, headers: { ...init.headers, cookie } })),
    }
    runInNewContext(example.replace('/api/nodes', '/api/config/system'), { ...onPage, JSON })
    expect([(await answer)?.status, app.modules.settings.document().system.pollingInterval]).toEqual([200, 20])
  })

  it('the PowerShell example is the published one', () => {
    expect(blocks('powershell')).toEqual([
      expect.stringContaining('Invoke-RestMethod -Uri "$apiUrl/config/nodes" -Headers $headers'),
    ])
  })

  it('the WebSocket example works as printed on a server without a login, and with a token elsewhere', async () => {
    const example = blocks('javascript').find((text) => text.includes('WebSocket')) ?? ''
    const closedAt = base
    const open = await startServer('open', withoutLogin)
    const openAt = base
    base = closedAt
    const scriptFor = (text: string, name: string): string => {
      const path = join(folder, name)
      // It would listen for ever.
      writeFileSync(path, `${text}\nsetTimeout(() => process.exit(), 1500)\n`)
      return path
    }
    const printed = scriptFor(example.replace('localhost:7655', openAt), 'open.mjs')
    const withToken = scriptFor(
      example.replace(
        `'ws://localhost:7655/ws'`,
        `'ws://${closedAt}/ws', { headers: { 'X-API-Token': 'your-secure-token' } }`,
      ),
      'token.mjs',
    )
    const [first, second] = await Promise.all([run(process.execPath, [printed]), run(process.execPath, [withToken])])
    await open.stop()
    for (const { out } of [first, second]) {
      expect(out).toContain("Update received: {\n  type: 'initialState'")
      expect(out).toContain("type: 'welcome'")
    }
  })

  it('names every scope, and every way to log in', () => {
    for (const scope of scopes) expect(document).toContain(`| \`${scope}\` |`)
    for (const word of [
      'X-API-Token',
      'Authorization: Bearer',
      'HTTP Basic',
      'pulse_session',
      'X-CSRF-Token',
      '?token=',
    ])
      expect(document).toContain(word)
  })
})
