import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { type CallKey, type Endpoint, endpoints } from '@pulse/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RawAnswer, type RawRequest, RawClient } from '../calls/raw-request.ts'
import { type LoggedIn, Served } from '../served.ts'
import { ownedAccess } from './owned-access.ts'

const dashboard = 'https://dash.example.net'

let served: Served
let client: RawClient
let owner: LoggedIn

beforeAll(async () => {
  served = await Served.start({
    access: { ...ownedAccess, trustedProxies: ['127.0.0.1'] },
    environment: { allowedOrigins: dashboard, publicUrl: 'https://pulse.example.net' },
  })
  client = new RawClient(served.base, { isAtNewAddress: true })
  owner = await served.login()
})
afterAll(async () => {
  client.close()
  await served.stop()
})

const calls = Object.keys(endpoints) as CallKey[]
const requestOf = (key: CallKey): RawRequest => ({
  method: key.slice(0, key.indexOf(' ')),
  path: key.slice(key.indexOf(' ') + 1).replace(/:\w+/, 'none'),
})

/** Two answers may be asked for again, to hear that they are still the same; each time, and by nobody between. */
const revalidated = new Set(['GET /api/state', 'GET /api/openapi.json'])

/** Headers that each answer must have. */
function check(what: string, { status, headers }: RawAnswer, mayRevalidate = false): void {
  const isFresh = mayRevalidate && (status === 200 || status === 304)
  expect([what, status, headers['cache-control']]).toEqual([what, status, isFresh ? 'private, no-cache' : 'no-store'])
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /)
  expect(String(headers['content-security-policy'])).not.toMatch(/unsafe-(inline|eval)/)
  expect(headers['x-frame-options']).toBe('DENY')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['access-control-allow-credentials']).toBeUndefined()
  expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined()
}

describe('no answer is kept on its way', () => {
  it.each(calls)('%s', async (key) => {
    const request = requestOf(key)
    const { bodyOptional }: Endpoint = endpoints[key]
    // A search that is asked for begins.
    const body = key === 'POST /api/discover' ? { subnet: 5 } : bodyOptional ? {} : undefined
    const asOwner = async () => {
      const { headers } = key === 'POST /api/logout' ? await served.login() : owner
      return client.send({ ...request, headers, body })
    }
    check(`${key} for the owner`, await asOwner(), revalidated.has(key))
    check(`${key} for nobody`, await client.send(request))
    check(
      `${key} with a bad body`,
      await client.send({ ...request, headers: owner.headers, body: [1] }),
      revalidated.has(key),
    )
    check(`${key} with another method`, await client.send({ ...request, method: 'PATCH', headers: owner.headers }))
    check(`${key} with more`, await client.send({ ...request, path: `${request.path}/..;/x`, headers: owner.headers }))
  })

  it('where there is nothing to say, and where it is the same as before', async () => {
    const id = '/api/guests/metadata/none'
    const deleted = await client.send({ method: 'DELETE', path: id, headers: owner.headers })
    expect(deleted.status).toBe(204)
    check('204', deleted)
    const first = await client.send({ method: 'GET', path: '/api/state', headers: owner.headers })
    const same = { ...owner.headers, 'if-none-match': String(first.headers['etag']) }
    const again = await client.send({ method: 'GET', path: '/api/state', headers: same })
    expect(again.status).toBe(304)
    check('304', again, true)
    const head = await client.send({ method: 'HEAD', path: '/api/version' })
    expect(head.status).toBe(200)
    check('HEAD', head)
  })

  it('where it comes too often', async () => {
    const path = '/api/login'
    const headers = { 'x-forwarded-for': '198.51.100.77' }
    const answers = []
    for (let i = 0; i < 11; i++) answers.push(await client.send({ method: 'POST', path, headers, body: {} }))
    expect(answers.at(-1)?.status).toBe(429)
    check('429', answers.at(-1) ?? fail())
  })

  it('where there is no such call, no such method, no such content', async () => {
    for (const [status, request] of [
      [404, { method: 'GET', path: '/api/none' }],
      [405, { method: 'PUT', path: '/api/version' }],
      [413, { method: 'PUT', path: '/api/config/system', body: { allowedOrigins: 'x'.repeat(1_100_000) } }],
    ] as const) {
      const answer = await client.send({ ...request, headers: owner.headers })
      expect([request.path, answer.status]).toEqual([request.path, status])
      check(request.path, answer)
    }
    const typed = { ...owner.headers, 'content-type': 'text/plain' }
    const answer = await client.send({ method: 'PUT', path: '/api/config/system', headers: typed, body: {} })
    expect(answer.status).toBe(415)
    check('415', answer)
  })

  it.each([
    ['no HTTP', 'x\r\n\r\n', 400],
    ['a head that is too large', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['two lengths', 'POST /api/login HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx', 400],
    [
      'a WebSocket for nobody',
      'GET /ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
      401,
    ],
  ])('where the request is %s', async (what, request, status) => {
    const socket = connect(Number(new URL(served.base).port), '127.0.0.1')
    socket.write(request)
    const [head = ''] = (await text(socket)).split('\r\n\r\n')
    const [first = '', ...lines] = head.split('\r\n')
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
    )
    expect(first.split(' ')[1]).toBe(String(status))
    check(what, { status, headers, body: '' })
  })
})

describe('a page elsewhere', () => {
  const from = (origin: string, more: Record<string, string> = {}) => ({ ...more, origin })
  const preflight = (origin: string) =>
    client.send({
      method: 'OPTIONS',
      path: '/api/config/system',
      headers: from(origin, { 'access-control-request-method': 'PUT' }),
    })

  it('that is allowed may ask with a token, never with a cookie', async () => {
    const answer = await preflight(dashboard)
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([204, dashboard])
    expect(String(answer.headers['access-control-allow-headers'])).not.toContain('*')
    check('preflight', answer)
    for (const headers of [{}, { 'x-api-token': 'bogus' }, owner.headers]) {
      const read = await client.send({ method: 'GET', path: '/api/state', headers: from(dashboard, headers) })
      expect(read.headers['access-control-allow-origin']).toBe(dashboard)
      expect(String(read.headers['vary'])).toContain('Origin')
      check('read', read, true)
    }
  })

  it.each([
    'https://evil.example',
    'https://dash.example.net.evil.example',
    'https://evildash.example.net',
    'http://dash.example.net',
    'https://dash.example.net:8443',
    'https://pulse.example.net',
    'null',
    '*',
  ])('that is not allowed is named in no answer: %s', async (origin) => {
    for (const answer of [
      await preflight(origin),
      await client.send({ method: 'GET', path: '/api/version', headers: from(origin) }),
      await client.send({ method: 'GET', path: '/api/state', headers: from(origin, owner.headers) }),
    ])
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  })
})

function fail(): never {
  throw new Error('no answer')
}
