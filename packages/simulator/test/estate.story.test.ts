import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Credential, type Endpoint, type Simulator, startSimulator } from '../src/simulator.ts'
import { askApi, dataOf, endpointOf, type Reply, type Row, rowsOf, until } from './ask.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'

const startAt = Date.UTC(2026, 2, 4, 12, 0, 0)
const minuteMs = 60_000

let clock: ManualClock
let simulator: Simulator
let pve1: Endpoint
let root: Credential

beforeEach(async () => {
  clock = manualClock(startAt)
  simulator = await startSimulator({ scenario: 'small', clock })
  pve1 = endpointOf(simulator.endpoints, 'attic/pve1')
  root = simulator.credentials.root
})
afterEach(() => simulator.close())

async function resource(id: string): Promise<Row | undefined> {
  return (await rowsOf(pve1, root, '/cluster/resources')).find((row) => row['id'] === id)
}

async function delayed(send: () => Promise<Reply>, ms: number): Promise<Reply> {
  const before = clock.pending()
  const reply = send()
  await until(() => clock.pending() > before, 'the answer waits')
  clock.advance(ms)
  return reply
}

test('the same seed and time give the same answers', async () => {
  const twin = await startSimulator({ scenario: 'small', clock: manualClock(startAt) })
  const paths = [
    '/cluster/resources',
    '/nodes/pve2/status',
    '/nodes/pve2/tasks',
    '/nodes/pve1/qemu/100/rrddata?timeframe=day',
  ]
  for (const path of paths) {
    const [one, other] = [
      await askApi(pve1, root, path),
      await askApi(endpointOf(twin.endpoints, 'attic/pve1'), root, path),
    ]
    expect(other.text).toBe(one.text)
  }
  await twin.close()
})

describe('the status daemon speaks every ten seconds', () => {
  test('so figures stand still between two broadcasts, and move with the next', async () => {
    const before = await resource('qemu/105')
    clock.advance(10_000)
    const after = await resource('qemu/105')
    expect(Number(after?.['uptime'])).toBe(Number(before?.['uptime']) + 10)
    expect(Number(after?.['netin'])).toBeGreaterThan(Number(before?.['netin']))
    expect(Number(after?.['diskwrite'])).toBeGreaterThan(Number(before?.['diskwrite']))
  })

  test('a rename is seen at once on the guest, and by the cluster within ten seconds', async () => {
    clock.advance(10_000 - ((clock.now() - simulator.estate.node('attic', 'pve2').offsetMs) % 10_000) + 100)
    simulator.estate.rename('attic', 105, 'postgres-old')
    expect(await dataOf(pve1, root, '/nodes/pve2/qemu/105/config')).toMatchObject({ name: 'postgres-old' })
    expect((await resource('qemu/105'))?.['name']).toBe('postgres-main')
    clock.advance(10_000)
    expect((await resource('qemu/105'))?.['name']).toBe('postgres-old')
  })

  test('a new guest is unknown and nameless until its first broadcast', async () => {
    simulator.estate.create('attic', { vmid: 300, name: 'fresh', node: 'pve1' })
    expect(await resource('qemu/300')).toEqual({
      id: 'qemu/300',
      vmid: 300,
      node: 'pve1',
      type: 'qemu',
      status: 'unknown',
    })
    clock.advance(10_000)
    expect(await resource('qemu/300')).toMatchObject({ name: 'fresh', status: 'running' })
  })
})

test('a migration changes the place at once and starts the counters anew', async () => {
  const before = await resource('qemu/105')
  simulator.estate.migrate('attic', 105, 'pve3')
  expect((await resource('qemu/105'))?.['node']).toBe('pve3')
  clock.advance(20_000)
  const after = await resource('qemu/105')
  expect(after).toMatchObject({ name: 'postgres-main', node: 'pve3', status: 'running' })
  expect(Number(after?.['netin'])).toBeLessThan(Number(before?.['netin']))
  expect(Number(after?.['uptime'])).toBeLessThanOrEqual(20)
  expect((await rowsOf(pve1, root, '/nodes/pve2/qemu')).map((row) => row['vmid'])).not.toContain(105)
  expect((await rowsOf(pve1, root, '/nodes/pve3/qemu')).map((row) => row['vmid'])).toContain(105)
})

