import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { endpoints } from '@pulse/contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AppError, ManualClock, silentLog, StartError } from '../platform/platform.ts'
import { type ConnectionDesk, connectionHandlers, coreHandlers, createWebServer, type WebServer } from './http.ts'
import { openGate } from './test/open-gate.ts'

const now = 1_700_000_000_000
const host = 'localhost:7655'
const asked: [string, ...unknown[]][] = []

/** Notes what it is asked for. */
const notingDesk: ConnectionDesk = {
  list: () => [],
  async add(input) {
    asked.push(['add', input])
    return { id: 'pve-k3v9qmx2', name: 'lab' }
  },
  async change(id, change) {
    asked.push(['change', id, change])
  },
  async remove(id) {
    asked.push(['remove', id])
    throw new AppError('connection.missing', 'Node not found')
  },
  test: () => Promise.reject(new Error('the secret is hunter2')),
  testSoftly: () => Promise.resolve({ status: 'success', message: 'Connected to PBS instance', latency: 42 }),
  testStored: () => Promise.resolve({ status: 'error', message: 'Node not found' }),
  inspect: () =>
    Promise.reject(
      new AppError('connection.unreachable', 'Connection failed: x', { field: 'host', details: { cause: 'timeout' } }),
    ),
}

let web: WebServer
let port = 0
let webRoot = ''
/** In place of the usual small one. */
let state: { body: readonly Buffer[]; etag: string } | undefined

beforeAll(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'pulse-web-'))
  mkdirSync(join(webRoot, 'assets'))
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Pulse</title>')
  writeFileSync(join(webRoot, 'assets', 'app-1a2b.js'), 'void 0')
  writeFileSync(join(webRoot, '..', 'outside.txt'), 'outside')
  const core = coreHandlers({
    health: () => ({ status: 'healthy', timestamp: now / 1000, uptime: 1.5 }),
    version: () => ({
      version: '1.2.3',
      build: 'release',
      runtime: 'node',
      channel: 'stable',
      isDocker: false,
      isDevelopment: false,
      deploymentType: 'manual',
    }),
    apiDocument: () => Promise.resolve({ body: [Buffer.from('{"openapi":"3.1.0"}')], etag: '"a-1"' }),
    stateDocument: (encoding) =>
      Promise.resolve(state ?? { body: ['{"as":', `"${encoding}"}`].map((part) => Buffer.from(part)), etag: '"e-7"' }),
  })
  web = await createWebServer({
    handlers: { ...core, ...connectionHandlers(notingDesk) },
    gate: openGate,
    upgrade: (_, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\nhello'),
    webRoot,
    clock: new ManualClock(now),
    log: silentLog,
  })
  port = (await web.listen('127.0.0.1', 0)).port
})
afterAll(async () => {
  await web.close()
  rmSync(join(webRoot, '..', 'outside.txt'))
  rmSync(webRoot, { recursive: true })
})

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS'
const call = (method: Method, url: string, more: { body?: string; headers?: Record<string, string> } = {}) =>
  web.inject({
    method,
    url,
    headers: { host, ...(more.body === undefined ? {} : { 'content-type': 'application/json' }), ...more.headers },
    ...(more.body === undefined ? {} : { payload: more.body }),
  })

/** What is sent, byte for byte, and what comes back until the end. */
async function raw(request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(request)
  return text(socket)
}

