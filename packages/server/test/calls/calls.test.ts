import { type CallKey, type Endpoint, endpoints, type Scope } from '@pulse/contract'
import { promisedCalls } from '@pulse/contract/documents'
import { startSimulator, type Simulator } from '@pulse/simulator'
import Value from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closedAccess } from '../../src/access-options.ts'
import { Served } from '../served.ts'
import type { Attempt, CallCase, Stand } from './call-case.ts'
import { accessCases, coreCases } from './cases/access.ts'
import { connectionCases, storageCases } from './cases/connections.ts'
import { discoveryCases, registrationCases } from './cases/registration.ts'
import { guestMetadataCases, systemCases, transferCases, updateCases } from './cases/settings.ts'
import { jsonOf, type RawAnswer, RawClient } from './raw-request.ts'

/** Every call, in an order in which what one makes the next may use. */
const cases: Readonly<Record<CallKey, CallCase>> = {
  ...coreCases,
  ...accessCases,
  ...connectionCases,
  ...storageCases,
  ...systemCases,
  ...guestMetadataCases,
  ...transferCases,
  ...registrationCases,
  ...discoveryCases,
  ...updateCases,
}
const keys = Object.keys(cases) as CallKey[]

/** A scope that is not enough for a call of each kind; everybody may make an open one. */
const tooLittle: Readonly<Record<Exclude<Endpoint['access'], 'open'>, Scope>> = {
  read: 'register',
  write: 'read',
  notify: 'read',
  register: 'read',
  owner: 'write',
  invited: 'read',
}

let simulator: Simulator
let served: Served
let client: RawClient
let stand: Stand
const tokens = new Map<Scope | 'full', string>()

beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small', seed: 7 })
  served = await Served.owned({ access: { ...closedAccess, trustedProxies: ['127.0.0.0/8'] } })
  client = new RawClient(served.base, { isAtNewAddress: true })
  const { security } = served.app.modules
  for (const scope of ['read', 'write', 'notify', 'register'] as const)
    tokens.set(scope, (await security.createToken({ name: scope, scopes: [scope] })).token)
  const all = ['read', 'write', 'notify', 'register'] as const
  tokens.set('full', (await security.createToken({ name: 'full', scopes: all })).token)
  stand = standOf()
  for (const { name, product, url, fingerprints, tokenId, secret } of simulator.connections) {
    if (name === 'pve-office') continue
    const body = {
      type: product,
      name,
      host: url,
      tokenName: tokenId,
      tokenValue: secret,
      fingerprint: fingerprints[0],
    }
    const { status } = await ask('POST /api/config/nodes', { body })
    expect(status, name).toBe(201)
  }
  await seen()
})
afterAll(async () => {
  client.close()
  await served.stop()
  await simulator.close()
})

describe.each(keys)('%s', (key) => {
  const endpoint: Endpoint = endpoints[key]
  const { good, refuses, bad } = cases[key]
  const { access } = endpoint

  // What a call cannot be tried for is no test, rather than one that is skipped.
  if (access !== 'open') {
    it('wants a login', async () => {
      const answer = await ask(key, bare(key), {})
      expect([answer.status, jsonOf(answer)]).toMatchObject([
        401,
        { error: expect.stringMatching(/./), status_code: 401 },
      ])
    })

    it('wants the right scope', async () => {
      const answer = await ask(key, bare(key), withToken(tooLittle[access]))
      const wanted =
        access === 'invited' ? { status_code: 401 } : { code: 'access.forbidden', details: { needs: access } }
      expect(jsonOf(answer)).toMatchObject(wanted)
    })
  }

  it(refuses ? 'refuses, as it always does' : 'does what it should', async () => {
    const attempt = await good(stand)
    const answer = await ask(key, attempt)
    expect(answer.status, answer.body).toBe(refuses?.status ?? endpoint.status ?? 200)
    if (refuses) return expect(jsonOf(answer)).toMatchObject({ code: refuses.code })
    if (endpoint.status === 204) return expect(answer.body).toBe('')
    const value = endpoint.produces ? answer.body : jsonOf(answer)
    expect(Value.Errors(endpoint.output, value)).toEqual([])
    if (typeof attempt.answer === 'object' && !endpoint.produces) expect(value).toMatchObject(attempt.answer ?? {})
    else if (attempt.answer !== undefined) expect(value).toEqual(attempt.answer)
  })

  if (bad.length > 0) {
    it('says what is wrong, and changes nothing', async () => {
      for (const attempt of bad) {
        const { status, code, field, ...request } = attempt(stand)
        const before = served.savedSettings()
        const answer = await ask(key, request)
        const wanted = {
          error: expect.stringMatching(/./),
          code,
          status_code: status,
          ...(field === undefined ? {} : { field }),
        }
        expect([request, answer.status, jsonOf(answer)]).toMatchObject([request, status, wanted])
        expect(served.savedSettings()).toBe(before)
      }
    })
  }

  if (endpoint.body !== undefined) {
    it('takes nothing but JSON', async () => {
      const path = pathOf(key, bare(key))
      const [method = ''] = key.split(' ')
      const headers = withToken('full')
      const asForm = await client.send({
        method,
        path,
        headers: { ...headers, 'content-type': 'text/plain' },
        body: {},
      })
      expect([asForm.status, jsonOf(asForm)]).toMatchObject([415, { code: 'request.wrong-content' }])
    })
  }
})

