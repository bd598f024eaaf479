import { mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { inspect } from 'node:util'
import { type CallKey, deltaProtocol, endpoints } from '@pulse/contract'
import { type Simulator, startSimulator } from '@pulse/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { closedAccess } from '../../src/access-options.ts'
import type { Log } from '../../src/platform/platform.ts'
import { jsonOf, type RawAnswer, RawClient } from '../calls/raw-request.ts'
import { originalContent, originalExport } from '../original-export.ts'
import { type LoggedIn, loggedIn, ownerName, Served } from '../served.ts'
import { Canaries } from './canaries.ts'

/** What a logger is given, to the last field, whatever of it would be written. */
function notingLog(note: (line: string) => void): Log {
  const entry = (fields: object, message: string): void =>
    note(inspect([fields, message], { depth: 12, showHidden: true, maxStringLength: null }))
  const log: Log = { debug: entry, info: entry, warn: entry, error: entry, child: (fields) => (entry(fields, ''), log) }
  return log
}

/** Who an answer has logged in. */
const ownerOf = ({ headers }: RawAnswer): LoggedIn =>
  loggedIn(new Response(null, { headers: [headers['set-cookie'] ?? []].flat().map((each) => ['set-cookie', each]) }))

const valuesOf = (text: string): string[] => [...text.matchAll(/=([^;]{20,})/g)].map(([, value = '']) => value)

describe('planted secrets', () => {
  const canaries = new Canaries()
  /** Another one after the restart. */
  const access = { ...closedAccess, trustedProxies: ['127.0.0.1'] }
  let simulator: Simulator
  let served: Served
  let client: RawClient
  let owner: LoggedIn
  const logged: string[] = []
  const frames: string[] = []
  const sockets: WebSocket[] = []

  interface Asked {
    headers?: Readonly<Record<string, string>>
    body?: unknown
    /** Names of secrets that the answer is for. */
    tells?: readonly string[]
  }
  /** Every answer is searched; cookies are how sessions are told. */
  const ask = async (method: string, path: string, { headers = owner.headers, body, tells = [] }: Asked = {}) => {
    const answer = await client.send({ method, path, headers, ...(body === undefined ? {} : { body }) })
    const { 'set-cookie': cookies, ...rest } = answer.headers
    canaries.search(`the answer to ${method} ${path.split('?')[0]}`, JSON.stringify(rest) + answer.body, tells)
    for (const cookie of [cookies ?? []].flat())
      for (const value of valuesOf(cookie.split(';')[0] ?? '')) canaries.add('a cookie', value)
    return answer
  }
  const told = (answer: RawAnswer, field: string): string => {
    const value: unknown = Reflect.get(Object(jsonOf(answer)), field)
    if (typeof value !== 'string') throw new Error(`no ${field} in ${answer.body}`)
    return value
  }
  const ok = (answer: RawAnswer): RawAnswer => {
    expect(answer.status, answer.body).toBeLessThan(300)
    return answer
  }
  const refused = (answer: RawAnswer): void => expect(answer.status, answer.body).toBeGreaterThanOrEqual(400)

  const listen = async (protocols: string[]): Promise<void> => {
    const { cookie } = owner
    const socket = new WebSocket(`${served.base.replace('http', 'ws')}/ws`, protocols, {
      origin: served.base,
      headers: { cookie },
    })
    socket.on('message', (data: Buffer) => frames.push(data.toString()))
    sockets.push(socket)
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
  }

  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small' })
    served = await Served.start({ log: notingLog((line) => void logged.push(line)), access })
    client = new RawClient(served.base, { isAtNewAddress: true })
  })
  afterAll(async () => {
    for (const socket of sockets) socket.terminate()
    client.close()
    await served.stop()
    await simulator.close()
  })

  it('come in with setup, logins, tokens and what is tried in their place', async () => {
    canaries.add('the setup code', served.setupCode())
    const password = canaries.plant('password of the owner')
    const setUp = { setupCode: served.setupCode(), username: ownerName, password }
    owner = { cookie: '', csrf: '', headers: {} }
    refused(
      await ask('POST', '/api/security/quick-setup', { body: { ...setUp, setupCode: canaries.plant('wrong code') } }),
    )
    refused(await ask('POST', '/api/security/quick-setup', { body: { ...setUp, username: 'a:b' } }))
    const chosen = canaries.plant('chosen API token')
    const done = ok(await ask('POST', '/api/security/quick-setup', { body: { ...setUp, apiToken: chosen } }))
    owner = ownerOf(done)

    const login = (body: object, headers = {}) => ask('POST', '/api/login', { headers, body })
    ok(await login({ username: ownerName, password }))
    refused(await login({ username: ownerName, password: canaries.plant('wrong password') }))
    refused(await login({ username: ownerName, password: [canaries.plant('password in a list')] }))
    const basic = (secret: string) => ({
      authorization: `Basic ${Buffer.from(`${ownerName}:${secret}`).toString('base64')}`,
    })
    ok(await ask('GET', '/api/state', { headers: basic(password) }))
    for (const headers of [
      basic(canaries.plant('wrong password in Basic')),
      { authorization: `Bearer ${canaries.plant('wrong Bearer')}` },
      { authorization: `Digest response="${canaries.plant('wrong Digest')}"` },
      { 'x-api-token': canaries.plant('wrong API token') },
      { cookie: `pulse_session=${canaries.plant('wrong session')}` },
      { ...owner.headers, 'x-csrf-token': canaries.plant('wrong CSRF token') },
    ])
      refused(await ask('PUT', '/api/config/system', { headers, body: {} }))
    refused(await ask('GET', `/api/state?token=${canaries.plant('token in an address')}`, { headers: {} }))
    refused(await ask('GET', `/api/export?token=${canaries.plant('wrong token of an export')}`, { headers: {} }))
    refused(await ask('GET', `/api/none/x?password=${canaries.plant('password in an address')}`))

    const generated = await ask('POST', '/api/system/api-token/generate')
    const primary = canaries.add('the primary token', told(generated, 'token'))
    ok(await ask('GET', '/api/system/api-token?reveal=true', { tells: ['the primary token'] }))
    ok(await ask('GET', `/api/export?token=${primary}`, { headers: {} }))
    for (const name of ['wall', 'revoked']) {
      const made = ok(await ask('POST', '/api/security/tokens', { body: { name, scopes: ['read'] } }))
      // Its id stands in lists.
      const token = canaries.add(`the token ${name}`, told(made, 'token'), 'pls_12345678_'.length)
      ok(await ask('GET', '/api/state', { headers: { 'x-api-token': token } }))
      if (name === 'revoked') {
        const { id } = (jsonOf(made) as { entry: { id: string } }).entry
        ok(await ask('DELETE', `/api/security/tokens/${id}`))
        refused(await ask('GET', '/api/state', { headers: { 'x-api-token': token } }))
      }
    }
    const newPassword = canaries.plant('new password')
    refused(
      await ask('POST', '/api/security/change-password', {
        body: { currentPassword: canaries.plant('wrong current password'), newPassword },
      }),
    )
    const changed = await ask('POST', '/api/security/change-password', {
      body: { currentPassword: password, newPassword },
    })
    owner = ownerOf(changed)
    refused(await ask('POST', '/api/security/remove-password', { body: { currentPassword: newPassword } }))
    await listen([])
    await listen([deltaProtocol])
  })

  it('come in with connections that answer, that refuse and that are others', async () => {
    const add = (body: object) => ask('POST', '/api/config/nodes', { body })
    for (const { name, product, url, fingerprints, tokenId, secret } of simulator.connections) {
      canaries.add(`the secret of ${name}`, secret)
      const body = {
        type: product,
        name,
        host: url,
        tokenName: tokenId,
        tokenValue: secret,
        fingerprint: fingerprints[0],
      }
      ok(await add(body))
      ok(await ask('POST', '/api/config/nodes/test-connection', { body }))
    }
    const [first] = simulator.connections
    if (!first) throw new Error('the simulator has no connection')
    const { url: host, tokenId: tokenName, fingerprints } = first
    const trusted = { type: 'pve', host, fingerprint: fingerprints[0] }
    const nobody = { type: 'pve', host: '127.0.0.1:9', verifySSL: false }
    const other = { type: 'pve', host, fingerprint: '00'.repeat(32) }
    const token = (name: string) => ({ tokenName, tokenValue: canaries.plant(name) })
    const login = (name: string) => ({ user: 'root@pam', password: canaries.plant(name) })
    // At the same time: hosts take their time to refuse.
    const trials = ['test-connection', 'test-config'].flatMap((path) =>
      [
        { ...trusted, ...token(`refused token, ${path}`) },
        { ...trusted, ...login(`refused login, ${path}`) },
        { ...nobody, ...token(`token for nobody, ${path}`) },
        { ...other, ...login(`login for another, ${path}`) },
        { ...trusted, tokenName: 'no token', tokenValue: canaries.plant(`token without a name, ${path}`) },
      ].map((body) => ask('POST', `/api/config/nodes/${path}`, { body })),
    )
    const statuses = (await Promise.all(trials)).map(({ status }) => status)
    expect(statuses).toEqual([400, 400, 400, 400, 400, 200, 200, 200, 200, 400])
    const kept = ok(await add({ ...nobody, name: 'nobody', ...login('login for nobody') }))
    ok(await add({ ...nobody, host: '127.0.0.1:10', name: 'token', ...token('token for nobody') }))
    refused(await add({ ...nobody, host: 'a b', ...login('login for no address') }))
    refused(await add({ ...nobody, tokenName, tokenValue: `${canaries.plant('secret with a blank')} x` }))
    const path = `/api/config/nodes/${told(kept, 'id')}`
    ok(await ask('PUT', path, { body: login('login that follows') }))
    refused(await ask('PUT', path, { body: { user: 'root', password: canaries.plant('login without a realm') } }))
    await ask('POST', `${path}/test`)
    await ask('POST', '/api/connections/inspect', { body: { type: 'pve', host } })
  })

  it('come in with registrations', async () => {
    const made = ok(await ask('POST', '/api/tokens/generate', { body: { maxUses: 1 } }))
    // Beginning and end of it stand in lists.
    const token = canaries.add('the registration token', told(made, 'token').slice(0, -4), 'PULSE-REG-'.length)
    const ends = told(made, 'token')
    const command = ok(
      await ask('POST', '/api/setup-script-url', {
        body: { type: 'pve', host: '192.0.2.10', pulseUrl: 'http://192.0.2.5:7655' },
      }),
    )
    const code = canaries.add('the code of a setup command', told(command, 'setupCode'))
    expect(told(command, 'url')).not.toContain(code)
    ok(
      await ask('GET', '/api/setup-script?type=pve&host=192.0.2.10&pulse_url=http://192.0.2.5:7655', {
        headers: { 'x-setup-code': code },
        tells: ['the code of a setup command'],
      }),
    )
    refused(
      await ask('GET', `/api/setup-script?type=pve&auth_token=${canaries.plant('wrong code in an address')}`, {
        headers: {},
      }),
    )
    const body = (name: string) => ({
      type: 'pbs',
      host: '127.0.0.1:11',
      tokenId: 'mon@pbs!pulse',
      tokenValue: canaries.plant(name),
    })
    const withToken = (value: string) => ({ 'x-registration-token': value })
    refused(
      await ask('POST', '/api/auto-register', {
        headers: withToken(canaries.plant('wrong invitation')),
        body: body('x'),
      }),
    )
    refused(
      await ask('POST', '/api/auto-register', {
        headers: {},
        body: { ...body('y'), setupCode: canaries.plant('wrong setup code') },
      }),
    )
    refused(await ask('POST', '/api/auto-register', { headers: withToken(ends), body: { ...body('z'), host: 'a b' } }))
    const login = { type: 'pve', host: '127.0.0.1:9', username: 'root@pam', requestToken: true }
    refused(
      await ask('POST', '/api/auto-register', {
        body: { ...login, password: canaries.plant('login of a registration') },
      }),
    )
    ok(await ask('POST', '/api/auto-register', { headers: withToken(ends), body: body('registered secret') }))
    refused(await ask('POST', '/api/auto-register', { headers: withToken(ends), body: body('token that is used up') }))
    refused(await ask('DELETE', `/api/tokens/revoke?token=${canaries.plant('token that is not there')}`))
    expect(token.length).toBeGreaterThan(20)
  })

  it('come in with imports, files and addresses', async () => {
    const passphrase = canaries.plant('passphrase')
    const content = structuredClone(originalContent) as Record<string, unknown> & typeof originalContent
    const [pve] = content.nodes.pveInstances
    const [pbs] = content.nodes.pbsInstances
    const [hook] = content.webhooks
    if (!pve || !pbs || !hook) throw new Error('the original has no such parts')
    pve.TokenValue = canaries.plant('imported token')
    pbs.Password = canaries.plant('imported password')
    Object.assign(hook, {
      url: `https://hooks.example.org/${canaries.plant('webhook address')}`,
      headers: { Authorization: canaries.plant('webhook header') },
    })
    content.email.password = canaries.plant('e-mail password')
    content.system.apiToken = canaries.plant('token of the original')
    const present = served.app.modules.settings.connections()
    const importing = (data: string, word: string, more = {}) =>
      ask('POST', '/api/config/import', { body: { data, passphrase: word, ...more } })
    const data = originalExport(content, passphrase)
    refused(await importing(data, canaries.plant('wrong passphrase')))
    ok(await importing(data, passphrase, { dryRun: true }))
    pve.Host = 'http://169.254.169.254'
    refused(await importing(originalExport(content, passphrase), passphrase))
    refused(
      await importing(originalExport(`{"nodes": "${canaries.plant('secret in broken JSON')}`, passphrase), passphrase),
    )
    ok(await importing(data, passphrase))
    const exported = ok(await ask('POST', '/api/config/export', { body: { passphrase } }))
    canaries.search('an export', Buffer.from(told(exported, 'data'), 'base64').toString('latin1'))
    refused(await ask('POST', '/api/config/export', { body: { passphrase: canaries.plant('x').slice(0, 11) } }))

    const secret = (name: string) => canaries.plant(name)
    const file = `version: 1
connections:
  - name: filed
    type: pve
    host: 127.0.0.1:12
    verifySSL: false
    token: { id: mon@pve!pulse, secret: ${secret('token in pulse.yaml')} }
receivers:
  email: { server: mail.example.org, from: a@example.org, password: ${secret('e-mail password in pulse.yaml')} }
  webhooks:
    - name: ops
      url: https://hooks.example.org/${secret('webhook in pulse.yaml')}
      headers: { Authorization: ${secret('header in pulse.yaml')} }
`
    ok(await ask('POST', '/api/config/file/plan', { body: { text: file } }))
    ok(await ask('POST', '/api/config/file/apply', { body: { text: file } }))
    for (const broken of [
      `${file}\n  ${secret('stray text in pulse.yaml')}: [`,
      file.replace('secret: ', `secrett: ${secret('misspelt in pulse.yaml')}, secret: `),
      file.replace('token: {', `token: &${secret('anchor in pulse.yaml')} {`),
      file.replace('port', 'x').replace('server:', `port: ${secret('port in pulse.yaml')}, server:`),
    ])
      refused(await ask('POST', '/api/config/file/apply', { body: { text: broken } }))

    const user = (name: string) => `https://ada:${canaries.plant(name)}@example.org`
    for (const body of [
      { updateSource: user('password of an update source') },
      { publicUrl: user('password of a public address') },
      { allowedOrigins: `https://a.example,${user('password of an origin')}` },
    ])
      refused(await ask('PUT', '/api/config/system', { body }))
    const noted = { customUrl: user('password of a guest page') }
    refused(await ask('PUT', '/api/guests/metadata/x', { body: noted }))

    // A disk that takes nothing.
    const blocked = join(served.dataDir, 'settings.new.json')
    mkdirSync(blocked)
    const unsaved = {
      type: 'pve',
      host: '127.0.0.1:13',
      verifySSL: false,
      user: 'root@pam',
      password: canaries.plant('unsaved login'),
    }
    expect((await ask('POST', '/api/config/nodes', { body: unsaved })).status).toBe(500)
    rmdirSync(blocked)
    expect(present.length).toBeGreaterThan(5)
  })

  it('come in with the environment, and over a restart', async () => {
    // Time for some polls, of hosts that answer and others.
    await delay(1500)
    for (const socket of sockets) socket.close()
    const password = canaries.plant('PULSE_AUTH_PASS')
    const apiToken = canaries.plant('API_TOKEN')
    Object.assign(access, { credentials: { owner: { username: ownerName, password }, apiToken } })
    await served.restart()
    client.close()
    client = new RawClient(served.base, { isAtNewAddress: true })
    ok(await ask('GET', '/api/state', { headers: { 'x-api-token': apiToken } }))
    owner = ownerOf(await ask('POST', '/api/login', { headers: {}, body: { username: ownerName, password } }))
    await listen([])
    await listen([deltaProtocol])
    await delay(1000)
    canaries.add('the key of the settings', readFileSync(join(served.dataDir, 'settings.key'), 'utf8').trim())
    expect(canaries.size).toBeGreaterThan(80)
  })

  it('are in no answer that reads', async () => {
    const { connections } = served.app.modules.settings.document()
    for (const key of Object.keys(endpoints) as CallKey[]) {
      const [method = '', path = ''] = key.split(' ')
      if (method !== 'GET') continue
      for (const id of path.includes(':id') ? ['x', connections[0]?.id ?? ''] : ['']) {
        const answer = await ask(method, path.replace(':id', id))
        expect([path, answer.status < 500]).toEqual([path, true])
      }
    }
    ok(await ask('GET', '/api/security/audit?limit=1000'))
    ok(await ask('GET', '/api/diagnostics'))
    expect(canaries.found).toEqual([])
  })

  it('are in no line of the log', () => {
    expect(logged.length).toBeGreaterThan(50)
    canaries.search('the log', logged.join('\n'))
    expect(canaries.found).toEqual([])
  })

  it('are in no frame of a WebSocket', async () => {
    const kinds = (): string[] => frames.map((frame) => (JSON.parse(frame) as { type: string }).type)
    // Some come with the next poll.
    await expect
      .poll(kinds, { timeout: 25_000 })
      .toEqual(
        expect.arrayContaining(['initialState', 'rawData', 'hello', 'snapshot', 'delta', 'node_auto_registered']),
      )
    canaries.search('a WebSocket', frames.join('\n'))
    expect(canaries.found).toEqual([])
  })

  it('are in no file that is not sealed', () => {
    const files = readdirSync(served.dataDir)
    expect(files).toEqual(
      expect.arrayContaining([
        'audit.jsonl',
        'sessions.json',
        'settings.json',
        'settings.before-import.json',
        'settings.key',
      ]),
    )
    for (const name of files) {
      const allowed = name === 'settings.key' ? ['the key of the settings'] : []
      canaries.search(name, readFileSync(join(served.dataDir, name), 'latin1'), allowed)
    }
    expect(canaries.found).toEqual([])
  })

  it('are in no name that other users of the machine see', () => {
    canaries.search('the process', [process.title, ...process.argv, ...process.execArgv].join(' '))
    expect(canaries.found).toEqual([])
  })
})

