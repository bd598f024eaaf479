import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oneTimeCode } from '../src/estate/one-time-code.ts'
import { type Credential, type Endpoint, type Simulator, startSimulator } from '../src/simulator.ts'
import { ask, askApi, dataOf, endpointOf, type Reply, rowsOf } from './ask.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'
import { type Call, delayed, done as doneBy, loggedIn, login, send } from './send.ts'

const startAt = Date.UTC(2026, 2, 4, 12, 0, 0)

let clock: ManualClock
let simulator: Simulator
let pve1: Endpoint
let office: Endpoint
let root: Credential

beforeAll(async () => {
  clock = manualClock(startAt)
  simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1', clock })
  pve1 = endpointOf(simulator.endpoints, 'attic/pve1')
  office = endpointOf(simulator.endpoints, 'pve-office')
  root = simulator.credentials.root
})
afterAll(() => simulator.close())

/** A write that has to succeed, by the token of root. */
const done = (...call: Call): Promise<unknown> => doneBy(pve1, root, ...call)

const refusedLater = (ask: () => Promise<Reply>): Promise<Reply> => delayed(clock, 3000, ask)

const textOf = (reply: Reply): string => {
  const { message, errors } = JSON.parse(reply.text) as { message?: string; errors?: Record<string, string> }
  return errors === undefined ? (message ?? '') : JSON.stringify(errors)
}

