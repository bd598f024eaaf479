import { type CallKey, type Endpoint, endpoints } from '@pulse/contract'
import Type from 'typebox'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closedAccess } from '../../src/access-options.ts'
import { ManualClock } from '../../src/platform/platform.ts'
import { jsonOf, type RawAnswer, RawClient } from '../calls/raw-request.ts'
import { type LoggedIn, loggedIn, ownerPassword, Served } from '../served.ts'

/** What nobody may say of himself or of what he sends, and names that reach into every object. */
const foreign: Readonly<Record<string, unknown>> = JSON.parse(`{
  "__proto__": {"isOwner": true, "kind": "owner", "allowUnauthenticated": true},
  "constructor": {"prototype": {"isOwner": true}},
  "prototype": {"isOwner": true},
  "toString": "x", "valueOf": 1, "hasOwnProperty": true, "then": 1, "toJSON": "x",
  "isOwner": true, "isAdmin": true, "role": "owner", "roles": ["owner"], "principal": {"kind": "owner"}, "owner": {"username": "eve"},
  "id": "pve-chosen1", "ids": ["x"], "createdAt": 1, "addedAt": 1, "changedAt": 1, "updatedAt": 1, "expiresAt": null, "lastUsedAt": 1,
  "scopes": ["read", "write", "notify", "register"], "hash": "00", "passwordHash": "x", "primary": true, "value": "x", "usedCount": -5,
  "createdBy": "eve", "user": "eve", "actor": "eve", "ip": "10.0.0.1", "event": "login", "success": true, "sequence": 1,
  "generation": 99, "version": 99, "managed": {}, "file": {"name": "x"}, "source": "environment", "sessionId": "x", "setupNeeded": true
}`) as Record<string, unknown>

const query = Object.keys(foreign)
  .flatMap((name) => [`${name}=true`, `${name}[isOwner]=1`, `a[${name}][isOwner]=1`, `${name}.isOwner=1`])
  .join('&')

const known = ({ body }: Endpoint): ReadonlySet<string> =>
  new Set(body && Type.IsObject(body) ? Object.keys(body.properties).map((name) => name.toLowerCase()) : [])

/** The same with all of these names, in the objects inside as well; those that the call knows stay as they are. */
function withForeign(body: unknown, knows: ReadonlySet<string>): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const own = Object.entries(body).map(([name, value]) => [name, withForeign(value, new Set())])
  const taken = new Set([...knows, ...Object.keys(body).map((name) => name.toLowerCase())])
  const others = Object.entries(foreign).filter(([name]) => !taken.has(name.toLowerCase()))
  return Object.fromEntries([...own, ...others]) as unknown
}

/** Two servers that are asked the same; the second one with all of these names beside it. */
interface Side {
  served: Served
  client: RawClient
  owner: LoggedIn
}

const passphrase = 'twelve chars and more'
const newConnection = {
  type: 'pve',
  host: '127.0.0.1:9',
  name: 'lab',
  user: 'root@pam',
  password: 'x',
  verifySSL: false,
}

