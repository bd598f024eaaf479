import { postmanEnvironment, type Collection, type Environment, type LoginKind } from '@pulse/proxmox/documents'
import { methods, type Product } from '@pulse/proxmox/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Endpoint, type Simulator, startSimulator } from '../../src/simulator.ts'
import { askApi, dataOf, endpointOf, type Row, rowsOf } from '../ask.ts'
import { fastClock } from './fast-clock.ts'
import {
  collections,
  folder,
  itemsOf,
  only,
  type Outcome,
  runCollection,
  type Sent,
  without,
} from './run-collection.ts'

const runs = [
  ['pve', 'token'],
  ['pve', 'password'],
  ['pbs', 'token'],
  ['pbs', 'password'],
] as const

/** Ten seconds when nothing else runs. */
const manyRequests = { timeout: 120_000 }
const severalTasks = { timeout: 60_000 }

const specials = ['Start here', 'Workflows']

function endpointFor(simulator: Simulator, product: Product): Endpoint {
  return endpointOf(simulator.endpoints, product === 'pve' ? 'attic/pve1' : 'pbs-main')
}

/** Filled in as a user would, with the small slips that must do no harm. */
function environmentFor(simulator: Simulator, product: Product, kind: LoginKind, endpoint?: Endpoint): Environment {
  const { root } = simulator.credentials
  return postmanEnvironment(product, kind, {
    BASE_URL: `${(endpoint ?? endpointFor(simulator, product)).url}/`,
    TOKEN_ID: root.tokenId,
    TOKEN_SECRET: root.secret,
    USERNAME: root.username.replace('@pam', ''),
    PASSWORD: root.password,
  })
}

const namesIn = (collection: Collection): string[] => itemsOf(collection.item).map(({ name }) => name)

function report(what: string, { sent, assertions, failures }: Outcome): void {
  console.log(`newman, ${what}: ${sent.length} requests, ${assertions} assertions, ${failures.length} failures`)
}

/** The row with the highest number in a column: the newest backup, which no pruning takes away meanwhile. */
const newest = (rows: readonly Row[], column: string): Row =>
  rows.reduce((best, row) => (Number(row[column]) > Number(best[column]) ? row : best), rows[0] ?? {})

describe('every GET request', () => {
  let simulator: Simulator
  let samples: Readonly<Record<Product, Record<string, string>>>

  beforeAll(async () => {
    // Slow enough that a ticket lasts for a whole run.
    simulator = await startSimulator({ scenario: 'small', clock: fastClock(10) })
    const { root } = simulator.credentials
    const backups = await rowsOf(endpointFor(simulator, 'pbs'), root, '/admin/datastore/main/snapshots')
    const ofNas = newest(
      backups.filter((row) => row['backup-id'] === 'nas'),
      'backup-time',
    )
    const volumes = await rowsOf(endpointFor(simulator, 'pve'), root, '/nodes/pve1/storage/pbs-main/content?vmid=100')
    samples = {
      pve: { backup_volume: String(newest(volumes, 'ctime')['volid']) },
      pbs: { backup_time: String(ofNas['backup-time']) },
    }
    // The sample snapshot, which only the virtual machine has.
    const endpoint = endpointFor(simulator, 'pve')
    const body = 'snapname=before_2026_10'
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    await askApi(endpoint, root, '/nodes/pve1/lxc/101/snapshot', { method: 'POST', body, headers })
    for (let turn = 0; turn < 50; turn++) {
      const snapshots = await rowsOf(endpoint, root, '/nodes/pve1/lxc/101/snapshot')
      if (snapshots.length > 1) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })
  afterAll(() => simulator.close())

  test.each(runs)('%s, %s', manyRequests, async (product, kind) => {
    const gets = only(without(collections[product], specials), (method) => method === 'GET')
    const outcome = await runCollection(gets, environmentFor(simulator, product, kind), samples[product])
    report(`every GET of ${product.toUpperCase()}, ${kind}`, outcome)
    expect(outcome.failures).toEqual([])
    expect(outcome.sent).toHaveLength(methods(product).filter(({ verb }) => verb === 'GET').length)
    expect(outcome.assertions).toBeGreaterThan(outcome.sent.length * 1.9)
    // One for all of them.
    expect(outcome.logins).toBe(kind === 'token' ? 0 : 1)
  })
})

test('what an older server lacks is told, and is no failure', async () => {
  const simulator = await startSimulator({ scenario: 'small', clock: fastClock(60) })
  // Of version 8.4.
  const endpoint = endpointOf(simulator.endpoints, 'pve-office')
  const later = methods('pve').filter(({ verb, since }) => verb === 'GET' && Number.parseInt(since ?? '0', 10) >= 9)
  const paths = new Set(later.map(({ path }) => path.replaceAll(/\{([^}]+)\}/g, ':$1')))
  const some = only(without(collections.pve, specials), (method, path) => method === 'GET' && paths.has(path))
  const objects = { node: 'pve-office', vmid: '100', ctid: '104' }
  const outcome = await runCollection(some, environmentFor(simulator, 'pve', 'token', endpoint), objects)
  await simulator.close()
  expect(outcome.failures).toEqual([])
  expect(outcome.sent).toHaveLength(later.length)
  expect(outcome.sent.filter(({ status }) => status === 501).length).toBeGreaterThan(20)
  expect(outcome.tests).toContain('status is 501: not before version 9.0')
})