describe('a user of the API from nothing', () => {
  let token: Credential

  test('user, role and permission are made and seen', async () => {
    await done('POST', '/access/users', { userid: 'watch@pve', password: 'a-long-secret', comment: 'Watches' })
    await done('POST', '/access/roles', { roleid: 'Watcher', privs: 'Sys.Audit,VM.Audit VM.GuestAgent.Audit' })
    await done('PUT', '/access/acl', { path: '/', users: 'watch@pve', roles: 'Watcher' })
    expect(await dataOf(pve1, root, '/access/users/watch@pve')).toEqual({
      enable: 1,
      expire: 0,
      comment: 'Watches',
      groups: [],
      tokens: {},
    })
    const roles = await rowsOf(pve1, root, '/access/roles')
    expect(roles.find((row) => row['roleid'] === 'Watcher')).toEqual({
      roleid: 'Watcher',
      privs: 'Sys.Audit,VM.Audit,VM.GuestAgent.Audit',
      special: 0,
    })
    const entries = await rowsOf(pve1, root, '/access/acl')
    expect(entries.filter((row) => row['ugid'] === 'watch@pve')).toEqual([
      { path: '/', ugid: 'watch@pve', type: 'user', roleid: 'Watcher', propagate: 1 },
    ])
  })

  test('the value of a token is shown once', async () => {
    const made = await done('POST', '/access/users/watch@pve/token/t1', { comment: 'first' })
    expect(made).toEqual({
      'full-tokenid': 'watch@pve!t1',
      value: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      info: { privsep: 1, comment: 'first' },
    })
    token = { ...root, tokenId: 'watch@pve!t1', secret: (made as { value: string }).value }
    expect(await dataOf(pve1, root, '/access/users/watch@pve/token/t1')).toEqual({
      expire: 0,
      privsep: 1,
      comment: 'first',
    })
  })

  test('a separated token has what both have, and nothing before it is given any', async () => {
    expect(await dataOf(pve1, token, '/access/permissions')).toEqual({})
    const refused = await askApi(pve1, token, '/nodes/pve1/status')
    expect(refused).toMatchObject({ status: 403, reason: 'Permission check failed (/nodes/pve1, Sys.Audit)' })
    await done('PUT', '/access/acl', { path: '/', tokens: 'watch@pve!t1', roles: 'Administrator' })
    expect((await askApi(pve1, token, '/nodes/pve1/status')).status).toBe(200)
    const held = (await dataOf(pve1, token, '/access/permissions')) as Record<string, unknown>
    expect(held['/']).toEqual({ 'Sys.Audit': 1, 'VM.Audit': 1, 'VM.GuestAgent.Audit': 1 })
    const stop = await send(pve1, token, 'POST', '/nodes/pve1/qemu/102/status/stop')
    expect(stop).toMatchObject({ status: 403, reason: 'Permission check failed (/vms/102, VM.PowerMgmt)' })
  })

  test('without separation it has what its user has', async () => {
    await done('PUT', '/access/acl', { path: '/', tokens: 'watch@pve!t1', roles: 'Administrator', delete: '1' })
    expect((await askApi(pve1, token, '/nodes/pve1/status')).status).toBe(403)
    expect(await done('PUT', '/access/users/watch@pve/token/t1', { privsep: '0' })).toMatchObject({ privsep: 0 })
    expect((await askApi(pve1, token, '/nodes/pve1/status')).status).toBe(200)
  })

  test('a new secret makes the old one worthless', async () => {
    const renewed = (await done('PUT', '/access/users/watch@pve/token/t1', { regenerate: '1' })) as { value: string }
    expect(renewed.value).not.toBe(token.secret)
    expect((await refusedLater(() => askApi(pve1, token, '/version'))).status).toBe(401)
    token = { ...token, secret: renewed.value }
    expect((await askApi(pve1, token, '/version')).status).toBe(200)
  })

  test('a role that changes or goes takes its privileges along', async () => {
    await done('PUT', '/access/roles/Watcher', { privs: 'VM.Audit' })
    expect((await askApi(pve1, token, '/nodes/pve1/status')).status).toBe(403)
    await done('PUT', '/access/roles/Watcher', { privs: 'Sys.Audit', append: '1' })
    expect((await askApi(pve1, token, '/nodes/pve1/status')).status).toBe(200)
    await done('DELETE', '/access/roles/Watcher')
    expect(await dataOf(pve1, token, '/access/permissions')).toEqual({})
    expect((await rowsOf(pve1, root, '/access/acl')).some((row) => row['roleid'] === 'Watcher')).toBe(false)
  })

  test('expiry, a disabled user and removal end it', async () => {
    const soon = String(Math.floor(clock.now() / 1000) + 3600)
    await done('PUT', '/access/users/watch@pve/token/t1', { expire: soon })
    expect((await askApi(pve1, token, '/version')).status).toBe(200)
    clock.advance(3_600_000)
    expect((await refusedLater(() => askApi(pve1, token, '/version'))).status).toBe(401)
    await done('PUT', '/access/users/watch@pve/token/t1', { expire: '0' })
    expect((await askApi(pve1, token, '/version')).status).toBe(200)
    await done('PUT', '/access/users/watch@pve', { enable: '0' })
    expect((await refusedLater(() => askApi(pve1, token, '/version'))).status).toBe(401)
    await done('PUT', '/access/users/watch@pve', { enable: '1' })
    await done('DELETE', '/access/users/watch@pve/token/t1')
    expect((await refusedLater(() => askApi(pve1, token, '/version'))).status).toBe(401)
    await done('DELETE', '/access/users/watch@pve')
    const gone = await askApi(pve1, root, '/access/users/watch@pve')
    expect(gone).toMatchObject({ status: 500, reason: "no such user ('watch@pve')" })
  })
})

