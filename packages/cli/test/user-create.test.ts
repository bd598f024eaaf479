import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPbs, createPve, type PbsClient, type PveClient } from '@pulse/proxmox'
import { type Clock, type Simulator, startSimulator } from '@pulse/simulator'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import { type Ended, runPulse } from './run-pulse.ts'

/** A refused login is answered after 3 seconds; here at once. */
const clock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms === 3000 ? 10 : ms)
    return () => clearTimeout(timer)
  },
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pulse-user-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** How an administrator reaches a host, and the client that looks at what has come of it. */
interface Host<Client> {
  readonly words: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly root: Client
  readonly url: string
}

function hostOf(simulator: Simulator, name: string): Omit<Host<never>, 'root'> & { fingerprint: string } {
  const found = simulator.connections.find((connection) => connection.name === name)
  if (!found) throw new Error(`no connection "${name}"`)
  const { product, url, fingerprints } = found
  const fingerprint = fingerprints[0] ?? ''
  const { username, password } = simulator.credentials.root
  const words = ['--host', url, '--product', product, '--fingerprint', fingerprint, '--username', username]
  return { words, environment: { PVE_PASSWORD: password, PBS_PASSWORD: password }, url, fingerprint }
}

function pveHost(simulator: Simulator, name: string): Host<PveClient> {
  const { fingerprint, ...host } = hostOf(simulator, name)
  const { tokenId, secret } = simulator.credentials.root
  const trust = { kind: 'fingerprint', sha256: [fingerprint] } as const
  return { ...host, root: createPve({ url: host.url, credentials: { kind: 'token', tokenId, secret }, trust }) }
}

function pbsHost(simulator: Simulator, name: string): Host<PbsClient> {
  const { fingerprint, ...host } = hostOf(simulator, name)
  const { tokenId, secret } = simulator.credentials.root
  const trust = { kind: 'fingerprint', sha256: [fingerprint] } as const
  return { ...host, root: createPbs({ url: host.url, credentials: { kind: 'token', tokenId, secret }, trust }) }
}

const create = async (host: Host<unknown>, words: string[] = [], user = 'eyes'): Promise<Ended> =>
  runPulse(folder, ['user', 'create', ...host.words, '--user', user, ...words], host.environment)

const check = async (file: string): Promise<Ended> => runPulse(folder, ['user', 'check', '--env', file])

const file = (): string => join(folder, 'eyes.env')
const save = ['--save', 'eyes.env']
const secretIn = (path: string): string => /_TOKEN_SECRET=(\S+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? ''
/** First words of the lines on what was done: `made`, `there` … */
const deeds = ({ out }: Ended): string[] =>
  [...out.matchAll(/^ {2}(made|mended|there|stays|saved) /gm)].map((one) => one[1] ?? '')

describe.each([
  { version: '7.4', agent: 'VM.Monitor' },
  { version: '8.4', agent: 'VM.Monitor' },
  { version: '9.0', agent: 'VM.GuestAgent.Audit' },
  { version: '9.2', agent: 'VM.GuestAgent.Audit' },
] as const)('on Proxmox VE $version', ({ version, agent }) => {
  let simulator: Simulator
  let host: Host<PveClient>
  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small', clock, versions: { pve: version } })
    host = pveHost(simulator, 'attic')
  })
  afterAll(async () => {
    await host.root.close()
    await simulator.close()
  })

  it('makes a user that sees all and may change nothing, keeps its secret to itself, and does nothing twice', async () => {
    const first = await create(host, save)
    expect(first).toMatchObject({ code: 0, error: '' })
    expect(deeds(first)).toEqual(['made', 'made', 'made', 'made', 'saved', 'made'])
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    const secret = secretIn(file())
    expect(secret).toMatch(/^[0-9a-f-]{36}$/)
    expect(first.out).not.toContain(secret)
    for (const privilege of ['VM.Audit', 'Sys.Audit', 'Datastore.Audit', agent])
      expect(first.out).toMatch(new RegExp(`^${privilege} +yes `, 'm'))
    for (const privilege of ['Datastore.AllocateSpace', 'VM.Backup', 'Sys.Modify'])
      expect(first.out).toMatch(new RegExp(`^${privilege} +no `, 'm'))
    expect(first.out).toMatch(/It sees 3 nodes, \d+ guests, \d+ storages, the state of the cluster\./)

    const role = (await host.root.get('/access/roles')).find(({ roleid }) => roleid === 'PulseMonitor')
    expect((role?.privs ?? '').split(',').toSorted()).toEqual(['Datastore.Audit', 'Sys.Audit', 'VM.Audit', agent])
    const tokens = await host.root.get('/access/users/{userid}/token', { userid: 'eyes@pve' })
    expect(tokens).toMatchObject([{ tokenid: 'pulse', privsep: true }])
    const acl = (await host.root.get('/access/acl')).filter(({ ugid }) => ugid?.startsWith('eyes@pve'))
    expect(acl.toSorted((a, b) => ((a.ugid ?? '') < (b.ugid ?? '') ? -1 : 1))).toMatchObject([
      { path: '/', ugid: 'eyes@pve', type: 'user', roleid: 'PulseMonitor', propagate: true },
      { path: '/', ugid: 'eyes@pve!pulse', type: 'token', roleid: 'PulseMonitor', propagate: true },
    ])

    const second = await create(host, save)
    expect(second).toMatchObject({ code: 0, error: '' })
    expect(deeds(second)).toEqual(['there', 'there', 'there', 'there', 'there'])
    expect(secretIn(file())).toBe(secret)
    expect(await check('eyes.env')).toMatchObject({ code: 0, error: '' })
    // Nobody can log in as this user: it has no password.
    const login = await runPulse(folder, ['user', 'check', ...host.words.slice(0, 6), '--username', 'eyes@pve'], {
      PVE_PASSWORD: 'guess',
    })
    expect(login.code).toBe(4)
  })
})

