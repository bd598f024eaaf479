import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerKind, type Endpoint, type Simulator, startSimulator } from '../src/simulator.ts'
import { askApi, dataOf, endpointOf, type Reply } from './ask.ts'
import { manualClock } from './manual-clock.ts'

/** Calls that nothing is simulated of. */
const clock = manualClock(Date.UTC(2026, 2, 4, 12, 0, 0))
let simulator: Simulator
let pve: Endpoint
let pbs: Endpoint

beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1', clock })
  pve = endpointOf(simulator.endpoints, 'attic/pve1')
  pbs = endpointOf(simulator.endpoints, 'pbs-main')
})
afterAll(() => simulator.close())

function send(endpoint: Endpoint, method: string, path: string, body: Record<string, unknown> = {}): Promise<Reply> {
  const headers = { 'Content-Type': 'application/json' }
  return askApi(endpoint, simulator.credentials.root, path, { method, headers, body: JSON.stringify(body) })
}

test('that is what they are', () => {
  expect(answerKind('pve', 'POST', '/nodes/{node}/disks/zfs')).toBe('schema')
  expect(answerKind('pve', 'GET', '/nodes/{node}/qemu/{vmid}/firewall/options')).toBe('schema')
  expect(answerKind('pbs', 'POST', '/nodes/{node}/disks/initgpt')).toBe('schema')
  expect(answerKind('pve', 'GET', '/nodes/{node}/status')).toBe('model')
  expect(answerKind('pve', 'POST', '/access/ticket')).toBe('model')
  expect(answerKind('pve', 'GET', '/nodes/{node}')).toBe('index')
})

describe.each([
  ['pve', '/nodes/pve2/disks/initgpt', { disk: '/dev/sda' }, /^UPID:pve2:[0-9A-F:]+:initgpt::root@pam!admin:$/],
  ['pbs', '/nodes/localhost/disks/initgpt', { disk: 'sda' }, /^UPID:pbs-main:[0-9A-F:]+:initgpt::root@pam!admin:$/],
] as const)('%s: a write that takes time', (product, path, body, form) => {
  test('is a task that can be followed to its end', async () => {
    const endpoint = product === 'pve' ? pve : pbs
    const { data } = JSON.parse((await send(endpoint, 'POST', path, body)).text) as { data: string }
    expect(data).toMatch(form)
    const node = product === 'pve' ? 'pve2' : 'localhost'
    const status = (): Promise<unknown> =>
      dataOf(endpoint, simulator.credentials.root, `/nodes/${node}/tasks/${encodeURIComponent(data)}/status`)
    expect(await status()).toMatchObject({ status: 'running' })
    clock.advance(2000)
    expect(await status()).toMatchObject({ status: 'stopped', exitstatus: 'OK' })
  })
})

test('values of the call come back where a field has their name', async () => {
  const { root } = simulator.credentials
  expect(await dataOf(pve, root, '/nodes/pve3/hosts')).toMatchObject({ data: expect.any(String) as unknown })
  expect(await dataOf(pve, root, '/cluster/sdn/zones/lab')).toMatchObject({ zone: 'lab' })
  expect(await dataOf(pbs, root, '/config/drive/drive7')).toMatchObject({ name: 'drive7' })
})

test.each([
  [
    'GET',
    '/nodes/pve1/qemu/999/firewall/options',
    500,
    "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist",
  ],
  ['GET', '/nodes/pve1/lxc/100/firewall/options', 500, "Configuration file 'nodes/pve1/lxc/100.conf' does not exist"],
  ['GET', '/nodes/pve9/hosts', 500, 'hostname lookup'],
  ['GET', '/cluster/firewall/nothing', 501, "Method 'GET /cluster/firewall/nothing' not implemented"],
])('%s %s is refused as on a real host', async (_, path, status, text) => {
  const reply = await askApi(pve, simulator.credentials.root, path)
  expect(reply.status).toBe(status)
  expect(reply.reason).toContain(text)
})

test('a write is refused without privilege, with a wrong parameter, and without a quorum', async () => {
  const path = '/nodes/pve1/disks/initgpt'
  const headers = { 'Content-Type': 'application/json' }
  const question = { method: 'POST', headers, body: '{"disk":"/dev/sda"}' }
  expect(await askApi(pve, simulator.credentials.pve, path, question)).toMatchObject({
    status: 403,
    reason: 'Permission check failed (/, Sys.Modify)',
  })
  expect(await send(pve, 'POST', path)).toMatchObject({ status: 400, reason: 'Parameter verification failed.' })
  simulator.estate.setQuorum('attic', false)
  expect(await send(pve, 'POST', path, { disk: '/dev/sda' })).toMatchObject({
    status: 500,
    reason: 'cluster not ready - no quorum?',
  })
  simulator.estate.setQuorum('attic', true)
})
