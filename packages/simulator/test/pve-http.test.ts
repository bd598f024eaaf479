import { request as plainRequest } from 'node:http'
import { Agent } from 'node:https'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Credential, type Endpoint, type Simulator, startSimulator } from '../src/simulator.ts'
import {
  ask,
  askApi,
  column,
  dataOf,
  endpointOf,
  type Question,
  type Reply,
  rowsOf,
  tokenHeader,
  until,
} from './ask.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'

const startAt = Date.UTC(2026, 2, 4, 12, 0, 0)
const loginDelayMs = 3000

let clock: ManualClock
let simulator: Simulator
let pve1: Endpoint
let office: Endpoint
let root: Credential
let monitor: Credential

beforeAll(async () => {
  clock = manualClock(startAt)
  simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1', clock })
  pve1 = endpointOf(simulator.endpoints, 'attic/pve1')
  office = endpointOf(simulator.endpoints, 'pve-office')
  root = simulator.credentials.root
  monitor = simulator.credentials.pve
})
afterAll(() => simulator.close())

/** Sends a request whose answer comes only after a delay of the simulated clock. */
async function afterDelay(send: () => Promise<Reply>, ms: number): Promise<Reply> {
  const before = clock.pending()
  let isAnswered = false
  const reply = send().finally(() => {
    isAnswered = true
  })
  await until(() => clock.pending() > before, 'the answer waits')
  clock.advance(ms - 1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isAnswered).toBe(false)
  clock.advance(1)
  return reply
}

test('an answer carries the head of pveproxy and the data envelope', async () => {
  const reply = await askApi(pve1, root, '/version')
  expect(reply.status).toBe(200)
  expect(JSON.parse(reply.text)).toEqual({ data: { version: '9.2.4', release: '9.2', repoid: '5e5ae681198514d4' } })
  expect(reply.headers['content-type']).toBe('application/json;charset=UTF-8')
  expect(reply.headers.server).toBe('pve-api-daemon/3.0')
  expect(reply.headers['cache-control']).toBe('max-age=0')
  expect(reply.headers.pragma).toBe('no-cache')
  expect(reply.headers.date).toBe('Wed, 04 Mar 2026 12:00:00 GMT')
  expect(reply.headers.expires).toBe('Wed, 04 Mar 2026 12:00:00 GMT')
})

interface ErrorCase {
  readonly what: string
  readonly path: string
  readonly question?: Question
  readonly status: number
  readonly reason: string
  readonly errors?: Record<string, string>
}

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

