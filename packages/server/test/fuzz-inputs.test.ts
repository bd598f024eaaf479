import { type CallKey, type Endpoint, endpoints, scopes } from '@pulse/contract'
import fc from 'fast-check'
import Type from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closedAccess } from '../src/access-options.ts'
import { ManualClock } from '../src/platform/platform.ts'
import { jsonOf, RawClient } from './calls/raw-request.ts'
import { Served } from './served.ts'

let served: Served
let client: RawClient
let token = ''

beforeAll(async () => {
  // Time stands still, so nothing happens but what a request does.
  const clock = new ManualClock(Date.UTC(2026, 0, 15, 10))
  served = await Served.owned({ clock, access: { ...closedAccess, trustedProxies: ['127.0.0.0/8'] } })
  token = (await served.app.modules.security.createToken({ name: 'fuzz', scopes })).token
  client = new RawClient(served.base, { isAtNewAddress: true })
})
beforeEach(async () => {
  // What a file owns could not be changed.
  await send('DELETE /api/config/file', {})
  const { settings } = served.app.modules
  for (const { id } of settings.connections()) await send('DELETE /api/config/nodes/:id', { id })
  expect((await send('POST /api/config/nodes', { body: { ...connection, name: 'watched' } })).status).toBe(201)
})
afterAll(async () => {
  client.close()
  await served.stop()
})

/** Nobody answers there. */
const connection = { type: 'pve', host: '127.0.0.1:10', user: 'root@pam', password: 'x', verifySSL: false }

/** Strings that have done harm elsewhere, beside all others. */
const hostile = fc.constantFrom(
  '<img src=x onerror=alert(1)>',
  '$(touch /tmp/x)',
  '../../etc/passwd',
  'a\r\nBcc: x@y',
  '\u202Eevil',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  'A'.repeat(65_536),
  'root@pam',
  'mon@pve!pulse',
  'AB'.repeat(32),
  '2026-01-01T00:00:00Z',
  'http://[::1',
  'PULSE-REG-xxxxxxxxxxxx',
)
const anything = fc.oneof(fc.jsonValue(), hostile, fc.boolean(), fc.ipV4(), fc.integer(), fc.string({ unit: 'binary' }))

/** Hosts and networks are asked and scanned for real, so these are of this machine, or none at all. */
const ofThisMachine = fc.oneof(
  fc.constantFrom(
    '127.0.0.1:9',
    'https://127.0.0.1:9/',
    'http://127.0.0.1:9',
    'https://[::1]:9',
    '127.0.0.1/32',
    '127.0.0.1:99999',
    '',
  ),
  fc.constantFrom(
    '<img src=x onerror=alert(1)>',
    '$(touch /tmp/x)',
    '../../etc/passwd',
    'a\r\nBcc: x@y',
    'http://[::1',
  ),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
  fc.array(fc.integer()),
)
const asked = new Set(['host', 'servername', 'subnet', 'updatesource', 'pulseurl', 'pulse_url', 'downloadurl'])

/** A search that somebody switches on would look at the network of this machine. */
const valueOf = (field: string): fc.Arbitrary<unknown> => {
  if (field === 'discoveryEnabled') return anything.filter((value) => value !== true)
  return asked.has(field.toLowerCase()) ? ofThisMachine : anything
}

const fieldsOf = (schema: Endpoint['body']): string[] =>
  schema && Type.IsObject(schema) ? Object.keys(schema.properties) : []

/** The example, with nobody at the address that it names. */
function rightBody({ body, example }: Endpoint): Record<string, unknown> | undefined {
  if (!body) return undefined
  const right = Object.entries(example?.body ?? {}).map(([name, value]: [string, unknown]) => [
    name,
    asked.has(name.toLowerCase()) ? '127.0.0.1:9' : value,
  ])
  return Object.fromEntries(right) as Record<string, unknown>
}

/** What is sent as a body: anything, something with the right fields, the example with one field changed. */
function bodiesOf(endpoint: Endpoint): fc.Arbitrary<unknown> {
  const fields = fieldsOf(endpoint.body)
  const right = rightBody(endpoint)
  const shaped = fc.record(Object.fromEntries(fields.map((name) => [name, valueOf(name)])), { requiredKeys: [] })
  if (fields.length === 0) return fc.oneof(anything, fc.constant({}))
  const nearlyRight = fc
    .constantFrom(...fields)
    .chain((name) => valueOf(name).map((value) => ({ ...right, [name]: value })))
  return fc.oneof(
    { arbitrary: anything, weight: 1 },
    { arbitrary: shaped, weight: 2 },
    { arbitrary: nearlyRight, weight: 4 },
  )
}

