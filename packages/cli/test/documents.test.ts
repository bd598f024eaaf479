import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator, type Simulator } from '@pulse/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runPulse } from './run-pulse.ts'

let simulator: Simulator
let folder: string

beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small' })
  folder = mkdtempSync(join(tmpdir(), 'documents-'))
})
afterAll(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true })
})

const host = (product: 'pve' | 'pbs'): { url: string; pin: string; tokenId: string; secret: string } => {
  const connection = simulator.connections.find((one) => one.product === product)
  if (!connection) throw new Error(`no ${product}`)
  const { url, fingerprints, tokenId, secret } = connection
  return { url, pin: fingerprints[0] ?? '', tokenId, secret }
}
const readJson = (...path: string[]): { info: { version: string; title: string }; paths: object; values: object[] } =>
  JSON.parse(readFileSync(join(folder, ...path), 'utf8'))

test('OpenAPI of both products, in the versions that are built in', async () => {
  const { code, out, error } = await runPulse(folder, ['documents', 'openapi', '-o', 'built-in'])
  expect({ code, error }).toEqual({ code: 0, error: '' })
  expect(out.replaceAll(/\d\.\d [kM]B/g, 'SIZE')).toBe(
    [
      'Proxmox VE 9.2: 675 methods',
      '  built-in/proxmox-ve.openapi.json  SIZE',
      'Proxmox Backup Server 4.2: 349 methods',
      '  built-in/proxmox-backup-server.openapi.json  SIZE',
      '',
    ].join('\n'),
  )
  expect(readJson('built-in', 'proxmox-ve.openapi.json').info).toMatchObject({
    title: 'Proxmox VE API',
    version: '9.2',
  })
})

test('Postman: a collection and two environments, from a host of unknown version', async () => {
  const { url, pin } = host('pbs')
  const words = ['documents', 'postman', '--from', url, '--fingerprint', pin, '-o', 'postman']
  const { code, out, error } = await runPulse(folder, words)
  expect(code).toBe(0)
  // What it is shows in what it publishes, as its port says nothing.
  expect(out).toMatch(/^Proxmox Backup Server of unknown version: 349 methods\n/)
  expect(error).toBe(
    `${url} tells its version only with a login: set PBS_TOKEN_ID and PBS_TOKEN_SECRET to have it in the documents.\n`,
  )
  expect(readdirSync(join(folder, 'postman')).sort()).toEqual([
    'proxmox-backup-server.password.postman_environment.json',
    'proxmox-backup-server.postman_collection.json',
    'proxmox-backup-server.token.postman_environment.json',
  ])
  expect(readJson('postman', 'proxmox-backup-server.token.postman_environment.json').values).toContainEqual(
    expect.objectContaining({ key: 'PBS_BASE_URL', value: url }),
  )
})

test('the version of a host that one may log in to', async () => {
  const { url, pin, tokenId, secret } = host('pve')
  const { code, out, error } = await runPulse(
    folder,
    ['documents', 'openapi', '--from', url, '--fingerprint', pin, '--output', 'host'],
    { PVE_TOKEN_ID: tokenId, PVE_TOKEN_SECRET: secret },
  )
  expect({ code, error }).toEqual({ code: 0, error: '' })
  expect(out).toMatch(/^Proxmox VE 9\.2\.\d+: 675 methods\n/)
  expect(readJson('host', 'proxmox-ve.openapi.json').info.version).toMatch(/^9\.2\.\d+$/)
})

const program = (...paths: string[]): string =>
  `const apiSchema = ${JSON.stringify(paths.map((path) => ({ path, info: { GET: {} } })))};\n`

test('a file', async () => {
  writeFileSync(join(folder, 'apidoc.js'), program('/cluster', '/nodes'))
  const { code, out } = await runPulse(folder, ['documents', 'openapi', '--from', 'apidoc.js'])
  expect(code).toBe(0)
  expect(out).toMatch(/^Proxmox VE of unknown version: 2 methods\n {2}proxmox-ve\.openapi\.json /)
  expect(Object.keys(readJson('proxmox-ve.openapi.json').paths)).toEqual(['/cluster', '/nodes'])
})

