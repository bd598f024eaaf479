import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPve } from '@pulse/proxmox'
import { closedAccess, createApp, silentLog } from '@pulse/server'
import { createClient } from '@pulse/contract'
import { type Simulator, startSimulator } from '@pulse/simulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openShell, type Shell } from './shell.ts'

let simulator: Simulator
let shell: Shell
let url = ''
let fingerprint = ''
let password = ''

beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small' })
  const office = simulator.connections.find(({ name }) => name === 'pve-office')
  url = office?.url ?? ''
  fingerprint = office?.fingerprints[0] ?? ''
  password = simulator.credentials.root.password
})
afterAll(() => simulator.close())

const fresh = (): Shell => (shell = openShell())
afterEach(() => shell.remove())

const file = (): string => join(shell.folder, '.local/state/pulse/logins.json')

describe('pulse api login in a terminal', () => {
  it('asks for what is missing, shows the certificate, and keeps the ticket, never the password', async () => {
    fresh()
    const ended = await shell.runInTerminal(
      ['pulse', 'api', 'login', '--host', url],
      [
        ['User at', 'root@pam\r'],
        ['Password of', `${password}\r`],
        ['[y/N]', 'y\r'],
      ],
    )
    expect(ended.out).toContain(`SHA-256      ${fingerprint}`)
    expect(ended.out).toMatch(/subject {6}CN=pve-office/)
    expect(ended.out).toMatch(/Logged in to https:\S+ as root@pam until \d{4}-\d\d-\d\d \d\d:\d\d UTC\./)
    expect(ended.code).toBe(0)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    const kept = readFileSync(file(), 'utf8')
    for (const text of [ended.out, kept]) expect(text).not.toContain(password)
    // From now on nothing need be named: it is the only host.
    expect(await shell.run('pulse api get /version --columns release -o table')).toMatchObject({
      code: 0,
      out: 'release  8.4\n',
    })
    expect(await shell.run('pulse api put /nodes/pve-office/qemu/100/config -p description=x')).toMatchObject({
      code: 0,
    })
    expect(await shell.run('pulse api logout')).toMatchObject({ code: 0 })
    expect(await shell.run('pulse api get /version')).toMatchObject({ code: 2 })
  })

  it('sends nothing where the certificate is not trusted', async () => {
    fresh()
    simulator.requests.reset()
    const ended = await shell.runInTerminal(
      ['pulse', 'api', 'login', '--host', url, '--username', 'root@pam'],
      [
        ['Password of', `${password}\r`],
        ['[y/N]', '\r'],
      ],
    )
    expect(ended).toMatchObject({ code: 9, out: expect.stringContaining('Not trusted: nothing was sent.') })
    expect(simulator.requests.count()).toBe(0)
  })

  it('asks for the code of a second factor', async () => {
    fresh()
    const trust = { kind: 'fingerprint', sha256: [fingerprint] } as const
    const root = createPve({ url, trust, credentials: { kind: 'password', username: 'root@pam', password } })
    await root.post('/access/users', { userid: 'grace@pve', password: 'a-long-secret' })
    const { recovery = [] } = {
      ...(await root.post('/access/tfa/{userid}', { userid: 'grace@pve', type: 'recovery' })),
    }
    await root.close()
    const ended = await shell.runInTerminal(
      ['pulse', 'api', 'login', '--host', url, '--fingerprint', fingerprint],
      [
        ['User at', 'grace@pve\r'],
        ['Password of', 'a-long-secret\r'],
        ['One-time code', `${String(recovery[0])}\r`],
      ],
    )
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('as grace@pve until') })
  })

  it('gives up on Ctrl-C', async () => {
    fresh()
    const ended = await shell.runInTerminal(['pulse', 'api', 'login', '--host', url], [['User at', '\u0003']])
    expect(ended).toMatchObject({ code: 1, out: expect.stringContaining('Nothing was entered.') })
  })
})