describe('answers', () => {
  it('come from the handlers, with the status of the table', async () => {
    const health = await call('GET', '/api/health')
    expect(health.json()).toEqual({ status: 'healthy', timestamp: 1_700_000_000, uptime: 1.5 })
    expect(health.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    })

    const added = await call('POST', '/api/config/nodes', { body: '{"type":"pve","host":"pve1","extra":1}' })
    expect([added.statusCode, added.json()]).toEqual([201, { status: 'success', id: 'pve-k3v9qmx2', name: 'lab' }])
    expect(asked.at(-1)).toEqual(['add', { type: 'pve', host: 'pve1' }])

    const changed = await call('PUT', '/api/config/nodes/pve-1%20x', { body: '{"monitorVMs":false}' })
    expect([changed.statusCode, changed.json()]).toEqual([200, { status: 'success' }])
    expect(asked.at(-1)).toEqual(['change', 'pve-1 x', { monitorVMs: false }])
  })

  it('carry the headers that keep a browser safe, whatever they say', async () => {
    const answers = [
      await call('GET', '/api/health'),
      await call('GET', '/'),
      await call('GET', '/assets/app-1a2b.js'),
      await call('GET', '/api/nothing'),
      await call('POST', '/api/health'),
      await call('GET', '/api/health', { headers: { host: 'evil.example' } }),
    ]
    for (const { headers, statusCode } of answers) {
      expect(headers['content-security-policy'], String(statusCode)).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
      )
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      })
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    }
  })

  it('of the state are ready bytes in the best encoding, and 304 for who has them', async () => {
    const br = await call('GET', '/api/state', { headers: { 'accept-encoding': 'gzip, br' } })
    expect([br.statusCode, br.headers['content-encoding'], br.body]).toEqual([200, 'br', '{"as":"br"}'])
    expect(br.headers).toMatchObject({
      etag: '"e-7"',
      vary: 'Accept-Encoding, Origin',
      'cache-control': 'private, no-cache',
    })
    const plain = await call('GET', '/api/state')
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, '{"as":"identity"}'])
    expect([br.headers['content-length'], plain.headers['content-length']]).toEqual(['11', '17'])
    for (const tags of ['"e-7"', 'W/"e-7"', '"other", "e-7"', '*']) {
      const same = await call('GET', '/api/state', { headers: { 'if-none-match': tags } })
      expect([same.statusCode, same.body, same.headers['etag']], tags).toEqual([304, '', '"e-7"'])
    }
    expect((await call('GET', '/api/state', { headers: { 'if-none-match': '"e-8"' } })).statusCode).toBe(200)
    const head = await call('HEAD', '/api/state')
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, '17', ''])
  })
})

