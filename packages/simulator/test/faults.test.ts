import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Credential, type Endpoint, type Simulator, startSimulator } from '../src/simulator.ts'
import { askApi, endpointOf, tokenHeader, until } from './ask.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'

let clock: ManualClock
let simulator: Simulator
let pve1: Endpoint
let pve2: Endpoint
let root: Credential

beforeAll(async () => {
  clock = manualClock(Date.UTC(2026, 2, 4, 12, 0, 0))
  simulator = await startSimulator({ scenario: 'small', clock })
  pve1 = endpointOf(simulator.endpoints, 'attic/pve1')
  pve2 = endpointOf(simulator.endpoints, 'attic/pve2')
  root = simulator.credentials.root
})
afterEach(() => simulator.faults.clear())
afterAll(() => simulator.close())

/** All bytes that come over one connection, and how it ended. */
interface Raw {
  text: string
  isOver: boolean
  error: string | undefined
}

function askRaw(endpoint: Endpoint, path: string): Raw & { end(): void } {
  const raw: Raw & { end(): void } = { text: '', isOver: false, error: undefined, end: () => socket.destroy() }
  const socket = connectTls({ host: endpoint.host, port: endpoint.port, ca: endpoint.caPem }, () => {
    const headers = Object.entries(tokenHeader(endpoint, root)).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`GET /api2/json${path} HTTP/1.1\r\nHost: x\r\n${headers.join('')}\r\n`)
  })
  socket.on('data', (chunk: Buffer) => {
    raw.text += chunk.toString('utf8')
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    raw.error = error.code
  })
  socket.on('close', () => {
    raw.isOver = true
  })
  return raw
}

const bodyOf = (raw: Raw): string => raw.text.split('\r\n\r\n').slice(1).join('\r\n\r\n')

describe('a fault applies where it is set', () => {
  test.each([
    ['/version', '/version', true],
    ['/version', '/nodes', false],
    ['/nodes/*/status', '/nodes/pve2/status', true],
    ['/nodes/*/status', '/nodes/pve2/qemu/105/status/current', false],
    ['/nodes/pve2/**', '/nodes/pve2/qemu/105/config', true],
    ['/nodes/pve2/**', '/nodes/pve2/status', true],
    ['/nodes/pve2/**', '/nodes/pve3/status', false],
    ['/nodes/**/config', '/nodes/pve2/qemu/105/config', true],
  ])('%s on %s: %s', async (glob, path, applies) => {
    simulator.faults.set({ path: glob }, { kind: 'status', status: 503, reason: 'Busy' })
    expect((await askApi(pve1, root, path)).status).toBe(applies ? 503 : 200)
  })

  test('on one endpoint, for one verb, until it is cleared', async () => {
    const id = simulator.faults.set(
      { endpoint: 'attic/pve2', method: 'GET' },
      { kind: 'status', status: 596, reason: 'Broken pipe' },
    )
    expect(simulator.faults.list()).toEqual([
      {
        id,
        match: { endpoint: 'attic/pve2', method: 'GET' },
        fault: { kind: 'status', status: 596, reason: 'Broken pipe' },
      },
    ])
    expect(await askApi(pve2, root, '/version')).toMatchObject({ status: 596, reason: 'Broken pipe', text: '' })
    expect((await askApi(pve1, root, '/version')).status).toBe(200)
    simulator.faults.clear(id)
    expect((await askApi(pve2, root, '/version')).status).toBe(200)
  })
})

test('status with headers of its own', async () => {
  simulator.faults.set(
    {},
    { kind: 'status', status: 429, reason: 'Too Many Requests', headers: { 'Retry-After': '7' } },
  )
  const reply = await askApi(pve1, root, '/version')
  expect(reply.status).toBe(429)
  expect(reply.headers['retry-after']).toBe('7')
})

test('delay, by the clock of the simulation', async () => {
  simulator.faults.set({}, { kind: 'delay', ms: 60_000 })
  let isAnswered = false
  const reply = askApi(pve1, root, '/version').finally(() => {
    isAnswered = true
  })
  await until(() => clock.pending() > 0, 'it waits')
  expect(simulator.requests.openNow()).toBe(1)
  clock.advance(59_999)
  expect(isAnswered).toBe(false)
  clock.advance(1)
  expect((await reply).status).toBe(200)
})

test('hang: never a byte, counted apart', async () => {
  simulator.faults.set({}, { kind: 'hang' })
  const raw = askRaw(pve1, '/version')
  await until(() => simulator.requests.hungNow() === 1, 'it hangs')
  expect(simulator.requests.openNow()).toBe(0)
  expect(raw.text).toBe('')
  raw.end()
  await until(() => simulator.requests.hungNow() === 0, 'it is over')
})

test('hang after some bytes of the body', async () => {
  simulator.faults.set({}, { kind: 'hang-after', bytes: 9 })
  const raw = askRaw(pve1, '/version')
  await until(() => bodyOf(raw).length > 0, 'the first bytes')
  expect(bodyOf(raw)).toBe('{"data":{')
  expect(raw.isOver).toBe(false)
  raw.end()
})

test('cut after some bytes of the body', async () => {
  simulator.faults.set({}, { kind: 'cut', bytes: 9 })
  const raw = askRaw(pve1, '/version')
  await until(() => raw.isOver, 'the end')
  expect(bodyOf(raw)).toBe('{"data":{')
  await expect(askApi(pve1, root, '/version')).rejects.toThrow('aborted')
})