const errorCases: ErrorCase[] = [
  { what: 'unknown path', path: '/foo', status: 501, reason: "Method 'GET /foo' not implemented" },
  {
    what: 'unknown verb on a known path',
    path: '/version',
    question: { method: 'POST' },
    status: 501,
    reason: "Method 'POST /version' not implemented",
  },
  {
    what: 'missing virtual machine',
    path: '/nodes/pve1/qemu/999/config',
    status: 500,
    reason: "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist",
  },
  {
    what: 'missing container',
    path: '/nodes/pve1/lxc/999/config',
    status: 500,
    reason: "Configuration file 'nodes/pve1/lxc/999.conf' does not exist",
  },
  {
    what: 'missing storage',
    path: '/nodes/pve1/storage/nope/content',
    status: 500,
    reason: "storage 'nope' does not exist",
  },
  {
    what: 'wrong type',
    path: '/nodes/pve1/qemu/abc/config',
    status: 400,
    reason: 'Parameter verification failed.',
    errors: { vmid: "type check ('integer') failed - got 'abc'" },
  },
  {
    what: 'below the minimum',
    path: '/nodes/pve1/qemu/7/config',
    status: 400,
    reason: 'Parameter verification failed.',
    errors: { vmid: 'value must have a minimum value of 100' },
  },
  {
    what: 'unknown parameter',
    path: '/version?x=1',
    status: 400,
    reason: 'Parameter verification failed.',
    errors: { x: 'property is not defined in schema and the schema does not allow additional properties' },
  },
  {
    what: 'unknown word',
    path: '/cluster/resources?type=lxc',
    status: 400,
    reason: 'Parameter verification failed.',
    errors: { type: "value 'lxc' does not have a value in the enumeration 'vm, storage, node, sdn'" },
  },
  {
    what: 'parameter that contradicts the path',
    path: '/nodes/pve1/status?node=pve2',
    status: 400,
    reason: 'Parameter verification failed.',
    errors: { node: 'duplicate parameter (already defined in URI) with conflicting values!' },
  },
  {
    what: 'vmid in use',
    path: '/cluster/nextid?vmid=100',
    status: 400,
    reason: 'Parameter verification failed.',
    errors: { vmid: 'VM 100 already exists' },
  },
  { what: 'no Ceph', path: '/cluster/ceph/status', status: 500, reason: 'binary not installed: /usr/bin/ceph-mon' },
  {
    what: 'missing replication job',
    path: '/cluster/replication/999-0',
    status: 500,
    reason: "no such replication job '999-0'",
  },
  { what: 'missing user', path: '/access/users/nobody@pve', status: 500, reason: "no such user ('nobody@pve')" },
  {
    what: 'agent not configured',
    path: '/nodes/pve1/qemu/127/agent/get-osinfo',
    status: 500,
    reason: 'No QEMU guest agent configured',
  },
  {
    what: 'agent of a stopped guest',
    path: '/nodes/pve3/qemu/126/agent/get-osinfo',
    status: 500,
    reason: 'VM 126 is not running',
  },
  {
    what: 'GET with a body',
    path: '/version',
    question: { body: 'a=b', headers: form },
    status: 501,
    reason: "Unexpected content for method 'GET'",
  },
  {
    what: 'chunked body',
    path: '/nodes/pve1/qemu/100/status/start',
    question: { method: 'POST', body: 'a=b', headers: { ...form, 'Transfer-Encoding': 'chunked' } },
    status: 501,
    reason: 'chunked transfer encoding not supported',
  },
  {
    what: 'body above 512 KiB',
    path: '/nodes/pve1/qemu/100/status/start',
    question: { method: 'POST', body: 'a'.repeat(524_289), headers: form },
    status: 501,
    reason: 'for data too large',
  },
]

test.each(errorCases)('$what', async ({ path, question, status, reason, errors }) => {
  const reply = await askApi(pve1, root, path, question)
  expect(reply).toMatchObject({ status, reason })
  expect(reply.headers.connection).toBe('close')
  expect(JSON.parse(reply.text)).toEqual({
    data: null,
    message: `${reason}\n`,
    ...(errors !== undefined && { errors }),
  })
})

test('an older host has the text in the reason phrase only', async () => {
  const reply = await askApi(office, root, '/nodes/pve-office/qemu/999/config')
  expect(reply.status).toBe(500)
  expect(reply.reason).toBe("Configuration file 'nodes/pve-office/qemu-server/999.conf' does not exist")
  expect(reply.text).toBe('{"data":null}')
})

test('a wrong content type is 506', async () => {
  const question = { method: 'POST', body: '<a/>', headers: { 'Content-Type': 'text/xml' } }
  expect((await askApi(pve1, root, '/nodes/pve1/qemu/100/status/start', question)).status).toBe(506)
})

test('HEAD is not available', async () => {
  const reply = await askApi(pve1, root, '/version', { method: 'HEAD' })
  expect(reply).toMatchObject({ status: 501, reason: "method 'HEAD' not available", text: '' })
})

test('extjs answers 200 and tells the truth inside', async () => {
  const headers = tokenHeader(pve1, root)
  const good = await ask(pve1, '/api2/extjs/version', { headers })
  expect(JSON.parse(good.text)).toMatchObject({ success: 1, data: { release: '9.2' } })
  const bad = await ask(pve1, '/api2/extjs/nodes/pve1/qemu/999/config', { headers })
  expect(bad.status).toBe(200)
  const reason = "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist"
  expect(JSON.parse(bad.text)).toEqual({ success: 0, status: 500, message: `${reason}\n`, data: null })
})

test('lists of tasks say how long they are altogether', async () => {
  const reply = await askApi(pve1, root, '/nodes/pve1/tasks?limit=2')
  const { data, total } = JSON.parse(reply.text) as { data: unknown[]; total: number }
  expect(data).toHaveLength(2)
  expect(total).toBeGreaterThan(100)
})

