import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, type Simulator, startSimulator } from '@pulse/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const examples = join(import.meta.dirname, '../../../examples')

/** 2026-03-01 12:00 UTC, for as long as the test takes: load and uptime are the same for all. */
const clock: Clock = {
  now: () => Date.UTC(2026, 2, 1, 12),
  // A refused login is answered late; here at once.
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, 10))
    return () => clearTimeout(timer)
  },
}

const programs = {
  curl: ['sh', 'curl/walkthrough.sh'],
  typescript: [process.execPath, 'typescript/walkthrough.ts'],
  python: ['python3', 'python/walkthrough.py'],
  php: ['php', 'php/walkthrough.php'],
} as const
type Name = keyof typeof programs
const names = Object.keys(programs) as Name[]
const present = names.filter((name) => spawnSync(programs[name][0], ['--version']).error === undefined)
for (const name of names) if (!present.includes(name)) console.log(`${programs[name][0]} is missing: not run`)

interface Ended {
  code: number | null
  out: string
  error: string
}

async function run(name: Name, environment: Record<string, string>): Promise<Ended> {
  const [program, file] = programs[name]
  const child = spawn(program, [file], {
    cwd: examples,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  })
  const said = { out: '', error: '' }
  child.stdout.on('data', (chunk: Buffer) => void (said.out += String(chunk)))
  child.stderr.on('data', (chunk: Buffer) => void (said.error += String(chunk)))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}

let simulator: Simulator
let folder = ''
let url = ''
let pinned: Record<string, string> = {}
let withToken: Record<string, string> = {}
let withPassword: Record<string, string> = {}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pulse-examples-'))
  simulator = await startSimulator({ scenario: 'small', clock })
  const connection = simulator.connections.find((one) => one.name === 'attic')
  if (!connection) throw new Error('the scenario has no cluster "attic"')
  url = connection.url
  const { tokenId, secret, username, password } = simulator.credentials.pve
  // Those of all members, in lower case: any of them, however it is written.
  pinned = { PVE_BASE_URL: url, PVE_FINGERPRINT: connection.fingerprints.toReversed().join(',').toLowerCase() }
  withToken = { ...pinned, PVE_TOKEN_ID: tokenId, PVE_TOKEN_SECRET: secret }
  const [user = '', realm = ''] = username.split('@')
  withPassword = { ...pinned, PVE_USERNAME: user, PVE_REALM: realm, PVE_PASSWORD: password }
})
afterAll(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.each(present)('the walk-through in %s', (name) => {
  it('shows version, nodes and their state, with a token and with a password', async () => {
    const byToken = await run(name, withToken)
    expect(byToken).toMatchObject({ code: 0, error: '' })
    const [who, version, nodes, ...states] = byToken.out.trimEnd().split('\n')
    expect(who).toBe(`Logged in as ${simulator.credentials.pve.tokenId}`)
    expect(version).toMatch(/^Proxmox VE 9\.\d\.\d+$/)
    expect(nodes).toMatch(/^Nodes: pve1 \(online\), pve2 \(online\)/)
    expect(states[0]).toMatch(/^pve1: \d+ processors at \d+ %, \d+ of \d+ MiB memory, up \d+ days$/)
    const byPassword = await run(name, withPassword)
    expect(byPassword).toEqual({
      code: 0,
      error: '',
      out: byToken.out.replace(who ?? '', `Logged in as ${simulator.credentials.pve.username}`),
    })
  })

  it('says in one line what is wrong, and ends so', async () => {
    const { tokenId, username } = simulator.credentials.pve
    const wrong = '00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF'.repeat(2).replace('FF00', 'FF:00')
    const dead = 'https://127.0.0.1:9'
    const cases: [environment: Record<string, string>, line: string][] = [
      [{}, 'Set PVE_BASE_URL, such as https://pve.example.org:8006'],
      [pinned, 'Set PVE_TOKEN_ID and PVE_TOKEN_SECRET, or PVE_USERNAME and PVE_PASSWORD'],
      [
        { ...withToken, PVE_TOKEN_SECRET: '00000000-0000-0000-0000-000000000000' },
        `The login as ${tokenId} was refused`,
      ],
      // Characters that mean something to shells and configuration files are part of the password.
      [{ ...withPassword, PVE_PASSWORD: `wr"o\\ng'$x %&+` }, `The login as ${username} was refused`],
      [{ ...withToken, PVE_BASE_URL: dead }, `No answer from ${dead}`],
      [{ ...withToken, PVE_FINGERPRINT: wrong }, `The certificate of ${url} is not the expected one`],
      // Without a word on trust, the system's own authorities decide.
      [{ ...withToken, PVE_FINGERPRINT: '' }, `The certificate of ${url} is not the expected one`],
    ]
    const ended = await Promise.all(cases.map(async ([environment]) => run(name, environment)))
    expect(ended).toEqual(cases.map(([, line]) => ({ code: 1, out: '', error: `walkthrough: ${line}\n` })))
  })

  it('believes anything only when told so', async () => {
    expect(await run(name, { ...withToken, PVE_FINGERPRINT: '', PVE_INSECURE: '1' })).toMatchObject({
      code: 0,
      error: '',
    })
  })

  it('believes the authority of a file', async () => {
    const file = join(folder, 'ca.pem')
    writeFileSync(file, simulator.endpoints.find((endpoint) => endpoint.url === url)?.caPem ?? '')
    const environment = { ...withToken, PVE_FINGERPRINT: '', PVE_CA_FILE: file }
    expect(await run(name, environment)).toMatchObject({ code: 0, error: '' })
  })
})

it('is the same walk in every language', async () => {
  const outputs = await Promise.all(present.map(async (name) => (await run(name, withToken)).out))
  expect(new Set(outputs).size).toBe(1)
})
