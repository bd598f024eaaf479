import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Credential, type Endpoint, type Simulator, startSimulator } from '../src/simulator.ts'
import { askApi, dataOf, endpointOf, type Reply, rowsOf } from './ask.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'
import { type Call, delayed, done as doneBy, loggedIn, login, send } from './send.ts'

let clock: ManualClock
let simulator: Simulator
let pbs: Endpoint
let root: Credential

beforeAll(async () => {
  clock = manualClock(Date.UTC(2026, 2, 4, 12, 0, 0))
  simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1', clock })
  pbs = endpointOf(simulator.endpoints, 'pbs-main')
  root = simulator.credentials.root
})
afterAll(() => simulator.close())

const done = (...call: Call): Promise<unknown> => doneBy(pbs, root, ...call)
const later = (ms: number, ask: () => Promise<Reply>): Promise<Reply> => delayed(clock, ms, ask)

describe('a user of the API from nothing', () => {
  let token: Credential

  test('logs in with the password that it was given', async () => {
    await done('POST', '/access/users', { userid: 'watch@pbs', password: 'a-long-secret', comment: 'Watches' })
    expect(await dataOf(pbs, root, '/access/users/watch@pbs')).toEqual({
      userid: 'watch@pbs',
      enable: true,
      expire: 0,
      comment: 'Watches',
    })
    const watch = await loggedIn(pbs, 'watch@pbs', 'a-long-secret')
    expect((await watch('GET', '/version')).status).toBe(200)
    const wrong = await later(3000, () => login(pbs, 'watch@pbs', 'another-secret'))
    expect(wrong).toMatchObject({ status: 401, text: 'permission check failed.' })
  })

  test('the value of a token is shown once', async () => {
    const made = (await done('POST', '/access/users/watch@pbs/token/t1', { comment: 'first' })) as { value: string }
    expect(made).toEqual({
      tokenid: 'watch@pbs!t1',
      value: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    })
    token = { ...root, tokenId: 'watch@pbs!t1', secret: made.value }
    expect(await rowsOf(pbs, root, '/access/users/watch@pbs/token')).toEqual([
      { 'token-name': 't1', tokenid: 'watch@pbs!t1', enable: true, expire: 0, comment: 'first' },
    ])
    expect((await askApi(pbs, token, '/version')).status).toBe(200)
  })

  test('user and token both need the right', async () => {
    const status = (): Promise<Reply> => askApi(pbs, token, '/nodes/localhost/status')
    expect(await dataOf(pbs, token, '/access/permissions')).toEqual({})
    await done('PUT', '/access/acl', { path: '/', 'auth-id': 'watch@pbs', role: 'Audit' })
    expect(await later(500, status)).toMatchObject({ status: 403, text: 'permission check failed' })
    await done('PUT', '/access/acl', { path: '/', 'auth-id': 'watch@pbs!t1', role: 'Admin' })
    expect((await status()).status).toBe(200)
    const held = (await dataOf(pbs, token, '/access/permissions')) as Record<string, unknown>
    expect(held['/']).toEqual({ 'Datastore.Audit': true, 'Sys.Audit': true })
  })

  test('what is given further down replaces what comes from above', async () => {
    await done('PUT', '/access/acl', { path: '/system', 'auth-id': 'watch@pbs', role: 'NoAccess' })
    expect((await later(500, () => askApi(pbs, token, '/nodes/localhost/status'))).status).toBe(403)
    await done('PUT', '/access/acl', { path: '/system', 'auth-id': 'watch@pbs', role: 'NoAccess', delete: '1' })
    expect((await askApi(pbs, token, '/nodes/localhost/status')).status).toBe(200)
  })

  test('a new secret, a switch and removal end the old one', async () => {
    const version = (): Promise<Reply> => askApi(pbs, token, '/version')
    const renewed = (await done('PUT', '/access/users/watch@pbs/token/t1', { regenerate: '1' })) as { secret: string }
    expect((await later(3000, version)).status).toBe(401)
    token = { ...token, secret: renewed.secret }
    expect((await version()).status).toBe(200)
    await done('PUT', '/access/users/watch@pbs/token/t1', { enable: '0' })
    expect((await later(3000, version)).status).toBe(401)
    await done('PUT', '/access/users/watch@pbs/token/t1', { enable: '1' })
    expect((await version()).status).toBe(200)
    await done('DELETE', '/access/users/watch@pbs')
    expect((await later(3000, version)).status).toBe(401)
    const entries = await rowsOf(pbs, root, '/access/acl')
    expect(entries.filter((row) => String(row['ugid']).startsWith('watch@pbs'))).toEqual([])
  })
})

