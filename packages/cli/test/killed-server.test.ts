import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { verifyAuditTrail } from '@pulse/server'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'

/** A server that is killed in the middle of logins, changes and refusals, again and again. */
const program = join(import.meta.dirname, '../bin/pulse.js')
const kills = 6

interface Running {
  base: string
  kill(): Promise<void>
  /** What it has said so far. */
  said(): string
}

let dataDir = ''
let running: Running | undefined
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pulse-killed-'))
})
afterEach(() => running?.kill())
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(): Promise<Running> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: dataDir,
      XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
      PULSE_AUTH_USER: 'ada',
      // Of "engine No. 1", by the least cost: many log in.
      PULSE_AUTH_PASS: '$2b$04$YLp9jjidV02Tp7DjEetRyOl0vUPCEaK5bVvt4NHdXyProl06JN7uC',
      PULSE_TRUSTED_PROXIES: '127.0.0.1',
    },
  })
  const closed = once(child, 'close')
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => void (said += String(chunk)))
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await closed
  }
  running = { base: '', kill, said: () => said }
  await expect.poll(() => said, { timeout: 25_000 }).toContain('Pulse is running: ')
  const base = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? ''
  return (running = { base, kill, said: () => said })
}

let asked = 0
/** Each request comes from an address of its own. */
async function send(method: string, path: string, more: { headers?: object; body?: object } = {}): Promise<Response> {
  asked++
  return fetch((running?.base ?? '') + path, {
    method,
    headers: {
      'x-forwarded-for': `100.64.${Math.floor(asked / 250)}.${asked % 250}`,
      ...(more.body ? { 'content-type': 'application/json' } : {}),
      ...more.headers,
    },
    ...(more.body ? { body: JSON.stringify(more.body) } : {}),
  })
}

async function login(): Promise<{ cookie: string; 'x-csrf-token': string }> {
  const answer = await send('POST', '/api/login', { body: { username: 'ada', password: 'engine No. 1' } })
  const cookies = answer.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
  if (answer.status !== 200) throw new Error(`login: ${answer.status}`)
  const csrf = cookies.find((each) => each.startsWith('pulse_csrf='))?.slice('pulse_csrf='.length) ?? ''
  return { cookie: cookies.join('; '), 'x-csrf-token': csrf }
}

/** Until the server is gone. */
async function again(work: () => Promise<void>): Promise<void> {
  try {
    for (;;) await work()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
}

const intervals = { acknowledged: 10, asked: 10 }
let saves = 0
let session: Awaited<ReturnType<typeof login>> | undefined

it.each(Array.from({ length: kills }, (_, at) => at + 1))('kill %i leaves everything whole', async (kill) => {
  const server = await start()
  // Between two steps of a save the newest file has no name; the one before it is whole.
  const complaints = server
    .said()
    .split('\n')
    .filter((line) => /"level":"(warn|error)"/.test(line))
  for (const line of complaints) expect(line).toContain('a save was cut off; the settings before it are used')
  if (session) {
    // Who was told that he is logged in, is.
    const config = await send('GET', '/api/config/system', { headers: session })
    expect(config.status).toBe(200)
    const { pollingInterval } = (await config.json()) as { pollingInterval: number }
    expect([intervals.acknowledged, intervals.asked]).toContain(pollingInterval)
  }
  session = await login()
  const work = [
    again(async () => void (session = await login())),
    again(async () => {
      const pollingInterval = intervals.asked === 3600 ? 10 : intervals.asked + 1
      intervals.asked = pollingInterval
      const answer = await send('PUT', '/api/config/system', { headers: session ?? {}, body: { pollingInterval } })
      expect(answer.status).toBe(200)
      intervals.acknowledged = pollingInterval
      saves++
    }),
    again(async () => void (await send('DELETE', '/api/config/nodes/none'))),
  ]
  const enough = saves + 3 + kill
  await expect.poll(() => saves, { timeout: 10_000, interval: 1 }).toBeGreaterThan(enough)
  await delay(kill)
  await server.kill()
  await Promise.all(work)
  const newest = existsSync(join(dataDir, 'settings.json')) ? 'settings.json' : 'settings.previous.json'
  for (const name of [newest, 'sessions.json'])
    expect(() => JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as unknown).not.toThrow()
  expect(await verifyAuditTrail(dataDir)).toMatchObject({ intact: true })
})

it('a line of the audit trail that was cut off is mended, and the trail says so', async () => {
  appendFileSync(join(dataDir, 'audit.jsonl'), '{"sequence":99,"at":"2026-01-0')
  await start()
  const answer = await send('GET', '/api/security/audit?limit=1', { headers: await login() })
  const { events, intact } = (await answer.json()) as { events: { event: string }[]; intact: boolean }
  expect([events[0]?.event, intact]).toEqual(['login', true])
  const repaired = await send('GET', '/api/security/audit?event=audit_repaired', { headers: session ?? {} })
  expect(await repaired.json()).toMatchObject({ events: [{ event: 'audit_repaired', success: true }], intact: true })
})