test('drip: so many bytes a second', async () => {
  simulator.faults.set({}, { kind: 'drip', bytesPerSecond: 4 })
  const raw = askRaw(pve1, '/version')
  await until(() => bodyOf(raw).length === 4, 'the first second')
  clock.advance(2000)
  await until(() => bodyOf(raw).length === 12, 'the third second')
  raw.end()
})

test('close without a word, politely or by reset', async () => {
  simulator.faults.set({ path: '/version' }, { kind: 'close', how: 'end' })
  simulator.faults.set({ path: '/nodes' }, { kind: 'close', how: 'reset' })
  const [polite, reset] = [askRaw(pve1, '/version'), askRaw(pve1, '/nodes')]
  await until(() => polite.isOver && reset.isOver, 'both ends')
  expect(polite).toMatchObject({ text: '', error: undefined })
  expect(reset).toMatchObject({ text: '', error: 'ECONNRESET' })
})

test('HTML instead of JSON', async () => {
  simulator.faults.set({}, { kind: 'html' })
  const reply = await askApi(pve1, root, '/version')
  expect(reply.status).toBe(200)
  expect(reply.headers['content-type']).toBe('text/html;charset=UTF-8')
  expect(reply.text).toMatch(/^<!DOCTYPE html>/)
})

test('broken JSON', async () => {
  simulator.faults.set({}, { kind: 'broken-json' })
  const reply = await askApi(pve1, root, '/version')
  expect(() => JSON.parse(reply.text)).toThrow()
})

test('a body far larger than it needs to be', async () => {
  simulator.faults.set({}, { kind: 'pad', bytes: 1_000_000 })
  const reply = await askApi(pve1, root, '/version')
  expect(reply.body.length).toBeGreaterThan(1_000_000)
  expect(JSON.parse(reply.text)).toMatchObject({ data: { release: '9.2' } })
})

test.each([10, -3])('a wrong length, by %i', async (by) => {
  const body = (await askApi(pve1, root, '/version')).text
  simulator.faults.set({}, { kind: 'wrong-length', by })
  const raw = askRaw(pve1, '/version')
  await until(() => bodyOf(raw).length === body.length, 'the body')
  expect(raw.text).toContain(`Content-Length: ${body.length + by}\r\n`)
  raw.end()
})

describe('junk in fields', () => {
  test('everywhere in a list', async () => {
    simulator.faults.set({ path: '/nodes' }, { kind: 'junk', pointer: '/data/*/mem', value: -1 })
    const { data } = JSON.parse((await askApi(pve1, root, '/nodes')).text) as {
      data: { mem: number; maxmem: number }[]
    }
    expect(data.map((row) => row.mem)).toEqual([-1, -1, -1])
    expect(data.every((row) => row.maxmem > 0)).toBe(true)
  })

  test('in the rows of one guest, NaN included', async () => {
    simulator.faults.set({ path: '/nodes/*/qemu' }, { kind: 'junk', pointer: '/data/*/maxmem', value: '8G', vmid: 105 })
    const { data } = JSON.parse((await askApi(pve1, root, '/nodes/pve2/qemu')).text) as {
      data: { vmid: number; maxmem: unknown }[]
    }
    expect(data.filter((row) => typeof row.maxmem === 'string').map((row) => row.vmid)).toEqual([105])
    simulator.faults.set(
      { path: '/nodes/*/qemu' },
      { kind: 'junk', pointer: '/data/*/cpu', value: Number.NaN, vmid: 105 },
    )
    expect((await askApi(pve1, root, '/nodes/pve2/qemu')).text).toMatch(/"cpu":NaN/)
  })

  test('a field goes missing', async () => {
    simulator.faults.set({}, { kind: 'junk', pointer: '/data/*/name', value: undefined, vmid: 105 })
    const { data } = JSON.parse((await askApi(pve1, root, '/nodes/pve2/qemu')).text) as {
      data: { vmid: number; name?: string }[]
    }
    expect(data.filter((row) => row.name === undefined).map((row) => row.vmid)).toEqual([105])
  })
})

test.each([[null], [{}], [[]]])('data becomes %j', async (value) => {
  simulator.faults.set({}, { kind: 'data', value })
  expect(JSON.parse((await askApi(pve1, root, '/nodes/pve1/qemu')).text)).toEqual({ data: value })
})

test('every login is refused', async () => {
  simulator.faults.set({}, { kind: 'unauthorized' })
  const reply = askApi(pve1, root, '/version')
  await until(() => clock.pending() > 0, 'it waits')
  clock.advance(3000)
  expect(await reply).toMatchObject({ status: 401, text: '' })
})

test('compressed without being asked', async () => {
  simulator.faults.set({}, { kind: 'gzip' })
  expect((await askApi(pve1, root, '/version')).headers['content-encoding']).toBe('gzip')
})

test('requests are counted by endpoint and path template', async () => {
  simulator.requests.reset()
  await askApi(pve1, root, '/nodes/pve2/qemu/105/config')
  await askApi(pve1, root, '/nodes/pve3/qemu/110/config')
  await askApi(pve2, root, '/version')
  await askApi(pve2, root, '/nonsense')
  expect(simulator.requests.count()).toBe(4)
  expect(simulator.requests.byEndpoint()).toEqual({
    'attic/pve1': { 'GET /nodes/{node}/qemu/{vmid}/config': 2 },
    'attic/pve2': { 'GET /version': 1, 'GET /nonsense': 1 },
  })
  expect(simulator.requests.authorizationSeen('attic/pve1')).toBe(2)
  expect(simulator.requests.authorizationSeen('attic/pve3')).toBe(0)
  expect(simulator.requests.log().map((line) => [line.endpoint, line.path, line.status])[3]).toEqual([
    'attic/pve2',
    '/nonsense',
    501,
  ])
})
