import { afterEach, describe, expect, it } from 'vitest'
import { type LoggedIn, ownerName, ownerPassword, Served } from '../served.ts'
import { ownedAccess } from './owned-access.ts'

let served: Served
afterEach(() => served.stop())

const owned = async (trustedProxies: readonly string[]): Promise<LoggedIn> => {
  served = await Served.start({ access: { ...ownedAccess, trustedProxies } })
  return served.login()
}

/** Headers as a proxy sends them for a client. */
const forwarded = (address: string, more: Record<string, string> = {}): Record<string, string> => ({
  'x-forwarded-for': address,
  ...more,
})

const login = async (headers: Record<string, string>, password = ownerPassword): Promise<Response> =>
  served.send('POST', '/api/login', { headers, body: { username: ownerName, password } })

describe('behind a trusted proxy', () => {
  it('guesses lock the client out that the proxy names, and nobody else', async () => {
    await owned(['127.0.0.1'])
    const guesser = forwarded('198.51.100.1')
    const guesses = []
    for (let i = 0; i < 6; i++)
      // What the guesser writes into the list itself makes no other client of it.
      guesses.push((await login(forwarded(`203.0.113.${i}, 198.51.100.1`), 'wrong')).status)
    expect(guesses).toEqual([401, 401, 401, 401, 401, 403])
    expect((await login(guesser)).status).toBe(403)
    expect((await login(forwarded('198.51.100.2'))).status).toBe(200)
    // All addresses of a /64 are one client, those of the next are another.
    for (let i = 0; i < 5; i++) await login(forwarded(`2001:db8:0:1::${i}`), 'wrong')
    expect((await login(forwarded('2001:db8:0:1:ffff::1'))).status).toBe(403)
    expect((await login(forwarded('2001:db8:0:2::1'))).status).toBe(200)
    const { events } = await served.app.modules.security.events({ event: 'login' })
    expect(new Set(events.map(({ ip }) => ip))).toContain('198.51.100.1')
    expect(events.map(({ ip }) => ip).join()).not.toContain('203.0.113')
  })

  it('limits count each client by itself', async () => {
    await owned(['127.0.0.1'])
    const statuses = async (address: string): Promise<number[]> => {
      const answers = []
      for (let i = 0; i < 11; i++)
        answers.push(
          (await served.send('POST', '/api/auto-register', { headers: forwarded(address), body: {} })).status,
        )
      return answers
    }
    for (const address of ['198.51.100.1', '198.51.100.2'])
      expect(await statuses(address)).toEqual([...Array<number>(10).fill(401), 429])
  })

  it('cookies travel by TLS alone where the client speaks it with the proxy', async () => {
    await owned(['127.0.0.1'])
    const cookies = async (more: Record<string, string>): Promise<string[]> => {
      const answer = await login(forwarded('198.51.100.7', more))
      return answer.headers.getSetCookie().filter((cookie) => cookie.includes('; Secure;'))
    }
    expect(await cookies({ 'x-forwarded-proto': 'https' })).toHaveLength(3)
    expect(await cookies({ 'x-forwarded-proto': 'https, http' })).toHaveLength(0)
    expect(await cookies({})).toHaveLength(0)
  })

  it('its name for this server is the one that pages come from', async () => {
    const owner = await owned(['127.0.0.1'])
    const change = (headers: Record<string, string>): Promise<Response> =>
      served.send('PUT', '/api/config/system', { headers: { ...owner.headers, ...headers }, body: {} })
    const host = 'pulse.example.net'
    const origin = `https://${host}`
    expect((await change({ origin })).status).toBe(403)
    expect((await change({ origin, 'x-forwarded-host': host })).status).toBe(200)
    expect((await change({ origin, 'x-forwarded-host': `${host}, proxy.internal` })).status).toBe(403)
  })
})

describe('from anybody else', () => {
  const claims = {
    ...forwarded('10.0.0.5', { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'pulse.example.net' }),
    'x-real-ip': '10.0.0.5',
    forwarded: 'for=10.0.0.5;proto=https;host=pulse.example.net',
    'x-forwarded-user': 'ada',
    'x-original-url': '/api/version',
    'x-rewrite-url': '/api/version',
    'x-http-method-override': 'GET',
  }

  it('headers of a proxy say nothing', async () => {
    const owner = await owned(['192.0.2.1'])
    const status = await served.send('GET', '/api/security/status', { headers: claims })
    expect(await status.json()).toMatchObject({ clientIP: '127.0.0.1', hasHTTPS: false, loggedIn: false })
    expect((await served.send('GET', '/api/state', { headers: claims })).status).toBe(401)
    const answer = await login(claims)
    expect(answer.headers.getSetCookie().join()).not.toContain('Secure')
    const change = await served.send('PUT', '/api/config/system', {
      headers: { ...owner.headers, ...claims, origin: 'https://pulse.example.net' },
      body: {},
    })
    expect(change.status).toBe(403)
    const { events } = await served.app.modules.security.events({})
    expect(new Set(events.map(({ ip }) => ip))).toEqual(new Set(['127.0.0.1']))
  })
})
