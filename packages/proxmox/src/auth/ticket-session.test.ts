import type { ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { answer, newIdentity, startTlsHost, type Arrived, type Identity, type TlsHost } from '../../test/tls-host.ts'
import { createPbs, createPve, type ClientOptions, type Clock, type PbsClient, type PveClient } from '../proxmox.ts'

const minute = 60_000
const password = 'correct horse'

let identity: Identity
let host: TlsHost
let now: number
let logins: URLSearchParams[]
/** What the login call answers, given its form and its number from 1. */
let login: (form: URLSearchParams, count: number, response: ServerResponse) => void
let call: (request: Arrived, response: ServerResponse) => void
const clients: (PveClient | PbsClient)[] = []

beforeAll(async () => {
  identity = await newIdentity()
  host = await startTlsHost(identity, (request, response) => {
    if (!request.url.endsWith('/access/ticket')) return call(request, response)
    const form = new URLSearchParams(request.body)
    login(form, logins.push(form), response)
  })
})
afterAll(() => host.close())
beforeEach(() => {
  now = 1_700_000_000_000
  logins = []
  login = (_, count, response) =>
    answer(response, {
      username: 'root@pam',
      ticket: `PVE:root@pam:${count}::a+b/c==`,
      CSRFPreventionToken: `CSRF${count}`,
    })
  call = (_, response) => answer(response, null)
})
afterEach(async () => {
  host.arrived.length = 0
  await Promise.all(clients.splice(0).map((client) => client.close()))
})

/** Time that only the test moves; deadlines are real, so that nothing hangs. */
const clock: Clock = {
  now: () => now,
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

function options(more: Partial<ClientOptions> = {}): ClientOptions {
  return {
    url: host.url,
    credentials: { kind: 'password', username: 'root@pam', password },
    trust: { kind: 'fingerprint', sha256: [identity.sha256] },
    clock,
    ...more,
  }
}

function pveOf(more?: Partial<ClientOptions>): PveClient {
  const client = createPve(options(more))
  clients.push(client)
  return client
}

function pbsOf(more?: Partial<ClientOptions>): PbsClient {
  const client = createPbs(options(more))
  clients.push(client)
  return client
}

const calls = (): Arrived[] => host.arrived.filter(({ url }) => !url.endsWith('/access/ticket'))
const cookies = (): (string | undefined)[] => calls().map(({ headers }) => headers.cookie)

test('the cookie is URL-encoded, and the CSRF token comes with writes only', async () => {
  const pve = pveOf()
  call = (request, response) => answer(response, request.method === 'GET' ? { version: '9.2' } : null)
  await pve.get('/version')
  await pve.put('/cluster/options', { console: 'html5' })
  await pve.delete('/pools/{poolid}', { poolid: 'x' })
  expect(Object.fromEntries(logins[0] ?? [])).toEqual({ username: 'root@pam', password })
  expect(host.arrived[0]).toMatchObject({
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(cookies()).toEqual(Array(3).fill('PVEAuthCookie=PVE%3Aroot%40pam%3A1%3A%3Aa%2Bb%2Fc%3D%3D'))
  expect(calls().map(({ headers }) => headers.csrfpreventiontoken)).toEqual([undefined, 'CSRF1', 'CSRF1'])
})

test('many waiting calls make one login', async () => {
  const pve = pveOf()
  await Promise.all(Array.from({ length: 20 }, () => pve.put('/cluster/options', {})))
  expect(logins).toHaveLength(1)
  expect(calls()).toHaveLength(20)
})

test('after 90 minutes the old ticket is the password; after 2 hours it is of no use', async () => {
  const pve = pveOf()
  await pve.put('/cluster/options', {})
  now += 90 * minute - 1
  await pve.put('/cluster/options', {})
  expect(logins).toHaveLength(1)
  now += 1
  await Promise.all([pve.put('/cluster/options', {}), pve.put('/cluster/options', {})])
  expect(logins.map((form) => form.get('password'))).toEqual([password, 'PVE:root@pam:1::a+b/c=='])
  expect(cookies()[3]).toContain('%3A2%3A')
  now += 120 * minute
  await pve.put('/cluster/options', {})
  expect(logins.map((form) => form.get('password')).slice(2)).toEqual([password])
})

test('a renewal that is refused becomes a login; one that finds no server leaves the old ticket in use', async () => {
  const pve = pveOf()
  await pve.put('/cluster/options', {})
  now += 95 * minute
  const good = login
  login = (form, count, response) =>
    form.get('password') === password ? good(form, count, response) : void response.writeHead(401, 'No ticket').end()
  await pve.put('/cluster/options', {})
  expect(logins.map((form) => form.get('password'))).toEqual([password, 'PVE:root@pam:1::a+b/c==', password])
  expect(cookies()[1]).toContain('%3A3%3A')
  now += 95 * minute
  login = (_, __, response) => void response.writeHead(500, 'overload').end()
  await pve.put('/cluster/options', {})
  expect(cookies()[2]).toContain('%3A3%3A')
})

test('a GET that is refused logs in anew and is sent once more', async () => {
  const pve = pveOf()
  call = (request, response) =>
    request.headers.cookie?.includes('%3A1%3A')
      ? void response.writeHead(401, 'No ticket').end()
      : answer(response, { version: '9.2' })
  expect(await pve.get('/version')).toEqual({ version: '9.2' })
  expect(logins).toHaveLength(2)
  expect(calls()).toHaveLength(2)
})

test('a GET that goes on being refused is sent twice, no more', async () => {
  const pve = pveOf()
  call = (_, response) => void response.writeHead(401, 'No ticket').end()
  await expect(pve.get('/version')).rejects.toMatchObject({ kind: 'unauthenticated', status: 401, reason: 'No ticket' })
  expect([logins.length, calls().length]).toEqual([2, 2])
})

test('a write that is refused is not repeated, but the next call has a new ticket', async () => {
  const pve = pveOf()
  call = (request, response) =>
    request.headers.cookie?.includes('%3A1%3A')
      ? void response.writeHead(401, 'Permission denied - invalid csrf token').end()
      : answer(response, null)
  await expect(pve.put('/cluster/options', {})).rejects.toMatchObject({ kind: 'unauthenticated' })
  expect([logins.length, calls().length]).toEqual([1, 1])
  await pve.put('/cluster/options', {})
  expect([logins.length, calls().length]).toEqual([2, 2])
})

test('a failed login is the failure of all who wait for it, and is not tried again for them', async () => {
  const pve = pveOf()
  login = (_, __, response) => void setTimeout(() => response.writeHead(401, 'authentication failure').end(), 30)
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => pve.get('/version')))
  expect(outcomes.map((one) => one.status === 'rejected' && (one.reason as { kind: string }).kind)).toEqual(
    Array(10).fill('unauthenticated'),
  )
  expect([logins.length, calls().length]).toEqual([1, 0])
})

test('a caller who gives up does not take the login of the others along', async () => {
  const pve = pveOf()
  const good = login
  login = (form, count, response) => void setTimeout(() => good(form, count, response), 60)
  const controller = new AbortController()
  const one = pve.put('/cluster/options', {}, { signal: controller.signal })
  const hasty = pve.put('/cluster/options', {}, { totalMs: 20 })
  const patient = pve.put('/cluster/options', {})
  controller.abort()
  await expect(one).rejects.toMatchObject({ kind: 'cancelled' })
  await expect(hasty).rejects.toMatchObject({ kind: 'timeout', phase: 'total' })
  await patient
  expect([logins.length, calls().length]).toEqual([1, 1])
})

const challenge = (kinds: object): string => `PVE:!tfa!${encodeURIComponent(JSON.stringify(kinds))}:64A0B1C2::sig`

test('a demand for a second factor says which', async () => {
  login = (_, __, response) =>
    answer(response, { NeedTFA: 1, ticket: challenge({ totp: true, recovery: 'high', webauthn: null }) })
  const error: unknown = await pveOf()
    .get('/version')
    .catch((e: unknown) => e)
  expect(error).toMatchObject({ kind: 'two-factor', method: 'POST', path: '/access/ticket' })
  expect((error as Error).message).toBe(
    'POST /access/ticket: the login asks for a second factor (totp, recovery): use an API token, or give a new one-time password',
  )
  expect(calls()).toEqual([])
})

test('a one-time password answers the demand, once', async () => {
  const asked = challenge({ totp: true })
  login = (form, _, response) => {
    if (form.get('password') === password) return answer(response, { NeedTFA: 1, ticket: asked })
    answer(response, { ticket: 'PVE:root@pam:64::sig', CSRFPreventionToken: 'C' })
  }
  const pve = pveOf({ credentials: { kind: 'password', username: 'root@pam', password, otp: '123456' } })
  await pve.put('/cluster/options', {})
  expect(Object.fromEntries(logins[1] ?? [])).toEqual({
    username: 'root@pam',
    'tfa-challenge': asked,
    password: 'totp:123456',
  })
  // Within two hours the ticket itself is password enough; later the one-time password is used up.
  now += 121 * minute
  await expect(pve.put('/cluster/options', {})).rejects.toMatchObject({ kind: 'two-factor' })
  expect(logins).toHaveLength(3)
})

test.each([
  ['12345678', ['totp', 'recovery'], 'totp:12345678'],
  ['b8e2-01fc-9a3d-77c4', ['totp', 'recovery'], 'recovery:b8e2-01fc-9a3d-77c4'],
  ['cccccbcgujhingjrdejhgfnuetrgigvejhhgbkugded', ['yubico'], 'yubico:cccccbcgujhingjrdejhgfnuetrgigvejhhgbkugded'],
  ['123456', ['webauthn', 'recovery'], undefined],
])('the second factor %s where %j is offered', async (otp, offered, sent) => {
  const asked = challenge(Object.fromEntries(offered.map((kind) => [kind, true])))
  login = (form, _, response) =>
    form.get('password') === password
      ? answer(response, { NeedTFA: 1, ticket: asked })
      : answer(response, { ticket: 'PVE:root@pam:64::sig', CSRFPreventionToken: 'C' })
  const put = pveOf({ credentials: { kind: 'password', username: 'root@pam', password, otp } }).put(
    '/cluster/options',
    {},
  )
  if (sent === undefined) await expect(put).rejects.toMatchObject({ kind: 'two-factor' })
  else await put
  expect(logins[1]?.get('password')).toBe(sent)
})

test('PBS: own cookie name, and the ticket as a cookie only', async () => {
  const pbs = pbsOf()
  login = (_, count, response) => {
    const body = { username: 'root@pam', CSRFPreventionToken: 'C' }
    if (count === 1) return answer(response, { ...body, ticket: 'PBS:root@pam:1::x=' })
    response.setHeader('set-cookie', [
      'other=1',
      '__Host-PBSAuthCookie=PBS%3Aroot%40pam%3A2%3A%3Ay%3D; Secure; HttpOnly; Path=/; SameSite=Lax',
    ])
    answer(response, { ...body, 'ticket-info': 'PBS:root@pam:2' })
  }
  call = (_, response) => answer(response, [])
  await pbs.get('/admin/datastore')
  now += 100 * minute
  await pbs.get('/admin/datastore')
  now += 100 * minute
  await pbs.get('/admin/datastore')
  expect(cookies().slice(0, 2)).toEqual([
    'PBSAuthCookie=PBS%3Aroot%40pam%3A1%3A%3Ax%3D',
    '__Host-PBSAuthCookie=PBS%3Aroot%40pam%3A2%3A%3Ay%3D',
  ])
  expect(logins[2]?.get('password')).toBe('PBS:root@pam:2::y=')
})

test('PBS wants a colon before the secret of a token', async () => {
  call = (_, response) => answer(response, [])
  const pbs = pbsOf({ credentials: { kind: 'token', tokenId: 'mon@pbs!pulse', secret: 's3cr3t' } })
  await pbs.get('/admin/datastore')
  expect(calls()[0]?.headers.authorization).toBe('PBSAPIToken=mon@pbs!pulse:s3cr3t')
  expect(logins).toEqual([])
})

test('a login that is answered by something else', async () => {
  login = (_, __, response) => answer(response, { hello: 'world' })
  await expect(pveOf().get('/version')).rejects.toMatchObject({ kind: 'not-proxmox' })
})

const kept = { kind: 'ticket', username: 'root@pam', ticket: 'PVE:root@pam:6553F100::s+g=', csrfToken: 'KEPT' } as const

test('a ticket of before is used, renewed at half time, and its successor can be kept', async () => {
  // 6553F100 is the time at which the test begins.
  const pve = pveOf({ credentials: kept })
  expect(pve.session()).toMatchObject({ username: 'root@pam', expiresAt: 1_700_007_200_000 })
  await pve.put('/cluster/options', {})
  expect(calls()[0]?.headers).toMatchObject({
    cookie: 'PVEAuthCookie=PVE%3Aroot%40pam%3A6553F100%3A%3As%2Bg%3D',
    csrfpreventiontoken: 'KEPT',
  })
  expect(logins).toEqual([])
  now += 90 * minute
  await pve.put('/cluster/options', {})
  expect(Object.fromEntries(logins[0] ?? [])).toEqual({ username: 'root@pam', password: kept.ticket })
  const session = pve.session()
  expect([session?.ticket, session?.csrfToken, session?.expiresAt]).toEqual([
    'PVE:root@pam:1::a+b/c==',
    'CSRF1',
    1_700_012_600_000,
  ])
  for (const printed of [inspect(session, { showHidden: true, depth: 9 }), JSON.stringify(session)]) {
    expect(printed).toContain('root@pam')
    expect(printed).not.toMatch(/a\+b|CSRF1/)
  }
})

test('a ticket that has run out says so, and no password is made up for it', async () => {
  const pve = pveOf({ credentials: kept })
  login = (_, __, response) => void response.writeHead(401, 'authentication failure').end()
  call = (_, response) => void response.writeHead(401, 'No ticket').end()
  await expect(pve.get('/version')).rejects.toMatchObject({
    kind: 'unauthenticated',
    message: 'POST /access/ticket: the ticket has expired or was refused: log in anew',
  })
  now += 180 * minute
  const later = pveOf({ credentials: kept })
  await expect(later.get('/version')).rejects.toMatchObject({ kind: 'unauthenticated' })
  expect(logins.map((form) => form.get('password'))).toEqual([kept.ticket])
  expect(calls()).toHaveLength(1)
})

test('a session is there from the first login on, and never with a token', async () => {
  const pve = pveOf()
  expect(pve.session()).toBeNull()
  await pve.put('/cluster/options', {})
  expect(pve.session()?.ticket).toBe('PVE:root@pam:1::a+b/c==')
  const token = pveOf({ credentials: { kind: 'token', tokenId: 'a@pve!b', secret: 'secret' } })
  await token.put('/cluster/options', {})
  expect(token.session()).toBeNull()
})