describe('the key of TLS', () => {
  it('is in its file alone', async () => {
    const logged: string[] = []
    const served = await Served.start({ tls: { kind: 'own' }, log: notingLog((line) => void logged.push(line)) })
    try {
      const [key = ''] = readFileSync(join(served.dataDir, 'tls.key'), 'utf8').match(/[A-Za-z0-9+/]{60,}/) ?? []
      const canaries = new Canaries()
      canaries.add('the key of TLS', key)
      const { port } = new URL(served.base)
      for (const path of ['/api/health', '/api/security/status', '/api/state', '/']) {
        const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
        get({ port, path, rejectUnauthorized: false, agent: false }, resolve).on('error', reject)
        const answer = await promise
        canaries.search(path, JSON.stringify(answer.headers) + (await text(answer)))
      }
      canaries.search('the log', logged.join('\n'))
      for (const name of readdirSync(served.dataDir))
        if (name !== 'tls.key') canaries.search(name, readFileSync(join(served.dataDir, name), 'latin1'))
      expect([logged.length > 0, canaries.found]).toEqual([true, []])
    } finally {
      await served.stop()
    }
  })
})

describe('a secret that leaks', () => {
  const canaries = new Canaries()
  const planted = canaries.plant('planted')
  canaries.add('made', 'pls_abcdefgh_0123456789abcdef/+?', 13)

  it.each([
    ['as it is', `x${planted}x`, 'planted'],
    ['cut off', planted.slice(0, 12), 'planted'],
    ['in an address', encodeURIComponent(`/${planted}&`), 'planted'],
    ['in base64', Buffer.from(planted).toString('base64'), 'planted'],
    ['behind a name in base64', Buffer.from(`ada:${planted}`).toString('base64'), 'planted'],
    ['in base64 for addresses', Buffer.from(`a:${planted}`).toString('base64url'), 'planted'],
    ['in hex', Buffer.from(planted).toString('hex'), 'planted'],
    ['without its public part', '0123456789abcdef/+?', 'made'],
    ['encoded', encodeURIComponent('0123456789abcdef/+?'), 'made'],
  ])('is found: %s', (where, text, name) => {
    const before = canaries.found.length
    canaries.search(where, text)
    expect(canaries.found.slice(before)).toEqual([`${name} in ${where}`])
    canaries.search(`${where}, where it belongs`, text, [name])
    expect(canaries.found).toHaveLength(before + 1)
  })
})
