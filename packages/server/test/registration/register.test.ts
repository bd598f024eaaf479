import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, type Simulator, startSimulator } from '@pulse/simulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../../src/platform/platform.ts'
import {
  type RegistrationServer,
  type RegistrationServerOptions,
  startRegistrationServer,
} from './registration-server.ts'

const owner = { 'x-api-token': 'owner' }
const port = (url: string): string => new URL(url).port

let simulator: Simulator
let pulse: RegistrationServer

beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small' })
})
afterAll(() => simulator.close())

const serve = async (options: RegistrationServerOptions = {}): Promise<void> => {
  await pulse.stop()
  pulse = await startRegistrationServer(options)
}
beforeEach(async () => {
  pulse = await startRegistrationServer()
})
afterEach(() => pulse.stop())

function simulated(name: string): Connection {
  const found = simulator.connections.find((each) => each.name === name)
  if (!found) throw new Error(`the simulator has no ${name}`)
  return found
}

/** What the script sends for a simulated host. */
const scripted = ({ product, url, tokenId, secret, fingerprints }: Connection, change: object = {}) => ({
  type: product,
  host: url,
  serverName: 'pve1.example.org',
  tokenId,
  tokenValue: secret,
  fingerprint: fingerprints[0],
  ...change,
})

interface Answer {
  status: number
  body: Record<string, unknown>
}
const call = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = owner,
): Promise<Answer> => {
  const answer = await pulse.send(method, path, { headers, ...(body === undefined ? {} : { body }) })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const register = (body: unknown, headers: Record<string, string> = owner): Promise<Answer> =>
  call('POST', '/api/auto-register', body, headers)

const makeToken = async (wish: object = {}): Promise<{ token: string; id: string }> => {
  const { body } = await call('POST', '/api/tokens/generate', wish)
  return body as { token: string; id: string }
}
const bearing = (token: string) => ({ 'x-registration-token': token })

const setupCode = async (body: object): Promise<string> => {
  const answer = await call('POST', '/api/setup-script-url', body)
  return String(answer.body['setupCode'])
}

/** A body as both documents print it, for a host that does not answer. */
const documented = {
  type: 'pve',
  host: 'https://127.0.0.1:1',
  name: 'Node Name',
  username: 'monitor@pam',
  tokenId: 'token-id',
  tokenValue: 'token-secret',
}

describe('the documented example', () => {
  it('works without any credential where nobody has to log in', async () => {
    await serve({ open: true })
    expect(await register(documented, bearing('PULSE-REG-xxxxxxxxxxxx'))).toEqual({
      status: 200,
      body: {
        status: 'success',
        message: 'Node https://127.0.0.1:1 auto-registered successfully',
        nodeId: 'https://127.0.0.1:1',
        id: pulse.settings.connections()[0]?.id,
        action: 'added',
        warning: 'Pulse has no answer from https://127.0.0.1:1 yet and goes on trying: see Connections in Pulse',
      },
    })
    expect(pulse.settings.connections()).toMatchObject([
      {
        name: 'Node Name',
        url: 'https://127.0.0.1:1',
        credentials: { tokenId: 'monitor@pam!token-id' },
        monitor: { monitorVMs: true, monitorBackups: true, monitorGarbageJobs: false },
      },
    ])
    expect(pulse.announced).toMatchObject([{ type: 'node_auto_registered', data: { status: 'disconnected' } }])
  })

  it('needs a registration token there where that is required', async () => {
    await serve({ open: true, requireRegistrationToken: true })
    expect(await register(documented, {})).toMatchObject({
      status: 401,
      body: { code: 'registration.refused', error: 'Registration token required: send it in X-Registration-Token' },
    })
    const { token } = await makeToken({})
    expect(await register(documented, bearing(token))).toMatchObject({ status: 200 })
  })

  it('works with the token of the other document, and says why not without', async () => {
    const { token } = await makeToken({ maxUses: 5, allowedTypes: ['pve', 'pbs'] })
    expect(await register(documented, bearing(token))).toMatchObject({ status: 200 })
    expect(await register(documented, {})).toMatchObject({
      status: 401,
      body: { error: 'Registration requires valid registration token or API token', code: 'registration.refused' },
    })
    expect(await register(documented, bearing('PULSE-REG-xxxxxxxxxxxx'))).toMatchObject({
      status: 401,
      body: { error: 'Invalid registration token: invalid token', code: 'registration.refused' },
    })
  })
})

describe('who may register', () => {
  it.each([
    ['owner', 200],
    ['register', 200],
    ['write,read', 200],
    ['read', 401],
    ['notify', 401],
    ['wrong', 401],
  ])('%s: %i', async (token, status) => {
    expect(await register(documented, { 'x-api-token': token })).toMatchObject({ status })
    expect(pulse.settings.connections()).toHaveLength(status === 200 ? 1 : 0)
  })

  it('a wrong invitation is not made good by a login', async () => {
    expect(await register(documented, { ...owner, ...bearing('PULSE-REG-0123456789abcdef') })).toMatchObject({
      status: 401,
    })
    expect(await register({ ...documented, setupCode: 'ABCDEFGHJKLMNPQRSTUV' }, owner)).toMatchObject({
      status: 401,
      body: { error: 'Invalid or expired setup code', code: 'setup-code.wrong' },
    })
  })

  it('refusals are in the audit trail', async () => {
    await register(documented, {})
    await register(documented, { 'x-api-token': 'register' })
    expect(pulse.audited).toEqual([
      {
        event: 'node_registered',
        success: false,
        user: '',
        ip: '127.0.0.1',
        path: '/api/auto-register',
        details: 'Registration requires valid registration token or API token',
      },
      {
        event: 'node_registered',
        success: true,
        user: 'token register',
        ip: '127.0.0.1',
        path: '/api/auto-register',
        details: 'pve https://127.0.0.1:1 by credential',
      },
    ])
  })
})

describe('a body that is wrong', () => {
  it.each([
    [{ type: '' }, 'Missing required fields', 'type'],
    [{ host: ' ' }, 'Missing required fields', 'host'],
    [{ tokenId: undefined }, 'Missing required fields', 'tokenId'],
    [{ tokenValue: '' }, 'Missing required fields', 'tokenValue'],
    [{ type: 'pmg' }, 'Invalid node type', 'type'],
    [{ host: 'a$(id)' }, /^Host must be/, 'host'],
    [{ host: 'a`id`' }, /^Host must be/, 'host'],
    [{ host: 'a";id;"' }, /^Host must be/, 'host'],
    [{ host: "a'b" }, /^Host must be/, 'host'],
    [{ host: 'a\nid' }, /^Host must be/, 'host'],
    [{ host: '-oProxyCommand=id' }, /^Host must be/, 'host'],
    [{ host: 'a b' }, /^Host must be/, 'host'],
    [{ host: 'a'.repeat(300) }, /^Host must be/, 'host'],
    [{ host: 'xn--' }, /^Host must be/, 'host'],
    [{ host: '169.254.169.254' }, /^Host must not be/, 'host'],
    [{ username: undefined }, /^Token ID must be written in full/, 'tokenId'],
    [{ username: 'no realm' }, /^User must be written with its realm/, 'username'],
    [{ tokenValue: 'a b' }, /without blanks/, 'tokenValue'],
    [{ name: 'two\nlines' }, 'Name must be a single line', 'name'],
    [{ serverName: 'x'.repeat(201) }, /at most 200/, 'serverName'],
    [{ fingerprint: 'AB' }, /^Fingerprint must be/, 'fingerprint'],
    [{ requestToken: true }, 'Missing required fields', 'password'],
  ])('%j uses up nothing', async (change, error, field) => {
    const { token } = await makeToken({ maxUses: 1 })
    const answer = await register({ ...documented, ...change }, bearing(token))
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid', field } })
    expect(answer.body['error']).toMatch(error)
    expect(pulse.settings.document().registrationTokens).toMatchObject([{ usedCount: 0 }])
    expect(pulse.settings.connections()).toEqual([])
  })
})

describe('a registration token', () => {
  it.each([
    [{}, 15, 0],
    [{ validityMinutes: 30, maxUses: 5 }, 30, 5],
    [{ validityMinutes: -1, maxUses: -1 }, 15, 1],
    [{ validityMinutes: 0, maxUses: 0 }, 15, 0],
    [{ validityMinutes: 9999, maxUses: 101 }, 1440, 100],
    [{ allowedTypes: null }, 15, 0],
  ])('%j', async (wish, minutes, maxUses) => {
    await serve({ clock: new ManualClock(Date.UTC(2026, 0, 15, 10, 0, 0, 500)) })
    const { body } = await call('POST', '/api/tokens/generate', { ...wish, description: 'Production cluster setup' })
    expect(body).toEqual({
      token: expect.stringMatching(/^PULSE-REG-[0-9a-f]{16}$/) as unknown,
      id: expect.stringMatching(/^[a-z2-9]{8}$/) as unknown,
      expires: new Date(Date.UTC(2026, 0, 15, 10, minutes)).toISOString().replace('.000', ''),
      maxUses,
      usedCount: 0,
      description: 'Production cluster setup',
      allowedTypes: [],
    })
  })

  it('is told once, listed by its end, and kept as a digest', async () => {
    const { token, id } = await makeToken({ allowedTypes: ['pbs'] })
    const answer = await pulse.send('GET', '/api/tokens/list', { headers: owner })
    expect(await answer.json()).toMatchObject([
      { token: `PULSE-REG-************${token.slice(-4)}`, id, usedCount: 0, allowedTypes: ['pbs'] },
    ])
    expect(readFileSync(join(pulse.directory, 'settings.json'), 'utf8')).not.toContain(token)
  })

  it('is counted, survives a restart, and goes with its last use', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'pulse-kept-'))
    await serve({ directory })
    const { token } = await makeToken({ maxUses: 2 })
    expect(await register(documented, bearing(token))).toMatchObject({ status: 200 })
    await serve({ directory })
    expect(pulse.settings.document().registrationTokens).toMatchObject([{ usedCount: 1 }])
    expect(await register({ ...documented, host: '127.0.0.1:2' }, bearing(token))).toMatchObject({ status: 200 })
    expect(pulse.settings.document().registrationTokens).toEqual([])
    expect(await register(documented, bearing(token))).toMatchObject({
      body: { error: 'Invalid registration token: invalid token' },
    })
    await pulse.stop()
    rmSync(directory, { recursive: true })
    pulse = await startRegistrationServer()
  })

  it('is for its products only', async () => {
    const { token } = await makeToken({ allowedTypes: ['pbs'] })
    expect(await register(documented, bearing(token))).toMatchObject({
      status: 401,
      body: { error: 'Invalid registration token: node type pve not allowed for this token' },
    })
    expect(await register({ ...documented, type: 'pbs' }, bearing(token))).toMatchObject({ status: 200 })
  })

  it('expires, and is swept', async () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 15, 10))
    const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))
    await serve({ clock })
    const { token } = await makeToken({ validityMinutes: 1 })
    await clock.advance(60_000, settle)
    expect(await register(documented, bearing(token))).toMatchObject({
      status: 401,
      body: { error: 'Invalid registration token: token expired' },
    })
    expect(await (await pulse.send('GET', '/api/tokens/list', { headers: owner })).json()).toEqual([])
    await clock.advance(5 * 60_000, settle)
    await expect.poll(() => pulse.settings.document().registrationTokens).toEqual([])
  })

  it('is revoked by itself or by its id', async () => {
    const [one, other] = [await makeToken({}), await makeToken({})]
    const revoke = (query: string): Promise<Answer> => call('DELETE', `/api/tokens/revoke${query}`)
    expect(await revoke('')).toMatchObject({ status: 400, body: { error: 'Token parameter required' } })
    expect(await revoke('?token=PULSE-REG-0')).toMatchObject({ status: 404, body: { error: 'Token not found' } })
    expect(await revoke(`?token=${one.token}`)).toEqual({ status: 200, body: { success: true } })
    expect(await revoke(`?token=${other.id}`)).toEqual({ status: 200, body: { success: true } })
    expect(await register(documented, bearing(one.token))).toMatchObject({ status: 401 })
    expect(JSON.stringify(pulse.audited)).not.toContain(one.token)
  })

  it('for one use lets in exactly one of fifty at the same moment', async () => {
    const { token } = await makeToken({ maxUses: 1 })
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => register({ ...documented, host: `127.0.0.1:${at + 1}` }, bearing(token))),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(49)
    expect(pulse.settings.connections()).toHaveLength(1)
  })
})

