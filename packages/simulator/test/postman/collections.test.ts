import { postmanEnvironment, type Collection, type Environment, type LoginKind } from '@pulse/proxmox/documents'
import { methods, type Product } from '@pulse/proxmox/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Endpoint, type Simulator, startSimulator } from '../../src/simulator.ts'
import { askApi, endpointOf, rowsOf } from '../ask.ts'
import { fastClock } from './fast-clock.ts'
import { collections, folder, itemsOf, only, type Outcome, runCollection, without } from './run-collection.ts'

const runs = [
  ['pve', 'token'],
  ['pve', 'password'],
  ['pbs', 'token'],
  ['pbs', 'password'],
] as const

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

describe('every GET request', () => {
  let simulator: Simulator
  let samples: Readonly<Record<Product, Record<string, string>>>

  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small', clock: fastClock(60) })
    const { root } = simulator.credentials
    const backups = await rowsOf(endpointFor(simulator, 'pbs'), root, '/admin/datastore/main/snapshots')
    samples = {
      pve: {},
      pbs: { backup_time: String(backups.find((row) => row['backup-id'] === 'nas')?.['backup-time']) },
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

  test.each(runs)('%s, %s', async (product, kind) => {
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

describe('the ways through the API', () => {
  let simulator: Simulator

  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small', clock: fastClock(60) })
  })
  afterAll(() => simulator.close())

  test.each(runs)('start here, twice: %s, %s', async (product, kind) => {
    const way = folder(collections[product], 'Start here')
    const environment = environmentFor(simulator, product, kind)
    for (const time of ['first', 'second']) {
      const outcome = await runCollection(way, environment)
      report(`Start here of ${product.toUpperCase()}, ${kind}, ${time} time`, outcome)
      expect(outcome.failures).toEqual([])
      // With a token there is nothing to log in.
      const isSent = (name: string): boolean => kind === 'password' || !name.endsWith('Log in')
      expect(outcome.sent.map(({ name }) => name)).toEqual(namesIn(way).filter(isSent))
    }
  })

  // At the same time, for most of it is waiting for tasks.
  test.concurrent.each([
    ['pve', 'token', 'attic/pve1'],
    // A host of version 8.4 that is in no cluster.
    ['pve', 'password', 'pve-office'],
    ['pbs', 'token', 'pbs-main'],
  ] as const)('workflows: %s, %s, %s', async (product, kind, host) => {
    const workflows = folder(collections[product], 'Workflows')
    const endpoint = endpointOf(simulator.endpoints, host)
    const outcome = await runCollection(workflows, environmentFor(simulator, product, kind, endpoint))
    report(`Workflows of ${product.toUpperCase()}, ${kind}`, outcome)
    expect(outcome.failures).toEqual([])
    expect(new Set(outcome.sent.map(({ name }) => name))).toEqual(new Set(namesIn(workflows)))
  })

  // Afterwards, because a datastore collects its garbage once at a time.
  test('workflows: pbs, password', async () => {
    const workflows = folder(collections.pbs, 'Workflows')
    const outcome = await runCollection(workflows, environmentFor(simulator, 'pbs', 'password'))
    report('Workflows of PBS, password', outcome)
    expect(outcome.failures).toEqual([])
    expect(new Set(outcome.sent.map(({ name }) => name))).toEqual(new Set(namesIn(workflows)))
  })
})
