import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Credential, type Endpoint, type Simulator, startSimulator } from '../src/simulator.ts'
import { ask, askApi, column, dataOf, endpointOf, type Reply, rowsOf, until } from './ask.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'

const startAt = Date.UTC(2026, 2, 4, 12, 0, 0)

let clock: ManualClock
let simulator: Simulator
let pbs: Endpoint
let root: Credential
let monitor: Credential

beforeAll(async () => {
  clock = manualClock(startAt)
  simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1', clock })
  pbs = endpointOf(simulator.endpoints, 'pbs-main')
  root = simulator.credentials.root
  monitor = simulator.credentials.pbs
})
afterAll(() => simulator.close())

async function delayed(send: () => Promise<Reply>, ms: number): Promise<Reply> {
  const before = clock.pending()
  const reply = send()
  await until(() => clock.pending() > before, 'the answer waits')
  clock.advance(ms)
  return reply
}

test('the version is major.minor, the release its patch', async () => {
  expect(await dataOf(pbs, monitor, '/version')).toMatchObject({ version: '4.2', release: '6' })
})

test('paths that hold others list them', async () => {
  const names = column(await rowsOf(pbs, monitor, '/admin'), 'subdir')
  expect(names).toContain('datastore')
  expect(names).toContain('sync')
})

test.each([
  ['unknown path', '/x', 404, "Path '/api2/json/x' not found."],
  ['unknown datastore', '/admin/datastore/nope/snapshots', 400, "no such datastore 'nope'"],
  ['unknown namespace', '/admin/datastore/main/groups?ns=nope', 400, 'namespace not found'],
])('%s: plain text, whatever the content type says', async (_, path, status, text) => {
  const reply = await askApi(pbs, root, path)
  expect(reply).toMatchObject({ status, text })
  expect(reply.headers['content-type']).toBe('application/json;charset=UTF-8')
})

test.each([
  ['no credentials', {}],
  ["Proxmox VE's form of a token", { Authorization: 'PVEAPIToken=root@pam!admin=x' }],
])('%s: 401 after three seconds', async (_, headers) => {
  const reply = await delayed(() => ask(pbs, '/api2/json/version', { headers }), 3000)
  expect(reply).toMatchObject({ status: 401, text: 'authentication failed' })
})

test('a token may come percent-encoded, with a colon before its secret', async () => {
  const headers = { Authorization: `PBSAPIToken=${encodeURIComponent(monitor.tokenId)}:${monitor.secret}` }
  expect((await ask(pbs, '/api2/json/version', { headers })).status).toBe(200)
})

test('what may not be read is refused after half a second', async () => {
  const reply = await delayed(() => askApi(pbs, monitor, '/nodes/localhost/certificates/info'), 500)
  expect(reply).toMatchObject({ status: 403, text: 'permission check failed' })
})

describe('tickets', () => {
  const login = (body: string): Promise<Reply> =>
    ask(pbs, '/api2/json/access/ticket', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    })

  test('come in the body and go back in a cookie', async () => {
    const reply = await login(new URLSearchParams({ username: 'root@pam', password: root.password }).toString())
    const { data } = JSON.parse(reply.text) as { data: { ticket: string } }
    expect(data.ticket).toMatch(/^PBS:root@pam:/)
    for (const name of ['PBSAuthCookie', '__Host-PBSAuthCookie']) {
      const headers = { Cookie: `${name}=${encodeURIComponent(data.ticket)}` }
      expect((await ask(pbs, '/api2/json/version', { headers })).status).toBe(200)
    }
  })

  test('come in a cookie alone when asked for', async () => {
    const reply = await login(
      new URLSearchParams({ username: 'root@pam', password: root.password, 'http-only': '1' }).toString(),
    )
    const { data } = JSON.parse(reply.text) as { data: Record<string, string> }
    expect(Object.keys(data).sort()).toEqual(['CSRFPreventionToken', 'ticket-info', 'username'])
    expect(reply.headers['set-cookie']?.[0]).toMatch(/^__Host-PBSAuthCookie=PBS%3Aroot%40pam%3A/)
  })

  test('a bad password', async () => {
    const reply = await delayed(() => login('username=root@pam&password=wrong'), 3000)
    expect(reply).toMatchObject({ status: 401, text: 'permission check failed.' })
  })
})

