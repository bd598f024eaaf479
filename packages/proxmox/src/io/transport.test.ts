import type { ServerResponse } from 'node:http'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { answer, newIdentity, startTlsHost, type Answering, type Identity, type TlsHost } from '../../test/tls-host.ts'
import { createPve, type ClientOptions, type PveClient, type RequestRecord } from '../proxmox.ts'

let identity: Identity
let host: TlsHost
const clients: PveClient[] = []

beforeAll(async () => {
  identity = await newIdentity()
  host = await startTlsHost(identity, () => {})
})
afterAll(() => host.close())
afterEach(async () => {
  host.arrived.length = 0
  await Promise.all(clients.splice(0).map((client) => client.close()))
})

function clientOf(options: Partial<ClientOptions> = {}): PveClient {
  const client = createPve({
    url: host.url,
    credentials: { kind: 'token', tokenId: 'root@pam!t', secret: '11111111-2222-3333-4444-555555555555' },
    trust: { kind: 'fingerprint', sha256: [identity.sha256] },
    ...options,
    limits: { totalMs: 4_000, ...options.limits },
  })
  clients.push(client)
  return client
}

function answering(one: Answering): void {
  host.answering = one
}

const json = { 'content-type': 'application/json;charset=UTF-8' }
const version = { version: '9.2.1', release: '9.2', repoid: 'abc' }

test('the request carries token and name, and nothing it need not', async () => {
  answering((_, response) => answer(response, version))
  expect(await clientOf().get('/version')).toEqual(version)
  const [request] = host.arrived
  expect(request).toMatchObject({ method: 'GET', url: '/api2/json/version', body: '' })
  expect(request?.headers).toMatchObject({
    authorization: 'PVEAPIToken=root@pam!t=11111111-2222-3333-4444-555555555555',
    'user-agent': 'Pulse',
  })
  expect(request?.headers).not.toHaveProperty('cookie')
})

test('pooled connections are kept alive and their number is bounded', async () => {
  answering((_, response) => setTimeout(() => answer(response, version), 20))
  const before = host.connections()
  const client = clientOf({ limits: { connections: 2 } })
  await Promise.all(Array.from({ length: 8 }, () => client.get('/version')))
  await client.get('/version')
  expect(host.connections() - before).toBe(2)
})

test('a compressed answer is read, and the cap is on what comes out of it', async () => {
  const body = JSON.stringify({
    data: Array.from({ length: 5_000 }, (_, n) => ({ node: `pve${n}`, status: 'online' })),
  })
  answering((_, response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(body)))
  expect(await clientOf().get('/nodes')).toHaveLength(5_000)
  expect(gzipSync(body).length).toBeLessThan(50_000)
  await expect(clientOf({ limits: { maxBodyBytes: 50_000 } }).get('/nodes')).rejects.toMatchObject({
    kind: 'malformed',
    message: 'GET /nodes: the answer is larger than 50000 bytes',
  })
})