const refusals: { what: string; call: Call; status: number; text: string }[] = [
  {
    what: 'a user that is there',
    call: ['POST', '/access/users', { userid: 'alice@pve' }],
    status: 500,
    text: "create user failed: user 'alice@pve' already exists\n",
  },
  {
    what: 'a user without a realm',
    call: ['POST', '/access/users', { userid: 'alice' }],
    status: 400,
    text: '{"userid":"invalid format - value \'alice\' does not look like a valid user name\\n"}',
  },
  {
    what: 'a password for a realm that is not there',
    call: ['POST', '/access/users', { userid: 'x@nowhere', password: 'long enough' }],
    status: 500,
    text: "create user failed: auth domain 'nowhere' does not exist\n",
  },
  {
    what: 'a user of an unknown group',
    call: ['POST', '/access/users', { userid: 'x@pve', groups: 'nope' }],
    status: 500,
    text: "create user failed: no such group 'nope'\n",
  },
  {
    what: 'changing nobody',
    call: ['PUT', '/access/users/x@pve', { comment: '' }],
    status: 500,
    text: "no such user ('x@pve')\n",
  },
  {
    what: 'a role that is there',
    call: ['POST', '/access/roles', { roleid: 'NoAccess' }],
    status: 500,
    text: "create role failed: role 'NoAccess' already exists\n",
  },
  {
    what: "a role in Proxmox's namespace",
    call: ['POST', '/access/roles', { roleid: 'pveMine' }],
    status: 400,
    text: '{"roleid":"cannot use role ID starting with the (case-insensitive) \'PVE\' namespace"}',
  },
  {
    what: 'a privilege that 9 took away',
    call: ['POST', '/access/roles', { roleid: 'Old', privs: 'VM.Audit,VM.Monitor' }],
    status: 400,
    text: '{"privs":"invalid format - invalid privilege \'VM.Monitor\'\\n"}',
  },
  {
    what: 'changing a built-in role',
    call: ['PUT', '/access/roles/PVEAuditor', { privs: '' }],
    status: 500,
    text: "auto-generated role 'PVEAuditor' cannot be modified\n",
  },
  {
    what: 'removing a built-in role',
    call: ['DELETE', '/access/roles/Administrator'],
    status: 500,
    text: "auto-generated role 'Administrator' cannot be deleted\n",
  },
  {
    what: 'removing an unknown role',
    call: ['DELETE', '/access/roles/Nope'],
    status: 500,
    text: "delete role failed: role 'Nope' does not exist\n",
  },
  {
    what: 'a group that is there',
    call: ['POST', '/access/groups', { groupid: 'admins' }],
    status: 500,
    text: "create group failed: group 'admins' already exists\n",
  },
  {
    what: 'a token that is there',
    call: ['POST', '/access/users/pulse-monitor@pve/token/pulse'],
    status: 400,
    text: '{"tokenid":"Token already exists."}',
  },
  {
    what: 'a token that is not',
    call: ['DELETE', '/access/users/alice@pve/token/t9'],
    status: 500,
    text: "no such token 't9' for user 'alice@pve'\n",
  },
  {
    what: 'a permission for nobody',
    call: ['PUT', '/access/acl', { path: '/', roles: 'PVEAuditor' }],
    status: 400,
    text: JSON.stringify(
      Object.fromEntries(
        ['users', 'groups', 'tokens'].map((name) => [name, "either 'users', 'groups' or 'tokens' is required."]),
      ),
    ),
  },
  {
    what: 'a permission on no path',
    call: ['PUT', '/access/acl', { path: '/nope/x', roles: 'PVEAuditor', users: 'alice@pve' }],
    status: 400,
    text: '{"path":"invalid ACL path \'/nope/x\'"}',
  },
  {
    what: 'a permission of an unknown role',
    call: ['PUT', '/access/acl', { path: '/', roles: 'Nope', users: 'alice@pve' }],
    status: 500,
    text: "ACL update failed: role 'Nope' does not exist\n",
  },
  {
    what: 'a permission for an unknown user',
    call: ['PUT', '/access/acl', { path: '/', roles: 'PVEAuditor', users: 'x@pve' }],
    status: 500,
    text: "ACL update failed: user 'x@pve' does not exist\n",
  },
  {
    what: 'a permission for an unknown token',
    call: ['PUT', '/access/acl', { path: '/', roles: 'PVEAuditor', tokens: 'alice@pve!t9' }],
    status: 500,
    text: "ACL update failed: no such token 't9' for user 'alice@pve'\n",
  },
  {
    what: 'a realm that is there',
    call: ['POST', '/access/domains', { realm: 'pam', type: 'ldap' }],
    status: 500,
    text: "add auth server failed: domain 'pam' already exists\n",
  },
  {
    what: 'removing an unknown realm',
    call: ['DELETE', '/access/domains/nope'],
    status: 500,
    text: "delete auth server failed: authentication domain 'nope' does not exist\n",
  },
  {
    what: 'taking over users of the own realm',
    call: ['POST', '/access/domains/pve/sync', { scope: 'users' }],
    status: 500,
    text: "Cannot sync realm type 'pve'! Only LDAP/AD realms can be synced.\n",
  },
  {
    what: 'a call that is only for root, by a token of root',
    call: ['GET', '/cluster/backup-info'],
    status: 403,
    text: 'Permission check failed (user != root@pam)\n',
  },
]

