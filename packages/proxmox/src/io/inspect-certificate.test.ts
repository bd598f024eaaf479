import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { newIdentity, startTlsHost } from '../../test/tls-host.ts'
import { inspectCertificate } from '../proxmox.ts'

test('what a server shows, without a word said to it', async () => {
  const identity = await newIdentity()
  const host = await startTlsHost(identity, () => {})
  const facts = await inspectCertificate({ host: '127.0.0.1', port: host.port, timeoutMs: 2_000 })
  expect(facts).toMatchObject({
    sha256: identity.sha256,
    subject: 'CN=localhost',
    issuer: 'CN=localhost',
    san: ['DNS:localhost', 'IP Address:127.0.0.1'],
    selfSigned: true,
  })
  expect(facts.sha256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  expect(facts.validFromAt).toBeLessThanOrEqual(Date.now())
  expect(facts.validToAt).toBeGreaterThan(Date.now())
  expect(facts.chainPem.replaceAll(/\s/g, '')).toBe(identity.cert.replaceAll(/\s/g, ''))
  expect(host.arrived).toEqual([])
  await host.close()
})

test('nobody there', async () => {
  await expect(inspectCertificate({ host: '127.0.0.1', port: 1, timeoutMs: 2_000 })).rejects.toMatchObject({
    kind: 'unreachable',
    message: 'TLS 127.0.0.1:1: connection refused: is the port right and the service running?',
  })
})

test.each<[string, (socket: Socket) => void, object]>([
  ['somebody who says nothing', () => {}, { kind: 'timeout', phase: 'connect' }],
  ['somebody who speaks no TLS', (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'), { kind: 'tls' }],
])('%s', async (_, greet, expected) => {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    greet(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await expect(inspectCertificate({ host: '127.0.0.1', port, timeoutMs: 150 })).rejects.toMatchObject(expected)
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => server.close(resolve))
})