test('a vmid can be removed and given to another guest', async () => {
  const smbios = async (): Promise<unknown> =>
    ((await dataOf(pve1, root, '/nodes/pve1/qemu/100/config')) as Row)['smbios1']
  const old = await smbios()
  simulator.estate.remove('attic', 100)
  expect(await resource('qemu/100')).toBeUndefined()
  simulator.estate.create('attic', { vmid: 100, name: 'someone-else', node: 'pve1' })
  clock.advance(10_000)
  expect((await resource('qemu/100'))?.['name']).toBe('someone-else')
  expect(await smbios()).not.toBe(old)
})

test('a paused guest counts no further, and goes on from there', async () => {
  const netin = async (): Promise<number> => Number((await resource('qemu/105'))?.['netin'])
  simulator.estate.setStatus('attic', 105, 'paused')
  clock.advance(10_000)
  expect(await resource('qemu/105')).toMatchObject({ status: 'paused', cpu: 0 })
  const paused = await netin()
  clock.advance(10 * minuteMs)
  expect(await netin()).toBe(paused)
  simulator.estate.setStatus('attic', 105, 'running')
  clock.advance(10_000)
  expect(await netin()).toBeGreaterThanOrEqual(paused)
  clock.advance(minuteMs)
  expect(await netin()).toBeGreaterThan(paused)
  // Live lists know only running and stopped.
  simulator.estate.setStatus('attic', 105, 'paused')
  expect((await rowsOf(pve1, root, '/nodes/pve2/qemu')).find((row) => row['vmid'] === 105)?.['status']).toBe('running')
})

test('the first live list after a pause has no CPU figures', async () => {
  const cpu = async (): Promise<number[]> =>
    (await rowsOf(pve1, root, '/nodes/pve3/qemu'))
      .filter((row) => row['status'] === 'running')
      .map((row) => Number(row['cpu']))
  const first = await cpu()
  expect(first.slice(0, 1)).toEqual([0])
  clock.advance(10_000)
  expect((await cpu()).every((value) => value > 0)).toBe(true)
})

describe('a node that is down', () => {
  beforeEach(async () => {
    simulator.estate.setNodeOnline('attic', 'pve2', false)
    await simulator.settled()
  })

  test('refuses connections, and its neighbours fail to reach it after a while', async () => {
    const { host, port } = endpointOf(simulator.endpoints, 'attic/pve2')
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => connect(port, host).on('error', resolve))
    expect(error.code).toBe('ECONNREFUSED')
    const reply = await delayed(() => askApi(pve1, root, '/nodes/pve2/qemu'), 3000)
    expect(reply).toMatchObject({ status: 595, reason: 'No route to host', text: '' })
  })

  test('is offline at once, its guests run on for five minutes in the books, then are unknown and nameless', async () => {
    const status = await rowsOf(pve1, root, '/cluster/status')
    expect(status.find((row) => row['name'] === 'pve2')).toMatchObject({ online: 0 })
    expect(await resource('node/pve2')).toMatchObject({ status: 'offline' })
    clock.advance(4 * minuteMs)
    expect(await resource('qemu/105')).toMatchObject({ status: 'running', name: 'postgres-main' })
    clock.advance(minuteMs + 11_000)
    expect(await resource('qemu/105')).toEqual({
      id: 'qemu/105',
      vmid: 105,
      node: 'pve2',
      type: 'qemu',
      status: 'unknown',
      hastate: 'started',
      pool: 'production',
    })
    expect(await resource('qemu/100')).toMatchObject({ status: 'running' })
  })

  test('comes back with everything booted anew', async () => {
    clock.advance(10 * minuteMs)
    simulator.estate.setNodeOnline('attic', 'pve2', true)
    await simulator.settled()
    clock.advance(30_000)
    expect(await resource('node/pve2')).toMatchObject({ status: 'online' })
    const guest = await resource('qemu/105')
    expect(guest).toMatchObject({ status: 'running', name: 'postgres-main' })
    expect(Number(guest?.['uptime'])).toBeLessThanOrEqual(30)
    expect((await askApi(endpointOf(simulator.endpoints, 'attic/pve2'), root, '/version')).status).toBe(200)
  })
})

