import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Credential, type Endpoint, type Simulator, startSimulator } from '../src/simulator.ts'
import { askApi, column, dataOf, endpointOf, type Reply, type Row, rowsOf } from './ask.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'
import { type Call, delayed, done as doneBy, loggedIn, send } from './send.ts'

let clock: ManualClock
let simulator: Simulator
let pbs: Endpoint
let pve1: Endpoint
let root: Credential

beforeAll(async () => {
  clock = manualClock(Date.UTC(2026, 2, 4, 12, 0, 0))
  simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1', clock })
  pbs = endpointOf(simulator.endpoints, 'pbs-main')
  pve1 = endpointOf(simulator.endpoints, 'attic/pve1')
  root = simulator.credentials.root
})
afterAll(() => simulator.close())

const done = (...call: Call): Promise<unknown> => doneBy(pbs, root, ...call)
const main = '/admin/datastore/main'
const task = (upid: string, part: string): string => `/nodes/localhost/tasks/${encodeURIComponent(upid)}${part}`

async function started(...call: Call): Promise<string> {
  const upid = await done(...call)
  expect(upid).toMatch(/^UPID:pbs-main:[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{8}:\w[\w-]*:[^:]*:root@pam!admin:$/)
  return String(upid)
}

async function linesOf(upid: string): Promise<string[]> {
  const rows = await rowsOf(pbs, root, task(upid, '/log?limit=0'))
  // Each line begins with the instant at which it was written.
  return rows.map((row) => String(row['t']).replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00: /, ''))
}

const statusOf = (upid: string): Promise<unknown> => dataOf(pbs, root, task(upid, '/status'))

/** The parameters that name a row of the snapshots. */
function named(row: Row | undefined, ns: string): Record<string, string> {
  const keys = ['backup-type', 'backup-id', 'backup-time']
  return { ns, ...Object.fromEntries(keys.map((key): [string, string] => [key, String(row?.[key])])) }
}

const snapshots = (query: string): Promise<Row[]> => rowsOf(pbs, root, `${main}/snapshots?${query}`)

