import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Log } from '../../src/platform/platform.ts'
import { type LoggedIn, ownerName, ownerPassword, Served } from '../served.ts'

/**
 * What stood open in the original, each found by running it. The letters are those of the list that the tests were made
 * from; L and M (odd values, stale pictures) have tests of their own in the stories.
 */
let served: Served | undefined
afterEach(async () => {
  await served?.stop()
  served = undefined
})

const withNode = async (): Promise<{ served: Served; owner: LoggedIn; id: string }> => {
  served = await Served.owned()
  const owner = await served.login()
  const added = await served.send('POST', '/api/config/nodes', {
    headers: owner.headers,
    body: { type: 'pve', name: 'lab', host: '127.0.0.2:1', user: 'root@pam', password: 'hunter2', verifySSL: false },
  })
  expect(added.status).toBe(201)
  const { id } = (await added.json()) as { id: string }
  return { served, owner, id }
}

const audited = async (on: Served, owner: LoggedIn, event: string): Promise<number> => {
  const answer = await on.send('GET', `/api/security/audit?event=${event}`, { headers: { cookie: owner.cookie } })
  return ((await answer.json()) as { events: unknown[] }).events.length
}

describe('holes that stay closed', () => {
  it('A: a suffix makes no call of a settings page open', async () => {
    const { served, id } = await withNode()
    const before = served.savedSettings()
    for (const suffix of ['.js', '.css', '.map', ''])
      for (const method of ['PUT', 'DELETE']) {
        const answer = await served.send(method, `/api/config/nodes/${id}${suffix}`, {
          body: { name: 'lab', host: 'https://127.0.0.66:8006' },
        })
        expect([method, suffix, answer.status]).toEqual([method, suffix, 401])
        expect(await answer.json()).toMatchObject({ error: 'Authentication required', code: 'access.unauthenticated' })
      }
    expect(served.savedSettings()).toBe(before)
  })

  it('B: nor a call that reads', async () => {
    served = await Served.owned()
    for (const path of ['/api/guests/metadata/x.js', '/api/guests/metadata', '/api/backups/x.js', '/api/state?x=.js'])
      expect([path, (await served.send('GET', path)).status]).toEqual([path, 401])
  })

  it('C: a session with a wrong CSRF token changes nothing', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const body = { pollingInterval: 30 }
    for (const token of ['AAAAAAAAAAAA', owner.csrf.slice(0, -2), `${owner.csrf}x`, undefined]) {
      const headers = { cookie: owner.cookie, ...(token === undefined ? {} : { 'x-csrf-token': token }) }
      const answer = await served.send('PUT', '/api/config/system', { headers, body })
      expect([token, answer.status]).toEqual([token, 403])
      const { error } = (await answer.json()) as { error: string }
      expect(error).toContain('CSRF')
      // A page that lost its cookie can go on with the next try.
      expect(answer.headers.getSetCookie().join()).toContain(`pulse_csrf=${owner.csrf}`)
    }
    expect(await audited(served, owner, 'csrf_failure')).toBe(4)
    for (const token of [owner.csrf, owner.csrf.replaceAll('=', '')]) {
      const headers = { cookie: owner.cookie, 'x-csrf-token': token }
      expect((await served.send('PUT', '/api/config/system', { headers, body })).status).toBe(200)
    }
  })

  it('D: a wrong token is refused, though a session stands beside it', async () => {
    served = await Served.owned()
    const owner = await served.login()
    for (const headers of [
      { 'x-api-token': 'bogus' },
      { authorization: 'Bearer bogus' },
      { authorization: 'Basic bogus' },
    ])
      expect(
        (await served.send('PUT', '/api/config/system', { headers: { ...owner.headers, ...headers }, body: {} }))
          .status,
      ).toBe(401)
  })

  it('E: nobody locks the owner out by guessing, whatever address they claim', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const guess = (password: string, address: string, cookie = '') =>
      served!.send('POST', '/api/login', {
        body: { username: ownerName, password },
        headers: { 'x-forwarded-for': address, ...(cookie === '' ? {} : { cookie }) },
      })
    const answers: number[] = []
    for (let i = 1; i <= 6; i++) answers.push((await guess('wrong', `198.51.100.${i}`)).status)
    // Claimed addresses are not believed: this is one address, locked after five.
    expect(answers).toEqual([401, 401, 401, 401, 401, 403])
    expect((await guess(ownerPassword, '203.0.113.1')).status).toBe(403)
    // A browser in which the owner was logged in before is known.
    const device = /pulse_device=[^;]+/.exec(owner.cookie)?.[0] ?? ''
    expect(device).not.toBe('')
    expect((await guess(ownerPassword, '203.0.113.1', device)).status).toBe(200)
  })

  it('F: no address for the setup script can hold a command', async () => {
    served = await Served.owned()
    const owner = await served.login()
    for (const [name, value] of [
      ['pulse_url', 'http://p";touch /tmp/pwn;#'],
      ['pulse_url', 'http://p/$(id)'],
      ['host', 'https://h:8006"; id'],
      ['host', 'https://h:8006\nid'],
      ['host', '`id`'],
    ] as const) {
      const query = new URLSearchParams({ type: 'pve', host: 'https://h:8006', [name]: value })
      const answer = await served.send('GET', `/api/setup-script?${query.toString()}`, {
        headers: { cookie: owner.cookie },
      })
      expect([name, value, answer.status]).toEqual([name, value, 400])
    }
  })

  it('G: no header makes an address private', async () => {
    served = await Served.start()
    const claims: Record<string, string>[] = [
      { 'x-forwarded-for': '10.1.2.3' },
      { 'x-real-ip': '127.0.0.1' },
      { forwarded: 'for=127.0.0.1' },
      {},
    ]
    for (const headers of claims) {
      const answer = await served.send('POST', '/api/config/export', {
        headers,
        body: { passphrase: 'twelve chars x' },
      })
      expect(answer.status).toBe(401)
    }
  })

  it('H: no page elsewhere opens a WebSocket', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const url = `${served.base.replace('http', 'ws')}/ws`
    const refused = (origin: string | undefined, headers: Record<string, string>): Promise<number> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url, { headers, ...(origin === undefined ? {} : { origin }) })
        socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
        socket.on('open', () => {
          socket.terminate()
          resolve(101)
        })
        socket.on('error', reject)
      })
    const { cookie } = owner
    const own = served.base
    expect(await refused('https://evil.example', { cookie })).toBe(403)
    expect(await refused('null', { cookie })).toBe(403)
    expect(await refused(`${own}.evil.example`, { cookie })).toBe(403)
    expect(await refused(own.replace(/\d+$/, '1'), { cookie })).toBe(403)
    expect(await refused(own, {})).toBe(401)
    expect(await refused(undefined, { cookie })).toBe(403)
    expect(await refused(undefined, { 'x-api-token': 'bogus' })).toBe(401)
    expect(await refused(own, { cookie })).toBe(101)
  })

  it('I: there is no recovery by request', async () => {
    served = await Served.owned()
    const owner = await served.login()
    for (const method of ['GET', 'POST']) {
      const more = method === 'POST' ? { body: { action: 'disable_auth' } } : {}
      const answer = await served.send(method, '/api/security/recovery', { ...more, headers: owner.headers })
      expect(answer.status).toBe(404)
    }
    expect((await served.send('GET', '/api/config/nodes')).status).toBe(401)
  })

  it('J: a name with a line break is no owner', async () => {
    served = await Served.start()
    const answer = await served.setUp({ username: "x'\nAPI_TOKEN='known" })
    expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([400, 'username'])
    expect((await served.send('GET', '/api/state', { headers: { 'x-api-token': 'known' } })).status).toBe(401)
  })

  it('K: no log line holds a credential', async () => {
    const lines: string[] = []
    const note = (fields: object, message: string): void => void lines.push(JSON.stringify([fields, message]))
    const log: Log = { debug: note, info: note, warn: note, error: note, child: () => log }
    served = await Served.owned({ log })
    const owner = await served.login()
    const basic = Buffer.from(`${ownerName}:${ownerPassword}`).toString('base64')
    await served.send('GET', '/api/state', { headers: { authorization: `Basic ${basic}` } })
    await served.send('GET', '/api/state?token=planted-in-query')
    await served.send('GET', '/api/state', { headers: { 'x-api-token': 'planted-token' } })
    await served.login('wrong-planted').catch(() => {})
    const generated = await served.send('POST', '/api/system/api-token/generate', { headers: owner.headers })
    const { token } = (await generated.json()) as { token: string }
    const command = await served.send('POST', '/api/setup-script-url', {
      headers: owner.headers,
      body: { type: 'pve', host: 'https://192.0.2.10:8006' },
    })
    const { url, setupCode } = (await command.json()) as { url: string; setupCode: string }
    expect(url).not.toContain(setupCode)
    expect(lines.length).toBeGreaterThan(3)
    const session = /pulse_session=(\w+)/.exec(owner.cookie)?.[1] ?? ''
    for (const secret of [ownerPassword, basic, 'planted', token, setupCode, session, owner.csrf])
      expect(lines.join('\n')).not.toContain(secret)
  })
})
