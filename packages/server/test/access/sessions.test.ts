import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endpoints } from '@pulse/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { closedAccess } from '../../src/access-options.ts'
import { type LoggedIn, loggedIn, ownerName, ownerPassword, Served } from '../served.ts'

let served: Served
afterEach(() => served.stop())

const statusOf = async (headers: Record<string, string>, path = '/api/config'): Promise<number> =>
  (await served.send('GET', path, { headers })).status

/** An open WebSocket, and the code that it is closed with. */
async function listen(headers: Record<string, string>): Promise<{ closed: Promise<number> }> {
  const socket = new WebSocket(`${served.base.replace('http', 'ws')}/ws`, { headers, origin: served.base })
  const closed = new Promise<number>((resolve) => void socket.on('close', (code) => resolve(code)))
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
  })
  return { closed }
}

const soon = <T>(what: Promise<T>): Promise<T | 'late'> =>
  Promise.race([what, new Promise<'late'>((resolve) => void setTimeout(() => resolve('late'), 2000))])

const sessionCookie = (owner: LoggedIn): string => /pulse_session=[^;]+/.exec(owner.cookie)?.[0] ?? ''

describe('a session', () => {
  it('has the cookies that the documents name', async () => {
    served = await Served.owned()
    const answer = await served.send('POST', '/api/login', { body: { username: ownerName, password: ownerPassword } })
    expect(await answer.json()).toEqual({ success: true, message: 'Successfully logged in' })
    const cookies = answer.headers.getSetCookie()
    expect(cookies.find((each) => each.startsWith('pulse_session='))).toMatch(
      /^pulse_session=[0-9a-f]{64}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax$/,
    )
    expect(cookies.find((each) => each.startsWith('pulse_csrf='))).toMatch(
      /^pulse_csrf=[\w-]{43}=; Path=\/; Max-Age=86400; SameSite=Strict$/,
    )
  })

  it('is kept as a hash, and outlives a restart', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const [, value = ''] = sessionCookie(owner).split('=')
    await served.restart()
    expect(await statusOf({ cookie: owner.cookie })).toBe(200)
    expect(readFileSync(join(served.dataDir, 'sessions.json'), 'utf8')).not.toContain(value)
  })

  it('ends at logout, with its WebSockets', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const other = await served.login()
    const [socket, otherSocket] = [await listen({ cookie: owner.cookie }), await listen({ cookie: other.cookie })]
    const answer = await served.send('POST', '/api/logout', { headers: owner.headers })
    expect(await answer.json()).toEqual({ success: true, message: 'Successfully logged out' })
    expect(answer.headers.getSetCookie().join()).toMatch(/pulse_session=; .*Max-Age=0/)
    expect(await soon(socket.closed)).toBe(4401)
    expect(await statusOf({ cookie: owner.cookie })).toBe(401)
    expect(await statusOf({ cookie: other.cookie })).toBe(200)
    expect(await Promise.race([otherSocket.closed, Promise.resolve('open')])).toBe('open')
  })

  it('ends when the password changes, but for the one that changes it', async () => {
    served = await Served.owned()
    const [owner, other] = [await served.login(), await served.login()]
    const [socket, otherSocket] = [await listen({ cookie: owner.cookie }), await listen({ cookie: other.cookie })]
    const change = (body: object, headers = owner.headers) =>
      served.send('POST', '/api/security/change-password', { headers, body })

    // The session alone is not enough.
    expect((await change({ newPassword: 'difference engine' })).status).toBe(401)
    const wrong = await change({ currentPassword: 'wrong', newPassword: 'difference engine' })
    expect([wrong.status, ((await wrong.json()) as { code: string }).code]).toEqual([401, 'login.wrong'])
    const short = await change({ currentPassword: ownerPassword, newPassword: 'short' })
    expect(await short.json()).toMatchObject({ error: 'Password must be at least 8 characters', field: 'newPassword' })

    const done = await change({ currentPassword: ownerPassword, newPassword: 'difference engine' })
    expect(done.status).toBe(200)
    expect([await soon(socket.closed), await soon(otherSocket.closed)]).toEqual([4401, 4401])
    expect(await statusOf({ cookie: other.cookie })).toBe(401)
    expect(await statusOf({ cookie: owner.cookie })).toBe(401)
    expect(await statusOf({ cookie: loggedIn(done).cookie })).toBe(200)
    await expect(served.login()).rejects.toThrow('login failed')
    await served.restart()
    await served.login('difference engine')
  })

  it('can be listed and ended by another one', async () => {
    served = await Served.owned()
    const [owner, other] = [await served.login(ownerPassword, { 'user-agent': 'Mine' }), await served.login()]
    const list = async (): Promise<{ id: string; current: boolean; userAgent: string }[]> =>
      (await (await served.send('GET', '/api/security/sessions', { headers: { cookie: owner.cookie } })).json()) as []
    const before = await list()
    expect(before.filter(({ current }) => current).map(({ userAgent }) => userAgent)).toEqual(['Mine'])
    expect(JSON.stringify(before)).not.toContain(sessionCookie(owner).slice(14, 40))
    const socket = await listen({ cookie: other.cookie })
    const ended = await served.send('DELETE', '/api/security/sessions/others', { headers: owner.headers })
    expect(await ended.json()).toEqual({ success: true, ended: before.length - 1 })
    expect(await soon(socket.closed)).toBe(4401)
    expect(await statusOf({ cookie: other.cookie })).toBe(401)
    expect(await list()).toHaveLength(1)
    const missing = await served.send('DELETE', '/api/security/sessions/nobody', { headers: owner.headers })
    expect(missing.status).toBe(404)
  })

  it('is new with each login, and none other fits', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const [name, value = ''] = sessionCookie(owner).split('=')
    const again = await served.login(ownerPassword, { cookie: owner.cookie })
    expect(sessionCookie(again)).not.toBe(sessionCookie(owner))
    for (let i = 0; i < value.length; i += 7) {
      const flipped = value.slice(0, i) + (value[i] === '0' ? '1' : '0') + value.slice(i + 1)
      expect(await statusOf({ cookie: `${name}=${flipped}` })).toBe(401)
    }
    for (const cookie of ['pulse_session=', 'pulse_session=x', `pulse_session=${'a'.repeat(5000)}`])
      expect([cookie.slice(0, 20), await statusOf({ cookie })]).toEqual([cookie.slice(0, 20), 401])
  })

  it('comes of HTTP Basic once, not with each request', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const authorization = `Basic ${Buffer.from(`${ownerName}:${ownerPassword}`).toString('base64')}`
    for (let i = 0; i < 5; i++) {
      const answer = await served.send('GET', '/api/state', { headers: { authorization } })
      expect(answer.status).toBe(200)
      await answer.arrayBuffer()
    }
    const list = await served.send('GET', '/api/security/sessions', { headers: { cookie: owner.cookie } })
    // That of the setup, of the login, of Basic.
    expect(await list.json()).toHaveLength(3)
    const wrong = `Basic ${Buffer.from(`${ownerName}:wrong`).toString('base64')}`
    const refused = await served.send('GET', '/api/state', { headers: { authorization: wrong } })
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, null])
    expect(await statusOf({ authorization: 'Digest x' })).toBe(401)
  })
})