test.each(refusals)('refused: $what', async ({ call, status, text }) => {
  const reply = await send(pve1, root, ...call)
  expect({ status: reply.status, text: textOf(reply) }).toEqual({ status, text })
})

test('a call that is only for root, by root', async () => {
  const asRoot = await loggedIn(pve1, 'root@pam', root.password)
  expect((await asRoot('GET', '/cluster/backup-info')).status).toBe(200)
})

test('an older version cannot renew the secret of a token', async () => {
  const token = '/access/users/alice@pve/token/old'
  expect((await send(office, root, 'POST', token)).status).toBe(200)
  const renewal = await send(office, root, 'PUT', token, { regenerate: '1' })
  expect(renewal.status).toBe(400)
  expect(JSON.parse(renewal.text)).toMatchObject({
    errors: { regenerate: 'property is not defined in schema and the schema does not allow additional properties' },
  })
})

test('an older version has other privileges', async () => {
  const made = await send(office, root, 'POST', '/access/roles', { roleid: 'Agent', privs: 'VM.Monitor' })
  expect(made.status).toBe(200)
  const unknown = await send(office, root, 'POST', '/access/roles', { roleid: 'New', privs: 'VM.GuestAgent.Audit' })
  expect(unknown.status).toBe(400)
  const { errors } = JSON.parse(unknown.text) as { errors: unknown }
  expect(errors).toEqual({ privs: "invalid format - invalid privilege 'VM.GuestAgent.Audit'\n" })
})