test('without a quorum reads go on and writes die', async () => {
  simulator.estate.setQuorum('attic', false)
  const status = await rowsOf(pve1, root, '/cluster/status')
  expect(status.find((row) => row['type'] === 'cluster')).toMatchObject({ quorate: 0 })
  expect(status.filter((row) => row['type'] === 'node').map((row) => [row['name'], row['online']])).toEqual([
    ['pve1', 1],
    ['pve2', 0],
    ['pve3', 0],
  ])
  const start = await askApi(pve1, root, '/nodes/pve1/qemu/127/status/stop', { method: 'POST' })
  expect(start).toMatchObject({ status: 500, reason: 'cluster not ready - no quorum?' })
  const [quorum] = await rowsOf(pve1, root, '/cluster/ha/status/current')
  expect(quorum).toMatchObject({ type: 'quorum', quorate: 0, status: "No quorum on node 'pve1'!" })
})

test('a hung storage blocks its lists and silences the daemons', async () => {
  simulator.estate.hangStorage('attic', 'nas-vm', true)
  const reply = askApi(pve1, root, '/nodes/pve1/storage')
  reply.catch(() => {})
  await until(() => simulator.requests.hungNow() === 1, 'the call hangs')
  clock.advance(6 * minuteMs)
  expect(await resource('qemu/100')).toMatchObject({ status: 'unknown' })
  expect((await askApi(pve1, root, '/nodes/pve1/status')).status).toBe(200)
  // Through a neighbour the call ends when the proxy's patience does.
  expect(await delayed(() => askApi(pve1, root, '/nodes/pve2/storage'), 30_000)).toMatchObject({
    status: 599,
    text: '',
  })
  simulator.estate.hangStorage('attic', 'nas-vm', false)
  clock.advance(10_000)
  expect(await resource('qemu/100')).toMatchObject({ status: 'running' })
})

test('a storage of another node is listed as not there', async () => {
  const rows = await rowsOf(pve1, root, '/nodes/pve1/storage')
  const scratch = rows.find((row) => row['storage'] === 'scratch')
  expect(scratch).toMatchObject({ enabled: 0, active: 0, total: 0, used: 0, avail: 0 })
  expect(scratch).not.toHaveProperty('used_fraction')
  expect(
    (await rowsOf(pve1, root, '/cluster/resources?type=storage'))
      .filter((row) => row['storage'] === 'scratch')
      .map((row) => row['id']),
  ).toEqual(['storage/pve3/scratch'])
  const content = await askApi(pve1, root, '/nodes/pve1/storage/scratch/content')
  expect(content).toMatchObject({ status: 500, reason: "storage 'scratch' is not available on node 'pve1'" })
})

test('a guest that is removed in the middle of a task is no harm', async () => {
  await askApi(pve1, root, '/nodes/pve3/qemu/126/status/start', { method: 'POST' })
  simulator.estate.remove('attic', 126)
  clock.advance(10_000)
  expect(await resource('qemu/126')).toBeUndefined()
})

test('a storage that is offline is listed with zeros, and its content fails', async () => {
  simulator.estate.setStorageOnline('attic', 'nas-vm', false)
  const rows = await rowsOf(pve1, root, '/nodes/pve1/storage')
  expect(rows.find((row) => row['storage'] === 'nas-vm')).toMatchObject({
    active: 0,
    enabled: 1,
    total: 0,
    used: 0,
    avail: 0,
  })
  const reply = await delayed(() => askApi(pve1, root, '/nodes/pve1/storage/nas-vm/content'), 2000)
  expect(reply).toMatchObject({ status: 500, reason: "storage 'nas-vm' is not online" })
})

