import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type PbsVersionProfile,
  pbsVersionProfiles,
  type Simulator,
  startSimulator,
  type VersionProfile,
  versionProfiles,
} from '../src/simulator.ts'
import { ask, askApi, dataOf, endpointOf, type Reply, rowsOf } from './ask.ts'
import { manualClock } from './manual-clock.ts'

const simulators = new Map<string, Simulator>()
const clock = manualClock(Date.UTC(2026, 2, 4, 12, 0, 0))

beforeAll(async () => {
  for (const [index, pve] of versionProfiles.entries()) {
    const pbs = pbsVersionProfiles[Math.min(index, pbsVersionProfiles.length - 1)] ?? '4.2'
    const versions = { pve, pbs }
    const scenario = { clusters: 1, nodes: 2, guests: 12 }
    const simulator = await startSimulator({ scenario, versions, host: '127.0.0.1', clock })
    simulators.set(`pve ${pve}`, simulator)
    simulators.set(`pbs ${pbs}`, simulator)
  }
})
afterAll(async () => {
  for (const simulator of new Set(simulators.values())) await simulator.close()
})

function simulated(product: 'pve' | 'pbs', version: VersionProfile | PbsVersionProfile): Simulator {
  const simulator = simulators.get(`${product} ${version}`)
  if (simulator === undefined) throw new Error(`${product} ${version} is not simulated`)
  return simulator
}

function get(product: 'pve' | 'pbs', version: VersionProfile | PbsVersionProfile, path: string): Promise<Reply> {
  const { endpoints, credentials } = simulated(product, version)
  return askApi(endpointOf(endpoints, product === 'pve' ? 'site/node001' : 'pbs'), credentials.root, path)
}

test.each<[VersionProfile, string]>([
  ['7.4', '7.4-16'],
  ['8.4', '8.4.1'],
  ['9.0', '9.0.11'],
  ['9.1', '9.1.4'],
  ['9.2', '9.2.4'],
])('Proxmox VE %s says that it is %s', async (version, told) => {
  const reply = await get('pve', version, '/version')
  expect(JSON.parse(reply.text)).toMatchObject({ data: { version: told, release: version } })
})

test.each<[PbsVersionProfile, string]>([
  ['3.4', '2'],
  ['4.0', '18'],
  ['4.1', '4'],
  ['4.2', '6'],
])('Proxmox Backup Server %s says that it is release %s', async (version, release) => {
  const reply = await get('pbs', version, '/version')
  expect(JSON.parse(reply.text)).toMatchObject({ data: { version, release } })
})

/** First versions as the published schemas have them. */
describe.each<[VersionProfile, path: string, status: number]>([
  ['7.4', '/cluster/metrics/export', 501],
  ['8.4', '/cluster/metrics/export', 200],
  ['8.4', '/cluster/ha/rules', 501],
  ['9.0', '/cluster/ha/rules', 200],
  ['7.4', '/cluster/mapping', 501],
  ['8.4', '/cluster/mapping', 200],
  ['9.0', '/cluster/bulk-action', 501],
  ['9.1', '/cluster/bulk-action', 200],
])('%s GET %s', (version, path, status) => {
  test(`gives ${status}`, async () => {
    const reply = await get('pve', version, path)
    expect(reply.status).toBe(status)
    if (status === 501) expect(reply.reason).toBe(`Method 'GET ${path}' not implemented`)
  })
})

test('an index leaves out what the version lacks', async () => {
  const names = async (version: VersionProfile): Promise<unknown[]> => {
    const { endpoints, credentials } = simulated('pve', version)
    const rows = await rowsOf(endpointOf(endpoints, 'site/node001'), credentials.root, '/cluster')
    return rows.flatMap((row) => Object.values(row))
  }
  expect(await names('7.4')).not.toContain('mapping')
  expect(await names('9.2')).toContain('mapping')
})

test('a parameter that came later is refused, with the text where that version has it', async () => {
  const problem = 'property is not defined in schema and the schema does not allow additional properties'
  const old = await get('pve', '7.4', '/pools?poolid=none')
  expect(old).toMatchObject({ status: 400, reason: 'Parameter verification failed.' })
  expect(JSON.parse(old.text)).toEqual({ data: null, errors: { poolid: problem } })
  const known = await get('pve', '9.2', '/pools?poolid=none')
  expect(known.text).not.toContain(problem)
})