describe('rights to give rights', () => {
  let helper: (...call: Call) => Promise<Reply>

  beforeAll(async () => {
    await done('POST', '/access/users', { userid: 'helper@pve', password: 'a-long-secret' })
    await done('POST', '/access/groups', { groupid: 'guests', comment: 'People who come and go' })
    await done('PUT', '/access/acl', { path: '/access/groups/guests', users: 'helper@pve', roles: 'PVEUserAdmin' })
    await done('PUT', '/access/acl', { path: '/access/realm/pve', users: 'helper@pve', roles: 'PVEUserAdmin' })
    await done('PUT', '/access/acl', { path: '/vms/102', users: 'helper@pve', roles: 'PVEVMAdmin', propagate: '0' })
    helper = await loggedIn(pve1, 'helper@pve', 'a-long-secret')
  })

  const cases: { what: string; call: Call; status: number; reason: string }[] = [
    {
      what: 'a user of his group',
      call: ['POST', '/access/users', { userid: 'eve@pve', groups: 'guests' }],
      status: 200,
      reason: 'OK',
    },
    {
      what: 'a user of no group',
      call: ['POST', '/access/users', { userid: 'mallory@pve' }],
      status: 403,
      reason: 'Permission check failed (/access/groups, User.Modify)',
    },
    {
      what: 'a user of another group',
      call: ['POST', '/access/users', { userid: 'mallory@pve', groups: 'guests,admins' }],
      status: 403,
      reason: 'Permission check failed (/access/groups/admins, User.Modify)',
    },
    {
      what: 'a user of another realm',
      call: ['POST', '/access/users', { userid: 'mallory@pam', groups: 'guests' }],
      status: 403,
      reason: 'Permission check failed (/access/realm/pam, Realm.AllocateUser)',
    },
    {
      what: 'a change of an administrator',
      call: ['PUT', '/access/users/alice@pve', { groups: 'guests' }],
      status: 403,
      reason: 'Permission check failed',
    },
    {
      what: 'a token for an administrator',
      call: ['POST', '/access/users/alice@pve/token/mine', { privsep: '0' }],
      status: 403,
      reason: 'Permission check failed',
    },
    { what: 'a token of his own', call: ['POST', '/access/users/helper@pve/token/own'], status: 200, reason: 'OK' },
    {
      what: 'a role',
      call: ['POST', '/access/roles', { roleid: 'Mine', privs: 'Sys.Modify' }],
      status: 403,
      reason: 'Permission check failed (/access, Sys.Modify)',
    },
    {
      what: 'a permission on everything',
      call: ['PUT', '/access/acl', { path: '/', users: 'helper@pve', roles: 'Administrator' }],
      status: 403,
      reason: 'Permission check failed (/, Permissions.Modify)',
    },
    {
      what: 'what he has on his guest, for that guest',
      call: ['PUT', '/access/acl', { path: '/vms/102', users: 'eve@pve', roles: 'PVEVMUser', propagate: '0' }],
      status: 200,
      reason: 'OK',
    },
    {
      what: 'more than he has on his guest',
      call: ['PUT', '/access/acl', { path: '/vms/102', users: 'eve@pve', roles: 'Administrator', propagate: '0' }],
      status: 400,
      reason: 'Parameter verification failed.',
    },
    {
      what: 'what does not propagate, with propagation',
      call: ['PUT', '/access/acl', { path: '/vms/102', users: 'eve@pve', roles: 'PVEVMUser' }],
      status: 400,
      reason: 'Parameter verification failed.',
    },
    {
      what: 'the permissions of another',
      call: ['GET', '/access/permissions', { userid: 'alice@pve' }],
      status: 403,
      reason: 'Permission check failed (/access, Sys.Audit)',
    },
    {
      what: 'the permissions of his token',
      call: ['GET', '/access/permissions', { userid: 'helper@pve!own' }],
      status: 200,
      reason: 'OK',
    },
  ]
  test.each(cases)('$what: $status', async ({ call, status, reason }) => {
    expect(await helper(...call)).toMatchObject({ status, reason })
  })

  test('a token is not its user: it may not make another', async () => {
    await done('PUT', '/access/users/helper@pve/token/own', { privsep: '0' })
    const { value } = (await done('PUT', '/access/users/helper@pve/token/own', { regenerate: '1' })) as {
      value: string
    }
    const token = { ...root, tokenId: 'helper@pve!own', secret: value }
    const reply = await send(pve1, token, 'POST', '/access/users/helper@pve/token/second')
    expect(reply).toMatchObject({ status: 403, reason: 'Permission check failed' })
  })

  test('whoever may ask about others is told', async () => {
    const held = (await dataOf(pve1, root, '/access/permissions?userid=eve@pve&path=/vms/102')) as object
    expect(held).toEqual({
      '/vms/102': {
        'VM.Audit': 0,
        'VM.Backup': 0,
        'VM.Config.CDROM': 0,
        'VM.Config.Cloudinit': 0,
        'VM.Console': 0,
        'VM.GuestAgent.Audit': 0,
        'VM.PowerMgmt': 0,
      },
    })
  })

  test('a group has what it is given, until it goes', async () => {
    await done('POST', '/access/users', { userid: 'frank@pve', groups: 'guests', password: 'a-long-secret' })
    await done('PUT', '/access/acl', { path: '/nodes', groups: 'guests', roles: 'PVEAuditor' })
    const frank = await loggedIn(pve1, 'frank@pve', 'a-long-secret')
    expect((await frank('GET', '/nodes/pve1/status')).status).toBe(200)
    expect(await dataOf(pve1, root, '/access/groups/guests')).toEqual({
      members: ['eve@pve', 'frank@pve'],
      comment: 'People who come and go',
    })
    await done('DELETE', '/access/groups/guests')
    expect((await frank('GET', '/nodes/pve1/status')).status).toBe(403)
    expect(await dataOf(pve1, root, '/access/users/frank@pve')).toMatchObject({ groups: [] })
  })
})

