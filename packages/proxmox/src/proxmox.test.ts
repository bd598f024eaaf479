import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { answer, newIdentity, startTlsHost, type Identity, type TlsHost } from '../test/tls-host.ts'
import {
  createPbs,
  createPve,
  ProxmoxError,
  type ClientOptions,
  type Credentials,
  type OddField,
  type PveClient,
} from './proxmox.ts'

let identity: Identity
let host: TlsHost
let client: PveClient | undefined

beforeAll(async () => {
  identity = await newIdentity()
  host = await startTlsHost(identity, () => {})
})
afterAll(() => host.close())
afterEach(() => client?.close())

function pveOf(more: Partial<ClientOptions> = {}): PveClient {
  client = createPve({
    url: host.url,
    credentials: { kind: 'token', tokenId: 'mon@pve!pulse', secret: 'very-secret-value' },
    trust: { kind: 'insecure' },
    ...more,
  })
  return client
}

test('an answer arrives decoded, and what could not be read is told of', async () => {
  const odd: OddField[] = []
  host.answering = (_, response) =>
    answer(response, [{ id: 'qemu/100', type: 'qemu', vmid: '100', mem: -1, template: '0' }])
  expect(await pveOf({ onOddField: (one) => odd.push(one) }).get('/cluster/resources')).toEqual([
    { id: 'qemu/100', type: 'qemu', vmid: 100, template: false },
  ])
  expect(odd).toEqual([{ method: 'GET', path: '/cluster/resources', pointer: '/0/mem', kind: 'number' }])
})

test.each([{ data: {} }, { data: null }, { data: '' }, { data: 'no list' }])(
  'never an empty list for %j',
  async ({ data }) => {
    host.answering = (_, response) => answer(response, data)
    await expect(pveOf().get('/cluster/resources')).rejects.toMatchObject({
      kind: 'malformed',
      method: 'GET',
      path: '/cluster/resources',
    })
  },
)

test('a write that was carried out does not fail on what it answers', async () => {
  const odd: OddField[] = []
  host.answering = (_, response) => answer(response, { unexpected: true })
  const pve = pveOf({ onOddField: (one) => odd.push(one) })
  expect(await pve.post('/nodes/{node}/qemu/{vmid}/status/start', { node: 'a', vmid: 100 })).toBeNull()
  expect(odd).toEqual([{ method: 'POST', path: '/nodes/{node}/qemu/{vmid}/status/start', pointer: '', kind: 'object' }])
})

test('the error text of an old server stands in its reason phrase', async () => {
  host.answering = (_, response) => answer(response, null, 500, 'VM is locked (backup)')
  const error: unknown = await pveOf()
    .post('/nodes/{node}/qemu/{vmid}/status/start', { node: 'a', vmid: 100 })
    .catch((e: unknown) => e)
  expect(error).toBeInstanceOf(ProxmoxError)
  expect(error).toMatchObject({
    kind: 'locked',
    status: 500,
    reason: 'VM is locked (backup)',
    method: 'POST',
    path: '/nodes/a/qemu/100/status/start',
    message: 'POST /nodes/a/qemu/100/status/start: VM is locked (backup)',
  })
})

test('a missing value of the path is refused before anything is sent', async () => {
  const before = host.arrived.length
  await expect(pveOf().get('/nodes/{node}/qemu', { node: '' })).rejects.toMatchObject({
    kind: 'invalid',
    fieldErrors: { node: expect.any(String) as string },
  })
  expect(host.arrived.length).toBe(before)
})

