import { execFile } from 'node:child_process'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { promisify } from 'node:util'
import { generate } from 'selfsigned'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { OutboundError } from '../outbound-error.ts'
import { readNetworks } from './networks.ts'
import { createOutbound, type OutboundPolicy, type OutboundRequest, type Resolve } from './outbound.ts'

const closed: OutboundPolicy = { allowPrivate: true, allowed: readNetworks([]) }
const toLoopback: OutboundPolicy = { ...closed, allowed: readNetworks(['127.0.0.0/8', '::1']) }

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A receiver on 127.0.0.1, and how often somebody connected to it. */
async function receiver(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  server: Server = createServer(),
): Promise<{ port: number; connections: () => number }> {
  let connections = 0
  server.on('request', answer)
  server.on('connection', () => connections++)
  return { port: await listen(server), connections: () => connections }
}

async function listen(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const names =
  (...addresses: string[]): Resolve =>
  () =>
    Promise.resolve(addresses)

const send = (url: string, policy = toLoopback, resolve?: Resolve, more: Partial<OutboundRequest> = {}) =>
  createOutbound({ policy: () => policy, ...(resolve ? { resolve } : {}) }).send({ url, ...more })

const failure = async (attempt: Promise<unknown>): Promise<string> => {
  const error: unknown = await attempt.catch((reason: unknown) => reason)
  if (!(error instanceof OutboundError)) throw new Error('did not fail as expected', { cause: error })
  return error.kind
}

describe('an exchange', () => {
  it('sends what is asked for, and gives back status, headers and body', async () => {
    const seen: unknown[] = []
    const { port } = await receiver((request, response) => {
      request.setEncoding('utf8').on('data', (body: string) => {
        const { host, authorization, accept } = request.headers
        seen.push([request.method, request.url, host, authorization, accept, body])
        response.writeHead(429, { 'retry-after': '7' }).end('später')
      })
    })
    const answer = await send(`http://receiver.example:${port}/a?b=c`, toLoopback, names('127.0.0.1'), {
      method: 'POST',
      headers: { accept: 'text/plain' },
      body: '{"a":1}',
    })
    expect([answer.status, answer.header('retry-after'), answer.header('x'), answer.body]).toEqual([
      429,
      '7',
      '',
      'später',
    ])
    expect(seen).toEqual([['POST', '/a?b=c', `receiver.example:${port}`, undefined, 'text/plain', '{"a":1}']])
  })

  it.each<[string, string, (response: ServerResponse) => void]>([
    ['more than it may hold', 'too-large', (response) => response.end('x'.repeat(101))],
    ['heads without end', 'too-large', (response) => response.writeHead(200, { a: 'x'.repeat(20_000) }).end()],
    ['nothing', 'too-slow', () => {}],
    ['half of the body', 'too-slow', (response) => response.writeHead(200).write('half')],
    ['a cut', 'unreachable', (response) => response.socket?.destroy()],
    ['no HTTP', 'broken', (response) => response.socket?.end('SSH-2.0-OpenSSH\r\n')],
    [
      'another protocol',
      'broken',
      (response) => response.socket?.write('HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    ],
  ])('that answers with %s fails: %s', async (_, kind, answer) => {
    const { port } = await receiver((__, response) => answer(response))
    const attempt = send(`http://127.0.0.1:${port}/`, toLoopback, undefined, { mostBytes: 100, withinMs: 300 })
    expect(await failure(attempt)).toBe(kind)
  })

  it('ends in time when the name takes for ever, and when nobody is there', async () => {
    const attempt = send('http://receiver.example/', closed, () => new Promise(() => {}), { withinMs: 30 })
    expect(await failure(attempt)).toBe('too-slow')
    expect(await failure(send('http://127.0.0.1:1/'))).toBe('unreachable')
    expect(await failure(send('http://x.example/', closed, () => Promise.reject(new Error('no'))))).toBe('unresolved')
    expect(await failure(send('http://x.example/', closed, names()))).toBe('unresolved')
  })

  it('believes no certificate that the system does not believe', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' })
    const { port } = await receiver((_, response) => response.end('hello'), createSecureServer({ cert, key }))
    expect(await failure(send(`https://localhost:${port}/`))).toBe('untrusted')
    const plain = await receiver((_, response) => response.end('hello'))
    expect(await failure(send(`https://127.0.0.1:${plain.port}/`))).toBe('untrusted')
  })
})

describe('addresses that nobody may ask (S29)', () => {
  it.each([
    'http://127.1',
    'http://2130706433',
    'http://0x7f.1',
    'http://0',
    'http://0177.0.0.1',
    'http://127.0.0.1.',
    'http://[::]',
    'http://[::1]',
    'http://[::ffff:7f00:1]',
    'http://[::ffff:127.0.0.1]',
    'http://[64:ff9b::a9fe:a9fe]',
    'http://[2002:7f00:1::]',
    'http://169.254.169.254/latest/meta-data/',
    'http://１２７．０．０．１',
    'http://127。0。0。1',
    'http://①②⑦.⓪.⓪.①',
    'http://224.0.0.1',
    'http://255.255.255.255',
  ])('%s', async (url) => {
    expect(await failure(send(url, closed))).toBe('not-allowed')
  })

  it.each([
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'ftp://192.0.2.1/',
    'javascript:alert(1)',
    'http://user@192.0.2.1',
    'http://user:password@192.0.2.1/',
    'http://192.0.2.1\t/',
    'ht\ntp://192.0.2.1/',
    'http://192.0.2.1/a b',
    'http:\\\\192.0.2.1\\',
    'http://192.0.2.1:0/',
    'http://[fe80::1%25eth0]/',
    'http://999.1.1.1/',
    'http://',
    '/relative',
    '',
  ])('%j is no address at all', async (url) => {
    expect(await failure(send(url, closed))).toBe('malformed')
  })

  it.each([
    ['metadata.google.internal', ['169.254.169.254']],
    ['169.254.169.254.nip.example', ['169.254.169.254']],
    ['localhost', ['127.0.0.1', '::1']],
    ['xn--80ak6aa92e.example', ['::ffff:127.0.0.1']],
    ['ec2.example', ['fd00:ec2::254']],
    ['zone.example', ['fe80::1%eth0']],
    ['odd.example', ['no address']],
  ])('a name that leads there: %s', async (name, addresses) => {
    expect(await failure(send(`http://${name}/`, closed, names(...addresses)))).toBe('not-allowed')
  })

  it('loopback and private ones by name of the owner alone, and metadata not even so', async () => {
    const { port, connections } = await receiver((_, response) => response.end())
    const url = `http://127.0.0.1:${port}/`
    expect(await failure(send(url, closed))).toBe('not-allowed')
    expect(connections()).toBe(0)
    expect((await send(url, { allowPrivate: false, allowed: readNetworks(['127.0.0.1']) })).status).toBe(200)
    const none: OutboundPolicy = { allowPrivate: false, allowed: readNetworks([]) }
    for (const address of ['10.0.0.1', '192.168.1.1', '172.16.0.1', '[fd12::1]'])
      expect(await failure(send(`http://${address}/`, none)), address).toBe('not-allowed')
    const everything: OutboundPolicy = { allowPrivate: true, allowed: readNetworks(['0.0.0.0/0', '::/0']) }
    for (const address of ['169.254.169.254', '[fe80::1]', '[64:ff9b::a9fe:a9fe]', '100.100.100.200'])
      expect(await failure(send(`http://${address}/`, everything)), address).toBe('not-allowed')
  })
})

describe('names (S30)', () => {
  it('are looked up once: what a second answer would say does not count', async () => {
    const { port } = await receiver((_, response) => response.end('checked'))
    const answers = [['127.0.0.1'], ['169.254.169.254']]
    let asked = 0
    const answer = await send(`http://rebinding.example:${port}/`, toLoopback, () =>
      Promise.resolve(answers[asked++] ?? []),
    )
    expect([answer.body, asked]).toEqual(['checked', 1])
  })

  it('with a forbidden address among others lead to the others alone', async () => {
    const { port, connections } = await receiver((_, response) => response.end('permitted'))
    const onlyThis: OutboundPolicy = { ...closed, allowed: readNetworks(['127.0.0.1']) }
    const answer = await send(`http://both.example:${port}/`, onlyThis, names('::1', '127.0.0.2', '127.0.0.1'))
    expect([answer.body, connections()]).toEqual(['permitted', 1])
  })

  it('with several permitted addresses: the next is tried when one is dead', async () => {
    const { port } = await receiver((_, response) => response.end('second'))
    expect((await send(`http://dual.example:${port}/`, toLoopback, names('::1', '127.0.0.1'))).body).toBe('second')
  })
})

describe('redirects (S31)', () => {
  it.each([301, 302, 303, 307, 308, 300])('%i is a failure, and nobody is asked a second time', async (status) => {
    const inside = await receiver((_, response) => response.end('inside'))
    const sink = await receiver((_, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${inside.port}/` }).end(),
    )
    expect(await failure(send(`http://127.0.0.1:${sink.port}/`))).toBe('redirected')
    expect([sink.connections(), inside.connections()]).toEqual([1, 0])
  })
})

describe('proxies of the environment (S32)', () => {
  it('are not asked, whatever Node is told', async () => {
    let proxied = 0
    const proxy = createTcpServer((socket) => {
      proxied++
      socket.destroy()
    })
    const proxyPort = await listen(proxy)
    const { port } = await receiver((_, response) => response.end('direct'))
    const script = `
      const { createOutbound } = await import(${JSON.stringify(new URL('./outbound.ts', import.meta.url).href)})
      const { readNetworks } = await import(${JSON.stringify(new URL('./networks.ts', import.meta.url).href)})
      const policy = () => ({ allowPrivate: true, allowed: readNetworks(['127.0.0.1']) })
      const resolve = async () => ['127.0.0.1']
      process.stdout.write((await createOutbound({ policy, resolve }).send({ url: 'http://receiver.example:${port}/' })).body)`
    const address = `http://127.0.0.1:${proxyPort}`
    const environment = Object.fromEntries(
      ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'].map((name) => [
        name,
        address,
      ]),
    )
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { PATH: process.env['PATH'], NODE_USE_ENV_PROXY: '1', ...environment },
    })
    expect((await run).stdout).toBe('direct')
    expect(proxied).toBe(0)
    // The trap works: who uses the agent that all share falls into it.
    const trapped = promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', `await fetch('http://receiver.example:${port}/').catch(() => {})`],
      { env: { PATH: process.env['PATH'], NODE_USE_ENV_PROXY: '1', ...environment } },
    )
    await trapped
    await vi.waitUntil(() => proxied > 0)
  })
})
