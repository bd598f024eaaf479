import { afterEach, describe, expect, test } from 'vitest'
import { type Scenario, type Simulator, startSimulator } from '../src/simulator.ts'
import { endpointOf, rowsOf } from './ask.ts'

let simulator: Simulator

afterEach(() => simulator.close())

const many: Scenario = { clusters: 1, nodes: 300, guests: 300 }

/** Who fails over asks the addresses that the cluster tells: none may lead off this machine. */
describe.each([
  ['the demo', 'small' as const, 'attic/pve1', undefined, 3],
  ['the demo on one address', 'small' as const, 'attic/pve1', '127.0.0.1', 1],
  ['a large cluster', many, 'site/node001', undefined, 300],
])('members of %s', (_, scenario, name, host, different) => {
  test('are told under loopback addresses', async () => {
    simulator = await startSimulator({ scenario, ...(host !== undefined && { host }) })
    const endpoint = endpointOf(simulator.endpoints, name)
    const rows = await rowsOf(endpoint, simulator.credentials.root, '/cluster/status')
    const addresses = rows.filter((row) => row['type'] === 'node').map((row) => String(row['ip']))
    expect(addresses.filter((address) => !address.startsWith('127.'))).toEqual([])
    expect(new Set(addresses).size).toBe(different)
  })
})