describe('a setup code', () => {
  it('lets in exactly one of fifty at the same moment', async () => {
    const code = await setupCode({ type: 'pve' })
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        register({ ...documented, host: `127.0.0.1:${at + 1}`, setupCode: code }, {}),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(pulse.settings.connections()).toHaveLength(1)
  })

  it('is for its product and host alone, and is not used up by others', async () => {
    const code = await setupCode({ type: 'pve', host: '127.0.0.1:1' })
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{20}$/)
    const refused = { status: 401, body: { error: 'Invalid or expired setup code', code: 'setup-code.wrong' } }
    expect(await register({ ...documented, type: 'pbs', authToken: code }, {})).toMatchObject(refused)
    expect(await register({ ...documented, host: '127.0.0.1:2', authToken: code }, {})).toMatchObject(refused)
    expect(await register({ ...documented, host: '', authToken: code }, {})).toMatchObject({ status: 400 })
    expect(await register({ ...documented, authToken: code }, {})).toMatchObject({ status: 200 })
    expect(await register({ ...documented, authToken: code }, {})).toMatchObject(refused)
  })

  it('lives for ten minutes, and dies with the process', async () => {
    const clock = new ManualClock(0)
    const settle = (): Promise<void> => Promise.resolve()
    const directory = mkdtempSync(join(tmpdir(), 'pulse-kept-'))
    await serve({ clock, directory })
    const made = await call('POST', '/api/setup-script-url', { type: 'pve' })
    expect(made.body['expires']).toBe(600)
    const fetched = async (): Promise<number> =>
      (
        await pulse.send('GET', '/api/setup-script?type=pve', {
          headers: { 'x-setup-code': String(made.body['setupCode']) },
        })
      ).status
    await clock.advance(599_999, settle)
    // As often as one likes.
    expect([await fetched(), await fetched()]).toEqual([200, 200])
    await clock.advance(1, settle)
    expect(await fetched()).toBe(401)
    const code = await setupCode({ type: 'pve' })
    await serve({ clock, directory })
    expect(await register({ ...documented, setupCode: code }, {})).toMatchObject({ status: 401 })
    await pulse.stop()
    rmSync(directory, { recursive: true })
    pulse = await startRegistrationServer()
  })

  it('gives way to newer ones after a hundred', async () => {
    const first = await setupCode({ type: 'pve' })
    const second = await setupCode({ type: 'pve' })
    for (let count = 0; count < 99; count++) await setupCode({ type: 'pve' })
    expect(await register({ ...documented, setupCode: first }, {})).toMatchObject({ status: 401 })
    expect(await register({ ...documented, setupCode: second }, {})).toMatchObject({ status: 200 })
  })
})