describe('logins', () => {
  const refusals: [what: string, headers: () => Record<string, string>, reason: string][] = [
    ['nothing', () => ({}), 'No ticket'],
    [
      'an unknown token',
      () => ({ Authorization: `PVEAPIToken=${root.username}!nope=${root.secret}` }),
      'Authentication failed!',
    ],
    [
      'a wrong secret',
      () => ({ Authorization: `PVEAPIToken=${root.tokenId}=00000000-0000-0000-0000-000000000000` }),
      'Authentication failed!',
    ],
    [
      'the form of the other product',
      () => ({ Authorization: `PBSAPIToken=${root.tokenId}:${root.secret}` }),
      'No ticket',
    ],
    ['a made-up ticket', () => ({ Cookie: 'PVEAuthCookie=PVE:root@pam:69A82300::AAAA' }), 'Authentication failed!'],
  ]

  test.each(refusals)('%s: an empty 401 after three seconds', async (_, headers, reason) => {
    const reply = await afterDelay(() => ask(pve1, '/api2/json/version', { headers: headers() }), loginDelayMs)
    expect(reply).toMatchObject({ status: 401, reason, text: '' })
  })

  test('an older host tells what is wrong with the token', async () => {
    const headers = { Authorization: `PVEAPIToken=${root.tokenId}=00000000-0000-0000-0000-000000000000` }
    const reply = await afterDelay(() => ask(office, '/api2/json/version', { headers }), loginDelayMs)
    expect(reply).toMatchObject({ status: 401, reason: 'invalid token value!', text: '' })
  })

  test('a blank may stand between token and scheme', async () => {
    const headers = { Authorization: `PVEAPIToken ${root.tokenId}=${root.secret}` }
    expect((await ask(pve1, '/api2/json/version', { headers })).status).toBe(200)
  })

  test('the realms need no login', async () => {
    expect((await ask(pve1, '/api2/json/access/domains')).status).toBe(200)
  })

  const login = (password: string): Promise<Reply> =>
    ask(pve1, '/api2/json/access/ticket', {
      method: 'POST',
      headers: form,
      body: new URLSearchParams({ username: 'root@pam', password }).toString(),
    })

  async function freshTicket(): Promise<{ ticket: string; csrf: string }> {
    const { data } = JSON.parse((await login(root.password)).text) as {
      data: { ticket: string; CSRFPreventionToken: string }
    }
    return { ticket: data.ticket, csrf: data.CSRFPreventionToken }
  }

  test('a wrong password is told after three seconds', async () => {
    const reply = await afterDelay(() => login('wrong'), loginDelayMs)
    expect(reply).toMatchObject({ status: 401, reason: 'authentication failure', text: '' })
  })

  test('a ticket lives for two hours, and one more if it is renewed', async () => {
    const { ticket } = await freshTicket()
    expect(ticket).toMatch(/^PVE:root@pam:[0-9A-F]{8}::[A-Za-z0-9+/]+$/)
    const withTicket = (text: string): Promise<Reply> =>
      ask(pve1, '/api2/json/version', { headers: { Cookie: `PVEAuthCookie=${encodeURIComponent(text)}` } })
    expect((await withTicket(ticket)).status).toBe(200)
    clock.advance(7_199_000)
    expect((await withTicket(ticket)).status).toBe(200)
    const renewed = JSON.parse((await login(ticket)).text) as { data: { ticket: string } }
    clock.advance(1000)
    expect((await afterDelay(() => withTicket(ticket), loginDelayMs)).status).toBe(401)
    expect((await withTicket(renewed.data.ticket)).status).toBe(200)
  })

  test('the cookie may come raw, with attributes behind it, and wins over a token', async () => {
    const { ticket } = await freshTicket()
    const raw = { Cookie: `PVEAuthCookie=${ticket}; version=0; path=/` }
    expect((await ask(pve1, '/api2/json/version', { headers: raw })).status).toBe(200)
    const both = { ...tokenHeader(pve1, root), Cookie: 'PVEAuthCookie=PVE:root@pam:00000000::x' }
    expect((await afterDelay(() => ask(pve1, '/api2/json/version', { headers: both }), loginDelayMs)).status).toBe(401)
  })

  test('writes with a ticket need the CSRF token, reads do not', async () => {
    const { ticket, csrf } = await freshTicket()
    const cookie = { Cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}` }
    const write = (headers: Record<string, string>): Promise<Reply> =>
      ask(pve1, '/api2/json/nodes/pve1/qemu/100/config', {
        method: 'PUT',
        headers: { ...cookie, ...form, ...headers },
        body: 'description=x',
      })
    const refused = await afterDelay(() => write({}), loginDelayMs)
    expect(refused).toMatchObject({ status: 401, reason: 'Permission denied - invalid csrf token', text: '' })
    expect((await write({ CSRFPreventionToken: csrf })).status).toBe(200)
    expect((await ask(pve1, '/api2/json/nodes', { headers: cookie })).status).toBe(200)
  })

  test('some methods refuse tokens', async () => {
    const question = { method: 'PUT', headers: form, body: 'userid=root@pam&password=secretsecret' }
    const reply = await askApi(pve1, root, '/access/password', question)
    expect(reply).toMatchObject({
      status: 403,
      reason: "URI '/api2/json/access/password' not available with API token, need proper ticket.",
    })
  })
})

describe('privileges', () => {
  test('an auditor reads, and is told which privilege is missing for the rest', async () => {
    expect((await askApi(pve1, monitor, '/nodes/pve2/status')).status).toBe(200)
    const updates = await askApi(pve1, monitor, '/nodes/pve1/apt/update')
    expect(updates).toMatchObject({ status: 403, reason: 'Permission check failed (/nodes/pve1, Sys.Modify)' })
    const start = await askApi(pve1, monitor, '/nodes/pve1/qemu/100/status/start', { method: 'POST' })
    expect(start).toMatchObject({ status: 403, reason: 'Permission check failed (/vms/100, VM.PowerMgmt)' })
  })

  test('the guest agent needs another privilege up to 8', async () => {
    expect((await askApi(pve1, monitor, '/nodes/pve1/qemu/100/agent/get-osinfo')).status).toBe(200)
    const old = await askApi(office, monitor, '/nodes/pve-office/qemu/100/agent/get-osinfo')
    expect(old).toMatchObject({ status: 403, reason: 'Permission check failed (/vms/100, VM.Monitor)' })
  })

  test('lists leave out silently what may not be seen', async () => {
    const { access } = simulator.estate.site('attic')
    const bob = access.users.find((user) => user.userid === 'bob@pve')
    if (bob === undefined) throw new Error('no bob')
    bob.enabled = true
    bob.tokens.push({ name: 't', secret: 's', separated: false, comment: '', enabled: true, expireAt: 0 })
    access.acl.push({ path: '/vms/100', subject: 'bob@pve', kind: 'user', role: 'PVEVMUser', propagate: true })
    access.revision++
    const credential = { ...root, tokenId: 'bob@pve!t', secret: 's' }
    const ids = async (path: string): Promise<unknown[]> =>
      (await rowsOf(pve1, credential, path)).map((row) => row['id'] ?? row['vmid'])
    // His group has the pool "production", he himself one guest beside it.
    const seen = await ids('/cluster/resources?type=vm')
    expect(seen).toHaveLength(11)
    expect(seen).toContain('qemu/100')
    expect(seen).not.toContain('lxc/101')
    expect(await ids('/nodes/pve3/qemu')).toEqual([])
    expect(await ids('/nodes/pve1/storage')).toEqual([])
    expect((await rowsOf(pve1, credential, '/nodes')).map((row) => Object.keys(row).sort())).toEqual([
      ['id', 'level', 'node', 'ssl_fingerprint', 'status', 'type'],
      ['id', 'level', 'node', 'ssl_fingerprint', 'status', 'type'],
      ['id', 'level', 'node', 'ssl_fingerprint', 'status', 'type'],
    ])
  })

  test('a privilege table tells everything beforehand', async () => {
    const held = (await dataOf(pve1, monitor, '/access/permissions')) as Record<string, Record<string, number>>
    expect(Object.keys(held['/'] ?? {}).sort()).toEqual([
      'Datastore.AllocateSpace',
      'Datastore.Audit',
      'Mapping.Audit',
      'Pool.Audit',
      'SDN.Audit',
      'Sys.Audit',
      'VM.Audit',
      'VM.Backup',
      'VM.GuestAgent.Audit',
    ])
    const old = (await dataOf(office, monitor, '/access/permissions')) as Record<string, Record<string, number>>
    expect(Object.keys(old['/'] ?? {})).not.toContain('VM.GuestAgent.Audit')
  })
})

describe('bodies', () => {
  const path = '/nodes/pve1/qemu/102/config'
  const description = async (): Promise<unknown> =>
    ((await dataOf(pve1, root, path)) as Record<string, unknown>)['description']

  test('form, JSON and query all carry parameters, and the query wins', async () => {
    await askApi(pve1, root, path, { method: 'PUT', headers: form, body: 'description=by%20form' })
    expect(await description()).toBe('by form')
    await askApi(pve1, root, path, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: '{"description":"by JSON"}',
    })
    expect(await description()).toBe('by JSON')
    await askApi(pve1, root, `${path}?description=by%20query&_dc=17`, {
      method: 'PUT',
      headers: form,
      body: 'description=by%20form',
    })
    expect(await description()).toBe('by query')
  })

  test('a stale digest is a conflict', async () => {
    const reply = await askApi(pve1, root, path, {
      method: 'PUT',
      headers: form,
      body: `description=x&digest=${'0'.repeat(40)}`,
    })
    expect(reply).toMatchObject({
      status: 500,
      reason: 'detected modified configuration - file changed by other user? Try again.',
    })
  })

  test('some keys are for root with a password only', async () => {
    const reply = await askApi(pve1, root, path, { method: 'PUT', headers: form, body: 'args=-vnc' })
    expect(reply).toMatchObject({ status: 500, reason: "only root can set 'args' config" })
  })

  test('answers above 1 KiB are compressed for those who take it', async () => {
    const accept = { 'Accept-Encoding': 'gzip' }
    const large = await askApi(pve1, root, '/cluster/resources', { headers: accept })
    expect(large.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(large.body).toString()).toMatch(/^\{"data":\[/)
    expect((await askApi(pve1, root, '/version', { headers: accept })).headers['content-encoding']).toBeUndefined()
    expect((await askApi(pve1, root, '/cluster/resources')).headers['content-encoding']).toBeUndefined()
  })
})

describe('connections', () => {
  test('are kept after a success and closed after an error', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const good = await askApi(pve1, root, '/version', { agent })
    expect(good.headers.connection?.toLowerCase()).toBe('keep-alive')
    expect((await askApi(pve1, root, '/foo', { agent })).headers.connection).toBe('close')
    agent.destroy()
  })

  test.each([
    ['GET', 301],
    ['POST', 308],
  ])('plain HTTP %s is sent to https', async (method, status) => {
    const reply = await new Promise<{ status: number | undefined; location: string | undefined }>((resolve, reject) => {
      const outgoing = plainRequest(
        { host: pve1.host, port: pve1.port, path: '/api2/json/version', method },
        (incoming) => {
          incoming.resume()
          resolve({ status: incoming.statusCode, location: incoming.headers.location })
        },
      )
      outgoing.on('error', reject)
      outgoing.end()
    })
    expect(reply).toEqual({ status, location: `https://127.0.0.1:${pve1.port}/api2/json/version` })
  })
})

describe('a cluster', () => {
  test('answers for all members from any of them, and knows itself as localhost', async () => {
    const pve3 = endpointOf(simulator.endpoints, 'attic/pve3')
    const fromPve3 = column(await rowsOf(pve3, root, '/nodes/pve2/qemu'), 'vmid')
    expect(fromPve3).toEqual(['105', '107', '112', '116', '124', '128'])
    const local = column(await rowsOf(pve3, root, '/nodes/localhost/qemu'), 'vmid')
    expect(local).toEqual(['110', '111', '114', '117', '118', '125', '126'])
  })

  test('a name that is no member cannot be looked up', async () => {
    const reply = await askApi(pve1, root, '/nodes/nowhere/status')
    expect(reply.status).toBe(500)
    expect(reply.reason).toMatch(/^hostname lookup 'nowhere' failed/)
  })
})