test.each([
  ['', 3, 'broken.js: This is no schema of a Proxmox API: it is empty.'],
  ['<html></html>', 3, 'broken.js: This is no schema of a Proxmox API: it is a web page, not apidoc.js.'],
  [
    program('/cluster', '/nodes').slice(0, -10),
    3,
    'broken.js: This is no schema of a Proxmox API: it is cut short: the list that begins in line 1 has no end.',
  ],
  [
    program('/cluster', '/nodes'),
    3,
    'broken.js: This is no schema of a Proxmox API: it is that of Proxmox VE, not of Proxmox Backup Server.',
  ],
])('a file that is no schema: %j', async (text, code, line) => {
  writeFileSync(join(folder, 'broken.js'), text)
  const words = ['documents', 'openapi', '--from', 'broken.js', '--product', 'pbs', '-o', 'none']
  expect(await runPulse(folder, words)).toEqual({ code, out: '', error: `${line}\n` })
  expect(readdirSync(folder)).not.toContain('none')
})

test('what cannot be read or written', async () => {
  expect(await runPulse(folder, ['documents', 'openapi', '--from', 'pve1:8006'])).toEqual({
    code: 3,
    out: '',
    error: '--from: pve1:8006 cannot be read. A host is written https://host:8006.\n',
  })
  writeFileSync(join(folder, 'file'), '')
  const { code, error } = await runPulse(folder, ['documents', 'openapi', '--product', 'pbs', '-o', 'file'])
  expect({ code, error }).toEqual({ code: 3, error: 'file/proxmox-backup-server.openapi.json cannot be written.\n' })
})

test('a host that is down, strange, or not what it was', async () => {
  const { url, pin } = host('pve')
  const down = await runPulse(folder, ['documents', 'openapi', '--from', 'https://127.0.0.1:1'])
  expect(down.code).toBe(8)
  expect(down.error).toMatch(/^https:\/\/127\.0\.0\.1:1 cannot be reached: connection refused[^\n]*\n$/)
  const strange = await runPulse(folder, ['documents', 'openapi', '--from', url])
  expect(strange.code).toBe(9)
  expect(strange.error).toMatch(/^[^\n]+\n$/)
  expect(strange.error).toContain(`--fingerprint ${pin}`)
  const other = 'AB'.repeat(32)
  const changed = await runPulse(folder, ['documents', 'openapi', '--from', url, '--fingerprint', other])
  expect(changed.code).toBe(9)
  expect(changed.error).toContain(`the certificate has changed; expected ${other}, shown ${pin}.`)
  const wrong = await runPulse(folder, ['documents', 'openapi', '--from', url, '--product', 'pbs', '--insecure'])
  expect(wrong).toMatchObject({
    code: 6,
    error: `${url} publishes no schema of Proxmox Backup Server: is it the right host and port?\n`,
  })
})

test.each([
  ['documents', 'openapi', '--from'],
  ['user', 'check', '--host'],
])('pulse %s %s ends at once on Ctrl-C, though the host hangs', async (noun, verb, option) => {
  const { url, pin, tokenId, secret } = host('pve')
  const environment = { PVE_BASE_URL: url, PVE_TOKEN_ID: tokenId, PVE_TOKEN_SECRET: secret }
  const fault = simulator.faults.set({ endpoint: 'attic/pve1' }, { kind: 'hang' })
  simulator.requests.reset()
  try {
    const hangs = until(() => simulator.requests.hungNow() > 0)
    let interruptedAt = 0
    const interrupted = hangs.then(() => (interruptedAt = performance.now()))
    const words = [noun, verb, option, url, '--fingerprint', pin]
    const { code, error } = await runPulse(folder, words, environment, interrupted)
    expect({ code, error }).toEqual({ code: 1, error: 'Stopped.\n' })
    // Without it the process is cut off after 2.8 s.
    expect(performance.now() - interruptedAt).toBeLessThan(2500)
  } finally {
    simulator.faults.clear(fault)
  }
})

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}
