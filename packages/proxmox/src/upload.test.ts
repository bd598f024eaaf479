import { createHash } from 'node:crypto'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Busboy } from '@fastify/busboy'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answer, newIdentity } from '../test/tls-host.ts'
import { createPve, upload, type PveClient } from './proxmox.ts'

const upid = 'UPID:pve1:0000A1B2:00C3D4E5:6553F100:imgcopy::root@pam:'
const sizeBytes = 5 * 1024 * 1024 + 3

/** A form as it arrived. */
interface Received {
  readonly headers: IncomingMessage['headers']
  /** Names of the parts, in order. */
  readonly order: string[]
  readonly fields: Record<string, string>
  file: { name: string; bytes: number; sha256: string } | undefined
}

let server: Server
let url: string
let folder: string
let image: string
let sha256: string
let version = '9.2.1'
let received: Received[] = []
let handle: (request: IncomingMessage, response: ServerResponse) => void
const clients: PveClient[] = []

beforeAll(async () => {
  const { key, cert } = await newIdentity()
  server = createServer({ key, cert }, (request, response) => {
    // Asked for because of the checksum, which 6.4 does not know.
    if (request.url === '/api2/json/version') answer(response, { version })
    else handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  folder = await mkdtemp(join(tmpdir(), 'upload-'))
  image = join(folder, 'debian 13.iso')
  // Bytes that hold line breaks and dashes, as a boundary does.
  const content = Buffer.alloc(sizeBytes, '\r\n--pulse-\0\xff', 'latin1')
  await writeFile(image, content)
  sha256 = createHash('sha256').update(content).digest('hex')
})
beforeEach(() => {
  received = []
  handle = readForm
})
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()))
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

function readForm(request: IncomingMessage, response: ServerResponse): void {
  const one: Received = { headers: request.headers, order: [], fields: {}, file: undefined }
  received.push(one)
  const busboy = new Busboy({ headers: request.headers as { 'content-type': string } })
  busboy.on('field', (name, value) => {
    one.order.push(name)
    one.fields[name] = value
  })
  busboy.on('file', (field, stream, name) => {
    one.order.push(field)
    const hash = createHash('sha256')
    let bytes = 0
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      hash.update(chunk)
    })
    stream.on('end', () => (one.file = { name, bytes, sha256: hash.digest('hex') }))
  })
  busboy.on('finish', () => answer(response, upid))
  request.pipe(busboy)
}

function pveOf(): PveClient {
  const credentials = { kind: 'token', tokenId: 'a@pve!b', secret: 'secret' } as const
  const client = createPve({ url, credentials, trust: { kind: 'insecure' }, limits: { idleMs: 300, totalMs: 400 } })
  clients.push(client)
  return client
}

const target = { node: 'pve1', storage: 'local', content: 'iso' } as const

test('a file arrives whole, its fields before it and its length beforehand', async () => {
  const progress: [number, number][] = []
  const result = await upload(pveOf(), {
    ...target,
    file: image,
    filename: 'debian-13.iso',
    checksum: sha256,
    'checksum-algorithm': 'sha256',
    onProgress: (sent, total) => progress.push([sent, total]),
  })
  expect(result).toBe(upid)
  const form = received.at(-1)
  expect(form?.order).toEqual(['content', 'checksum', 'checksum-algorithm', 'filename'])
  expect(form?.fields).toEqual({ content: 'iso', checksum: sha256, 'checksum-algorithm': 'sha256' })
  expect(form?.file).toEqual({ name: 'debian-13.iso', bytes: sizeBytes, sha256 })
  expect(form?.headers).toMatchObject({
    'content-type': expect.stringMatching(/^multipart\/form-data; boundary=pulse-/) as string,
    authorization: 'PVEAPIToken=a@pve!b=secret',
  })
  expect(Number(form?.headers['content-length'])).toBeGreaterThan(sizeBytes)
  expect(form?.headers).not.toHaveProperty('transfer-encoding')
  expect(progress.length).toBeGreaterThan(10)
  expect(progress.at(-1)).toEqual([sizeBytes, sizeBytes])
  expect(progress.map(([sent]) => sent)).toEqual(progress.map(([sent]) => sent).toSorted((a, b) => a - b))
})