/** Refusals that speak of the state of things, of a login or of rights, not of what was sent. */
const isOfTheState = ({ status, body, path }: Sent): boolean =>
  status === 403 ||
  status === 500 ||
  // No file is chosen, and a token has no password to log in with or to change.
  /\/(upload|access\/ticket|access\/password)$/.test(path) ||
  (status === 400 && /does not exist|no such|unknown realm|already exists/.test(body))

test.each(['pve', 'pbs'] as const)('every body of %s is one that the server takes', manyRequests, async (product) => {
  const simulator = await startSimulator({ scenario: 'small', clock: fastClock(60) })
  const isWrite = (verb: string): boolean => verb === 'POST' || verb === 'PUT'
  const writes = only(without(collections[product], specials), isWrite)
  const outcome = await runCollection(writes, environmentFor(simulator, product, 'token'))
  await simulator.close()
  const good = outcome.sent.filter(({ status }) => status === 200)
  const name = product.toUpperCase()
  console.log(`newman, every POST and PUT of ${name}: ${outcome.sent.length} requests, ${good.length} with success`)
  expect(outcome.sent).toHaveLength(methods(product).filter(({ verb }) => isWrite(verb)).length)
  const refused = outcome.sent.filter((one) => one.status !== 200 && !isOfTheState(one))
  expect(refused.map(({ method, path, status, body }) => `${method} ${path}: ${status} ${body}`)).toEqual([])
  expect(good.length).toBeGreaterThan(outcome.sent.length * 0.8)
})