test.each<[string, Credentials, string]>([
  ['token', { kind: 'token', tokenId: 'mon@pve!pulse', secret: 'very-secret-value' }, 'very-secret-value'],
  [
    'ticket',
    { kind: 'ticket', username: 'root@pam', ticket: 'very-secret-value', csrfToken: 'csrf' },
    'very-secret-value',
  ],
  ['password', { kind: 'password', username: 'root@pam', password: 'very-secret-value' }, 'very-secret-value'],
])('no %s in an error or in the printed client, even if the server repeats it', async (_, credentials, secret) => {
  const echo = `value '${secret}' is wrong`
  host.answering = (_request, response) => {
    response.writeHead(400, echo, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ data: null, errors: { password: echo }, message: `${echo}\n` }))
  }
  const pve = pveOf({ credentials })
  const error: unknown = await pve.get('/version').catch((e: unknown) => e)
  expect(error).toMatchObject({
    kind: 'invalid',
    reason: "value '…' is wrong",
    fieldErrors: { password: "value '…' is wrong" },
  })
  const printed = [
    inspect(error, { depth: 9, showHidden: true }),
    JSON.stringify(error),
    String(error),
    (error as Error).stack,
  ]
  const client = [inspect(pve, { depth: 9, showHidden: true }), JSON.stringify(pve)]
  for (const text of [...printed, ...client]) expect(text).not.toContain(secret)
})

test('a secret given as a parameter is not repeated either', async () => {
  host.answering = (_, response) => answer(response, null, 400, "value 'new-password' is too short")
  const call = pveOf().put('/access/password', { userid: 'a@pve', password: 'new-password' })
  await expect(call).rejects.toMatchObject({ message: "PUT /access/password: value '…' is too short" })
})

test('the address is normal form, with the port of the product', () => {
  const options: ClientOptions = {
    url: 'https://backup.example.org/',
    credentials: { kind: 'token', tokenId: 'a@pbs!b', secret: 's' },
    trust: { kind: 'system' },
  }
  expect(createPbs(options).url).toBe('https://backup.example.org:8007')
  expect(createPve(options).url).toBe('https://backup.example.org:8006')
  expect(() => createPve({ ...options, url: 'http://x' })).toThrow('url: must begin with https://')
})

test.each<[string, 'pve' | 'pbs', 'GET' | 'POST' | 'DELETE', string, Record<string, unknown>, string, string]>([
  ['placeholders', 'pve', 'GET', '/nodes/{node}/qemu', { node: 'a', full: '1' }, '/nodes/a/qemu?full=1', ''],
  ['concrete', 'pve', 'GET', '/nodes/a/qemu', { full: true }, '/nodes/a/qemu?full=1', ''],
  ['half of each', 'pve', 'DELETE', '/nodes/a/qemu/{vmid}', { vmid: '100' }, '/nodes/a/qemu/100', ''],
  ['the same twice', 'pve', 'DELETE', '/nodes/a/qemu/100', { vmid: 100 }, '/nodes/a/qemu/100', ''],
  ['text of a command line', 'pve', 'POST', '/nodes/a/qemu', { vmid: '100' }, '/nodes/a/qemu', 'vmid=100'],
  [
    'a volume',
    'pve',
    'GET',
    '/nodes/a/storage/local/content/local:iso/d.iso',
    {},
    '/nodes/a/storage/local/content/local%3Aiso%2Fd.iso',
    '',
  ],
  [
    'PBS',
    'pbs',
    'GET',
    '/admin/datastore/main/status',
    { verbose: true },
    '/admin/datastore/main/status?verbose=true',
    '',
  ],
])('a call by its path, %s', async (_, product, verb, path, parameters, url, body) => {
  host.answering = (_request, response) => answer(response, null)
  const of = product === 'pve' ? createPve : createPbs
  const any = of({
    url: host.url,
    credentials: { kind: 'token', tokenId: 'a@b!c', secret: 'secret' },
    trust: { kind: 'insecure' },
  })
  await any.call(verb, path, parameters).catch(() => {})
  expect(host.arrived.at(-1)).toMatchObject({ method: verb, url: `/api2/json${url}`, body })
  await any.close()
})

test.each<[string, Record<string, unknown>, object]>([
  ['/nodes/a/qemus', {}, { kind: 'unsupported', message: 'GET /nodes/a/qemus: the schema has no such call' }],
  [
    '/nodes/a/qemu',
    { node: 'b' },
    { kind: 'invalid', message: "GET /nodes/a/qemu: node differs from 'a' in the path" },
  ],
])('a call that cannot be made: %s', async (path, parameters, expected) => {
  const before = host.arrived.length
  await expect(pveOf().call('GET', path, parameters)).rejects.toMatchObject(expected)
  expect(host.arrived.length).toBe(before)
})