const refusals: { what: string; call: Call; status: number; text: string }[] = [
  {
    what: 'a user that is there',
    call: ['POST', '/access/users', { userid: 'backup@pbs' }],
    status: 400,
    text: "user 'backup@pbs' already exists.",
  },
  {
    what: 'a user of an unknown realm',
    call: ['POST', '/access/users', { userid: 'x@nowhere' }],
    status: 400,
    text: "unknown realm 'nowhere'",
  },
  {
    what: 'removing nobody',
    call: ['DELETE', '/access/users/x@pbs'],
    status: 400,
    text: "user 'x@pbs' does not exist.",
  },
  {
    what: 'a token that is there',
    call: ['POST', '/access/users/pulse-monitor@pbs/token/pulse'],
    status: 400,
    text: "token 'pulse' for user 'pulse-monitor@pbs' already exists.",
  },
  {
    what: 'removing no token',
    call: ['DELETE', '/access/users/backup@pbs/token/t9'],
    status: 400,
    text: "token 't9' of user 'backup@pbs' does not exist.",
  },
  {
    what: 'a permission for nobody',
    call: ['PUT', '/access/acl', { path: '/', role: 'Audit', 'auth-id': 'x@pbs' }],
    status: 400,
    text: 'no such user.',
  },
  {
    what: 'a permission for no token',
    call: ['PUT', '/access/acl', { path: '/', role: 'Audit', 'auth-id': 'backup@pbs!t9' }],
    status: 400,
    text: 'no such API token.',
  },
  {
    what: 'a permission on no path',
    call: ['PUT', '/access/acl', { path: '/nodes', role: 'Audit', 'auth-id': 'backup@pbs' }],
    status: 400,
    text: "invalid acl path '/nodes'.",
  },
  {
    what: 'a permission for a group',
    call: ['PUT', '/access/acl', { path: '/', role: 'Audit', group: 'people' }],
    status: 400,
    text: "parameter 'group' - groups are currently not supported.",
  },
  {
    what: 'an unknown role',
    call: ['PUT', '/access/acl', { path: '/', role: 'Nope', 'auth-id': 'backup@pbs' }],
    status: 400,
    text: "parameter verification failed - 'role': value 'Nope' is not defined in the enumeration.",
  },
  {
    what: 'a password by token',
    call: ['PUT', '/access/password', { userid: 'backup@pbs', password: 'long-enough' }],
    status: 400,
    text: 'API tokens cannot access this API endpoint',
  },
  {
    what: 'a change of what somebody else has changed',
    call: ['PUT', '/access/users/backup@pbs', { comment: 'x', digest: '0'.repeat(64) }],
    status: 400,
    text: 'detected modified configuration - file changed by other user? Try again.',
  },
]

test.each(refusals)('refused: $what', async ({ call, status, text }) => {
  expect(await send(pbs, root, ...call)).toMatchObject({ status, text })
})

test('the digest of a list lets one write, and only once', async () => {
  const digest = async (): Promise<string> => {
    const reply = await askApi(pbs, root, '/access/users')
    return (JSON.parse(reply.text) as { digest: string }).digest
  }
  const first = await digest()
  expect(first).toMatch(/^[0-9a-f]{64}$/)
  await done('PUT', '/access/users/backup@pbs', { comment: 'Of the clusters', digest: first })
  expect(await digest()).not.toBe(first)
  const again = await send(pbs, root, 'PUT', '/access/users/backup@pbs', { comment: '', digest: first })
  expect(again.status).toBe(400)
})