describe('passwords', () => {
  test('are changed by their owner, who says the old one', async () => {
    await done('POST', '/access/users', { userid: 'gina@pve', password: 'first-secret' })
    const gina = await loggedIn(pve1, 'gina@pve', 'first-secret')
    const change = { userid: 'gina@pve', password: 'second-secret' }
    expect((await gina('PUT', '/access/password', change)).status).toBe(400)
    expect((await gina('PUT', '/access/password', { ...change, 'confirmation-password': 'first-secret' })).status).toBe(
      200,
    )
    await loggedIn(pve1, 'gina@pve', 'second-secret')
    const old = await refusedLater(() => login(pve1, 'gina@pve', 'first-secret'))
    expect(old.status).toBe(401)
  })

  test('are never changed by a token', async () => {
    const reply = await send(pve1, root, 'PUT', '/access/password', { userid: 'alice@pve', password: 'whatever-else' })
    expect(reply).toMatchObject({
      status: 403,
      reason: "URI '/api2/json/access/password' not available with API token, need proper ticket.",
    })
  })
})

describe('realms', () => {
  const directory = { base_dn: 'dc=example', server1: 'ldap.example', user_attr: 'uid' }

  test('are added without their secret, changed and removed', async () => {
    const settings = { ...directory, realm: 'staff', type: 'ldap', password: 'bind-secret', default: '1' }
    await done('POST', '/access/domains', settings)
    const seen = await dataOf(pve1, root, '/access/domains/staff')
    expect(seen).toEqual({ ...directory, type: 'ldap', default: 1, digest: expect.stringMatching(/^[0-9a-f]{40}$/) })
    await done('PUT', '/access/domains/staff', { comment: 'The staff', delete: 'default' })
    const listed = await rowsOf(pve1, root, '/access/domains')
    expect(listed.find((row) => row['realm'] === 'staff')).toEqual({
      realm: 'staff',
      type: 'ldap',
      comment: 'The staff',
    })
    const stale = await send(pve1, root, 'PUT', '/access/domains/staff', { comment: '', digest: '0'.repeat(40) })
    expect(stale.reason).toBe(
      'update auth server failed: detected modified configuration - file changed by other user? Try again.',
    )
  })

  test('give their users in a task', async () => {
    const upid = String(await done('POST', '/access/domains/staff/sync', { scope: 'users' }))
    expect(upid).toMatch(/^UPID:pve1:[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{8}:auth-realm-sync:staff:root@pam!admin:$/)
    const status = (): Promise<unknown> => dataOf(pve1, root, `/nodes/pve1/tasks/${encodeURIComponent(upid)}/status`)
    expect(await status()).toMatchObject({ status: 'running' })
    clock.advance(2000)
    expect(await status()).toMatchObject({ status: 'stopped', exitstatus: 'OK' })
    expect(await dataOf(pve1, root, '/access/users/carol@staff')).toMatchObject({ enable: 1 })
    await done('DELETE', '/access/domains/staff')
    const gone = await askApi(pve1, root, '/access/domains/staff')
    expect(gone.reason).toBe("domain 'staff' does not exist")
  })
})

test('a second factor is added, listed and removed', async () => {
  const asRoot = await loggedIn(pve1, 'root@pam', root.password)
  const byToken = await send(pve1, root, 'POST', '/access/tfa/alice@pve', { type: 'recovery' })
  expect(byToken.status).toBe(403)
  const added = await asRoot('POST', '/access/tfa/alice@pve', { type: 'recovery' })
  const { data } = JSON.parse(added.text) as { data: { id: string; recovery: string[] } }
  expect(data.id).toBe('recovery')
  expect(data.recovery).toHaveLength(10)
  expect(await rowsOf(pve1, root, '/access/tfa')).toEqual([
    {
      userid: 'alice@pve',
      entries: [
        { id: 'recovery', type: 'recovery', description: '', created: Math.floor(clock.now() / 1000), enable: 1 },
      ],
    },
  ])
  expect((await asRoot('DELETE', '/access/tfa/alice@pve/recovery')).status).toBe(200)
  expect(await rowsOf(pve1, root, '/access/tfa/alice@pve')).toEqual([])
})

describe('a second factor', () => {
  const second = (challenge: string, response: string): Promise<Reply> =>
    ask(pve1, '/api2/json/access/ticket', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        username: 'henry@pve',
        'tfa-challenge': challenge,
        password: response,
      }).toString(),
    })
  const firstStep = async (): Promise<{ ticket: string; NeedTFA?: number }> => {
    const reply = await login(pve1, 'henry@pve', 'a-long-secret')
    return (JSON.parse(reply.text) as { data: { ticket: string; NeedTFA?: number } }).data
  }

  test('is asked for after the password, and each recovery code is good for once', async () => {
    await done('POST', '/access/users', { userid: 'henry@pve', password: 'a-long-secret' })
    const asRoot = await loggedIn(pve1, 'root@pam', root.password)
    const added = await asRoot('POST', '/access/tfa/henry@pve', { type: 'recovery' })
    const { data } = JSON.parse(added.text) as { data: { recovery: [string, string] } }
    const step = await firstStep()
    expect(step.NeedTFA).toBe(1)
    const challenge = /^PVE:!tfa!([^:]+):[0-9A-F]{8}::/.exec(step.ticket)?.[1] ?? ''
    expect(JSON.parse(decodeURIComponent(challenge))).toEqual({ recovery: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] })
    const cookie = { Cookie: `PVEAuthCookie=${encodeURIComponent(step.ticket)}` }
    const early = await refusedLater(() => ask(pve1, '/api2/json/version', { headers: cookie }))
    expect(early.status).toBe(401)
    expect((await second(step.ticket, `recovery:${data.recovery[0]}`)).status).toBe(200)
    const again = await refusedLater(() => second(step.ticket, `recovery:${data.recovery[0]}`))
    expect(again.status).toBe(401)
    expect((await asRoot('DELETE', '/access/tfa/henry@pve/recovery')).status).toBe(200)
  })

  test('of an authenticator changes with the time', async () => {
    const asRoot = await loggedIn(pve1, 'root@pam', root.password)
    // The key of RFC 6238.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const key = new TextEncoder().encode('12345678901234567890')
    const totp = `otpauth://totp/attic:henry?secret=${secret}&digits=6&period=30`
    const entry = { type: 'totp', description: 'phone', totp, value: '000000' }
    const wrong = await asRoot('POST', '/access/tfa/henry@pve', entry)
    expect(wrong).toMatchObject({ status: 500, reason: 'failed to verify TOTP challenge' })
    const right = await asRoot('POST', '/access/tfa/henry@pve', { ...entry, value: oneTimeCode(key, clock.now()) })
    expect(right.status).toBe(200)
    const step = await firstStep()
    expect((await second(step.ticket, `totp:${oneTimeCode(key, clock.now())}`)).status).toBe(200)
    const old = oneTimeCode(key, clock.now() - 300_000)
    expect((await refusedLater(() => second(step.ticket, `totp:${old}`))).status).toBe(401)
  })
})

test('without a quorum nothing is written', async () => {
  simulator.estate.setQuorum('attic', false)
  const reply = await send(pve1, root, 'POST', '/access/users', { userid: 'late@pve' })
  simulator.estate.setQuorum('attic', true)
  expect(reply).toMatchObject({ status: 500, reason: 'cluster not ready - no quorum?' })
})