describe('a token', () => {
  it('that was generated works at once and after a restart, until it is deleted', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const primary = (method: string, path = '') =>
      served.send(method, `/api/system/api-token${path}`, { headers: owner.headers })
    expect(await (await primary('GET')).json()).toEqual({ hasToken: false })
    const { token } = (await (await primary('POST', '/generate')).json()) as { token: string }
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    for (const restart of [false, true]) {
      if (restart) await served.restart()
      expect(await statusOf({ 'x-api-token': token }, '/api/state')).toBe(200)
      expect(await statusOf({ authorization: `Bearer ${token}` }, '/api/state')).toBe(200)
      expect(await (await primary('GET')).json()).toEqual({ hasToken: true })
      expect(await (await primary('GET', '?reveal=true')).json()).toEqual({ hasToken: true, token })
    }
    expect(served.savedSettings()).not.toContain(token)
    const socket = await listen({ 'x-api-token': token })
    expect(await (await primary('DELETE', '/delete')).json()).toEqual({ hasToken: false })
    expect(await soon(socket.closed)).toBe(4401)
    expect(await statusOf({ 'x-api-token': token })).toBe(401)
  })

  it('in an address counts for export alone', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const generated = await served.send('POST', '/api/system/api-token/generate', { headers: owner.headers })
    const { token } = (await generated.json()) as { token: string }
    expect(await statusOf({}, `/api/state?token=${token}`)).toBe(401)
    expect(await statusOf({}, `/api/export?token=${token}`)).toBe(200)
    expect(await statusOf({}, '/api/export?token=bogus')).toBe(401)
  })

  it('does what its scopes say, and no more', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const made = await served.send('POST', '/api/security/tokens', {
      headers: owner.headers,
      body: { name: 'dashboard', scopes: ['read'] },
    })
    expect(made.status).toBe(201)
    const { token, entry } = (await made.json()) as { token: string; entry: { id: string } }
    expect(token).toMatch(/^pls_[A-Za-z0-9]{8}_[\w-]{43}$/)
    const headers = { 'x-api-token': token }
    expect(await statusOf(headers, '/api/state')).toBe(200)
    const refused = await served.send('POST', '/api/config/system', { headers, body: {} })
    expect(await refused.json()).toMatchObject({ code: 'access.forbidden', details: { needs: 'write' } })
    expect(await statusOf(headers, '/api/security/tokens')).toBe(403)
    const list = await served.send('GET', '/api/security/tokens', { headers: owner.headers })
    expect(await list.text()).not.toContain(token.slice(13))
    await served.send('DELETE', `/api/security/tokens/${entry.id}`, { headers: owner.headers })
    expect(await statusOf(headers, '/api/state')).toBe(401)
  })
})

