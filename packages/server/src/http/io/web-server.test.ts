import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { connect as connectSecurely } from 'node:tls'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError, ManualClock, silentLog } from '../../platform/platform.ts'
import { coreHandlers, createWebServer, type WebServer } from '../http.ts'
import { openGate } from '../test/open-gate.ts'

const host = '127.0.0.1:7655'

let folder = ''
let web: WebServer
let port = 0
let secure: WebServer
let securePort = 0
/** Bodies of the calls that were let through. */
let calls = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pulse-doors-'))
  const webRoot = join(folder, 'web')
  mkdirSync(join(webRoot, 'assets'), { recursive: true })
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Pulse</title>')
  writeFileSync(join(webRoot, 'assets', 'app-1a2b.js'), 'void 0')
  writeFileSync(join(webRoot, '.hidden'), 'outside')
  writeFileSync(join(folder, 'key'), 'outside')
  const serve = (tls?: { certificate: string; key: string }): Promise<WebServer> =>
    createWebServer({
      handlers: coreHandlers({
        health: () => {
          calls++
          return { status: 'healthy', timestamp: 1, uptime: 1 }
        },
        version: () => {
          throw new Error('not asked for here')
        },
        apiDocument: () => Promise.resolve({ body: [], etag: '' }),
        stateDocument: () => Promise.reject(new Error('not asked for here')),
      }),
      gate: openGate,
      upgrade: () => {
        throw new AppError('server.full', 'The server is full', { retryAfterSeconds: 30 })
      },
      webRoot,
      tls,
      patience: { headMs: 200, requestMs: 400, checkMs: 50 },
      clock: new ManualClock(1_700_000_000_000),
      log: silentLog,
    })
  web = await serve()
  port = (await web.listen('127.0.0.1', 0)).port
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' })
  secure = await serve({ certificate: cert, key })
  securePort = (await secure.listen('127.0.0.1', 0)).port
})
afterAll(async () => {
  await Promise.all([web.close(), secure.close()])
  rmSync(folder, { recursive: true })
})

/** What is sent, byte for byte, and what comes back until the end. */
async function raw(request: string | Buffer, on: () => Socket = () => connect(port, '127.0.0.1')): Promise<string> {
  const socket = on()
  socket.on('error', () => {})
  socket.write(request)
  return text(socket)
}

const statuses = (answer: string): number[] =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status))
const securely = (): Socket => connectSecurely({ port: securePort, host: '127.0.0.1', rejectUnauthorized: false })

