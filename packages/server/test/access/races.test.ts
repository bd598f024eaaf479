import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { AuditEvent } from '@pulse/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { closedAccess } from '../../src/access-options.ts'
import type { AppOptions } from '../../src/app.ts'
import { type LoggedIn, loggedIn, ownerName, ownerPassword, Served } from '../served.ts'

let served: Served
afterEach(() => served.stop())

/** The session of who set the server up. */
const asOwner = async (options: Partial<AppOptions> = {}): Promise<LoggedIn> => {
  served = await Served.start(options)
  return loggedIn(await served.setUp())
}

/** Every request may come from an address of its own, so that limits of one address do not decide the race. */
const behindProxy = { access: { ...closedAccess, trustedProxies: ['127.0.0.1'] } }
let asked = 0
const elsewhere = (): Record<string, string> => ({ 'x-forwarded-for': `198.51.100.${(asked++ % 250) + 1}` })

const many = <T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)))

const statusOf = async (headers: Record<string, string>, path = '/api/config'): Promise<number> => {
  const answer = await served.send('GET', path, { headers: { ...elsewhere(), ...headers } })
  await answer.arrayBuffer()
  return answer.status
}

const audited = async (owner: LoggedIn, event: string): Promise<AuditEvent[]> => {
  const answer = await served.send('GET', `/api/security/audit?event=${event}`, { headers: { cookie: owner.cookie } })
  return ((await answer.json()) as { events: AuditEvent[] }).events
}