describe('a write', () => {
  const post = async (path: string): Promise<string> => {
    const reply = await askApi(pve1, root, path, { method: 'POST' })
    if (reply.status !== 200) throw new Error(`${reply.status} ${reply.reason}`)
    return (JSON.parse(reply.text) as { data: string }).data
  }
  const task = async (upid: string): Promise<Row> =>
    (await dataOf(pve1, root, `/nodes/pve3/tasks/${encodeURIComponent(upid)}/status`)) as Row

  test('is a task that runs for a while and then has its effect', async () => {
    const upid = await post('/nodes/pve3/qemu/126/status/start')
    expect(upid).toMatch(/^UPID:pve3:[0-9A-F]{8}:[0-9A-F]{8}:69A81EC0:qmstart:126:root@pam!admin:$/)
    expect(await task(upid)).toMatchObject({
      status: 'running',
      type: 'qmstart',
      id: '126',
      user: 'root@pam',
      tokenid: 'admin',
    })
    const active = await rowsOf(pve1, root, '/nodes/pve3/tasks?source=active')
    expect(active.find((row) => row['upid'] === upid)).toMatchObject({ status: 'RUNNING' })
    clock.advance(2000)
    expect(await task(upid)).toMatchObject({ status: 'stopped', exitstatus: 'OK' })
    expect(await dataOf(pve1, root, '/nodes/pve3/qemu/126/status/current')).toMatchObject({
      status: 'running',
      qmpstatus: 'running',
    })
    const log = await rowsOf(pve1, root, `/nodes/pve3/tasks/${encodeURIComponent(upid)}/log`)
    expect(log).toEqual([{ n: 1, t: 'TASK OK' }])
  })

  test('that is impossible ends as a failed task', async () => {
    const upid = await post('/nodes/pve3/qemu/110/status/start')
    clock.advance(1000)
    expect(await task(upid)).toMatchObject({ status: 'stopped', exitstatus: 'VM 110 already running' })
    const errors = await rowsOf(pve1, root, '/nodes/pve3/tasks?errors=1&typefilter=qmstart')
    expect(errors.map((row) => row['upid'])).toEqual([upid])
  })

  test('on a locked guest is refused, by the worker that would do it', async () => {
    simulator.estate.update('attic', 110, { lock: 'backup' })
    const upid = await post('/nodes/pve3/qemu/110/status/stop')
    clock.advance(1000)
    expect(await task(upid)).toMatchObject({ status: 'stopped', exitstatus: 'VM is locked (backup)' })
    const reply = await askApi(pve1, root, '/nodes/pve3/qemu/110/config?description=x', { method: 'PUT' })
    expect(reply).toMatchObject({ status: 500, reason: 'VM is locked (backup)' })
  })

  test('makes and deletes snapshots', async () => {
    await post('/nodes/pve3/qemu/110/snapshot?snapname=before_update&description=x')
    clock.advance(2000)
    const names = async (): Promise<unknown[]> =>
      (await rowsOf(pve1, root, '/nodes/pve3/qemu/110/snapshot')).map((row) => row['name'])
    expect(await names()).toEqual(['before_update', 'current'])
    await askApi(pve1, root, '/nodes/pve3/qemu/110/snapshot/before_update', { method: 'DELETE' })
    clock.advance(2000)
    expect(await names()).toEqual(['current'])
  })

  test('of the configuration is seen at once', async () => {
    const body = 'name=cams&tags=b;a&cores=6&delete=onboot'
    await askApi(pve1, root, '/nodes/pve3/qemu/110/config', {
      method: 'PUT',
      body,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    const config = (await dataOf(pve1, root, '/nodes/pve3/qemu/110/config')) as Row
    expect(config).toMatchObject({ name: 'cams', tags: 'a;b', cores: 6 })
    expect(config).not.toHaveProperty('onboot')
  })
})

describe('backups', () => {
  test('of the night are one task a node, with errors where a guest failed', async () => {
    const since = Date.UTC(2026, 2, 4, 2, 0, 0) / 1000
    const tasks = await rowsOf(pve1, root, `/nodes/pve3/tasks?typefilter=vzdump&limit=0&since=${since}`)
    const night = tasks.find((row) => row['id'] === '' && row['starttime'] === Date.UTC(2026, 2, 4, 2, 30, 1) / 1000)
    expect(night).toMatchObject({ status: 'job errors', user: 'root@pam' })
    const log = await rowsOf(pve1, root, `/nodes/pve3/tasks/${encodeURIComponent(String(night?.['upid']))}/log?limit=0`)
    const lines = log.map((row) => String(row['t']))
    expect(lines).toContainEqual('ERROR: Backup of VM 110 failed - job failed with err -5 - Input/output error')
    expect(
      lines.filter((line) => /^INFO: Finished Backup of VM \d+ \(00:0\d:\d\d\)$/.test(line)).length,
    ).toBeGreaterThan(5)
    expect(lines.at(-1)).toBe('TASK ERROR: job errors')
  })

  test('lock a guest while they run', async () => {
    let locked: unknown
    for (let minute = 0; minute < 30 && locked === undefined; minute++) {
      clock.advance(20_000)
      locked = (await resource('qemu/105'))?.['lock']
    }
    expect(locked).toBe('backup')
  })
})

test('tokens expire, certificates change, loads can be set', async () => {
  simulator.estate.setLoad('attic', 100, { cpu: 0.5, memory: 0.25 })
  clock.advance(10_000)
  expect(await resource('qemu/100')).toMatchObject({ cpu: 0.5, mem: 1_073_741_824 })
  const before = endpointOf(simulator.endpoints, 'attic/pve1').fingerprint
  const after = await simulator.estate.changeCertificate('attic/pve1')
  expect(after).not.toBe(before)
  expect(endpointOf(simulator.endpoints, 'attic/pve1').fingerprint).toBe(after)
  expect((await rowsOf(pve1, root, '/nodes')).find((row) => row['node'] === 'pve1')?.['ssl_fingerprint']).toBe(after)
  simulator.estate.expireToken('pve')
  expect((await delayed(() => askApi(pve1, root, '/version'), 3000)).status).toBe(401)
})

describe('versions differ', () => {
  test('host memory is told apart since 9', async () => {
    const office = endpointOf(simulator.endpoints, 'pve-office')
    const old = (await rowsOf(office, root, '/nodes/pve-office/qemu')).find((row) => row['vmid'] === 102)
    expect(old).not.toHaveProperty('memhost')
    const young = (await rowsOf(pve1, root, '/nodes/pve2/qemu')).find((row) => row['vmid'] === 105)
    expect(young?.['memhost']).toBe(young?.['mem'])
    const current = (await dataOf(pve1, root, '/nodes/pve2/qemu/105/status/current')) as Row
    expect(Number(current['mem'])).toBeLessThan(Number(current['memhost']))
  })

  test('a firewall without balloon driver uses more than it has', async () => {
    const row = await resource('qemu/118')
    expect(Number(row?.['mem'])).toBeGreaterThan(Number(row?.['maxmem']))
  })

  test('rrddata has seventy rows up to 8, and a minute each since 9', async () => {
    const office = endpointOf(simulator.endpoints, 'pve-office')
    expect(await rowsOf(office, root, '/nodes/pve-office/qemu/102/rrddata?timeframe=day')).toHaveLength(70)
    const rows = await rowsOf(pve1, root, '/nodes/pve2/qemu/105/rrddata?timeframe=day')
    expect(rows).toHaveLength(1440)
    expect(Number(rows[1]?.['time']) - Number(rows[0]?.['time'])).toBe(60)
  })

  test('HA groups became rules', async () => {
    expect(await askApi(pve1, root, '/cluster/ha/groups')).toMatchObject({ status: 500 })
    expect((await askApi(endpointOf(simulator.endpoints, 'pve-office'), root, '/cluster/ha/groups')).status).toBe(200)
  })
})