describe('a large state', () => {
  it('sends the document of the interface as it is made, and 304 to who has it', async () => {
    const answer = await call('GET', '/api/openapi.json')
    expect(answer.body).toBe('{"openapi":"3.1.0"}')
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': '19',
      'cache-control': 'private, no-cache',
      etag: '"a-1"',
    })
    const same = await call('GET', '/api/openapi.json', { headers: { 'if-none-match': '"a-1"' } })
    expect([same.statusCode, same.body]).toEqual([304, ''])
  })

  it('is taken as fast as the client reads, and no further when it goes away', async () => {
    const part = Buffer.alloc(1024 * 1024)
    let taken = 0
    const body = Array.from({ length: 64 }, () => part)
    body[Symbol.iterator] = function* () {
      for (let i = 0; i < 64; i++, taken++) yield part
      return undefined
    }
    state = { body, etag: '"large"' }
    const socket = connect(port, '127.0.0.1')
    socket.write(`GET /api/state HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    await once(socket, 'readable')
    await vi.waitUntil(async () => {
      const before = taken
      await setTimeout(50)
      return taken === before
    })
    // What the two sides of a loopback connection hold at most lies far below.
    expect(taken).toBeLessThan(48)
    const head = (socket.read() as Buffer).toString('latin1')
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(head).toContain('content-length: 67108864\r\n')
    const before = taken
    socket.destroy()
    state = undefined
    expect((await call('GET', '/api/health')).statusCode).toBe(200)
    await setTimeout(50)
    expect(taken).toBeLessThanOrEqual(before + 1)
  })
})

describe('errors', () => {
  it.each<[string, Method, string, string | undefined, Record<string, string>, number, object]>([
    ['a path that is not', 'GET', '/api/nothing', undefined, {}, 404, { code: 'route.missing' }],
    ['a path in other letters', 'GET', '/API/HEALTH', undefined, {}, 404, { code: 'route.missing' }],
    ['a slash too many', 'GET', '/api/health/', undefined, {}, 404, { code: 'route.missing' }],
    ['broken escapes', 'GET', '/api/config/nodes/%zz', undefined, {}, 400, { code: 'request.malformed' }],
    ['a method it has not', 'POST', '/api/health', undefined, {}, 405, { code: 'route.wrong-method' }],
    ['a preflight', 'OPTIONS', '/api/config/nodes', undefined, {}, 405, { code: 'route.wrong-method' }],
    [
      'a form',
      'POST',
      '/api/config/nodes',
      'type=pve',
      { 'content-type': 'text/plain' },
      415,
      { code: 'request.wrong-content' },
    ],
    [
      'no JSON',
      'POST',
      '/api/config/nodes',
      '{',
      {},
      400,
      { code: 'request.malformed', error: 'Invalid request body' },
    ],
    ['no body', 'POST', '/api/config/nodes', '', {}, 400, { code: 'request.malformed', error: 'Invalid request body' }],
    [
      'a list',
      'POST',
      '/api/config/nodes',
      '[]',
      {},
      400,
      { code: 'request.malformed', error: 'Invalid request body' },
    ],
    ['too much', 'POST', '/api/config/nodes', `"${'x'.repeat(1024 * 1024)}"`, {}, 413, { code: 'request.too-large' }],
    [
      'a wrong field',
      'POST',
      '/api/config/nodes',
      '{"type":"x","host":"y"}',
      {},
      400,
      { error: 'Invalid node type', field: 'type' },
    ],
    [
      'a missing thing',
      'DELETE',
      '/api/config/nodes/x',
      undefined,
      {},
      404,
      { code: 'connection.missing', error: 'Node not found' },
    ],
    [
      'details',
      'POST',
      '/api/connections/inspect',
      '{"type":"pve","host":"y"}',
      {},
      400,
      { field: 'host', details: { cause: 'timeout' } },
    ],
    [
      'a failure of ours',
      'POST',
      '/api/config/nodes/test-connection',
      '{"type":"pve","host":"y"}',
      {},
      500,
      { code: 'server.broken', error: 'An unexpected error occurred' },
    ],
    [
      'a foreign host',
      'GET',
      '/api/health',
      undefined,
      { host: 'evil.example' },
      403,
      { code: 'request.foreign-host' },
    ],
    [
      'a foreign origin',
      'DELETE',
      '/api/config/nodes/x',
      undefined,
      { origin: 'http://evil.example' },
      403,
      { code: 'access.csrf' },
    ],
  ])('%s', async (_, method, url, body, headers, status, expected) => {
    const answer = await call(method, url, { headers, ...(body === undefined ? {} : { body }) })
    expect(answer.json()).toMatchObject({ status_code: status, timestamp: 1_700_000_000, ...expected })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.json<{ requestId: string }>().requestId).toBe(answer.headers['x-request-id'])
    expect(answer.body).not.toContain('hunter2')
  })

  it('405 lists what is allowed', async () => {
    expect((await call('PATCH', '/api/config/nodes')).headers['allow']).toBe('GET, HEAD, POST')
    expect((await call('GET', '/api/config/nodes/x')).headers['allow']).toBe('PUT, DELETE')
    // A wrong method is said before a wrong body.
    expect((await call('PUT', '/api/health', { body: 'x', headers: { 'content-type': 'text/xml' } })).statusCode).toBe(
      405,
    )
  })

  it('answer broken requests in the same form', async () => {
    for (const request of ['nonsense\r\n\r\n', 'GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n']) {
      const answer = await raw(request)
      expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
      expect(answer).toContain('"code":"request.malformed"')
    }
    expect(await raw('GET /api/health HTTP/1.0\r\n\r\n')).toContain('"code":"request.foreign-host"')
  })

  it('no endpoint answers a foreign page', async () => {
    for (const key of Object.keys(endpoints)) {
      const [method, path = ''] = key.split(' ')
      const before = asked.length
      const answer = await call(method as Method, path.replace(':id', 'x'), { headers: { origin: 'null' } })
      expect([key, answer.statusCode, asked.length]).toEqual([key, 403, before])
    }
  })
})

describe('the web interface', () => {
  it('is served, with lasting names kept for ever and the page asked for anew', async () => {
    const page = await call('GET', '/')
    expect([page.statusCode, page.headers['cache-control'], page.headers['content-type']]).toEqual([
      200,
      'no-cache',
      'text/html; charset=utf-8',
    ])
    const script = await call('GET', '/assets/app-1a2b.js')
    expect([script.body, script.headers['cache-control']]).toEqual(['void 0', 'public, max-age=31536000, immutable'])
    expect(script.headers['content-type']).toMatch(/javascript/)
  })

  it('its own paths lead to the page, but only for who wants a page', async () => {
    const asPage = { accept: 'text/html,application/xhtml+xml' }
    for (const path of ['/connections', '/guests/a/b/c', '/overview?sort=cpu']) {
      const page = await call('GET', path, { headers: asPage })
      expect([path, page.statusCode, page.body]).toEqual([path, 200, '<!doctype html><title>Pulse</title>'])
    }
    for (const path of ['/api/x', '/api', '/ws', '/assets/gone.js'])
      expect([path, (await call('GET', path, { headers: asPage })).statusCode]).toEqual([path, 404])
    expect((await call('GET', '/connections')).statusCode).toBe(404)
    expect((await call('POST', '/connections', { headers: asPage })).statusCode).toBe(404)
  })

  it.each([
    '/../outside.txt',
    '/assets/../../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/..%5coutside.txt',
    '/assets//../outside.txt',
    '/%00',
    '/assets/app-1a2b.js%00',
  ])('%s leads nowhere', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /)
    expect(answer).not.toContain('\r\n\r\noutside')
  })
})

describe('upgrades', () => {
  const upgrade = (path: string, headers: string): Promise<string> =>
    raw(`GET ${path} HTTP/1.1\r\nConnection: Upgrade\r\n${headers}\r\n\r\n`)

  it('of /ws are handed on', async () => {
    expect(await upgrade('/ws', `Host: ${host}\r\nUpgrade: websocket`)).toContain('hello')
    expect(await upgrade('/ws', `Host: ${host}\r\nUpgrade: websocket\r\nOrigin: http://${host}`)).toContain('hello')
  })

  it('by foreign pages are refused', async () => {
    for (const headers of [
      `Host: evil.example\r\nUpgrade: websocket`,
      `Host: ${host}\r\nUpgrade: websocket\r\nOrigin: http://evil.example`,
      `Host: ${host}\r\nUpgrade: websocket\r\nOrigin: null`,
    ]) {
      const answer = await upgrade('/ws', headers)
      expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/)
      expect(answer).toMatch(/"code":"(request\.foreign-host|access\.csrf)"/)
    }
  })

  it('of other paths or kinds are ordinary requests', async () => {
    expect(await upgrade('/wsx', `Host: ${host}\r\nConnection: close\r\nUpgrade: websocket`)).toMatch(
      /^HTTP\/1\.1 404 /,
    )
    expect(await upgrade('/api/health', `Host: ${host}\r\nConnection: close\r\nUpgrade: h2c`)).toMatch(
      /^HTTP\/1\.1 200 /,
    )
  })
})

