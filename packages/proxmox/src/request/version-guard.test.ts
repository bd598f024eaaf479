import type { ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { answer, newIdentity, startTlsHost, type TlsHost } from '../../test/tls-host.ts'
import { createPbs, createPve, type Clock, type PbsClient, type PveClient } from '../proxmox.ts'

const minute = 60_000
let host: TlsHost
let now: number
/** What GET /version answers. */
let version: (response: ServerResponse) => void
const clients: (PveClient | PbsClient)[] = []

beforeAll(async () => {
  host = await startTlsHost(await newIdentity(), ({ url }, response) =>
    url === '/api2/json/version' ? version(response) : answer(response, []),
  )
})
afterAll(() => host.close())
beforeEach(() => {
  now = 1_700_000_000_000
  host.arrived.length = 0
})
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())))

const clock: Clock = {
  now: () => now,
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
const options = () => ({
  url: host.url,
  credentials: { kind: 'token', tokenId: 'a@pve!b', secret: 'secret' } as const,
  trust: { kind: 'insecure' } as const,
  clock,
})

function pveOf(says: object): PveClient {
  version = (response) => answer(response, says)
  const client = createPve(options())
  clients.push(client)
  return client
}

const asked = (): string[] => host.arrived.map(({ url }) => url.replace('/api2/json', ''))

test.each<[object, object]>([
  [
    { version: '9.2.1', release: '9.2', repoid: 'a' },
    { version: '9.2.1', release: '9.2' },
  ],
  [
    { version: '6.4-13', release: '6.4' },
    { version: '6.4-13', release: '6.4' },
  ],
  [
    { version: '4.2', release: '6' },
    { version: '4.2.6', release: '4.2' },
  ],
])('%j is %j, asked once', async (says, expected) => {
  const pve = pveOf(says)
  expect(await pve.version()).toEqual(expected)
  expect(await pve.version()).toEqual(expected)
  expect(asked()).toEqual(['/version'])
})

test('calls that all versions have cost nothing more', async () => {
  const pve = pveOf({ version: '7.4-3' })
  await pve.get('/nodes')
  await pve.get('/nodes/{node}/tasks', { node: 'a', limit: 5 })
  expect(asked()).toEqual(['/nodes', '/nodes/a/tasks?limit=5'])
})

// First seen in the schema of 9.0, which 7.4 is before and 8.2 is between.
test.each([
  ['7.4-3', false],
  ['8.4.1', false],
  ['9.0.3', true],
  ['9.2.1', true],
])('a call that came with 9.0, on %s', async (says, sent) => {
  const pve = pveOf({ version: says })
  const call = pve.get('/cluster/ha/rules')
  if (sent) await call
  else {
    await expect(call).rejects.toMatchObject({
      kind: 'unsupported',
      message: `GET /cluster/ha/rules: this call came with PVE 9.0, and the server is ${says}`,
    })
  }
  expect(asked()).toEqual(sent ? ['/version', '/cluster/ha/rules'] : ['/version'])
})

test('a parameter that came with 8.4; whether 8.2 has it, nobody knows', async () => {
  await expect(pveOf({ version: '7.4-3' }).get('/pools', { poolid: 'a' })).rejects.toMatchObject({
    kind: 'unsupported',
    message: 'GET /pools: the parameter poolid came with PVE 8.4, and the server is 7.4-3',
    fieldErrors: { poolid: expect.any(String) as string },
  })
  await pveOf({ version: '8.2.4' }).get('/pools', { poolid: 'a' })
  await pveOf({ version: '7.4-3' }).get('/pools', { poolid: undefined })
  expect(asked()).toEqual(['/version', '/version', '/pools?poolid=a', '/pools'])
})

test('the Backup Server too', async () => {
  version = (response) => answer(response, { version: '3.4', release: '1' })
  const pbs = createPbs(options())
  clients.push(pbs)
  await expect(pbs.get('/config/s3')).rejects.toMatchObject({
    message: 'GET /config/s3: this call came with PBS 4.0, and the server is 3.4.1',
  })
})

test('those who wait share one question, and an answer on its way is heard', async () => {
  const pve = pveOf({ version: '9.2.1' })
  await Promise.all(Array.from({ length: 5 }, () => pve.get('/cluster/ha/rules')))
  expect(asked().filter((url) => url === '/version')).toHaveLength(1)
  const other = pveOf({ version: '9.2.1' })
  host.arrived.length = 0
  await other.get('/version')
  await other.get('/cluster/ha/rules')
  expect(asked()).toEqual(['/version', '/cluster/ha/rules'])
})

test('without a version the call goes ahead, and nobody asks again for a minute', async () => {
  const pve = pveOf({})
  version = (response) => void response.writeHead(500, 'overload').end()
  await pve.get('/cluster/ha/rules')
  await pve.get('/cluster/ha/rules')
  expect(asked()).toEqual(['/version', '/cluster/ha/rules', '/cluster/ha/rules'])
  now += minute
  version = (response) => answer(response, { version: '7.4-3' })
  await expect(pve.get('/cluster/ha/rules')).rejects.toMatchObject({ kind: 'unsupported' })
})

test('after an upgrade the old version is not held against the server', async () => {
  const pve = pveOf({ version: '8.4.1' })
  await expect(pve.get('/cluster/ha/rules')).rejects.toMatchObject({ kind: 'unsupported' })
  version = (response) => answer(response, { version: '9.0.1' })
  await expect(pve.get('/cluster/ha/rules')).rejects.toMatchObject({ kind: 'unsupported' })
  now += 5 * minute
  await pve.get('/cluster/ha/rules')
  expect(asked()).toEqual(['/version', '/version', '/cluster/ha/rules'])
})

test.each(['new', '9.2\u001b[31m', '9.2 and more'])('a version that is none: %j', async (said) => {
  await expect(pveOf({ version: said }).version()).rejects.toMatchObject({
    kind: 'not-proxmox',
    message: 'GET /version: the answer holds no version that can be read',
  })
})
