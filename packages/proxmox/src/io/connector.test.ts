import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { answer, newIdentity, startTlsHost, type Identity, type TlsHost } from '../../test/tls-host.ts'
import { createPve, type PveClient, type Trust } from '../proxmox.ts'

let identity: Identity
let stranger: Identity
let host: TlsHost
const clients: PveClient[] = []
const version = { version: '9.2.1', release: '9.2', repoid: 'abc' }

beforeAll(async () => {
  identity = await newIdentity()
  stranger = await newIdentity()
  host = await startTlsHost(identity, (_, response) => answer(response, version))
})
afterAll(() => host.close())
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})

function clientOf(trust: Trust, url = host.url): PveClient {
  const credentials = { kind: 'token', tokenId: 'root@pam!t', secret: '11111111-2222-3333-4444-555555555555' } as const
  const client = createPve({ url, credentials, trust })
  clients.push(client)
  return client
}

/** Accepts TLS with the certificate and keeps every decrypted byte. */
async function startListener(of: Identity): Promise<{ url: string; bytes: () => number; close: () => Promise<void> }> {
  let bytes = 0
  const sockets: Socket[] = []
  const server = createServer({ key: of.key, cert: of.cert }, (socket) => {
    sockets.push(socket)
    socket.on('data', (chunk) => {
      bytes += chunk.length
      socket.end(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 28\r\n\r\n{"data":{"version":"9.2.1"}}',
      )
    })
    socket.on('error', () => {})
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytes: () => bytes,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test('not one byte is sent to a server whose certificate is not believed', async () => {
  const listener = await startListener(identity)
  const trusts: Trust[] = [
    { kind: 'fingerprint', sha256: [stranger.sha256] },
    { kind: 'fingerprint', sha256: [] },
    { kind: 'ca', pem: stranger.cert },
    { kind: 'system' },
  ]
  for (const trust of trusts) {
    await expect(clientOf(trust, listener.url).get('/version')).rejects.toMatchObject({ kind: 'tls' })
  }
  // Long enough for stray bytes to arrive.
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(listener.bytes()).toBe(0)
  await clientOf({ kind: 'fingerprint', sha256: [identity.sha256] }, listener.url).get('/version')
  expect(listener.bytes()).toBeGreaterThan(100)
  await listener.close()
})

test('a mismatch names the fingerprint that was met', async () => {
  const trust: Trust = { kind: 'fingerprint', sha256: [stranger.sha256] }
  await expect(clientOf(trust).get('/version')).rejects.toMatchObject({
    kind: 'tls',
    peerFingerprint: identity.sha256,
  })
})

test.each<[string, () => Trust]>([
  ['no authority of this machine signed it', () => ({ kind: 'system' })],
  ['another authority is trusted', () => ({ kind: 'ca', pem: stranger.cert })],
])('a refused certificate names its fingerprint, so that it can be pinned: %s', async (_, trust) => {
  const error: unknown = await clientOf(trust())
    .get('/version')
    .catch((e: unknown) => e)
  expect(error).toMatchObject({ kind: 'tls', peerFingerprint: identity.sha256 })
  expect((error as Error).message).toContain(`its SHA-256 fingerprint is ${identity.sha256}`)
})

test('fingerprints in any form, one of several, the own CA, or none at all', async () => {
  const trusts: Trust[] = [
    { kind: 'fingerprint', sha256: [identity.sha256.replaceAll(':', '').toLowerCase()] },
    { kind: 'fingerprint', sha256: [stranger.sha256, identity.sha256.toLowerCase()] },
    { kind: 'ca', pem: identity.cert },
    { kind: 'insecure' },
  ]
  for (const trust of trusts) expect(await clientOf(trust).get('/version')).toEqual(version)
})

test('a trusted certificate for another name is refused', async () => {
  const other = await newIdentity('other.example.org')
  const wrong = await startTlsHost(other, (_, response) => answer(response, version))
  const error = await clientOf({ kind: 'ca', pem: other.cert }, wrong.url)
    .get('/version')
    .catch((e: unknown) => e)
  expect(error).toMatchObject({
    kind: 'tls',
    message: `GET /version: TLS failed: the certificate is for another host name; its SHA-256 fingerprint is ${other.sha256}`,
  })
  expect(wrong.arrived).toEqual([])
  await wrong.close()
})