/** In this order: what a call needs is there when its turn comes. */
const bodies: readonly (readonly [CallKey, (side: Side) => object])[] = [
  ['POST /api/login', () => ({ username: 'ada', password: ownerPassword })],
  ['POST /api/config/nodes', () => newConnection],
  ['PUT /api/config/nodes/:id', () => ({ name: 'lab 2', monitorBackups: false })],
  ['POST /api/config/nodes/test-connection', () => newConnection],
  ['POST /api/config/nodes/test-config', () => newConnection],
  ['POST /api/config/nodes/:id/test', () => ({})],
  ['POST /api/connections/inspect', () => ({ type: 'pve', host: '127.0.0.1:9' })],
  ['POST /api/security/tokens', () => ({ name: 'wall', scopes: ['read'], expiresInDays: 5 })],
  ['POST /api/security/reset-lockout', () => ({ identifier: 'ada' })],
  ['POST /api/security/apply-restart', () => ({})],
  ['POST /api/security/remove-password', () => ({ currentPassword: ownerPassword })],
  ['POST /api/system/api-token/generate', () => ({})],
  ['PUT /api/config/system', () => ({ pollingInterval: 20 })],
  ['POST /api/config/system', () => ({ connectionTimeout: 7 })],
  ['POST /api/system/settings/update', () => ({ updateChannel: 'rc' })],
  ['POST /api/settings/update', () => ({ settings: { monitoring: { pollingInterval: 30_000 } } })],
  ['PUT /api/guests/metadata/:id', () => ({ customUrl: 'https://wiki.example.org', tags: ['prod'] })],
  ['POST /api/guests/metadata/:id', () => ({ description: 'web' })],
  ['POST /api/setup-script', () => ({ type: 'pve', host: '192.0.2.10', pulseUrl: 'http://192.0.2.5:7655' })],
  ['POST /api/setup-script-url', () => ({ type: 'pbs', host: '192.0.2.10', pulseUrl: 'http://192.0.2.5:7655' })],
  ['POST /api/tokens/generate', () => ({ validityMinutes: 30, maxUses: 5, description: 'rack 1' })],
  [
    'POST /api/auto-register',
    () => ({ type: 'pbs', host: '127.0.0.1:10', tokenId: 'mon@pbs!pulse', tokenValue: 'fake-token-value' }),
  ],
  ['POST /api/discover', () => ({ subnet: '127.0.0.1/32' })],
  ['POST /api/test-notification', () => ({})],
  ['POST /api/config/file/plan', () => ({ text: 'version: 1\nsettings:\n  connectionTimeout: 8\n' })],
  ['POST /api/config/file/apply', () => ({ text: 'version: 1\nsettings:\n  connectionTimeout: 8\n' })],
  ['POST /api/config/export', () => ({ passphrase })],
  ['POST /api/config/import', ({ data }: Side & { data?: string }) => ({ data, passphrase })],
  ['POST /api/updates/apply', () => ({})],
  ['POST /api/security/change-password', () => ({ currentPassword: ownerPassword, newPassword: 'difference engine' })],
  ['POST /api/logout', () => ({})],
]

/** What is random, or a matter of the network. */
const settled = (value: unknown): string =>
  JSON.stringify(value).replace(/"(id|hash|hint|passwordHash)":"[^"]*"/g, '"$1":"*"')

describe('fields that a call does not know', () => {
  const sides: (Side & { data?: string })[] = []

  beforeAll(async () => {
    for (const isTold of [false, true]) {
      const clock = new ManualClock(Date.UTC(2026, 0, 15, 10))
      const served = await Served.start({ clock, access: { ...closedAccess, trustedProxies: ['127.0.0.1'] } })
      const body = { setupCode: served.setupCode(), username: 'ada', password: ownerPassword }
      const setUp = isTold ? withForeign(body, known(endpoints['POST /api/security/quick-setup'])) : body
      const owner = loggedIn(await served.send('POST', '/api/security/quick-setup', { body: setUp }))
      sides.push({ served, owner, client: new RawClient(served.base, { isAtNewAddress: true }) })
    }
  })
  afterAll(async () => {
    for (const { client, served } of sides) {
      client.close()
      await served.stop()
    }
  })

  const both = async (ask: (side: Side & { data?: string }, isTold: boolean) => Promise<RawAnswer>) => {
    const [plain, told] = sides
    if (!plain || !told) throw new Error('there are no two servers')
    const answers = [await ask(plain, false), await ask(told, true)] as const
    const pictures = [plain, told].map(({ served }) => {
      const { settings, security } = served.app.modules
      return settled([settings.document(), security.tokens(), security.sessions({ kind: 'nobody' }).length])
    })
    return { answers, pictures }
  }

  it('name all calls with a body', () => {
    const withBody = Object.entries(endpoints).flatMap(([key, endpoint]) => ('body' in endpoint ? [key] : []))
    const named = new Set<string>(['POST /api/security/quick-setup', ...bodies.map(([key]) => key)])
    expect(withBody.filter((key) => !named.has(key))).toEqual([])
  })

  it.each(bodies)('change nothing: %s', async (key, bodyOf) => {
    const [method = '', path = ''] = key.split(' ')
    const { answers, pictures } = await both(async (side, isTold) => {
      const id = side.served.app.modules.settings.connections()[0]?.id ?? 'none'
      const where = path.replace(':id', path.includes('metadata') ? 'lab-pve1-101' : id)
      const body = bodyOf(side)
      return side.client.send({
        method,
        path: isTold ? `${where}?${query}` : where,
        // With a session, a login would end it.
        headers: key === 'POST /api/login' ? {} : side.owner.headers,
        body: isTold ? withForeign(body, known(endpoints[key])) : body,
      })
    })
    const [plain, told] = answers
    expect([plain.status, told.status]).toEqual([told.status, plain.status])
    expect(Object.keys(Object(jsonOf(told)))).toEqual(Object.keys(Object(jsonOf(plain))))
    expect(pictures[1]).toBe(pictures[0])
    for (const [at, answer] of answers.entries()) {
      const { data } = Object(jsonOf(answer)) as { data?: unknown }
      const side = sides[at]
      if (side && key === 'POST /api/config/export') side.data = String(data)
    }
  })

  it('were refused for nothing', () => {
    const { connections, tokens, guestMetadata, registrationTokens, file, owner } =
      sides[1]?.served.app.modules.settings.document() ?? {}
    expect([connections?.length, tokens?.length, registrationTokens?.length]).toEqual([2, 2, 1])
    expect([Object.keys(guestMetadata ?? {}), file?.settings, owner?.username]).toEqual([
      ['lab-pve1-101'],
      ['connectionTimeout'],
      'ada',
    ])
  })

  it('change nothing in a query alone', async () => {
    for (const key of Object.keys(endpoints) as CallKey[]) {
      const [method = '', path = ''] = key.split(' ')
      if (method !== 'GET') continue
      const { answers } = await both(({ client }, isTold) =>
        client.send({ method, path: path.replace(':id', 'none') + (isTold ? `?${query}` : '') }),
      )
      expect([key, answers[1].status]).toEqual([key, answers[0].status])
    }
  })

  it('reach into no other object', () => {
    for (const name of Object.keys(foreign)) {
      const value: unknown = Reflect.get({}, name)
      expect([name, value === undefined || name in Object.prototype]).toEqual([name, true])
    }
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(Reflect.get({}, 'isOwner')).toBeUndefined()
  })
})