test.each<[string, Answering, object]>([
  [
    'an over-long body is cut off',
    (_, response) => response.writeHead(200, json).end(`{"data":"${'x'.repeat(3_000)}"}`),
    { kind: 'malformed', message: 'GET /version: the answer is larger than 2000 bytes' },
  ],
  ['a hung answer', () => {}, { kind: 'timeout', phase: 'idle' }],
  [
    'a body that stops half-way',
    (_, response) => response.writeHead(200, { ...json, 'content-length': '100' }).write('{"data":'),
    { kind: 'timeout', phase: 'idle' },
  ],
  [
    'a body that drips: always a sign of life, never an end',
    (_, response) => {
      response.writeHead(200, json)
      const timer = setInterval(() => response.write('x'), 40)
      response.on('close', () => clearInterval(timer))
    },
    { kind: 'timeout', phase: 'total' },
  ],
  [
    'a cut body',
    (_, response, socket) => {
      response.writeHead(200, { ...json, 'content-length': '100' }).write('{"data":', () => socket.destroy())
    },
    { kind: 'malformed', message: 'GET /version: the answer was cut short' },
  ],
  [
    'a broken compressed body',
    (_, response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end('no gzip'),
    { kind: 'malformed' },
  ],
  ['closed before the answer', (_, __, socket) => socket.destroy(), { kind: 'unreachable' }],
  ['no HTTP', (_, __, socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), { kind: 'not-proxmox' }],
])('%s', async (_, how, expected) => {
  answering(how)
  const client = clientOf({ limits: { idleMs: 150, totalMs: 600, maxBodyBytes: 2_000 } })
  await expect(client.get('/version')).rejects.toMatchObject(expected)
})

test('a call may have its own limits and be given up', async () => {
  answering(() => {})
  const client = clientOf()
  await expect(client.get('/version', {}, { idleMs: 50 })).rejects.toMatchObject({ kind: 'timeout', phase: 'idle' })
  await expect(client.get('/version', {}, { totalMs: 50 })).rejects.toMatchObject({ kind: 'timeout', phase: 'total' })
  const controller = new AbortController()
  const call = client.get('/version', {}, { signal: controller.signal })
  controller.abort()
  await expect(call).rejects.toMatchObject({ kind: 'cancelled' })
  const before = host.arrived.length
  await expect(client.get('/version', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'cancelled' })
  expect(host.arrived.length).toBe(before)
})

test('calls that wait for a connection are bound by the same limit, and the hung ones do not block for ever', async () => {
  answering(() => {})
  const client = clientOf({ limits: { connections: 1, totalMs: 200 } })
  const outcomes = await Promise.allSettled([client.get('/version'), client.get('/version'), client.get('/version')])
  expect(outcomes.map((one) => one.status === 'rejected' && (one.reason as { phase: string }).phase)).toEqual([
    'total',
    'total',
    'total',
  ])
  answering((_, response) => answer(response, version))
  expect(await client.get('/version')).toEqual(version)
})

test('deadlines are counted by the clock given', async () => {
  const waiting: { at: number; run: () => void }[] = []
  let now = 1_000_000
  const arrived = Promise.withResolvers<void>()
  answering(() => arrived.resolve())
  const client = clientOf({
    limits: { idleMs: 3_600_000, totalMs: 7_200_000 },
    clock: {
      now: () => now,
      after: (ms, run) => {
        const entry = { at: now + ms, run }
        waiting.push(entry)
        return () => void waiting.splice(waiting.indexOf(entry), 1)
      },
    },
  })
  const call = client.get('/version')
  await arrived.promise
  now += 3_600_000
  for (const { run } of waiting.filter(({ at }) => at <= now)) run()
  await expect(call).rejects.toMatchObject({ kind: 'timeout', phase: 'idle' })
  expect(waiting).toEqual([])
})

test('a server that accepts and says nothing is given up while connecting', async () => {
  const sockets: Socket[] = []
  const mute = createServer((socket) => void sockets.push(socket))
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`
  await expect(clientOf({ url, limits: { connectMs: 100 } }).get('/version')).rejects.toMatchObject({
    kind: 'timeout',
    phase: 'connect',
  })
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => mute.close(resolve))
})

test.each([
  ['nobody listens', 'https://127.0.0.1:1', 'unreachable'],
  ['no such name', 'https://no-such-host.invalid:8006', 'unreachable'],
])('%s', async (_, url, kind) => {
  await expect(clientOf({ url }).get('/version')).rejects.toMatchObject({ kind })
})

test('a GET on a kept-alive connection that was closed is sent once more, on a fresh one', async () => {
  const client = clientOf({ limits: { connections: 1 } })
  answering((_, response) => answer(response, version))
  await client.get('/version')
  const [first] = host.arrived
  // The server closes just as the next request comes.
  answering((request, response, socket) =>
    request.connection === first?.connection ? socket.destroy() : answer(response, version),
  )
  expect(await client.get('/version')).toEqual(version)
  expect(host.arrived.map(({ connection }) => connection - (first?.connection ?? 0))).toEqual([0, 0, 1])
})

test('the repetition is the last one, and a first connection is not repeated', async () => {
  const client = clientOf({ limits: { connections: 1 } })
  answering((_, response) => answer(response, version))
  await client.get('/version')
  answering((_, __, socket) => socket.destroy())
  await expect(client.get('/version')).rejects.toMatchObject({ kind: 'unreachable' })
  expect(host.arrived).toHaveLength(3)
  await expect(clientOf().get('/version')).rejects.toMatchObject({ kind: 'unreachable' })
  expect(host.arrived).toHaveLength(4)
})

test('a GET whose answer is cut short is sent once more', async () => {
  const cut = (response: ServerResponse, socket: Socket): void =>
    void response.writeHead(200, { ...json, 'content-length': '100' }).write('{"data":', () => socket.destroy())
  answering((_, response, socket) => (host.arrived.length === 1 ? cut(response, socket) : answer(response, version)))
  expect(await clientOf().get('/version')).toEqual(version)
  answering((_, response, socket) => cut(response, socket))
  await expect(clientOf().get('/version')).rejects.toMatchObject({ kind: 'malformed' })
  expect(host.arrived).toHaveLength(4)
  await expect(clientOf().put('/cluster/options', {})).rejects.toMatchObject({ kind: 'malformed' })
  expect(host.arrived).toHaveLength(5)
})

test('an old-fashioned answer: HTTP/1.0, lower-case headers, no length', async () => {
  answering((_, __, socket) =>
    socket.end(`HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n${JSON.stringify({ data: version })}`),
  )
  expect(await clientOf().get('/version')).toEqual(version)
})

test.each(['post', 'put', 'delete'] as const)('a %s is never repeated', async (verb) => {
  const client = clientOf({ limits: { connections: 1 } })
  answering((_, response) => answer(response, version))
  await client.get('/version')
  answering((_, __, socket) => socket.destroy())
  const call = {
    post: () => client.post('/nodes/{node}/qemu/{vmid}/status/start', { node: 'pve', vmid: 100 }),
    put: () => client.put('/cluster/options', { console: 'html5' }),
    delete: () => client.delete('/nodes/{node}/qemu/{vmid}', { node: 'pve', vmid: 100 }),
  }[verb]
  await expect(call()).rejects.toMatchObject({ kind: 'unreachable' })
  expect(host.arrived).toHaveLength(2)
})

test('closing the client ends what is under way', async () => {
  answering(() => {})
  const client = clientOf()
  const call = client.get('/version')
  const ended = expect(call).rejects.toMatchObject({ kind: 'cancelled' })
  await client.close()
  await ended
  await expect(client.get('/version')).rejects.toMatchObject({ kind: 'cancelled' })
})

test('every exchange is told of', async () => {
  const records: RequestRecord[] = []
  answering((_, response) => answer(response, []))
  const client = clientOf({ onRequest: (record) => records.push(record) })
  await client.get('/nodes/{node}/qemu', { node: 'pve1', full: true })
  answering((_, response) => response.writeHead(595, 'No route to host').end())
  await client.get('/nodes/{node}/qemu', { node: 'pve1' }).catch(() => {})
  expect(records).toMatchObject([
    { method: 'GET', pathTemplate: '/nodes/{node}/qemu', path: '/nodes/pve1/qemu', status: 200, bytes: 11 },
    { status: 595, bytes: 0, errorKind: 'unreachable-node' },
  ])
  expect(records[0]?.durationMs).toBeGreaterThanOrEqual(0)
})