test('a checksum that the version cannot check is refused before anything is sent', async () => {
  version = '6.4-13'
  const sum = { checksum: sha256, 'checksum-algorithm': 'sha256' } as const
  await expect(upload(pveOf(), { ...target, file: image, ...sum })).rejects.toMatchObject({
    kind: 'unsupported',
    message:
      'POST /nodes/pve1/storage/local/upload: the parameter checksum came with PVE 7.4, and the server is 6.4-13',
  })
  expect(received).toEqual([])
})

test('the name of the file does, and so does content that is no file', async () => {
  await upload(pveOf(), { ...target, file: image })
  expect(received.at(-1)?.file?.name).toBe('debian 13.iso')
  const content = (async function* () {
    yield Buffer.from('ab')
    yield Buffer.from('c')
  })()
  await upload(pveOf(), { ...target, file: { content, sizeBytes: 3 }, filename: 'x".iso' })
  expect(received.at(-1)?.file).toMatchObject({ name: 'x%22.iso', bytes: 3 })
  const empty = join(folder, 'empty.iso')
  await writeFile(empty, '')
  await upload(pveOf(), { ...target, file: empty })
  expect(received.at(-1)?.file).toMatchObject({ name: 'empty.iso', bytes: 0 })
})

test('it may last longer than other calls, as long as something moves', async () => {
  const content = (async function* () {
    for (let index = 0; index < 8; index++) {
      yield Buffer.from('x')
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
  })()
  expect(await upload(pveOf(), { ...target, file: { content, sizeBytes: 8 }, filename: 'a.iso', idleMs: 300 })).toBe(
    upid,
  )
})

test.each<[string, (controller: AbortController) => object, object]>([
  ['nothing moves', () => ({ idleMs: 100 }), { kind: 'timeout', phase: 'idle' }],
  ['it takes too long', () => ({ totalMs: 100 }), { kind: 'timeout', phase: 'total' }],
  [
    'given up',
    (controller) => {
      setTimeout(() => controller.abort(), 50)
      return { signal: controller.signal }
    },
    { kind: 'cancelled' },
  ],
])('an upload ends when %s', async (_, options, expected) => {
  // Takes nothing: the connection fills up.
  handle = (request) => void request.pause()
  const big = join(folder, 'big.iso')
  await writeFile(big, '')
  await truncate(big, 64 * 1024 * 1024)
  let sent = 0
  const onProgress = (bytes: number): void => void (sent = bytes)
  const more = options(new AbortController())
  await expect(upload(pveOf(), { ...target, file: big, onProgress, ...more })).rejects.toMatchObject(expected)
  // Not read ahead: what the connection did not take is still on disk.
  expect(sent).toBeLessThan(32 * 1024 * 1024)
})

test('an answer before the end of the file is heard', async () => {
  handle = (request, response) => {
    request.resume()
    response.writeHead(403, 'Permission check failed (/storage/local, Datastore.AllocateTemplate)', {
      'content-type': 'application/json',
    })
    response.end('{"data":null}')
  }
  const big = join(folder, 'big.iso')
  await writeFile(big, '')
  await truncate(big, 64 * 1024 * 1024)
  await expect(upload(pveOf(), { ...target, file: big })).rejects.toMatchObject({
    kind: 'forbidden',
    privilege: { path: '/storage/local', privileges: ['Datastore.AllocateTemplate'], any: false },
  })
})

test.each<[string, object, string]>([
  [
    'no such file',
    { file: '/no/such/file.iso' },
    'POST /nodes/pve1/storage/local/upload: the file that is to be sent cannot be read (ENOENT)',
  ],
  ['a folder', { file: tmpdir() }, 'POST /nodes/pve1/storage/local/upload: what is to be sent is no file'],
  [
    'no name',
    { file: { content: [], sizeBytes: 0 } },
    'POST /nodes/pve1/storage/local/upload: filename must be given with content that is no file',
  ],
  [
    'less than was said',
    { file: { content: (async function* () {})(), sizeBytes: 5 }, filename: 'a.iso' },
    'POST /nodes/pve1/storage/local/upload: what was sent is not as long as was said',
  ],
])('what cannot be sent: %s', async (_, given, message) => {
  await expect(upload(pveOf(), { ...target, file: '', ...given })).rejects.toMatchObject({ kind: 'invalid', message })
})