describe('a host that answers', () => {
  it('is stored with the certificate that the script read on it', async () => {
    const attic = simulated('attic')
    expect(await register(scripted(attic))).toMatchObject({ status: 200, body: { action: 'added' } })
    expect(pulse.settings.connections()).toMatchObject([
      { name: 'pve1.example.org', url: attic.url, fingerprints: [attic.fingerprints[0]], verifySSL: false },
    ])
  })

  it('is stored with the certificate that it shows, where nobody read it', async () => {
    const attic = simulated('attic')
    const host = attic.url.replace('https:', 'http:')
    expect(await register(scripted(attic, { host, fingerprint: undefined }))).toMatchObject({
      status: 200,
      body: { nodeId: host },
    })
    expect(pulse.settings.connections()).toMatchObject([{ url: attic.url, fingerprints: [attic.fingerprints[0]] }])
  })

  it('is not stored with a token that it refuses, or if it is another one than the script ran on', async () => {
    const attic = simulated('attic')
    const { token } = await makeToken({ maxUses: 1 })
    expect(await register(scripted(attic, { tokenValue: 'stale' }), bearing(token))).toMatchObject({
      status: 400,
      body: { code: 'connection.unreachable', field: 'tokenValue', details: { cause: 'unauthenticated' } },
    })
    const fingerprint = 'AB:'.repeat(32).slice(0, -1)
    expect(await register(scripted(attic, { fingerprint }), bearing(token))).toMatchObject({
      status: 400,
      body: { code: 'connection.unreachable', field: 'fingerprint' },
    })
    expect(pulse.settings.connections()).toEqual([])
    expect(await register(scripted(attic), bearing(token))).toMatchObject({ status: 200 })
  })

  it('gets another name where its own is taken', async () => {
    await register(documented)
    const attic = simulated('attic')
    expect(await register(scripted(attic, { serverName: 'node name' }))).toMatchObject({ status: 200 })
    expect(pulse.settings.connections().map(({ name }) => name)).toEqual(['Node Name', new URL(attic.url).hostname])
  })
})

