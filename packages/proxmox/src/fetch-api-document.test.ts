import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newIdentity, startTlsHost, type Identity, type TlsHost } from '../test/tls-host.ts'
import { fetchApiDocument, type Trust } from './proxmox.ts'

let identity: Identity
let host: TlsHost
const text = 'const apiSchema = [];\n'

beforeAll(async () => {
  identity = await newIdentity()
  host = await startTlsHost(identity, ({ url }, response) => {
    if (url === '/pve-docs/api-viewer/apidoc.js') {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text))
    } else response.writeHead(url === '/behind/docs/api-viewer/apidoc.js' ? 502 : 501).end()
  })
})
afterAll(async () => host.close())

const pin = (): Trust => ({ kind: 'fingerprint', sha256: [identity.sha256] })

test('the file as it stands there, for everybody', async () => {
  expect(await fetchApiDocument('pve', { url: host.url, trust: pin() })).toBe(text)
  const last = host.arrived.at(-1)
  expect(last).toMatchObject({ method: 'GET', url: '/pve-docs/api-viewer/apidoc.js' })
  expect(Object.keys(last?.headers ?? {})).not.toContain('authorization')
})

test.each<[string, string, Trust | undefined, object]>([
  ['none of the other product', '', undefined, { kind: 'missing', status: 501, path: '/docs/api-viewer/apidoc.js' }],
  ['a proxy in between', '/behind/', undefined, { kind: 'not-proxmox', status: 502 }],
  ['another certificate', '', { kind: 'fingerprint', sha256: ['AB'.repeat(32)] }, { kind: 'tls' }],
])('%s', async (_, path, trust, facts) => {
  const options = { url: `${host.url}${path}`, trust: trust ?? pin() }
  await expect(fetchApiDocument('pbs', options)).rejects.toMatchObject({ name: 'ProxmoxError', ...facts })
})