describe('limits', () => {
  it('say when to come back', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const answers = []
    for (let i = 0; i < 6; i++)
      answers.push(
        await served.send('POST', '/api/config/export', { headers: owner.headers, body: { passphrase: 'short' } }),
      )
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 429])
    const last = answers.at(-1)
    const wait = Number(last?.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
    expect(await last?.json()).toMatchObject({
      error: 'Rate limit exceeded. Please try again later.',
      code: 'request.throttled',
      retryAfter: wait,
    })
  })

  it('count all requests of an address together, those without a credential, too', async () => {
    served = await Served.start({
      access: { ...closedAccess, allowUnauthenticated: true, trustedProxies: ['127.0.0.1'] },
    })
    const from = async (address: string): Promise<number> =>
      (await served.send('GET', '/api/version', { headers: { 'x-forwarded-for': address } })).status
    const statuses = []
    for (let i = 0; i < 501; i++) statuses.push(await from('198.51.100.7'))
    expect(statuses.slice(0, 500).every((status) => status === 200)).toBe(true)
    expect(statuses[500]).toBe(429)
    expect(await from('198.51.100.8')).toBe(200)
  })
})

describe('answers', () => {
  it('never believe or repeat the host that is asked for, and are not kept', async () => {
    served = await Served.owned({ access: { ...closedAccess, trustedProxies: [] } })
    const owner = await served.login()
    for (const [key, { access }] of Object.entries(endpoints)) {
      const [method = '', path = ''] = key.split(' ')
      if (method !== 'GET' || path.includes(':') || path === '/api/export' || access === 'invited') continue
      const answer = await served.send('GET', path, {
        headers: { cookie: owner.cookie, host: 'evil.example', 'x-forwarded-host': 'evil.example' },
      })
      expect([key, answer.headers.get('cache-control')?.replace('private, no-cache', 'no-store')]).toEqual([
        key,
        'no-store',
      ])
      expect([key, (await answer.text()).includes('evil.example')]).toEqual([key, false])
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})
