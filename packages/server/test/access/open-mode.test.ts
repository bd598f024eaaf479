import { endpoints } from '@pulse/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type AccessOptions, closedAccess } from '../../src/access-options.ts'
import { jsonOf, RawClient } from '../calls/raw-request.ts'
import { Served } from '../served.ts'

/** A server on which nobody has to log in, by the explicit setting. */
let served: Served
let client: RawClient
afterEach(async () => {
  client.close()
  await served.stop()
})

const open = async (access: Partial<AccessOptions> = {}, environment = {}): Promise<void> => {
  served = await Served.open({ access: { ...closedAccess, ...access }, environment })
  client = new RawClient(served.base)
}

const get = async (path: string, headers: Record<string, string>): Promise<[number, unknown]> => {
  const answer = await client.send({ method: 'GET', path, headers })
  return [answer.status, (jsonOf(answer) as { code?: unknown } | undefined)?.code]
}

/** The status that a WebSocket request meets. */
function knock(headers: Record<string, string>): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const socket = new WebSocket(`${served.base.replace('http', 'ws')}/ws`, { headers })
  socket.on('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode))
  socket.on('open', () => {
    socket.terminate()
    resolve(101)
  })
  socket.on('error', reject)
  return promise
}

const ownHost = (): string => new URL(served.base).host

describe('a name that was made to lead here', () => {
  it('is answered no call, and opens no WebSocket', async () => {
    await open()
    const calls = Object.keys(endpoints).map((key) => key.split(' '))
    for (const host of ['rebound.example', 'localhost.evil.example', '127.0.0.1.evil.example', `evil@${ownHost()}`]) {
      for (const [method = '', path = ''] of calls) {
        const answer = await client.send({ method, path: path.replace(/:\w+/, 'x'), headers: { host } })
        expect([host, method, path, answer.status]).toEqual([host, method, path, 403])
        expect(jsonOf(answer)).toMatchObject({ code: 'request.foreign-host' })
      }
      expect([host, await knock({ host })]).toEqual([host, 403])
    }
    expect(served.savedSettings()).toBe('')
  })

  it('is not one of these: addresses, loopback names, and what the settings name', async () => {
    await open({}, { publicUrl: 'https://pulse.example.net', allowedOrigins: 'https://dash.example.net' })
    const { port } = new URL(served.base)
    for (const host of [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `pulse.localhost:${port}`,
      `[::1]:${port}`,
      '192.0.2.5',
      'pulse.example.net',
    ]) {
      expect([host, ...(await get('/api/state', { host }))]).toEqual([host, 200, undefined])
      expect([host, await knock({ host })]).toEqual([host, 101])
    }
  })
})

describe('a page elsewhere', () => {
  const foreign = ['https://evil.example', 'null', 'http://localhost:1', 'http://127.0.0.1', 'file://', 'x']

  it('reads nothing, changes nothing and listens to nothing', async () => {
    await open()
    const before = served.app.modules.settings.document()
    for (const origin of foreign) {
      expect([origin, ...(await get('/api/state', { origin }))]).toEqual([origin, 403, 'access.csrf'])
      for (const [method, path, body] of [
        ['PUT', '/api/config/system', { pollingInterval: 77 }],
        ['POST', '/api/config/export', { passphrase: 'twelve chars and more' }],
        ['POST', '/api/discover', {}],
        ['DELETE', '/api/config/file', undefined],
      ] as const) {
        const answer = await client.send({ method, path, headers: { origin }, body })
        expect([origin, path, answer.status]).toEqual([origin, path, 403])
        expect(answer.headers['access-control-allow-origin']).toBeUndefined()
      }
      expect([origin, await knock({ origin })]).toEqual([origin, 403])
    }
    expect(served.app.modules.settings.document()).toBe(before)
  })

  it('is known by Sec-Fetch-Site, too, where it names no origin', async () => {
    await open()
    for (const [site, status] of [
      ['cross-site', 403],
      ['same-site', 403],
      ['same-origin', 200],
      ['none', 200],
    ] as const) {
      const answer = await client.send({
        method: 'PUT',
        path: '/api/config/system',
        headers: { 'sec-fetch-site': site },
        body: { pollingInterval: 20 },
      })
      expect([site, answer.status]).toEqual([site, status])
    }
  })

  it('sends no form that is understood', async () => {
    await open()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      const answer = await client.send({
        method: 'PUT',
        path: '/api/config/system',
        headers: { 'content-type': type },
        body: { pollingInterval: 77 },
      })
      expect([type, answer.status]).toEqual([type, 415])
    }
    expect(served.savedSettings()).toBe('')
  })
})

describe('export and import', () => {
  const behindProxy = { trustedProxies: ['127.0.0.1'] }
  const passphrase = 'twelve chars and more'
  const transfers = (data: string) =>
    [
      ['POST', '/api/config/export', { passphrase }, 'Export requires authentication on public networks'],
      ['GET', '/api/export', undefined, 'Export requires authentication on public networks'],
      ['POST', '/api/config/import', { data, passphrase }, 'Import requires authentication on public networks'],
    ] as const
  const bundle = async (): Promise<string> => {
    const answer = await served.send('POST', '/api/config/export', { body: { passphrase } })
    expect(answer.status).toBe(200)
    return ((await answer.json()) as { data: string }).data
  }

  it('are refused to public addresses, whatever else these say', async () => {
    await open(behindProxy)
    const data = await bundle()
    const before = served.savedSettings()
    const addresses = [
      '203.0.113.1',
      '10.0.0.5, 203.0.113.2',
      'garbage, 203.0.113.3',
      `${'127.0.0.1, '.repeat(50)}203.0.113.4`,
      '2001:db8::9',
      '::ffff:203.0.113.5',
    ]
    for (const address of addresses)
      for (const [method, path, body, error] of transfers(data)) {
        const answer = await client.send({ method, path, headers: { 'x-forwarded-for': address }, body })
        expect([address, path, answer.status, jsonOf(answer)]).toEqual([
          address,
          path,
          403,
          expect.objectContaining({ error, code: 'export.refused' }) as unknown,
        ])
      }
    expect(served.savedSettings()).toBe(before)
    const { events } = await served.app.modules.security.events({})
    const refused = events.filter(({ success }) => !success).map(({ event, user }) => `${event} by ${user}`)
    expect(refused.slice(0, 3)).toEqual([
      'config_import by anybody',
      'config_export by anybody',
      'config_export by anybody',
    ])
    expect(refused).toHaveLength(3 * addresses.length)
  })

  it('are open to private addresses', async () => {
    await open(behindProxy)
    const data = await bundle()
    for (const address of ['192.168.1.4', 'fd00::7']) {
      const body = { data, passphrase }
      const headers = { 'x-forwarded-for': address }
      const answer = await client.send({ method: 'POST', path: '/api/config/import', headers, body })
      expect([address, answer.status]).toEqual([address, 200])
    }
  })

  it('are open to all the world by a setting of their own', async () => {
    await open({ ...behindProxy, allowUnprotectedExport: true })
    const [exporting] = transfers('')
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    const exported = await client.send({ method: 'POST', path: exporting[1], headers, body: exporting[2] })
    const { data } = jsonOf(exported) as { data: string }
    const body = { data, passphrase }
    const imported = await client.send({ method: 'POST', path: '/api/config/import', headers, body })
    expect([exported.status, imported.status]).toEqual([200, 200])
  })
})