describe('names that reach into every object', () => {
  let served: Served
  afterEach(() => served.stop())
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', '__defineGetter__']
  /** Of a guest. */
  const idOf = (name: string): string => (name === '__proto__' ? 'lab~guest~__proto__' : name)

  it('are names like any other: of connections, tokens, guests and tags', async () => {
    served = await Served.start()
    const { headers } = loggedIn(await served.setUp())
    const send = (method: string, path: string, body?: object) =>
      served.send(method, path, { headers, ...(body ? { body } : {}) })
    // No import takes this name, so nobody may make an export that has it.
    const nobodys = await send('PUT', '/api/guests/metadata/__proto__', { description: 'x' })
    expect([nobodys.status, await nobodys.json()]).toMatchObject([400, { code: 'request.invalid' }])
    for (const [at, name] of names.entries()) {
      const added = await send('POST', '/api/config/nodes', { ...newConnection, host: `127.0.0.2:${at + 1}`, name })
      const noted = await send('PUT', `/api/guests/metadata/${idOf(name)}`, { description: name, tags: [name] })
      const made = await send('POST', '/api/security/tokens', { name, scopes: ['read'] })
      expect([name, added.status, noted.status, made.status]).toEqual([name, 201, 200, 201])
    }
    const exported = await send('POST', '/api/config/export', { passphrase })
    const { data } = (await exported.json()) as { data: string }
    const check = async (): Promise<void> => {
      const [connections, metadata, tokens] = await Promise.all(
        ['/api/config/nodes', '/api/guests/metadata', '/api/security/tokens'].map(async (path) =>
          (await send('GET', path)).json(),
        ),
      )
      expect((connections as { name: string }[]).map(({ name }) => name)).toEqual(names)
      expect((tokens as { name: string }[]).map(({ name }) => name)).toEqual(names)
      expect(Object.keys(metadata as object).toSorted()).toEqual(names.map(idOf).toSorted())
      for (const name of names) {
        const one = (await (await send('GET', `/api/guests/metadata/${idOf(name)}`)).json()) as object
        expect(one).toEqual({ id: idOf(name), customUrl: '', description: name, tags: [name] })
      }
      expect(await (await send('GET', '/api/guests/metadata/valueOf')).json()).toMatchObject({ description: '' })
    }
    await check()
    await served.restart()
    await check()
    for (const name of names) expect((await send('DELETE', `/api/guests/metadata/${idOf(name)}`)).status).toBe(204)
    const imported = await send('POST', '/api/config/import', { data, passphrase })
    expect([imported.status, await imported.json()]).toEqual([
      200,
      expect.objectContaining({ warnings: [] }) as unknown,
    ])
    await check()
  })
})