describe('start here', () => {
  test.each([
    ['pve', 'token', 'attic/pve1'],
    ['pve', 'password', 'pve-office'],
    ['pbs', 'token', 'pbs-main'],
    ['pbs', 'password', 'pbs-main'],
  ] as const)('%s, %s, %s: twice without harm', severalTasks, async (product, kind, host) => {
    const simulator = await startSimulator({ scenario: 'small', clock: fastClock(60) })
    const endpoint = endpointOf(simulator.endpoints, host)
    const way = folder(collections[product], 'Start here')
    const environment = environmentFor(simulator, product, kind, endpoint)
    // With a token there is nothing to log in.
    const steps = namesIn(way).filter((name) => kind === 'password' || !name.endsWith('Log in'))

    const first = await runCollection(way, environment)
    report(`Start here of ${product.toUpperCase()}, ${kind}, first time`, first)
    expect(first.failures).toEqual([])
    expect(first.sent.map(({ name }) => name)).toEqual(steps)
    const secret = newSecret(first, product)
    const header = product === 'pve' ? `PVEAPIToken=api@pve!postman=${secret}` : `PBSAPIToken=api@pbs!postman:${secret}`
    // The first calls are made with the new token.
    expect(first.sent.slice(-2).map(({ headers }) => headers['Authorization'])).toEqual([header, header])
    expect(first.environment.values.map(({ value }) => value)).not.toContain(secret)
    expect(first.console.join('\n')).not.toContain(secret)

    const second = await runCollection(way, first.environment)
    report(`Start here of ${product.toUpperCase()}, ${kind}, second time`, second)
    expect(second.failures).toEqual([])
    expect(second.sent.map(({ name }) => name)).toEqual(steps)
    // The secret of the first time is still good, and for reading only.
    const token = {
      tokenId: product === 'pve' ? 'api@pve!postman' : 'api@pbs!postman',
      secret,
      username: '',
      password: '',
    }
    const node = product === 'pve' ? endpoint.name.replace('attic/', '') : 'localhost'
    const asNew = async (path: string, method = 'GET'): Promise<number> =>
      (await askApi(endpoint, token, path, { method })).status
    expect(await asNew(`/nodes/${node}/status`)).toBe(200)
    if (product === 'pve') {
      expect(await asNew(`/nodes/${node}/qemu/100/status/stop`, 'POST')).toBe(403)
      const role = await dataOf(endpoint, simulator.credentials.root, '/access/roles/ApiReader')
      expect(Object.keys(role as object).toSorted()).toEqual([
        'Datastore.Audit',
        'Pool.Audit',
        'Sys.Audit',
        'VM.Audit',
        // The simulated host is of version 8.4, the cluster of 9.2.
        host === 'pve-office' ? 'VM.Monitor' : 'VM.GuestAgent.Audit',
      ])
    } else expect(await asNew('/admin/datastore/main/gc', 'POST')).toBe(403)
    await simulator.close()
  })
})

/** Shown once, in the answer of the request that makes the token. */
function newSecret({ sent }: Outcome, product: Product): string {
  const made = sent.find(({ name }) => name.endsWith('Create its API token'))
  const { data } = JSON.parse(made?.body ?? '{}') as { data: Record<string, string> }
  expect(data[product === 'pve' ? 'full-tokenid' : 'tokenid']).toMatch(/^api@p[vb][es]!postman$/)
  return data['value'] ?? ''
}

describe('workflows', () => {
  let simulator: Simulator
  /** An estate has other backups every day, and now and then one that fails its verification. On this day it has none. */
  const aGoodDay = Date.UTC(2026, 10, 15, 10)

  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small', clock: fastClock(60, aGoodDay) })
  })
  afterAll(() => simulator.close())

  // At the same time, for most of it is waiting for tasks; each on hosts of its own.
  test.concurrent.each([
    ['pve', ['token'], 'attic/pve1'],
    // A host of version 8.4 that is in no cluster.
    ['pve', ['password'], 'pve-office'],
    // One after the other, because a datastore collects its garbage once at a time.
    ['pbs', ['token', 'password'], 'pbs-main'],
  ] as const)('%s, %j, %s', severalTasks, async (product, kinds, host) => {
    const workflows = folder(collections[product], 'Workflows')
    const endpoint = endpointOf(simulator.endpoints, host)
    for (const kind of kinds) {
      const outcome = await runCollection(workflows, environmentFor(simulator, product, kind, endpoint))
      report(`Workflows of ${product.toUpperCase()}, ${kind}`, outcome)
      expect(outcome.failures).toEqual([])
      expect(new Set(outcome.sent.map(({ name }) => name))).toEqual(new Set(namesIn(workflows)))
    }
  })
})
