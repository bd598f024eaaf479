import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPbs, createPve, pvePropertyString, upload, waitFor, type Credentials } from '@pulse/proxmox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../src/simulator.ts'
import { endpointOf } from './ask.ts'

let simulator: Simulator
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1' })
})
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()))
  await simulator.close()
})

/** Keeps what has to be closed. */
function kept<T extends { close(): Promise<void> }>(one: T): T {
  open.push(one)
  return one
}

const options = (name: string, of: Simulator = simulator, credentials?: Credentials) => {
  const { url, fingerprint } = endpointOf(of.endpoints, name)
  const { tokenId, secret } = of.credentials.root
  return {
    url,
    trust: { kind: 'fingerprint', sha256: [fingerprint] } as const,
    credentials: credentials ?? ({ kind: 'token', tokenId, secret } as const),
  }
}

const config = '/nodes/{node}/qemu/{vmid}/config'
const guest = { node: 'pve1', vmid: 100 }

test('a task is started and followed to its end', async () => {
  const pve = kept(createPve(options('attic/pve1')))
  const lines: string[] = []
  const upid = await pve.post('/nodes/{node}/qemu/{vmid}/status/reset', guest)
  const { status } = await waitFor(pve, upid, { onLog: (line) => lines.push(line), totalMs: 20_000 })
  expect(status).toBe('OK')
  expect(lines.at(-1)).toBe('TASK OK')
})

test('a file is uploaded, and lies on the storage', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'upload-'))
  const file = join(folder, 'own.iso')
  writeFileSync(file, Buffer.alloc(3_000_000, '\r\n--'))
  const pve = kept(createPve(options('attic/pve1')))
  const where = { node: 'pve1', storage: 'local', content: 'iso' } as const
  await waitFor(pve, await upload(pve, { ...where, file }), { totalMs: 20_000 })
  rmSync(folder, { recursive: true })
  const content = await pve.get('/nodes/{node}/storage/{storage}/content', where)
  expect(content.find(({ volid }) => volid === 'local:iso/own.iso')).toMatchObject({ size: 3_000_000 })
})

test('values by key become the text that the host keeps, and lists what it takes for lists', async () => {
  const pve = kept(createPve(options('attic/pve1')))
  const net = pvePropertyString('put', config, 'net0')
  await pve.put(config, { ...guest, net5: { model: 'virtio', bridge: 'vmbr0', firewall: true }, description: 'a' })
  const { net5 } = await pve.get(config, guest)
  expect(net.parse(net5 ?? '')).toMatchObject({ model: 'virtio', bridge: 'vmbr0', firewall: true })
  await pve.put(config, { ...guest, delete: ['net5', 'description'] })
  const after = await pve.get(config, guest)
  expect([after.net5, after.description]).toEqual([undefined, undefined])
})

test('a repeated key is a list to the Backup Server', async () => {
  const pbs = kept(createPbs(options('pbs-main')))
  const user = { userid: 'list@pbs' }
  await pbs.post('/access/users', { ...user, comment: 'a', email: 'a@example.org', enable: false })
  await pbs.put('/access/users/{userid}', { ...user, delete: ['comment', 'email'] })
  const { comment, email, enable } = await pbs.get('/access/users/{userid}', user)
  expect([comment, email, enable]).toEqual([undefined, undefined, false])
})

test.each([
  ['attic/pve1', createPve],
  ['pbs-main', createPbs],
] as const)('a login at %s is kept for the next client', async (name, create) => {
  const { username, password } = simulator.credentials.root
  const first = kept(create(options(name, simulator, { kind: 'password', username, password })))
  const version = await first.version()
  const session = first.session()
  expect(session?.expiresAt).toBeGreaterThan(Date.now())
  const { ticket = '', csrfToken = '' } = session ?? {}
  const next = kept(create(options(name, simulator, { kind: 'ticket', username, ticket, csrfToken })))
  expect(await next.version()).toEqual(version)
})

test('what 7.4 does not have is not sent to it', async () => {
  const old = kept(await startSimulator({ scenario: 'small', host: '127.0.0.1', versions: { pve: '7.4' } }))
  const pve = kept(createPve(options('attic/pve1', old)))
  await expect(pve.get('/cluster/mapping/pci')).rejects.toMatchObject({
    kind: 'unsupported',
    message: expect.stringMatching(/this call came with PVE 8\.4, and the server is 7\.4/) as string,
  })
  expect(old.requests.log().map(({ path }) => path)).toEqual(['/version'])
})