describe('contents', () => {
  test('a removed snapshot is gone for the cluster, too', async () => {
    const query = 'ns=attic&backup-type=vm&backup-id=105'
    const stored = (): Promise<Row[]> => rowsOf(pve1, root, '/nodes/pve1/storage/pbs-main/content?vmid=105')
    const [first] = (await snapshots(query)).filter((row) => row['protected'] !== true)
    const before = (await stored()).length
    expect(await done('DELETE', `${main}/snapshots`, named(first, 'attic'))).toBeNull()
    expect(column(await snapshots(query), 'backup-time')).not.toContain(String(first?.['backup-time']))
    expect(column(await stored(), 'ctime')).not.toContain(String(first?.['backup-time']))
    expect(await stored()).toHaveLength(before - 1)
    const again = await send(pbs, root, 'DELETE', `${main}/snapshots`, named(first, 'attic'))
    expect(again.status).toBe(400)
    expect(again.text).toMatch(/^snapshot vm\/105\/2026-\d\d-\d\dT\d\d:\d\d:\d\dZ does not exist\.$/)
  })

  test('notes and protection are kept, and protection protects', async () => {
    const query = 'backup-type=host&backup-id=nas'
    const [first] = await snapshots(query)
    const name = named(first, '')
    await done('PUT', `${main}/notes`, { ...name, notes: 'before the move\nsecond line' })
    await done('PUT', `${main}/protected`, { ...name, protected: '1' })
    const row = (await snapshots(query)).find((one) => one['backup-time'] === first?.['backup-time'])
    expect(row).toMatchObject({ comment: 'before the move', protected: true })
    expect(await done('GET', `${main}/notes`, name)).toBe('before the move\nsecond line')
    const refused = await send(pbs, root, 'DELETE', `${main}/snapshots`, name)
    expect(refused).toMatchObject({ status: 400, text: 'cannot remove protected snapshot' })
    const group = await send(pbs, root, 'DELETE', `${main}/groups`, { 'backup-type': 'host', 'backup-id': 'nas' })
    expect(group).toMatchObject({ status: 400, text: 'group only partially deleted due to protected snapshots' })
    expect(column(await snapshots(query), 'backup-time')).toEqual([String(first?.['backup-time'])])
    await done('PUT', `${main}/protected`, { ...name, protected: '0' })
    expect(await done('DELETE', `${main}/groups`, { 'backup-type': 'host', 'backup-id': 'nas' })).toEqual({
      'removed-groups': 1,
      'removed-snapshots': 1,
      'protected-snapshots': 0,
    })
    expect(column(await rowsOf(pbs, root, `${main}/groups`), 'backup-id')).toEqual(['laptop-anna'])
  })

  test('a group has notes and an owner', async () => {
    const group = { 'backup-type': 'host', 'backup-id': 'laptop-anna' }
    await done('PUT', `${main}/group-notes`, { ...group, notes: "Anna's" })
    await done('POST', `${main}/change-owner`, { ...group, 'new-owner': 'pulse-monitor@pbs' })
    expect((await rowsOf(pbs, root, `${main}/groups`))[0]).toMatchObject({
      comment: "Anna's",
      owner: 'pulse-monitor@pbs',
    })
    const nobody = await send(pbs, root, 'POST', `${main}/change-owner`, { ...group, 'new-owner': 'x@pbs' })
    expect(nobody).toMatchObject({ status: 400, text: "user 'x@pbs' is inactive or non-existent" })
  })

  test('namespaces come and go', async () => {
    const list = async (): Promise<string[]> => column(await rowsOf(pbs, root, `${main}/namespace`), 'ns')
    expect(await done('POST', `${main}/namespace`, { name: 'lab' })).toBe('lab')
    expect(await done('POST', `${main}/namespace`, { name: 'old', parent: 'lab' })).toBe('lab/old')
    expect(await list()).toEqual(['', 'attic', 'lab', 'lab/old', 'office'])
    const orphan = await send(pbs, root, 'POST', `${main}/namespace`, { name: 'x', parent: 'nope' })
    expect(orphan.text).toBe("cannot create new namespace, parent nope doesn't already exists")
    await done('DELETE', `${main}/namespace`, { ns: 'lab' })
    expect(await list()).toEqual(['', 'attic', 'office'])
    const full = await send(pbs, root, 'DELETE', `${main}/namespace`, { ns: 'office' })
    expect(full.text).toBe('only partially deleted due to existing groups but `delete-groups` not true')
  })

  test('a user prunes what he owns and nothing else', async () => {
    await done('POST', '/access/users', { userid: 'anna@pbs', password: 'a-long-secret' })
    await done('PUT', '/access/acl', { path: '/datastore/main', 'auth-id': 'anna@pbs', role: 'DatastorePowerUser' })
    const anna = await loggedIn(pbs, 'anna@pbs', 'a-long-secret')
    const prune = (): Promise<Reply> =>
      anna('POST', `${main}/prune`, { 'backup-type': 'host', 'backup-id': 'laptop-anna', 'keep-last': '2' })
    const refused = await prune()
    expect(refused).toMatchObject({
      status: 400,
      text: 'backup owner check failed (anna@pbs != pulse-monitor@pbs)',
    })
    await done('POST', `${main}/change-owner`, {
      'backup-type': 'host',
      'backup-id': 'laptop-anna',
      'new-owner': 'anna@pbs',
    })
    expect((await prune()).status).toBe(200)
    const elsewhere = await delayed(clock, 500, () =>
      anna('POST', '/admin/datastore/offsite/prune-datastore', { 'keep-last': '1' }),
    )
    expect(elsewhere).toMatchObject({
      status: 403,
      text: 'permission check failed - missing Datastore.Modify|Datastore.Prune on /datastore/offsite',
    })
  })
})

describe('pruning', () => {
  const group = { 'backup-type': 'vm', 'backup-id': '102', ns: 'office' }
  const query = 'ns=office&backup-type=vm&backup-id=102'

  test('tells what would go, and takes it', async () => {
    const before = await snapshots(query)
    const loose = before.filter((row) => row['protected'] !== true).map((row) => Number(row['backup-time']))
    const newest = loose.toSorted((one, other) => other - one).slice(0, 3)
    const trial = (await done('POST', `${main}/prune`, { ...group, 'keep-last': '3', 'dry-run': '1' })) as Row[]
    expect(trial).toHaveLength(before.length)
    expect(
      trial.filter((row) => row['keep'] === true && row['protected'] !== true).map((row) => row['backup-time']),
    ).toEqual(newest)
    expect(await snapshots(query)).toHaveLength(before.length)
    await done('POST', `${main}/prune`, { ...group, 'keep-last': '3' })
    const after = await snapshots(query)
    expect(after.filter((row) => row['protected'] !== true)).toHaveLength(3)
  })

  test('keeps everything without a number', async () => {
    const rows = (await done('POST', `${main}/prune`, group)) as Row[]
    expect(rows.every((row) => row['keep'] === true)).toBe(true)
  })

  test('of a whole datastore is a task with a line for each snapshot', async () => {
    const upid = await started('POST', `${main}/prune-datastore`, { ns: 'office', 'keep-last': '1' })
    expect(upid).toContain(':prune:main\\x3aoffice:')
    clock.advance(10_000)
    const lines = await linesOf(upid)
    expect(lines[0]).toBe("Starting datastore prune on datastore 'main'")
    expect(lines[1]).toBe('retention options: --keep-last 1')
    expect(lines).toContain('Pruning group main:"vm/102"')
    expect(lines.filter((line) => line.startsWith('remove vm/102/'))).toHaveLength(2)
    expect(lines.at(-1)).toBe('TASK OK')
    expect((await snapshots(query)).filter((row) => row['protected'] !== true)).toHaveLength(1)
  })
})

