import { afterEach, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../src/simulator.ts'
import { askApi, endpointOf, rowsOf } from './ask.ts'
import { manualClock } from './manual-clock.ts'

const startAt = Date.UTC(2026, 2, 4, 12, 0, 0)
let simulator: Simulator

afterEach(() => simulator.close())

/** CPU time of this thread in milliseconds: what others do on the machine meanwhile does not count. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

// Bounds are a few times what a slow machine needs: they catch a wrong order of growth, not a slow day.
describe('10,000 guests on 100 nodes', () => {
  test('start in seconds, and list everything in a fraction of one', async () => {
    const clock = manualClock(startAt)
    const startedAt = cpuMs()
    simulator = await startSimulator({ scenario: { clusters: 1, nodes: 100, guests: 10_000 }, clock })
    expect(cpuMs() - startedAt).toBeLessThan(3000)
    // A cluster too large for a port per node has three.
    expect(simulator.endpoints.map((endpoint) => endpoint.name)).toEqual([
      'site/node001',
      'site/node002',
      'site/node003',
      'pbs',
    ])
    const endpoint = endpointOf(simulator.endpoints, 'site/node001')
    const { root } = simulator.credentials
    const rows = await rowsOf(endpoint, root, '/cluster/resources')
    const count = (type: string): number => rows.filter((row) => row['type'] === type).length
    expect(count('qemu') + count('lxc')).toBe(10_000)
    expect(count('node')).toBe(100)
    expect(count('storage')).toBe(500)
    // All of it anew, ten seconds later.
    clock.advance(10_000)
    const askedAt = cpuMs()
    await askApi(endpoint, root, '/cluster/resources')
    expect(cpuMs() - askedAt).toBeLessThan(1000)
    expect(await rowsOf(endpoint, root, '/nodes/node077/qemu')).not.toEqual([])
  })
})

test('clusters share nodes and guests evenly; all their nodes listen while they are few', async () => {
  simulator = await startSimulator({ scenario: { clusters: 3, nodes: 10, guests: 100 }, clock: manualClock(startAt) })
  const sizes = [...simulator.estate.sites.values()].map((site) => [site.name, site.nodes.size, site.guests.size])
  expect(sizes).toEqual([
    ['site1', 4, 34],
    ['site2', 3, 33],
    ['site3', 3, 33],
  ])
  expect(simulator.endpoints).toHaveLength(11)
  expect(simulator.connections.map((connection) => connection.name)).toEqual(['site1', 'site2', 'site3', 'pbs'])
})

test('50,000 guests cost little while nobody asks', async () => {
  const before = process.memoryUsage().heapUsed
  const startedAt = cpuMs()
  simulator = await startSimulator({
    scenario: { clusters: 10, nodes: 500, guests: 50_000 },
    clock: manualClock(startAt),
  })
  expect(cpuMs() - startedAt).toBeLessThan(4000)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(250 * 2 ** 20)
})

test('latency is added to every answer', async () => {
  const clock = manualClock(startAt)
  simulator = await startSimulator({ scenario: { clusters: 1, nodes: 1, guests: 1 }, clock, latencyMs: 10 })
  const [endpoint] = simulator.endpoints
  if (endpoint === undefined) throw new Error('no endpoint')
  let isAnswered = false
  const reply = askApi(endpoint, simulator.credentials.root, '/version').finally(() => {
    isAnswered = true
  })
  while (clock.pending() === 0) await new Promise((resolve) => setTimeout(resolve, 2))
  clock.advance(9)
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(isAnswered).toBe(false)
  clock.advance(1)
  expect((await reply).status).toBe(200)
})