describe('pulse api login without a terminal', () => {
  const login = (more: Record<string, string>): ReturnType<Shell['run']> =>
    shell.run(`pulse api login --host ${url}`, { PVE_USERNAME: 'root', PVE_PASSWORD: password, ...more })

  it('takes what the environment says, and pins nothing by itself', async () => {
    fresh()
    const refused = await login({})
    expect(refused).toMatchObject({ code: 9, error: expect.stringContaining(`--fingerprint ${fingerprint}`) })
    expect(await login({ PVE_FINGERPRINT: fingerprint })).toMatchObject({ code: 0, error: '' })
    expect(await shell.run(`pulse api get /version --host ${url}`)).toMatchObject({ code: 0 })
  })

  it('takes user and password of a file that has a token, too', async () => {
    fresh()
    const { tokenId, secret } = simulator.credentials.pve
    const lines = [`PVE_BASE_URL=${url}`, `PVE_FINGERPRINT=${fingerprint}`, `PVE_TOKEN_ID=${tokenId}`]
    const more = [`PVE_TOKEN_SECRET=${secret}`, 'PVE_USERNAME=root', `PVE_PASSWORD=${password}`]
    writeFileSync(join(shell.folder, 'host.env'), [...lines, ...more].join('\n'), { mode: 0o600 })
    expect(await shell.run('pulse api login --env host.env')).toMatchObject({
      code: 0,
      out: expect.stringContaining('as root@pam until'),
    })
  })

  it('names the variable that is missing', async () => {
    fresh()
    expect(await login({ PVE_PASSWORD: '' })).toMatchObject({
      code: 4,
      error: expect.stringContaining('PVE_PASSWORD is missing'),
    })
    expect(await login({ PVE_USERNAME: '' })).toMatchObject({
      code: 4,
      error: expect.stringContaining('set PVE_USERNAME'),
    })
  })

  it('a login that has expired says so, before anything is sent', async () => {
    fresh()
    await login({ PVE_FINGERPRINT: fingerprint })
    const text = readFileSync(file(), 'utf8')
    writeFileSync(file(), text.replace(/"expiresAt": \d+/, '"expiresAt": 1700000000000'))
    simulator.requests.reset()
    expect(await shell.run('pulse api get /version')).toMatchObject({
      code: 4,
      out: '',
      error: `The login of root@pam at ${url} has expired: pulse api login --host ${url}\n`,
    })
    expect(simulator.requests.count()).toBe(0)
    // Refused by the host, whatever the file says.
    writeFileSync(file(), text.replace(/(PVE:root@pam:\w+::)[^"]+/, '$1bm9uc2Vuc2U='))
    expect(await shell.run('pulse api get /version')).toMatchObject({
      code: 4,
      error: `${url} refused the kept login of root@pam, which may have expired: pulse api login --host ${url}\n`,
    })
    writeFileSync(file(), 'nonsense')
    expect(await shell.run('pulse api get /version')).toMatchObject({
      code: 1,
      error: `${file()} is damaged: remove it and log in again.\n`,
    })
  })
})

describe('--connection', () => {
  it('is one that the server watches, with its secret and pin, while it runs', async () => {
    fresh()
    const dataDir = join(shell.folder, 'data')
    const app = await createApp({
      port: 0,
      dataDir,
      log: silentLog,
      access: { ...closedAccess, allowUnauthenticated: true },
    })
    try {
      const { address, port } = await app.start()
      const call = createClient(`http://${address}:${port}`, fetch)
      const { tokenId, secret } = simulator.credentials.pve
      await call('POST /api/config/nodes', {
        body: { type: 'pve', name: 'Office', host: url, tokenName: tokenId, tokenValue: secret, fingerprint },
      })
      const get = `pulse api get /version --columns release -o table --data-dir '${dataDir}'`
      expect(await shell.run(`${get} --connection office`)).toMatchObject({ code: 0, out: 'release  8.4\n', error: '' })
      expect(await shell.run(`${get} --connection attic`)).toMatchObject({
        code: 6,
        error: `The server in ${dataDir} has no connection "attic". It has "Office".\n`,
      })
    } finally {
      await app.stop()
    }
  })
})