describe('a garbage collection', () => {
  test('runs once at a time, and its log grows', async () => {
    const upid = await started('POST', `${main}/gc`)
    expect(upid).toContain(':garbage_collection:main:')
    expect(await statusOf(upid)).toMatchObject({ status: 'running', type: 'garbage_collection', id: 'main' })
    const second = await send(pbs, root, 'POST', `${main}/gc`)
    expect(second).toMatchObject({ status: 400, text: 'garbage collection already running' })
    const early = await linesOf(upid)
    clock.advance(4000)
    const half = await linesOf(upid)
    expect(half.slice(0, early.length)).toEqual(early)
    expect(half.length).toBeGreaterThan(early.length)
    expect(half).toContain('Start GC phase2 (sweep unused chunks)')
    expect(half.at(-1)).not.toMatch(/^TASK/)
    clock.advance(4000)
    expect((await linesOf(upid)).at(-1)).toBe('TASK OK')
    expect(await statusOf(upid)).toMatchObject({ status: 'stopped', exitstatus: 'OK' })
    expect(await dataOf(pbs, root, `${main}/gc`)).toMatchObject({
      upid,
      'last-run-state': 'OK',
      'last-run-endtime': Math.floor(clock.now() / 1000),
      duration: 8,
    })
  })

  test('ends at once when it is stopped', async () => {
    const upid = await started('POST', `${main}/gc`)
    clock.advance(1000)
    expect(await done('DELETE', task(upid, ''))).toBeNull()
    const exitstatus = 'abort requested - aborting task'
    expect(await statusOf(upid)).toMatchObject({ status: 'stopped', exitstatus })
    expect((await linesOf(upid)).at(-1)).toBe(`TASK ERROR: ${exitstatus}`)
    const [row] = await rowsOf(pbs, root, '/nodes/localhost/tasks?errors=1&typefilter=garbage&limit=1')
    expect(row).toMatchObject({ upid, status: exitstatus, worker_type: 'garbage_collection', worker_id: 'main' })
  })

  test('fails on the way where the estate wants it so', async () => {
    const text = 'unexpected error on datastore traversal: Input/output error (os error 5)'
    const end = simulator.estate.failTasks('pbs-main', { type: 'garbage_collection', atRatio: 0.5, text })
    const upid = await started('POST', `${main}/gc`)
    clock.advance(4000)
    expect(await statusOf(upid)).toMatchObject({ status: 'stopped', exitstatus: text })
    expect((await linesOf(upid)).at(-1)).toBe(`TASK ERROR: ${text}`)
    end()
    const next = await started('POST', `${main}/gc`)
    clock.advance(8000)
    expect(await statusOf(next)).toMatchObject({ exitstatus: 'OK' })
  })

  test("is nobody else's to stop", async () => {
    const upid = await started('POST', `${main}/gc`)
    const reply = await send(pbs, simulator.credentials.pbs, 'DELETE', task(upid, ''))
    expect(reply).toMatchObject({ status: 400, text: "missing permissions 'Sys.Modify' on '/system/tasks'" })
    clock.advance(8000)
    expect(await statusOf(upid)).toMatchObject({ exitstatus: 'OK' })
  })
})