it('every case that takes something knows something that is wrong with it', () => {
  for (const key of keys) {
    const { body, query }: Endpoint = endpoints[key]
    if (body || query) expect(cases[key].bad.length, key).toBeGreaterThan(key === 'GET /api/export' ? -1 : 0)
  }
})

describe('what the published documents promise', () => {
  it('is tried above, or still to come', () => {
    for (const { call, later } of promisedCalls)
      if (call !== 'GET /ws') expect(Object.hasOwn(cases, call), call).toBe(later === undefined)
  })

  const later = promisedCalls.filter((promised) => promised.later !== undefined)
  it.each(later)('$call comes with $later: until then there is no such path', async ({ call }) => {
    const [method = '', path = ''] = call.split(' ')
    const request = { method, path: path.replace(':id', 'x') }
    expect((await client.send({ ...request, headers: withToken('full') })).status).toBe(404)
    expect((await client.send(request)).status).toBe(401)
  })
})

const withToken = (scope: Scope | 'full'): Record<string, string> => ({ 'x-api-token': tokens.get(scope) ?? '' })

function pathOf(key: CallKey, { path = {}, query = {} }: Attempt): string {
  const bare = key.slice(key.indexOf(' ') + 1)
  const filled = bare.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(path[name] ?? 'none'))
  const search = new URLSearchParams(query).toString()
  return search === '' ? filled : `${filled}?${search}`
}

function ask(key: CallKey, attempt: Attempt, credential = withToken('full')): Promise<RawAnswer> {
  const [method = ''] = key.split(' ')
  const { body, headers = {} } = attempt
  return client.send({
    method,
    path: pathOf(key, attempt),
    headers: { ...credential, ...headers },
    ...(body === undefined ? {} : { body }),
  })
}

/** Enough to get to the door of a call, and no further. */
const bare = (key: CallKey): Attempt => {
  const { body }: Endpoint = endpoints[key]
  return { path: { id: 'none' }, ...(body ? { body: {} } : {}) }
}

function standOf(): Stand {
  const spare = simulator.connections.find(({ name }) => name === 'pve-office')
  if (!spare) throw new Error('the scenario has no pve-office')
  return {
    served,
    simulator,
    async addConnection(name) {
      // Nobody answers there.
      const body = {
        type: 'pve',
        name,
        host: `127.0.0.1:${freePort++}`,
        user: 'root@pam',
        password: 'x',
        verifySSL: false,
      }
      const { body: text } = await ask('POST /api/config/nodes', { body })
      return (JSON.parse(text) as { id: string }).id
    },
    async exported() {
      const passphrase = 'correct horse battery'
      const { body: text } = await ask('POST /api/config/export', { body: { passphrase } })
      return { ...(JSON.parse(text) as { data: string }), passphrase }
    },
    spare: {
      host: spare.url,
      tokenName: spare.tokenId,
      tokenValue: spare.secret,
      fingerprint: spare.fingerprints[0] ?? '',
    },
  }
}
let freePort = 1

/** Until the picture has storages of the cluster and the datastores. */
async function seen(): Promise<void> {
  for (let turn = 0; turn < 400; turn++) {
    const { nodes, storages, connections } = served.app.modules.inventory.picture().tables
    if (nodes.size >= 3 && storages.size > 3 && [...connections.values()].every(({ state }) => state === 'connected'))
      return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('nothing was seen of the simulated hosts')
}