test("what is only for root is not for a token of root's", async () => {
  expect((await later(500, () => askApi(pbs, root, '/nodes'))).status).toBe(403)
  const asRoot = await loggedIn(pbs, 'root@pam', root.password)
  expect((await asRoot('GET', '/nodes')).status).toBe(200)
})

describe('somebody without rights', () => {
  let helper: (...call: Call) => Promise<Reply>

  beforeAll(async () => {
    await done('POST', '/access/users', { userid: 'helper@pbs', password: 'a-long-secret' })
    await done('PUT', '/access/acl', { path: '/datastore/main', 'auth-id': 'helper@pbs', role: 'DatastoreAudit' })
    helper = await loggedIn(pbs, 'helper@pbs', 'a-long-secret')
  })

  test('makes a token of his own and gives it what he has', async () => {
    expect((await helper('POST', '/access/users/helper@pbs/token/own')).status).toBe(200)
    const share = { path: '/datastore/main', 'auth-id': 'helper@pbs!own', role: 'DatastoreAudit' }
    expect((await helper('PUT', '/access/acl', share)).status).toBe(200)
    const asked = await helper('GET', '/access/permissions', { 'auth-id': 'helper@pbs!own' })
    expect(JSON.parse(asked.text)).toEqual({
      data: { '/datastore/main': { 'Datastore.Audit': true } },
    })
  })

  test.each<[string, Call, string]>([
    [
      'gives himself nothing',
      ['PUT', '/access/acl', { path: '/', 'auth-id': 'helper@pbs', role: 'Admin' }],
      'Unprivileged users can only set ACL items for API tokens.',
    ],
    [
      'gives tokens of others nothing',
      ['PUT', '/access/acl', { path: '/', 'auth-id': 'pulse-monitor@pbs!pulse', role: 'Admin' }],
      'Unprivileged users can only set ACL items for their own API tokens.',
    ],
    [
      'sees no permissions of others',
      ['GET', '/access/permissions', { 'auth-id': 'backup@pbs' }],
      'not allowed to list permissions of backup@pbs',
    ],
    [
      'changes no password of others',
      ['PUT', '/access/password', { userid: 'backup@pbs', password: 'long-enough' }],
      'you are not authorized to change the password.',
    ],
  ])('%s', async (_, call, text) => {
    expect(await helper(...call)).toMatchObject({ status: 400, text })
  })

  test('changes no user but himself', async () => {
    expect((await later(500, () => helper('PUT', '/access/users/backup@pbs', { comment: 'mine' }))).status).toBe(403)
    expect((await helper('PUT', '/access/users/helper@pbs', { email: 'helper@example' })).status).toBe(200)
  })

  test('sees of all users only himself', async () => {
    const { data } = JSON.parse((await helper('GET', '/access/users')).text) as { data: { userid: string }[] }
    expect(data.map((row) => row.userid)).toEqual(['helper@pbs'])
  })
})

test('a directory gives its users in a task', async () => {
  const settings = { 'base-dn': 'dc=example', server1: 'ldap.example', 'user-attr': 'uid' }
  await done('POST', '/config/access/ldap', { ...settings, realm: 'staff', password: 'bind-secret' })
  expect(await dataOf(pbs, root, '/config/access/ldap/staff')).toEqual({ ...settings, realm: 'staff' })
  const upid = String(await done('POST', '/access/domains/staff/sync'))
  expect(upid).toMatch(
    /^UPID:pbs-main:[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{8}:realm-sync:staff:root@pam!admin:$/,
  )
  clock.advance(2000)
  expect(await dataOf(pbs, root, '/access/users/carol@staff')).toMatchObject({ enable: true })
  await done('DELETE', '/config/access/ldap/staff')
  expect((await rowsOf(pbs, root, '/access/domains')).map((row) => row['realm'])).toEqual(['pam', 'pbs'])
})