describe('verification', () => {
  test('gives every snapshot of a group its state', async () => {
    const { datastores } = simulator.estate.backupServer('pbs-main')
    expect(datastores.map((store) => store.store)).toContain('main')
    const query = 'ns=attic&backup-type=vm&backup-id=105'
    const upid = await started('POST', `${main}/verify`, { ns: 'attic', 'backup-type': 'vm', 'backup-id': '105' })
    expect(upid).toContain(':verify_group:main\\x3aattic\\x3avm-105:')
    clock.advance(60_000)
    const rows = await snapshots(query)
    expect(rows.length).toBeGreaterThan(3)
    for (const row of rows) expect(row['verification']).toEqual({ state: expect.stringMatching(/^(ok|failed)$/), upid })
    const hasFailed = rows.some((row) => (row['verification'] as Row)['state'] === 'failed')
    const exitstatus = hasFailed ? 'verification failed - please check the log for details' : 'OK'
    expect(await statusOf(upid)).toMatchObject({ exitstatus })
  })

  test('finds what is broken, every time, and names it', async () => {
    const failed = (await snapshots('ns=attic')).filter(
      (row) => (row['verification'] as Row | undefined)?.['state'] === 'failed',
    )
    const [broken] = failed
    expect(broken).toBeDefined()
    const upid = await started('POST', `${main}/verify`, named(broken, 'attic'))
    clock.advance(60_000)
    expect(await statusOf(upid)).toMatchObject({ exitstatus: 'verification failed - please check the log for details' })
    const lines = await linesOf(upid)
    expect(lines).toContain('Failed to verify the following snapshots/groups:')
    expect(lines).toContain('percentage done: 100.00% (1/1 snapshots)')
  })

  test('stopped half-way has verified half', async () => {
    const query = 'ns=attic&backup-type=vm&backup-id=100'
    const all = (await snapshots(query)).length
    const upid = await started('POST', `${main}/verify`, { ns: 'attic', 'backup-type': 'vm', 'backup-id': '100' })
    clock.advance(1700)
    await done('DELETE', task(upid, ''))
    clock.advance(60_000)
    const verified = (await snapshots(query)).filter(
      (row) => (row['verification'] as Row | undefined)?.['upid'] === upid,
    )
    expect(verified.length).toBeGreaterThan(0)
    expect(verified.length).toBeLessThan(all)
  })
})

describe('maintenance', () => {
  test('is set with the configuration and keeps writers and readers out', async () => {
    await done('PUT', '/config/datastore/offsite', { 'maintenance-mode': 'type=read-only,message="moving house"' })
    const config = await dataOf(pbs, root, '/config/datastore/offsite')
    expect(config).toMatchObject({ 'maintenance-mode': 'read-only,message=moving house' })
    const text = "datastore 'offsite' is unavailable: read-only maintenance mode: moving house"
    expect(await send(pbs, root, 'POST', '/admin/datastore/offsite/gc')).toMatchObject({ status: 400, text })
    expect((await askApi(pbs, root, '/admin/datastore/offsite/namespace')).status).toBe(200)
    await done('PUT', '/config/datastore/offsite', { 'maintenance-mode': 'offline' })
    expect((await askApi(pbs, root, '/admin/datastore/offsite/namespace')).status).toBe(400)
    const sync = await started('POST', '/admin/sync/s-offsite/run')
    clock.advance(6000)
    expect(await statusOf(sync)).toMatchObject({
      exitstatus: "datastore 'offsite' is unavailable: offline maintenance mode",
    })
    await done('PUT', '/config/datastore/offsite', { delete: 'maintenance-mode', comment: 'Back again' })
    expect(await dataOf(pbs, root, '/config/datastore/offsite')).not.toHaveProperty('maintenance-mode')
    const listed = (await rowsOf(pbs, root, '/admin/datastore')).find((row) => row['store'] === 'offsite')
    expect(listed).toMatchObject({ comment: 'Back again' })
  })

  test('a datastore is made and removed by tasks', async () => {
    const made = { name: 'fresh', path: '/mnt/datastore/fresh', 'gc-schedule': 'daily', 'verify-new': '1' }
    await started('POST', '/config/datastore', made)
    expect((await send(pbs, root, 'GET', '/config/datastore/fresh')).status).toBe(400)
    clock.advance(3000)
    expect(await dataOf(pbs, root, '/config/datastore/fresh')).toMatchObject({
      name: 'fresh',
      'gc-schedule': 'daily',
      'verify-new': true,
    })
    expect(await rowsOf(pbs, root, '/admin/datastore/fresh/snapshots')).toEqual([])
    const again = await send(pbs, root, 'POST', '/config/datastore', made)
    expect(again.text).toBe("parameter verification failed - 'name': datastore 'fresh' already exists.")
    await started('DELETE', '/config/datastore/fresh')
    clock.advance(2000)
    expect(column(await rowsOf(pbs, root, '/admin/datastore'), 'store')).toEqual(['main', 'offsite'])
  })
})