describe('a host that is watched already', () => {
  const another = 'AB:'.repeat(32).slice(0, -1)
  let id = ''

  beforeEach(async () => {
    id = String((await register(scripted(simulated('attic')))).body['id'])
    await pulse.settings.changeConnection(id, { name: 'lab', monitorBackups: false })
    await pulse.settings.changeConnection(id, { user: 'root@pam', password: 'hunter2' })
  })

  /** What is stored, for comparison. */
  const stored = () => pulse.settings.connections().map((each) => ({ ...each, credentials: each.credentials.kind }))
  const invited = async (): Promise<Record<string, string>> => bearing((await makeToken({ maxUses: 1 })).token)
  const root = (): object => {
    const { tokenId, secret } = simulator.credentials.root
    return { tokenId, tokenValue: secret }
  }

  it('gets the new token and keeps all else, whoever is invited', async () => {
    const before = stored()
    const answer = await register(scripted(simulated('attic'), root()), await invited())
    expect(answer).toMatchObject({ status: 200, body: { action: 'updated', id } })
    expect(stored()).toEqual(before.map((each) => ({ ...each, credentials: 'token' })))
    expect(pulse.settings.connections()[0]?.credentials).toMatchObject({ tokenId: simulator.credentials.root.tokenId })
    expect(pulse.announced.at(-1)).toMatchObject({ data: { name: 'lab' } })
  })

  it('is not turned to another certificate by who is only invited', async () => {
    const before = pulse.settings.connections()
    for (const headers of [await invited(), { 'x-api-token': 'register' }])
      expect(await register(scripted(simulated('attic'), { fingerprint: another }), headers)).toMatchObject({
        status: 409,
        body: { code: 'connection.duplicate', field: 'fingerprint' },
      })
    expect(pulse.settings.connections()).toEqual(before)
  })

  it('is not given a token that does not work by who is only invited', async () => {
    const before = pulse.settings.connections()
    const headers = await invited()
    for (const change of [{ tokenValue: 'stale' }, { tokenId: 'nobody@pve!x' }])
      expect(await register(scripted(simulated('attic'), change), headers)).toMatchObject({ status: 400 })
    const endpoint = simulator.connections.find(({ name }) => name === 'attic')
    const fault = simulator.faults.set({ path: '/version' }, { kind: 'close', how: 'end' })
    const answer = await register(scripted(endpoint ?? simulated('attic'), root()), headers)
    simulator.faults.clear(fault)
    expect(answer).toMatchObject({ status: 400, body: { code: 'connection.unreachable' } })
    expect(pulse.settings.connections()).toEqual(before)
    expect(await register(scripted(simulated('attic'), root()), headers)).toMatchObject({ status: 200 })
  })

  it('follows its owner to a new certificate', async () => {
    await pulse.settings.changeConnection(id, { fingerprint: another, password: 'hunter2' })
    expect(await register(scripted(simulated('attic')))).toMatchObject({ status: 200, body: { id } })
    expect(pulse.settings.connections()).toMatchObject([
      { name: 'lab', fingerprints: [simulated('attic').fingerprints[0]] },
    ])
  })

  it('is recognised through another member of its cluster', async () => {
    const second = simulator.endpoints.filter(({ cluster }) => cluster === 'attic')[1]
    const change = { host: second?.url, fingerprint: second?.fingerprint, serverName: 'pve2.example.org', ...root() }
    const before = stored()
    expect(await register(scripted(simulated('attic'), change), await invited())).toMatchObject({
      status: 200,
      body: { action: 'updated', id, nodeId: second?.url },
    })
    expect(stored()).toEqual(before.map((each) => ({ ...each, credentials: 'token' })))
  })

  it('is one connection where all members of its cluster come at once', async () => {
    await pulse.settings.deleteConnection(id)
    const members = simulator.endpoints.filter(({ cluster }) => cluster === 'attic')
    const answers = await Promise.all(
      members.map(({ url, fingerprint, node }) =>
        register(scripted(simulated('attic'), { host: url, fingerprint, serverName: node })),
      ),
    )
    expect(answers.map(({ status, body }) => [status, body['action']])).toEqual([
      [200, 'added'],
      [200, 'updated'],
      [200, 'updated'],
    ])
    expect(pulse.settings.connections()).toHaveLength(1)
  })

  it('is not taken for a host that only shows its certificate', async () => {
    const fault = simulator.faults.set(
      { endpoint: 'pve-office', path: '/nodes' },
      { kind: 'junk', pointer: '/data/*/ssl_fingerprint', value: simulated('attic').fingerprints[0] },
    )
    const answer = await register(scripted(simulated('pve-office')), await invited())
    simulator.faults.clear(fault)
    expect(answer).toMatchObject({ status: 200, body: { action: 'added' } })
    expect(pulse.settings.connections()).toHaveLength(2)
    expect(pulse.settings.connections()[0]?.credentials.kind).toBe('password')
  })

  it('is not touched where pulse.yaml owns it', async () => {
    await pulse.settings.update(() => ({
      change: { file: { name: 'pulse.yaml', appliedAt: 0, connections: [id], settings: [], sections: [] } },
      result: undefined,
    }))
    expect(await register(scripted(simulated('attic'), root()))).toMatchObject({
      status: 409,
      body: { code: 'settings.managed' },
    })
    const second = simulator.endpoints.filter(({ cluster }) => cluster === 'attic')[1]
    expect(
      await register(scripted(simulated('attic'), { host: second?.url, fingerprint: second?.fingerprint })),
    ).toMatchObject({ status: 409, body: { code: 'settings.managed' } })
  })
})