test('the text of an error is in the body from 9 on', async () => {
  const text = 'binary not installed: /usr/bin/ceph-mon'
  const old = await get('pve', '7.4', '/cluster/ceph/status')
  expect(old).toMatchObject({ status: 500, reason: text, text: '{"data":null}' })
  const young = await get('pve', '9.0', '/cluster/ceph/status')
  expect(JSON.parse(young.text)).toEqual({ data: null, message: `${text}\n` })
})

test('up to 7 some numbers are text, and the node tells less', async () => {
  const seen = async (version: VersionProfile): Promise<unknown[]> => {
    const { endpoints, credentials } = simulated('pve', version)
    const endpoint = endpointOf(endpoints, 'site/node001')
    const [container] = await rowsOf(endpoint, credentials.root, '/nodes/node001/lxc')
    const status = await dataOf(endpoint, credentials.root, '/nodes/node001/status')
    return [typeof container?.['vmid'], Object.keys(status as object).includes('boot-info')]
  }
  expect(await seen('7.4')).toEqual(['string', false])
  expect(await seen('8.4')).toEqual(['number', true])
})

test('guests are watched through VM.Monitor up to 8, and through a privilege of its own from 9 on', async () => {
  const privileges = async (version: VersionProfile): Promise<string> => {
    const { endpoints, credentials } = simulated('pve', version)
    const rows = await rowsOf(endpointOf(endpoints, 'site/node001'), credentials.root, '/access/roles')
    return String(rows.find((row) => row['roleid'] === 'Administrator')?.['privs'])
  }
  expect(await privileges('7.4')).toMatch(/VM\.Monitor/)
  expect(await privileges('8.4')).toMatch(/VM\.Monitor/)
  expect(await privileges('9.0')).not.toMatch(/VM\.Monitor/)
  expect(await privileges('9.0')).toMatch(/VM\.GuestAgent\.Audit/)
})

test('only a backup server from 4 on puts the ticket into a cookie alone', async () => {
  const login = async (version: PbsVersionProfile): Promise<Reply> => {
    const { endpoints, credentials } = simulated('pbs', version)
    const { username, password } = credentials.root
    const body = new URLSearchParams({ username, password, 'http-only': '1' }).toString()
    return ask(endpointOf(endpoints, 'pbs'), '/api2/json/access/ticket', { method: 'POST', body })
  }
  const young = await login('4.2')
  expect(young.headers['set-cookie']?.[0]).toMatch(/^__Host-PBSAuthCookie=/)
  expect(young.text).not.toContain('"ticket":')
  const old = await login('3.4')
  expect(old.status).toBe(400)
  expect(old.text).toBe("parameter verification failed - 'http-only': schema does not allow additional properties.")
})

test('only a backup server from 4.1.6 on says what a datastore is kept on', async () => {
  const fields = async (version: PbsVersionProfile): Promise<string[]> => {
    const { endpoints, credentials } = simulated('pbs', version)
    const [store] = await rowsOf(endpointOf(endpoints, 'pbs'), credentials.root, '/admin/datastore')
    return Object.keys(store ?? {})
  }
  expect(await fields('4.2')).toContain('backend-type')
  expect(await fields('4.1')).not.toContain('backend-type')
})

test.each<['pve' | 'pbs', string, RegExp]>([
  ['pve', '/pve-docs/api-viewer/apidoc.js', /^const apiSchema = \[/],
  ['pbs', '/docs/api-viewer/apidoc.js', /^var apiSchema = \[/],
])('%s publishes its schema to anybody', async (product, path, begin) => {
  const endpoint = endpointOf(
    simulated(product, product === 'pve' ? '7.4' : '3.4').endpoints,
    product === 'pve' ? 'site/node001' : 'pbs',
  )
  const reply = await ask(endpoint, path)
  expect(reply).toMatchObject({ status: 200, text: expect.stringMatching(begin) as unknown })
  expect(reply.headers['content-type']).toBe('application/javascript')
  expect(reply.text).toContain(product === 'pve' ? '"/nodes/{node}/qemu"' : '"/admin/datastore"')
  expect(reply.text).not.toContain(product === 'pve' ? '"/cluster/ha/rules"' : '"/config/s3"')
})