describe('jobs', () => {
  test('are made, changed, run and removed', async () => {
    await done('POST', '/config/verify', {
      id: 'v-new',
      store: 'main',
      ns: 'office',
      schedule: '02:30',
      comment: 'new',
    })
    const row = async (): Promise<Row | undefined> =>
      (await rowsOf(pbs, root, '/admin/verify')).find((one) => one['id'] === 'v-new')
    const made = await row()
    expect(made).toMatchObject({ store: 'main', ns: 'office', schedule: '02:30', comment: 'new' })
    // It has not run yet; the next time is the coming night.
    expect(made).not.toHaveProperty('last-run-upid')
    expect(made?.['next-run']).toBe(Date.UTC(2026, 2, 5, 2, 30) / 1000)
    await done('PUT', '/config/verify/v-new', { schedule: 'hourly', 'ignore-verified': '0', delete: 'comment' })
    expect(await dataOf(pbs, root, '/config/verify/v-new')).toEqual({
      id: 'v-new',
      store: 'main',
      ns: 'office',
      schedule: 'hourly',
      'ignore-verified': false,
    })
    const upid = await started('POST', '/admin/verify/v-new/run')
    expect(upid).toContain(':verificationjob:main\\x3av\\x2dnew:')
    clock.advance(60_000)
    expect(await row()).toMatchObject({ 'last-run-upid': upid, 'last-run-endtime': expect.any(Number) })
    await done('DELETE', '/config/verify/v-new')
    expect(await row()).toBeUndefined()
  })

  test('of synchronisation fail as their remote does', async () => {
    const upid = await started('POST', '/admin/sync/s-push/run')
    clock.advance(1000)
    expect(await statusOf(upid)).toMatchObject({ status: 'stopped', exitstatus: 'client error (Connect)' })
    const [job] = (await rowsOf(pbs, root, '/admin/sync?sync-direction=push')).filter((row) => row['id'] === 's-push')
    expect(job).toMatchObject({ 'last-run-upid': upid, 'last-run-state': 'client error (Connect)' })
  })

  test('of pruning take what their numbers leave over', async () => {
    await done('POST', '/config/prune', {
      id: 'p-new',
      store: 'main',
      ns: 'attic',
      schedule: 'daily',
      'keep-last': '1',
    })
    const upid = await started('POST', '/admin/prune/p-new/run')
    clock.advance(20_000)
    expect((await linesOf(upid))[0]).toBe("prune job 'p-new'")
    const rows = (await snapshots('ns=attic&backup-type=vm&backup-id=102')).filter((row) => row['protected'] !== true)
    expect(rows).toHaveLength(1)
    await done('DELETE', '/config/prune/p-new')
  })

  test.each<[string, Call, number, string]>([
    [
      'a job that is there',
      ['POST', '/config/verify', { id: 'v-main', store: 'main' }],
      400,
      "parameter verification failed - 'id': job 'v-main' already exists.",
    ],
    [
      'a job for no datastore',
      ['POST', '/config/verify', { id: 'v-x', store: 'nope' }],
      400,
      "no such datastore 'nope'",
    ],
    ['no job', ['POST', '/admin/verify/v-x/run'], 400, "no such verification 'v-x'"],
    ['removing no job', ['DELETE', '/config/sync/s-x'], 404, "job 's-x' does not exist."],
    [
      'removing a remote in use',
      ['DELETE', '/config/remote/garage'],
      400,
      "parameter verification failed - 'name': remote 'garage' is used by sync job 's-offsite' (datastore 'offsite')",
    ],
    ['no datastore', ['DELETE', '/config/datastore/nope'], 404, "datastore 'nope' does not exist."],
  ])('refused: %s', async (_, call, status, text) => {
    expect(await send(pbs, root, ...call)).toMatchObject({ status, text })
  })

  test('a remote is kept without its password', async () => {
    const remote = { name: 'friend', host: 'pbs.friend.example', 'auth-id': 'sync@pbs', password: 'their-secret' }
    await done('POST', '/config/remote', remote)
    const { password: _, ...shown } = remote
    expect(await dataOf(pbs, root, '/config/remote/friend')).toEqual(shown)
    await done('PUT', '/config/remote/friend', { port: '8008', comment: 'Next door' })
    expect(await dataOf(pbs, root, '/config/remote/friend')).toEqual({ ...shown, port: 8008, comment: 'Next door' })
    await done('DELETE', '/config/remote/friend')
    expect(column(await rowsOf(pbs, root, '/config/remote'), 'name')).toEqual(['garage'])
  })
})

test('a list of tasks tells how many there are altogether', async () => {
  const reply = await askApi(pbs, root, '/nodes/localhost/tasks?limit=2&typefilter=garbage_collection')
  const { data, total } = JSON.parse(reply.text) as { data: Row[]; total: number }
  expect(data).toHaveLength(2)
  expect(total).toBeGreaterThan(4)
})