const text = fc.oneof(hostile, fc.string(), fc.constantFrom('', '0', '-1', '1e999', 'true', '9'.repeat(30)))

/** Parameters that the call knows, others, and the same one twice. */
function queriesOf({ query }: Endpoint): fc.Arbitrary<[string, string][]> {
  const names = fieldsOf(query)
  const pair = fc
    .constantFrom(...names, 'unknown', '__proto__')
    .chain((name) =>
      (asked.has(name) ? fc.constantFrom('127.0.0.1:9', '$(id)', 'a b', '') : text).map((value): [string, string] => [
        name,
        value,
      ]),
    )
  return fc.array(pair, { maxLength: 4 })
}

/** A password is checked with much work, and so must not be checked often. */
const isDear = (key: string): boolean => /login|quick-setup|password|import|export/.test(key)

// What changes the settings of the server comes last: a source of updates would be asked.
const keys = (Object.keys(endpoints) as CallKey[]).toSorted(
  (a, b) => Number(/system|settings/.test(a)) - Number(/system|settings/.test(b)),
)
const inputOf = (key: CallKey): Endpoint => endpoints[key]
const takesInput = keys.filter((key) => inputOf(key).body || inputOf(key).query || key.includes(':'))

/** Those that take the example as it is, so that what is nearly right is near to something. */
const accepting: ReadonlySet<string> = new Set([
  'POST /api/logout',
  'POST /api/security/reset-lockout',
  'POST /api/security/tokens',
  'POST /api/config/nodes',
  'PUT /api/config/nodes/:id',
  'POST /api/config/nodes/test-config',
  'PUT /api/guests/metadata/:id',
  'POST /api/guests/metadata/:id',
  'POST /api/setup-script',
  'POST /api/auto-register',
  'POST /api/tokens/generate',
  'POST /api/config/system',
  'PUT /api/config/system',
  'POST /api/system/settings/update',
  'POST /api/settings/update',
])

describe('whatever is sent', () => {
  it('is all of it', () => {
    expect(takesInput.length).toBeGreaterThan(35)
  })

  it.each(takesInput)('%s answers, never fails, and saves nothing that it refuses', async (key) => {
    const endpoint = inputOf(key)
    const inputs = fc.record({
      body: endpoint.body ? bodiesOf(endpoint) : fc.constant(undefined),
      query: endpoint.query ? queriesOf(endpoint) : fc.constant([]),
      id: fc.oneof({ arbitrary: fc.constant('watched'), weight: 3 }, { arbitrary: text, weight: 1 }),
    })
    let [accepted, refused] = [0, 0]
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const before = state()
        const answer = await send(key, input)
        expect(answer.status, answer.body).toBeLessThan(500)
        if (answer.status < 400) {
          accepted++
          return
        }
        refused++
        expect(jsonOf(answer)).toMatchObject({ error: expect.stringMatching(/./), code: expect.stringMatching(/\./) })
        expect(state()).toEqual(before)
      }),
      { numRuns: isDear(key) ? 12 : 120, examples: [[{ body: rightBody(endpoint), query: [], id: 'watched' }]] },
    )
    if (endpoint.body) expect(refused).toBeGreaterThan(5)
    if (accepting.has(key)) expect(accepted).toBeGreaterThan(0)
  })

  it('leaves the server as it should be', async () => {
    expect((await client.send({ method: 'GET', path: '/api/health' })).status).toBe(200)
    expect(Object.prototype).not.toHaveProperty('isAdmin')
  })
})

interface Input {
  body?: unknown
  query?: readonly (readonly [string, string])[]
  id?: string
}

function send(key: CallKey, { body, query = [], id = '' }: Input) {
  const [method = '', path = ''] = key.split(' ')
  const known = served.app.modules.settings.connections()[0]?.id ?? 'none'
  const search = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')
  const filled = path.replace(/:\w+/, encoded(id === 'watched' ? known : id))
  return client.send({
    method,
    path: search === '' ? filled : `${filled}?${search}`,
    headers: { 'x-api-token': token },
    ...(body === undefined ? {} : { body }),
  })
}

/** Lone surrogates have no place in an address; a real client could not write them either. */
const encoded = (text: string): string => encodeURIComponent(text.slice(0, 4000).toWellFormed())

function state(): unknown {
  const { settings, security } = served.app.modules
  return [served.savedSettings(), JSON.stringify(settings.document()), security.tokens().map(({ id }) => id)]
}