describe('listening', () => {
  const another = (): Promise<WebServer> => {
    const core = coreHandlers({
      health: () => ({ status: 'healthy', timestamp: 0, uptime: 0 }),
      version: () => Promise.reject(new Error('not asked')) as never,
      apiDocument: () => Promise.reject(new Error('not asked')),
      stateDocument: () => new Promise(() => {}),
    })
    const handlers = { ...core, ...connectionHandlers(notingDesk) }
    return createWebServer({
      handlers,
      gate: openGate,
      upgrade: () => {},
      webRoot: '/nowhere',
      clock: new ManualClock(0),
      log: silentLog,
    })
  }

  it('says which port is taken', async () => {
    const second = await another()
    await expect(second.listen('127.0.0.1', port)).rejects.toThrow(
      new StartError(
        `Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or choose another port with --port or PORT.`,
      ),
    )
    await second.close()
  })

  it('tells what to do where the web interface is not built', async () => {
    const second = await another()
    const page = await second.inject({ url: '/', headers: { host, accept: 'text/html' } })
    expect([page.statusCode, page.body]).toEqual([200, 'The web interface is not built. Run: npm run build\n'])
    await second.close()
  })

  it('ends within a second, also while a request hangs and others are kept open', async () => {
    const second = await another()
    const { port } = await second.listen('127.0.0.1', 0)
    const hanging = fetch(`http://127.0.0.1:${port}/api/state`).catch(() => 'cut')
    const idle = connect(port, '127.0.0.1')
    await fetch(`http://127.0.0.1:${port}/api/health`).then((response) => response.text())
    const before = performance.now()
    await second.close()
    expect(performance.now() - before).toBeLessThan(1500)
    expect(await hanging).toBe('cut')
    idle.destroy()
  })
})