describe('a backup server that is watched already', () => {
  it('is recognised under another name', async () => {
    const server = simulated('pbs-main')
    const { body } = await register(scripted(server))
    const host = `localhost:${port(server.url)}`
    expect(await register(scripted(server, { host }))).toMatchObject({ body: { action: 'updated', id: body['id'] } })
    expect(pulse.settings.connections()).toHaveLength(1)
  })
})

describe('a token that Pulse makes by a login', () => {
  it.each(['attic', 'pbs-main'])('on %s, twice', async (name) => {
    const host = simulated(name)
    const { username, password } = simulator.credentials.root
    const body = {
      type: host.product,
      host: host.url,
      username,
      password,
      requestToken: true,
      fingerprint: host.fingerprints[0],
    }
    const tokenId = `${username}!pulse-127-0-0-1-${port(pulse.base)}`
    const first = await register(body)
    expect(first).toMatchObject({ status: 200, body: { action: 'create_token', tokenId } })
    expect(first.body['tokenValue']).toMatch(/^[0-9a-f-]{36}$/)
    expect(first.body['nodeId']).toBe(pulse.settings.connections()[0]?.name)
    expect(pulse.settings.connections()).toMatchObject([{ credentials: { kind: 'token', tokenId } }])
    await expect
      .poll(() => [...pulse.inventory.picture().tables.connections.values()].map(({ state }) => state), {
        timeout: 5000,
      })
      .toEqual(['connected'])
    const second = await register(body)
    expect(second).toMatchObject({ status: 200, body: { id: first.body['id'], tokenId } })
    expect(second.body['tokenValue']).not.toBe(first.body['tokenValue'])
    expect(readFileSync(join(pulse.directory, 'settings.json'), 'utf8')).not.toContain(password)
  })

  it('has the rights of a user who may not grant any', async () => {
    const attic = simulated('attic')
    const { username, password } = simulator.credentials.pve
    const body = {
      type: 'pve',
      host: attic.url,
      username,
      password,
      requestToken: true,
      fingerprint: attic.fingerprints[0],
    }
    expect(await register(body)).toMatchObject({ status: 200 })
    const users = simulator.estate.sites.get('attic')?.access.users ?? []
    const tokens = users.find(({ userid }) => userid === username)?.tokens ?? []
    expect(tokens.find(({ name }) => name.startsWith('pulse-127'))).toMatchObject({ separated: false })
  })

  it('is not made with a wrong password, nor on a host with another certificate', async () => {
    const attic = simulated('attic')
    const { username } = simulator.credentials.root
    const body = { type: 'pve', host: attic.url, username, password: 'hunter2', requestToken: true }
    const answer = await register(body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'connection.unreachable', field: 'password' } })
    expect(answer.body['error']).toBe(`The token could not be made: the host refuses ${username} or the password`)
    expect(JSON.stringify(answer)).not.toContain('hunter2')
    const before = simulator.requests.count()
    expect(await register({ ...body, fingerprint: 'AB'.repeat(32) })).toMatchObject({ status: 400 })
    expect(simulator.requests.count()).toBe(before)
    expect(pulse.settings.connections()).toEqual([])
  })
})