describe('on Proxmox VE 9.2', () => {
  let simulator: Simulator
  let host: Host<PveClient>
  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'small', clock })
    host = pveHost(simulator, 'attic')
  })
  afterEach(async () => {
    await host.root.close()
    await simulator.close()
  })

  it('cannot read a secret again, says so, and gives a new one when told to', async () => {
    await create(host, save)
    const old = readFileSync(file(), 'utf8')
    rmSync(file())
    const again = await create(host, save)
    expect(again).toMatchObject({ code: 0, error: '' })
    expect(again.out).toMatch(/eyes@pve!pulse was there before[^]*eyes\.env does not have it either\.\n.*--rotate/)
    const rotated = await create(host, [...save, '--rotate'])
    expect(rotated).toMatchObject({ code: 0, error: '' })
    expect(rotated.out).toMatch(/mended {3}the old secret of eyes@pve!pulse is void\n {2}made {5}token eyes@pve!pulse/)
    expect(await check('eyes.env')).toMatchObject({ code: 0 })
    writeFileSync(join(folder, 'old.env'), old, { mode: 0o600 })
    expect(await check('old.env')).toMatchObject({
      code: 4,
      out: '',
      error: expect.stringContaining('refused the token eyes@pve!pulse'),
    })
  })

  it('overwrites no file that somebody else may need', async () => {
    writeFileSync(file(), 'PVE_TOKEN_ID=other@pve!one\n', { mode: 0o600 })
    const refused = await create(host, save)
    expect(refused).toEqual({
      code: 7,
      out: '',
      error: 'eyes.env is there already: name another file with --save, or replace it with --force.\n',
    })
    expect((await host.root.get('/access/users')).map(({ userid }) => userid)).not.toContain('eyes@pve')
    expect(await create(host, [...save, '--force'])).toMatchObject({ code: 0, error: '' })
    // A folder that cannot be written is found out before anything is made.
    writeFileSync(join(folder, 'plain'), '')
    const nowhere = await create(host, ['--save', 'plain/eyes.env'], 'nobody')
    expect(nowhere).toMatchObject({ code: 3, out: '', error: expect.stringMatching(/^plain\/eyes\.env cannot be/) })
    expect((await host.root.get('/access/users')).map(({ userid }) => userid)).not.toContain('nobody@pve')
  })

  it('mends what was changed, and leaves what is more', async () => {
    await create(host, save)
    const { root } = host
    await root.put('/access/roles/{roleid}', { roleid: 'PulseMonitor', privs: 'VM.Audit,VM.PowerMgmt' })
    await root.put('/access/users/{userid}', { userid: 'eyes@pve', enable: false })
    await root.put('/access/users/{userid}/token/{tokenid}', {
      userid: 'eyes@pve',
      tokenid: 'pulse',
      expire: 1_000_000_000,
    })
    await root.put('/access/acl', { path: '/', roles: 'PulseMonitor', tokens: 'eyes@pve!pulse', delete: true })
    const before = await check('eyes.env')
    expect(before.code).toBe(4)
    const mended = await create(host, save)
    expect(mended).toMatchObject({ code: 0, error: '' })
    expect(mended.out).toContain(
      [
        '  there    role PulseMonitor on / for eyes@pve',
        '  mended   role PulseMonitor has Datastore.Audit, Sys.Audit, VM.GuestAgent.Audit, too',
        '  mended   user eyes@pve is enabled and does not expire',
        '  mended   token eyes@pve!pulse does not expire and has only its own rights',
        '  made     role PulseMonitor on / for eyes@pve!pulse',
        '  stays    role PulseMonitor has more than was asked for: VM.PowerMgmt',
      ].join('\n'),
    )
    expect(await check('eyes.env')).toMatchObject({ code: 0 })
  })

  it('grants more on request only', async () => {
    const wished = await create(host, [...save, '--with-backups', '--with-updates'])
    expect(wished).toMatchObject({ code: 0, error: '' })
    for (const privilege of ['Datastore.AllocateSpace', 'VM.Backup', 'Sys.Modify'])
      expect(wished.out).toMatch(new RegExp(`^${privilege} +yes `, 'm'))
  })

  it('without the right to make users it makes nothing', async () => {
    const { username, password } = simulator.credentials.pve
    const words = [...host.words.slice(0, -1), username]
    const refused = await create({ ...host, words, environment: { PVE_PASSWORD: password } }, save)
    expect(refused).toMatchObject({
      code: 5,
      error: expect.stringMatching(
        /: POST \/access\/roles: the privilege Sys\.Modify on \/access is missing[^]*\nNot made: role PulseMonitor: .* Nothing was changed\./,
      ),
    })
    expect((await host.root.get('/access/users')).map(({ userid }) => userid)).not.toContain('eyes@pve')
  })

  it.each<[what: string, change: { words?: Record<string, string>; password?: string }, code: number, error: RegExp]>([
    ['a wrong password', { password: 'wrong' }, 4, /refused the password of root@pam/],
    ['a dead host', { words: { '--host': 'https://127.0.0.1:9' } }, 8, /^https:\/\/127\.0\.0\.1:9 cannot be reached/],
    [
      'another certificate',
      { words: { '--fingerprint': 'AB'.repeat(32) } },
      9,
      /certificate has changed[^]*Nothing was sent/,
    ],
    ['root itself', { words: { '--user': 'root@pam' } }, 2, /^--user is a user for Pulse alone/],
  ])('%s', async (_, { words = {}, password }, code, error) => {
    const given = [...host.words, '--user', 'eyes']
    const changed = given.map((word, index) => words[given[index - 1] ?? ''] ?? word)
    const environment = password === undefined ? host.environment : { PVE_PASSWORD: password }
    const ended = await runPulse(folder, ['user', 'create', ...changed], environment)
    expect(ended).toMatchObject({ code, out: '', error: expect.stringMatching(error) })
  })

  it('obeys nothing that the host has named', async () => {
    await create(host, save)
    const acl = [{ path: '/x\nreboot #\u001B[2J', ugid: 'eyes@pve', type: 'user', roleid: 'Odd', propagate: 1 }]
    simulator.faults.set({ method: 'GET', path: '/access/acl' }, { kind: 'data', value: acl })
    const dry = await create(host, ['--dry-run'])
    expect(dry).toMatchObject({ code: 0, error: '' })
    expect(dry.out).toContain(String.raw`# stays as it is: eyes@pve has role Odd on /x\nreboot #\u{1b}[2J as well`)
    for (const line of dry.out.trimEnd().split('\n')) expect(line).toMatch(/^(#|pveum) /)
    // Nor is a secret written that would be more than a secret.
    const value = { value: 'x\nPATH=/tmp', 'full-tokenid': 'other@pve!pulse' }
    simulator.faults.set({ method: 'POST', path: '/access/users/*/token/*' }, { kind: 'data', value })
    const odd = await create(host, ['--save', 'other.env'], 'other')
    expect(odd).toMatchObject({ code: 1, error: expect.stringContaining('did not tell its secret') })
    expect(existsSync(join(folder, 'other.env'))).toBe(false)
  })

  it('keeps what it was told of the authority', async () => {
    const found = simulator.endpoints.find(({ url }) => url === host.url)
    writeFileSync(join(folder, 'our ca.pem'), found?.caPem ?? '')
    const words = [...host.words.filter((_, index) => index < 4), '--username', 'root@pam', '--ca', 'our ca.pem']
    expect(await create({ ...host, words }, save)).toMatchObject({ code: 0, error: '' })
    expect(readFileSync(file(), 'utf8')).toMatch(/^PVE_CA_FILE='our ca\.pem'$/m)
    expect(await check('eyes.env')).toMatchObject({ code: 0, error: '' })
    // Without any check, the certificate that was met is the one from then on.
    const lab = [...host.words.filter((_, index) => index < 4), '--username', 'root@pam', '--insecure']
    expect(await create({ ...host, words: lab }, ['--save', 'lab.env'], 'lab')).toMatchObject({ code: 0 })
    expect(readFileSync(join(folder, 'lab.env'), 'utf8')).toContain(`\nPVE_FINGERPRINT=${found?.fingerprint}\n`)
  })

  it('looks only, for a dry run', async () => {
    simulator.requests.reset()
    const dry = await create(host, ['--dry-run'])
    expect(dry).toMatchObject({ code: 0, error: '' })
    expect(dry.out.split('\n')[0]).toMatch(
      /^# As root on the host, or on any one of its cluster, Proxmox VE 9\.2\.\d+:$/,
    )
    expect(dry.out.match(/^pveum /gm)).toHaveLength(5)
    const writes = simulator.requests.log().filter(({ method, path }) => method !== 'GET' && path !== '/access/ticket')
    expect(writes).toEqual([])
  })

  it('goes on where it was interrupted, and nothing is lost without a word', async () => {
    // The simulator does what it is asked, and spoils the answer: what was told is lost.
    const failing = async (method: string, path: string): Promise<Ended> => {
      const id = simulator.faults.set({ method, path }, { kind: 'status', status: 500, reason: 'disk full' })
      const ended = await create(host, save)
      simulator.faults.clear(id)
      return ended
    }
    const role = await failing('POST', '/access/roles')
    expect(role).toMatchObject({
      code: 1,
      error: expect.stringMatching(
        /disk full\nNot made: role PulseMonitor: [^]* Nothing was changed\. Run the command again/,
      ),
    })
    const user = await failing('POST', '/access/users')
    expect(user.error).toMatch(/\nNot made: user eyes@pve, without a password\. Nothing was changed\./)
    const grant = await failing('PUT', '/access/acl')
    expect(grant.error).toMatch(/\nNot made: role PulseMonitor on \/ for eyes@pve\. /)
    const token = await failing('POST', '/access/users/*/token/*')
    expect(token.error).toMatch(/\nNot made: token eyes@pve!pulse\. [^]* Run the command again/)
    for (const path of ['/access/users', '/access/roles', '/access/acl', '/access/users/*/token']) {
      const reading = await failing('GET', path)
      expect(reading).toMatchObject({ code: 1, out: '', error: expect.stringMatching(/^\S+ GET .*: disk full\n$/) })
    }
    // The host has made the token after all; only its secret got lost.
    const rest = await create(host, save)
    expect(rest.out).toMatch(/made {5}role PulseMonitor on \/ for eyes@pve!pulse[^]*add --rotate/)
    const rotated = await create(host, [...save, '--rotate'])
    expect(rotated).toMatchObject({ code: 0, error: '' })
    expect(await check('eyes.env')).toMatchObject({ code: 0 })
  })

  it('with a failure behind the first steps it names what is made', async () => {
    const id = simulator.faults.set(
      { method: 'PUT', path: '/access/acl' },
      { kind: 'status', status: 500, reason: 'no' },
    )
    const ended = await create(host, save)
    expect(ended.error).toMatch(
      /What was made before stays: role PulseMonitor: [^;]*; user eyes@pve, without a password\. Run the command again to make the rest\.\n$/,
    )
    expect(ended.out).toMatch(/made {5}role[^]*made {5}user/)
    simulator.faults.clear(id)
    expect(await create(host, save)).toMatchObject({ code: 0, error: '' })
  })
})