describe('datastores', () => {
  test('usage has a history with holes', async () => {
    const rows = await rowsOf(pbs, monitor, '/status/datastore-usage')
    expect(column(rows, 'store')).toEqual(['main', 'offsite'])
    for (const row of rows) {
      const history = row['history'] as unknown[]
      expect(history).toContain(null)
      expect(Number(row['used']) + Number(row['avail'])).toBe(row['total'])
    }
  })

  test('namespaces hold the backups of the sites', async () => {
    expect(await rowsOf(pbs, monitor, '/admin/datastore/main/namespace')).toEqual([
      { ns: '' },
      { ns: 'attic' },
      { ns: 'office' },
    ])
    const groups = await rowsOf(pbs, monitor, '/admin/datastore/main/groups?ns=office')
    // Eight guests of the office are in its job; 108 is left out.
    expect(column(groups, 'backup-id')).toEqual(['100', '101', '102', '103', '104', '105', '106', '107'])
    const snapshots = await rowsOf(
      pbs,
      monitor,
      '/admin/datastore/main/snapshots?ns=office&backup-type=vm&backup-id=102',
    )
    expect(snapshots).toHaveLength(10)
    const times = snapshots.map((row) => Number(row['backup-time']))
    expect(times).not.toEqual(times.toSorted((one, other) => one - other))
  })

  test('the cluster sees the same backups through its storage', async () => {
    const pve1 = endpointOf(simulator.endpoints, 'attic/pve1')
    const contents = await rowsOf(pve1, root, '/nodes/pve1/storage/pbs-main/content?vmid=102')
    const snapshots = await rowsOf(pbs, root, '/admin/datastore/main/snapshots?ns=attic&backup-type=vm&backup-id=102')
    expect(column(contents, 'ctime')).toEqual(column(snapshots, 'backup-time'))
    expect(contents[0]?.['volid']).toMatch(/^pbs-main:backup\/vm\/102\/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  })

  test('a running upload has neither files nor size', async () => {
    // Today's upload of the file server begins between 03:00 and 03:15.
    const own = manualClock(Date.UTC(2026, 2, 4, 3, 16, 0))
    const early = await startSimulator({ scenario: 'small', host: '127.0.0.1', clock: own })
    const rows = await rowsOf(endpointOf(early.endpoints, 'pbs-main'), root, '/admin/datastore/main/snapshots')
    const running = rows.filter((row) => row['size'] === undefined)
    await early.close()
    expect(running.length).toBeGreaterThan(0)
    for (const row of running) expect(row['files']).toEqual([])
  })

  test('maintenance shows in every list and closes the contents', async () => {
    simulator.estate.putMaintenance('pbs-main', 'offsite', 'offline,message=disk swap tonight')
    const text = "datastore 'offsite' is unavailable: offline maintenance mode: disk swap tonight"
    const usage = await rowsOf(pbs, monitor, '/status/datastore-usage')
    expect(usage.find((row) => row['store'] === 'offsite')).toEqual({
      store: 'offsite',
      error: text,
      'mount-status': 'nonremovable',
      'backend-type': 'filesystem',
    })
    expect(await askApi(pbs, monitor, '/admin/datastore/offsite/namespace')).toMatchObject({ status: 400, text })
    const listed = await rowsOf(pbs, monitor, '/admin/datastore')
    expect(listed.find((row) => row['store'] === 'offsite')?.['maintenance']).toBe('offline,message=disk swap tonight')
    simulator.estate.putMaintenance('pbs-main', 'offsite', null)
    expect((await askApi(pbs, monitor, '/admin/datastore/offsite/namespace')).status).toBe(200)
  })
})

describe('jobs and tasks', () => {
  test('push jobs are listed only when asked for', async () => {
    expect((await rowsOf(pbs, monitor, '/admin/sync')).map((row) => row['id'])).toEqual(['s-offsite'])
    expect(column(await rowsOf(pbs, monitor, '/admin/sync?sync-direction=all'), 'id')).toEqual(['s-offsite', 's-push'])
  })

  test('tasks have the longer UPID; a running one has neither end nor status', async () => {
    const rows = await rowsOf(pbs, monitor, '/nodes/localhost/tasks?limit=0')
    for (const row of rows)
      expect(row['upid']).toMatch(
        /^UPID:pbs-main:[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{8}:[a-z_]+:[^:]*:[^:]+:$/,
      )
    const failed = rows.filter((row) => row['status'] === 'client error (Connect)')
    expect(failed.map((row) => row['worker_type'])).toContain('syncjob')
    // The sync of each hour starts at minute 7 and lasts 95 seconds.
    clock.advance(Date.UTC(2026, 2, 4, 13, 7, 30) - clock.now())
    const running = await rowsOf(pbs, monitor, '/nodes/localhost/tasks?running=1')
    expect(running.map((row) => row['worker_type'])).toContain('syncjob')
    for (const row of running) expect(row).not.toHaveProperty('endtime')
  })
})
