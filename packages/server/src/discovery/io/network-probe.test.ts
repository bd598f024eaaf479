import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { startSimulator } from '@pulse/simulator'
import { generate } from 'selfsigned'
import { afterEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../../platform/platform.ts'
import { networkProbe, ownNetworks } from './network-probe.ts'

/** Proxmox ports cannot be chosen; addresses can, where all of 127.0.0.0/8 is this machine, as on Linux. */
const address = '127.0.77.1'
const isLinux = process.platform === 'linux'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function listen(server: Server): Promise<void> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(8006, address, resolve)
  })
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
}

/** As long as it takes. */
const ask = (host: string, port: 8006 | 8007, signal = new AbortController().signal) =>
  networkProbe().ask(host, port, signal)

type Answer = (request: IncomingMessage, response: ServerResponse) => void

async function secureServer(answer: Answer): Promise<void> {
  const subject = [
    { name: 'commonName', value: 'pve1.example' },
    { name: 'organizationName', value: 'Proxmox Virtual Environment' },
  ]
  const { cert, private: key } = await generate(subject, { keyType: 'ec' })
  await listen(createSecureServer({ cert, key }, answer))
}

describe.runIf(isLinux)('a probe', () => {
  it('asks for the version, says nothing secret, and hears who answers', async () => {
    const asked: unknown[] = []
    await secureServer(({ method, url, headers }, response) => {
      asked.push({ method, url, ...headers })
      response.writeHead(401, 'No ticket', { Server: 'pve-api-daemon/3.0' }).end('{"data":null}')
    })
    expect(await ask(address, 8006)).toEqual({
      status: 401,
      server: 'pve-api-daemon/3.0',
      body: '{"data":null}',
      organisation: 'Proxmox Virtual Environment',
    })
    expect(asked).toEqual([
      {
        method: 'GET',
        url: '/api2/json/version',
        host: `${address}:8006`,
        'user-agent': 'Pulse',
        'accept-encoding': 'identity',
        connection: 'close',
      },
    ])
  })

  it('reads the beginning only, and follows nobody', async () => {
    let connections = 0
    await secureServer((_, response) => {
      connections++
      response.writeHead(302, { location: `https://${address}:8006/elsewhere` })
      response.write('x'.repeat(100_000))
    })
    const heard = await ask(address, 8006)
    expect([heard?.status, heard?.body.length, connections]).toEqual([302, 4096, 1])
  })

  it.each<[string, Server]>([
    ['speaks no TLS', createServer((_, response) => response.end('hello'))],
    ['hangs up', createTcpServer((socket) => socket.destroy())],
    ['says something else', createTcpServer((socket) => socket.write('SSH-2.0-OpenSSH\r\n'))],
  ])('hears nothing where somebody %s', async (_, server) => {
    await listen(server)
    expect(await ask(address, 8006)).toBe(undefined)
  })

  it('breaks off when nobody wants to know any more', async () => {
    const stop = new AbortController()
    const broken = Promise.withResolvers<void>()
    await secureServer(({ socket }) => {
      socket.on('close', () => broken.resolve())
      stop.abort()
    })
    expect(await ask(address, 8006, stop.signal)).toBe(undefined)
    await broken.promise
  })

  it('hears nothing where nobody is', async () => {
    expect(await ask(address, 8006)).toBe(undefined)
  })

  it('waits longer for an answer than for a connection', async () => {
    await secureServer((_, response) => setTimeout(() => response.end('late'), 1200))
    expect(await ask(address, 8006)).toMatchObject({ status: 200, body: 'late' })
  })

  it('waits for a backup server, which thinks before it refuses', async () => {
    const clock = new ManualClock(0)
    const simulator = await startSimulator({
      scenario: 'small',
      basePort: 8006,
      host: '127.0.77.2',
      ownAddresses: true,
      clock,
    })
    closing.push(() => simulator.close())
    const backupServer = simulator.endpoints.find(({ product, port }) => product === 'pbs' && port === 8007)
    const heard = ask(backupServer?.host ?? '', 8007)
    const passing = setInterval(() => void clock.advance(1000), 20)
    closing.push(() => clearInterval(passing))
    expect(await heard).toMatchObject({ status: 401, server: '', body: 'authentication failed' })
    const node = simulator.endpoints.find(({ product }) => product === 'pve')
    expect([node?.port, await ask(node?.host ?? '', 8006)]).toMatchObject([
      8006,
      { status: 401, server: 'pve-api-daemon/3.0' },
    ])
  })
})

describe('names', () => {
  it('are what the name service says; nothing if it fails or thinks too long', async () => {
    const said = networkProbe({ reverse: () => Promise.resolve(['pve1.lan']) })
    expect(await said.namesOf('192.0.2.1')).toEqual(['pve1.lan'])
    const failing = networkProbe({ reverse: () => Promise.reject(new Error('no')) })
    expect(await failing.namesOf('192.0.2.1')).toEqual([])
    const silent = networkProbe({ reverse: () => new Promise(() => {}) })
    expect(await silent.namesOf('192.0.2.1')).toEqual([])
  })
})

describe('networks of this machine', () => {
  const at = (address: string, internal = false) => ({
    address,
    internal,
    family: 'IPv4' as const,
    netmask: '255.255.0.0',
    mac: '00:00:00:00:00:00',
    cidr: `${address}/16`,
  })
  it('are the /24 of private addresses, each once', () => {
    expect(
      ownNetworks({
        lo: [at('127.0.0.1', true)],
        eth0: [at('192.168.1.7'), at('192.168.1.8'), at('172.16.4.4')],
        eth1: [at('203.0.113.5'), at('10.1.2.3'), at('172.32.0.1')],
        docker0: [at('172.17.0.1')],
        'br-1a2b': [at('172.18.0.1')],
        wlan0: undefined,
      }),
    ).toEqual(['192.168.1.0/24', '172.16.4.0/24', '10.1.2.0/24'])
  })
})