describe('pulse user check', () => {
  let simulator: Simulator
  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small', clock, versions: { pve: '8.4' } })
  })
  afterAll(async () => simulator.close())

  it('tells what a missing privilege costs', async () => {
    const { tokenId, secret } = simulator.credentials.pve
    const { url, fingerprint } = hostOf(simulator, 'attic')
    const environment = {
      PVE_BASE_URL: url,
      PVE_FINGERPRINT: fingerprint,
      PVE_TOKEN_ID: tokenId,
      PVE_TOKEN_SECRET: secret,
    }
    const ended = await runPulse(folder, ['user', 'check'], environment)
    expect(ended.code).toBe(5)
    expect(ended.out).toMatch(/^VM\.Monitor +no +file systems, addresses and operating system of virtual machines$/m)
    expect(ended.error).toBe(
      'Something is missing: without VM.Monitor Pulse does not show file systems, addresses and operating system of virtual machines. pulse user create grants it.\n',
    )
    const refused = await runPulse(folder, ['user', 'check'], { ...environment, PVE_TOKEN_SECRET: 'x' })
    expect(refused).toMatchObject({ code: 4, out: '', error: expect.stringMatching(/^\S+ refused the token .*\n$/) })
  })
})

describe.each(['3.4', '4.2'] as const)('on Proxmox Backup Server %s', (version) => {
  let simulator: Simulator
  let host: Host<PbsClient>
  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small', clock, versions: { pbs: version } })
    host = pbsHost(simulator, 'pbs-main')
  })
  afterAll(async () => {
    await host.root.close()
    await simulator.close()
  })

  it('makes the user, checks it, does nothing twice, and gives a new secret', async () => {
    const first = await create(host, save)
    expect(first).toMatchObject({ code: 0, error: '' })
    expect(deeds(first)).toEqual(['made', 'made', 'made', 'made', 'saved', 'made', 'made'])
    const secret = secretIn(file())
    expect(readFileSync(file(), 'utf8')).toMatch(/^PBS_BASE_URL=[^]*^PBS_TOKEN_ID=eyes@pbs!pulse$/m)
    expect(first.out).not.toContain(secret)
    for (const privilege of ['Datastore.Audit', 'Sys.Audit', 'Remote.Audit'])
      expect(first.out).toMatch(new RegExp(`^${privilege} +yes `, 'm'))
    expect(first.out).toMatch(/It sees \d+ datastores, the state of the server\./)
    const second = await create(host, save)
    expect(second).toMatchObject({ code: 0, error: '' })
    expect(new Set(deeds(second))).toEqual(new Set(['there']))
    const rotated = await create(host, [...save, '--rotate'])
    expect(rotated).toMatchObject({ code: 0, error: '' })
    expect(secretIn(file())).not.toBe(secret)
    expect(await check('eyes.env')).toMatchObject({ code: 0, error: '' })
  })

  it('goes on where it was interrupted', async () => {
    const calls = [
      ['POST', '/access/users', 'user other@pbs, without a password'],
      ['PUT', '/access/acl', 'role Audit on / for other@pbs'],
      ['POST', '/access/users/*/token/*', 'token other@pbs!pulse'],
    ] as const
    for (const [method, path, what] of calls) {
      const id = simulator.faults.set({ method, path }, { kind: 'status', status: 400, body: 'disk full' })
      const ended = await create(host, ['--save', 'other.env'], 'other')
      simulator.faults.clear(id)
      expect(ended).toMatchObject({ code: 1, error: expect.stringContaining(`disk full\nNot made: ${what}. `) })
    }
    expect(await create(host, ['--save', 'other.env', '--rotate'], 'other')).toMatchObject({ code: 0, error: '' })
    expect(await check('other.env')).toMatchObject({ code: 0, error: '' })
  })
})