/** A request whose head is sent now, and whose body only when the returned function is called; that gives the answer. */
async function begun(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: object,
): Promise<() => Promise<string>> {
  const { hostname, port } = new URL(served.base)
  const socket = connect(Number(port), hostname)
  const sent = JSON.stringify(body)
  const head = { host: `${hostname}:${port}`, 'content-type': 'application/json', connection: 'close', ...headers }
  const lines = Object.entries({ ...head, 'content-length': String(sent.length) })
  const admitted = new Promise<void>((resolve) => void socket.once('data', () => resolve()))
  // The answer 100 says that the head was read and let in.
  socket.write(`${method} ${path} HTTP/1.1\r\nexpect: 100-continue\r\n`)
  socket.write(`${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  await admitted
  return () => {
    const answer = text(socket)
    socket.write(sent)
    return answer
  }
}

describe('a request whose body comes after its credential has ended', () => {
  const wish = { name: 'left behind', scopes: ['read'] }

  it.each<[string, (owner: LoggedIn) => Promise<Response>]>([
    ['by a logout', ({ headers }) => served.send('POST', '/api/logout', { headers })],
    [
      'by a change of the password',
      () =>
        served.login().then(({ headers }) =>
          served.send('POST', '/api/security/change-password', {
            headers,
            body: { currentPassword: ownerPassword, newPassword: 'difference engine' },
          }),
        ),
    ],
  ])('is refused: %s', async (_, end) => {
    const stolen = await asOwner()
    const finish = await begun('POST', '/api/security/tokens', stolen.headers, wish)
    expect((await end(stolen)).status).toBe(200)
    expect(await finish()).toMatch(/^HTTP\/1.1 401 /)
    expect(served.app.modules.security.tokens()).toEqual([])
  })

  it('is refused: by the revocation of a token', async () => {
    await asOwner()
    const { security, settings } = served.app.modules
    const { token, entry } = await security.createToken({ name: 'leaked', scopes: ['write'] })
    const finish = await begun('PUT', '/api/config/system', { 'x-api-token': token }, { pollingInterval: 77 })
    await security.revokeToken(entry.id)
    expect(await finish()).toMatch(/^HTTP\/1.1 401 /)
    expect(settings.document().system.pollingInterval).toBeUndefined()
  })

  it('is done where it has not', async () => {
    const { headers } = await asOwner()
    const finish = await begun('POST', '/api/security/tokens', headers, wish)
    expect(await finish()).toMatch(/^HTTP\/1.1 201 /)
  })
})

describe('at the same moment', () => {
  it('a logout and 50 requests: none is let in afterwards, and nothing breaks', async () => {
    const owner = await asOwner(behindProxy)
    const other = await served.login()
    const asking = many(25, () => statusOf({ cookie: owner.cookie }))
    const leaving = many(2, () => served.send('POST', '/api/logout', { headers: owner.headers }))
    const late = many(25, () => statusOf({ cookie: owner.cookie }))
    const left = (await leaving).map(({ status }) => status)
    expect(left).toContain(200)
    const after = await many(5, () => statusOf({ cookie: owner.cookie }))
    expect(after).toEqual([401, 401, 401, 401, 401])
    for (const status of [...(await asking), ...(await late), ...left]) expect([200, 401]).toContain(status)
    expect(await audited(other, 'logout')).toHaveLength(1)
  })

  it('a change of the password and logins with the old one: no session of the old one is left', async () => {
    const owner = await asOwner(behindProxy)
    const login = (password: string) =>
      served.send('POST', '/api/login', { headers: elsewhere(), body: { username: ownerName, password } })
    const change = (newPassword: string) =>
      served.send('POST', '/api/security/change-password', {
        headers: { ...owner.headers, ...elsewhere() },
        body: { currentPassword: ownerPassword, newPassword },
      })
    const logins = many(6, () => login(ownerPassword))
    const changed = await change('difference engine')
    const { cookie } = loggedIn(changed)
    const more = await many(3, () => login(ownerPassword))
    expect([changed.status, ...more.map(({ status }) => status)]).toEqual([200, 401, 401, 401])
    for (const answer of await logins) {
      expect([200, 401]).toContain(answer.status)
      if (answer.status === 200) expect(await statusOf({ cookie: loggedIn(answer).cookie })).toBe(401)
    }
    expect(await statusOf({ cookie })).toBe(200)
    const list = await served.send('GET', '/api/security/sessions', { headers: { cookie } })
    expect(await list.json()).toHaveLength(1)
  })

  it('two changes of the password: one of the two passwords is right, and one session is left', async () => {
    const owner = await asOwner(behindProxy)
    const passwords = ['difference engine', 'analytical engine']
    const answers = await Promise.all(
      passwords.map((newPassword) =>
        served.send('POST', '/api/security/change-password', {
          headers: { ...owner.headers, ...elsewhere() },
          body: { currentPassword: ownerPassword, newPassword },
        }),
      ),
    )
    for (const { status } of answers) expect([200, 401]).toContain(status)
    const { security } = served.app.modules
    const live = security.sessions({ kind: 'nobody' }).length
    const right = await Promise.all(
      [...passwords, ownerPassword].map(async (password) =>
        served.login(password, elsewhere()).then(
          () => true,
          () => false,
        ),
      ),
    )
    expect(right.filter(Boolean)).toHaveLength(1)
    expect(right.at(-1)).toBe(false)
    expect(live).toBe(1)
  })

  it('a token is revoked and used 50 times: none is let in afterwards, also by a WebSocket', async () => {
    const owner = await asOwner(behindProxy)
    const { security, realtime } = served.app.modules
    const { token, entry } = await security.createToken({ name: 'wall', scopes: ['read'] })
    const headers = { 'x-api-token': token }
    const using = many(25, () => statusOf(headers))
    const sockets = Array.from(
      { length: 10 },
      () => new WebSocket(`${served.base.replace('http', 'ws')}/ws`, { headers: { ...headers, ...elsewhere() } }),
    )
    const gone = sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.on('error', () => {})
          socket.on('close', () => resolve())
        }),
    )
    const revoked = served.send('DELETE', `/api/security/tokens/${entry.id}`, { headers: owner.headers })
    const late = many(25, () => statusOf(headers))
    expect((await revoked).status).toBe(200)
    expect(await many(5, () => statusOf(headers))).toEqual([401, 401, 401, 401, 401])
    for (const status of [...(await using), ...(await late)]) expect([200, 401]).toContain(status)
    await Promise.all(gone)
    await expect.poll(() => realtime.clientCount()).toBe(0)
  })

  it('20 primary tokens are generated: one is left, and works', async () => {
    const owner = await asOwner(behindProxy)
    const made = await many(20, async () => {
      const answer = await served.send('POST', '/api/system/api-token/generate', {
        headers: { ...owner.headers, ...elsewhere() },
      })
      return ((await answer.json()) as { token: string }).token
    })
    expect(new Set(made).size).toBe(20)
    const works = await Promise.all(made.map((token) => statusOf({ 'x-api-token': token })))
    expect(works.filter((status) => status === 200)).toHaveLength(1)
    expect(served.app.modules.settings.document().tokens.filter(({ primary }) => primary)).toHaveLength(1)
    const revealed = await served.send('GET', '/api/system/api-token?reveal=true', { headers: owner.headers })
    const { token } = (await revealed.json()) as { token: string }
    expect(made.indexOf(token)).toBe(works.indexOf(200))
  })

  it('50 tokens with one name: one is made', async () => {
    const owner = await asOwner(behindProxy)
    const answers = await many(50, () =>
      served.send('POST', '/api/security/tokens', {
        headers: { ...owner.headers, ...elsewhere() },
        body: { name: 'wall', scopes: ['read'] },
      }),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49)
  })

  it('an import and new connections: what is left is what one after the other leaves', async () => {
    const owner = await asOwner(behindProxy)
    const add = (name: string, port: number) =>
      served.send('POST', '/api/config/nodes', {
        headers: { ...owner.headers, ...elsewhere() },
        body: { type: 'pve', name, host: `127.0.0.2:${port}`, user: 'root@pam', password: 'x', verifySSL: false },
      })
    expect((await add('kept', 1)).status).toBe(201)
    const passphrase = 'twelve chars and more'
    const exported = await served.send('POST', '/api/config/export', { headers: owner.headers, body: { passphrase } })
    const { data } = (await exported.json()) as { data: string }
    const imported = served.send('POST', '/api/config/import', { headers: owner.headers, body: { data, passphrase } })
    const names = Array.from({ length: 8 }, (_, at) => `new ${at}`)
    const added = await Promise.all(names.map((name, at) => add(name, at + 2)))
    expect((await imported).status).toBe(200)
    expect(added.map(({ status }) => status)).toEqual(names.map(() => 201))
    const before = served.app.modules.settings.connections().map(({ name }) => name)
    expect(before[0]).toBe('kept')
    expect(names).toEqual(expect.arrayContaining(before.slice(1)))
    await served.restart()
    expect(served.app.modules.settings.connections().map(({ name }) => name)).toEqual(before)
  })
})