describe('slow clients (S43)', () => {
  it.each<[string, string, () => Socket]>([
    ['say nothing', '', () => connect(port, '127.0.0.1')],
    ['stop in the head', `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX-A: b`, () => connect(port, '127.0.0.1')],
    ['stop in the head, over TLS', `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX-A: b`, securely],
    [
      'stop in the body',
      `POST /api/config/nodes HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
      () => connect(port, '127.0.0.1'),
    ],
  ])('who %s are told so and cut off', async (_, request, on) => {
    const answer = await raw(request, on)
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
    expect(answer).toContain('"code":"request.too-slow"')
  })

  it('one byte at a time does not help', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    const answer = text(socket)
    const head = `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX-Slow: ${'x'.repeat(1000)}`
    for (const letter of head) {
      if (socket.destroyed || socket.readableEnded) break
      socket.write(letter)
      await delay(20)
    }
    expect(statuses(await answer)).toEqual([408])
  })
})

describe('large heads (S43)', () => {
  const withHeaders = (lines: string): string =>
    `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${lines}\r\n`

  it.each<[string, string, number]>([
    ['64 lines', 'X: y\r\n'.repeat(62), 200],
    ['65 lines', 'X: y\r\n'.repeat(63), 431],
    ['2,000 lines', 'X: y\r\n'.repeat(1998), 431],
    ['15 kB', `X: ${'y'.repeat(15_000)}\r\n`, 200],
    ['17 kB', `X: ${'y'.repeat(17_000)}\r\n`, 431],
    ['17 kB of names', `${'y'.repeat(17_000)}: x\r\n`, 431],
  ])('%s', async (_, lines, status) => {
    for (const on of [() => connect(port, '127.0.0.1'), securely]) {
      const answer = await raw(withHeaders(lines), on)
      expect(statuses(answer)).toEqual([status])
      if (status !== 200) expect(answer).toContain('"code":"request.head-too-large"')
    }
  })

  it('of a WebSocket count as well', async () => {
    const upgrade = (lines: string): string =>
      `GET /ws HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${lines}\r\n`
    expect(statuses(await raw(upgrade('X: y\r\n'.repeat(62))))).toEqual([431])
    const full = await raw(upgrade(''))
    expect(full).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/)
    expect(full).toContain('retry-after: 30\r\n')
    expect(full).toContain('"code":"server.full"')
  })
})

describe('requests that two servers could read in two ways (S44)', () => {
  const body = (lines: string, content: string): string =>
    `POST /api/health HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${lines}\r\n${content}`
  /** What a proxy would let through as part of a body. */
  const hidden = `GET /api/health HTTP/1.1\r\nHost: ${host}\r\n\r\n`

  it.each<[string, string]>([
    ['two lengths', body(`Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n`, hidden)],
    ['two equal lengths', body('Content-Length: 2\r\nContent-Length: 2\r\n', `{}${hidden}`)],
    ['a list of lengths', body('Content-Length: 2, 2\r\n', `{}${hidden}`)],
    ['a length with a sign', body('Content-Length: +2\r\n', `{}${hidden}`)],
    ['a length and chunks', body('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${hidden}`)],
    ['chunks and a length', body('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', `0\r\n\r\n${hidden}`)],
    ['chunks that are not last', body('Transfer-Encoding: chunked, identity\r\n', `0\r\n\r\n${hidden}`)],
    ['an encoding nobody knows', body('Transfer-Encoding: xchunked\r\n', `0\r\n\r\n${hidden}`)],
    ['a chunk of an odd size', body('Transfer-Encoding: chunked\r\n', `0x2\r\n{}\r\n0\r\n\r\n${hidden}`)],
    ['a space before the colon', body('Content-Length : 2\r\n', `{}${hidden}`)],
    ['a folded line', `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX-A: b\r\n c: d\r\n\r\n`],
    ['a line end without its half', `GET /api/health HTTP/1.1\nHost: ${host}\n\n`],
    ['a lone CR in a header', `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX-A: b\rX-B: c\r\n\r\n`],
    ['a NUL in a header', `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX-A: b\0c\r\n\r\n`],
    ['no host', 'GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['two hosts', `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`],
    ['no version', 'GET /api/health\r\n\r\n'],
    ['another version', `GET /api/health HTTP/2.0\r\nHost: ${host}\r\n\r\n`],
    ['the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a path with a space', `GET /api/health HTTP/1.1 HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  ])('%s: one refusal and the end', async (_, request) => {
    const before = calls
    const answer = await raw(request)
    expect(statuses(answer)).toEqual([400])
    expect(answer).toContain('"code":"request.malformed"')
    expect(calls).toBe(before)
  })

  it.each([
    [
      'an absolute address',
      `GET http://evil.example/api/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    ],
    ['a way through', `CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`],
    ['an asterisk', `OPTIONS * HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`],
    ['an authority', `GET evil.example:80 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`],
  ])('%s leads nowhere', async (_, request) => {
    const before = calls
    expect(statuses(await raw(request)).filter((status) => status < 400)).toEqual([])
    expect(calls).toBe(before)
  })

  it('HTTP/1.0 gets one answer and the end, and no chunks', async () => {
    const answer = await raw(`GET /api/health HTTP/1.0\r\nHost: ${host}\r\n\r\n`)
    expect(statuses(answer)).toEqual([200])
    expect(answer.toLowerCase()).not.toContain('transfer-encoding')
    expect(statuses(await raw(`GET /api/health HTTP/1.0\r\nHost: ${host}\r\n\r\n${hidden}`))).toHaveLength(1)
    const chunks = `Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`
    const chunked = await raw(`POST /api/health HTTP/1.0\r\nHost: ${host}\r\n${chunks}`)
    expect(statuses(chunked)).toHaveLength(1)
    expect(statuses(chunked)).not.toContain(200)
  })

  it('a host that nobody here is called by shows in no answer (S45)', async () => {
    const answer = await raw(
      'GET /nowhere.js HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n',
    )
    expect(statuses(answer)).toHaveLength(1)
    expect(answer).not.toContain('evil.example')
  })
})

describe('paths that try to leave the folder of the page (S41)', () => {
  it.each([
    '/assets/../../key',
    '/assets/%2e%2e/%2e%2e/key',
    '/assets/%2e%2e%2f%2e%2e%2fkey',
    '/assets/..%2f..%2fkey',
    '/assets/..%5c..%5ckey',
    '/assets/..\\..\\key',
    '/assets/%252e%252e%252f%252e%252e%252fkey',
    '/assets/%c0%ae%c0%ae/%c0%ae%c0%ae/key',
    '/assets/%uff0e%uff0e/key',
    '/assets/..;/..;/key',
    '/assets/.%00./.%00./key',
    '/assets/app-1a2b.js%00.png',
    '/assets//etc/passwd',
    '//etc/passwd',
    '/assets/../../../../../../../etc/passwd',
    '/../key',
    '/./../key',
    '/.hidden',
    '/assets/',
    '/assets',
    '/web/../key',
    '/public/plugins/x/../../../key',
  ])('%s', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(answer).not.toContain('outside')
    expect(answer).not.toContain('root:')
    expect(answer).not.toContain('void 0')
    expect(answer).not.toContain('app-1a2b.js')
    expect(statuses(answer)).toHaveLength(1)
  })

  it('the file itself is there', async () => {
    const answer = await raw(`GET /assets/app-1a2b.js HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(statuses(answer)).toEqual([200])
    expect(answer).toContain('void 0')
  })
})
