import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { Presented } from './security.ts'
import { basicOf, from, Opened, outcome, password, presenting, refusalOf, startAt, username } from './test/opened.ts'

let opened: Opened
afterEach(() => opened.close())

const here = from('192.0.2.1')
const identify = (presented: Partial<Presented>, caller = here) =>
  opened.security.identify(presenting(presented), caller)
const tokenOf = async (scopes: readonly ('read' | 'write')[] = ['read']): Promise<string> =>
  (await opened.security.createToken({ name: 'dashboard', scopes })).token

describe('who asks', () => {
  it('is nobody without a credential, or anybody by the explicit setting', async () => {
    opened = await Opened.owned()
    expect(await identify({})).toEqual({ principal: { kind: 'nobody' }, cookies: [] })
    await opened.restart({ allowUnauthenticated: true })
    expect(await identify({})).toEqual({ principal: { kind: 'anybody' }, cookies: [] })
  })

  it('is the owner with a session, until it is a day old', async () => {
    opened = await Opened.owned()
    const { session } = await opened.login()
    const [{ id } = { id: '' }] = opened.security.sessions({ kind: 'nobody' })
    expect((await identify({ session })).principal).toEqual({
      kind: 'owner',
      name: 'ada',
      sessionId: id,
      presented: 'cookie',
    })
    await opened.clock.advance(86_400_000 - 30_000)
    expect(await outcome(identify({ session }))).toBe('in')
    await opened.clock.advance(30_000)
    expect(await outcome(identify({ session }))).toBe('access.unauthenticated')
    expect(opened.ended).toEqual([`session ${id}`])
  })

  it('is nobody with a cookie of which a single character differs', async () => {
    opened = await Opened.owned()
    const { session } = await opened.login()
    for (let at = 0; at < session.length; at++) {
      const flipped = `${session.slice(0, at)}${session[at] === 'f' ? '0' : 'f'}${session.slice(at + 1)}`
      expect(await outcome(identify({ session: flipped }))).toBe('access.unauthenticated')
    }
    for (const odd of ['x', session.toUpperCase(), `${session}0`, 'a'.repeat(9000), '__proto__'])
      expect(await outcome(identify({ session: odd }))).toBe('access.unauthenticated')
    expect(await outcome(identify({ session }))).toBe('in')
  })

  it('is a token, with the scopes it was given', async () => {
    opened = await Opened.owned()
    const token = await tokenOf(['read'])
    expect((await identify({ tokens: [token] })).principal).toEqual({
      kind: 'token',
      id: token.slice(4, 12),
      name: 'dashboard',
      scopes: new Set(['read']),
    })
  })

  it.each<[string, (good: { token: string; session: string }) => Partial<Presented>]>([
    ['a wrong token beside a session', ({ session }) => ({ session, tokens: ['bogus'] })],
    ['a wrong token beside a good one', ({ token }) => ({ tokens: [token, 'bogus'] })],
    ['a wrong token beside HTTP Basic', () => ({ tokens: ['bogus'], authorization: basicOf(username, password) })],
    ['a wrong password beside a session', ({ session }) => ({ session, authorization: basicOf(username, 'wrong') })],
    [
      'a wrong password beside a token',
      ({ token }) => ({ tokens: [token], authorization: basicOf(username, 'wrong') }),
    ],
    ['an ended session beside a token', ({ token }) => ({ tokens: [token], session: '0'.repeat(64) })],
    ['an ended session', () => ({ session: '0'.repeat(64) })],
    ['an empty Basic header', () => ({ authorization: 'Basic ' })],
    ['a Basic header without a colon', () => ({ authorization: `Basic ${btoa('ada')}` })],
    ['a Basic header without a name', () => ({ authorization: basicOf('', password) })],
    ['a Basic header that is no base64', () => ({ authorization: 'Basic ä*' })],
    ['another scheme', () => ({ authorization: 'Digest username="ada"' })],
    ['a JSON web token without a signature', () => ({ authorization: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.' })],
  ])('is refused with %s', async (_, of) => {
    opened = await Opened.owned()
    const good = { token: await tokenOf(), ...(await opened.login()) }
    expect(await outcome(identify(of(good)))).toBe('access.unauthenticated')
  })

  it('is the token where both a good token and a good session stand', async () => {
    opened = await Opened.owned()
    const { session } = await opened.login()
    expect((await identify({ session, tokens: [await tokenOf()] })).principal.kind).toBe('token')
  })

  it('is not locked out by a cookie of another server where everybody is let in', async () => {
    opened = await Opened.owned({ allowUnauthenticated: true })
    expect((await identify({ session: '0'.repeat(64) })).principal).toEqual({ kind: 'anybody' })
    expect(await outcome(identify({ tokens: ['bogus'] }))).toBe('access.unauthenticated')
  })

  it('leaves a line in the trail with a wrong token, without the token', async () => {
    opened = await Opened.owned()
    await outcome(identify({ tokens: ['planted-bogus'] }))
    expect(await opened.trail()).toEqual(['access_refused no Invalid API token'])
    expect(readFileSync(opened.path('audit.jsonl'), 'utf8')).not.toContain('planted')
  })
})

describe('HTTP Basic', () => {
  const authorization = basicOf(username, password)

  it('opens one session a credential and address, and costs one hash', async () => {
    opened = await Opened.owned()
    const first = await identify({ authorization })
    expect(first.principal).toMatchObject({ kind: 'owner', name: 'ada', presented: 'basic' })
    expect(first.cookies.map(({ name }) => name)).toEqual(['pulse_session', 'pulse_csrf'])
    for (let i = 0; i < 5; i++) expect(await identify({ authorization })).toEqual({ ...first, cookies: [] })
    expect(opened.hasher.checked).toHaveLength(1)
    await identify({ authorization }, from('192.0.2.2'))
    expect(opened.hasher.checked).toHaveLength(2)
    expect(opened.security.sessions({ kind: 'nobody' })).toHaveLength(2)
    expect(await opened.trail()).toEqual(['login yes Basic auth login', 'login yes Basic auth login'])
  })

  it('opens one session for many requests at once', async () => {
    opened = await Opened.owned()
    const all = await Promise.all(Array.from({ length: 20 }, () => identify({ authorization })))
    expect(all.filter(({ cookies }) => cookies.length > 0)).toHaveLength(1)
    expect(opened.hasher.checked).toHaveLength(1)
    expect(opened.security.sessions({ kind: 'nobody' })).toHaveLength(1)
  })

  it('uses the session of a cookie that comes with it', async () => {
    opened = await Opened.owned()
    const { session } = await opened.login()
    const { principal, cookies } = await identify({ authorization, session })
    expect([principal.kind === 'owner' && principal.presented, cookies]).toEqual(['basic', []])
    expect(opened.security.sessions(principal).filter(({ current }) => current)).toHaveLength(1)
    expect(opened.security.sessions(principal)).toHaveLength(1)
  })

  it('counts like a login, and is locked like one', async () => {
    opened = await Opened.owned()
    const wrong = basicOf(username, 'wrong')
    const first = await refusalOf(identify({ authorization: wrong }))
    expect([first.code, first.message]).toEqual([
      'access.unauthenticated',
      'Invalid username or password. You have 4 attempts remaining.',
    ])
    for (let i = 0; i < 4; i++) await outcome(identify({ authorization: wrong }))
    expect(await outcome(identify({ authorization }))).toBe('login.locked')
    expect(await opened.guess(password)).toBe('login.locked')
    expect(await outcome(identify({ authorization }, from('192.0.2.2')))).toBe('in')
  })

  it('opens another session when somebody has ended the one before', async () => {
    opened = await Opened.owned()
    const { principal } = await identify({ authorization })
    await opened.security.logout(principal, here)
    const again = await identify({ authorization })
    expect(again.cookies).toHaveLength(2)
    expect(opened.hasher.checked).toHaveLength(2)
  })

  it('knows names and passwords beyond ASCII, and colons in the password', async () => {
    const owner = { username: 'Zoë', password: 'pass: wörd: €' }
    opened = await Opened.closed({ environment: { owner, apiToken: undefined } })
    expect(await outcome(identify({ authorization: basicOf(owner.username, owner.password) }))).toBe('in')
  })
})

describe('sessions', () => {
  it('outlive a restart, kept as hashes for the owner of the process alone', async () => {
    opened = await Opened.owned()
    const { session, device, csrf } = await opened.login()
    const file = readFileSync(opened.path('sessions.json'), 'utf8')
    for (const secret of [session, device, csrf]) expect(file).not.toContain(secret)
    expect(statSync(opened.path('sessions.json')).mode & 0o777).toBe(0o600)
    await opened.restart()
    expect(await outcome(identify({ session }))).toBe('in')
    for (let i = 0; i < 5; i++) await opened.guess('wrong')
    expect(await opened.guess(password, '192.0.2.1', { device })).toBe('in')
  })

  it('that were ended stay so over a restart that came without a warning', async () => {
    opened = await Opened.owned()
    const { session } = await opened.login()
    const { principal } = await identify({ session })
    await opened.security.logout(principal, here)
    // Not closed first: as after a kill.
    await opened.open()
    expect(await outcome(identify({ session }))).toBe('access.unauthenticated')
  })

  it.each(['', '{"format":"pulse-sessions"', '[]', '{"format":"pulse-sessions","version":1,"sessions":[{}]}'])(
    'all end with a damaged file: %j',
    async (text) => {
      opened = await Opened.owned()
      const { session } = await opened.login()
      await opened.security.close()
      writeFileSync(opened.path('sessions.json'), text)
      await opened.open()
      expect(await outcome(identify({ session }))).toBe('access.unauthenticated')
      expect(opened.warnings).toContain('the file of sessions is damaged: all sessions have ended')
      expect(await opened.guess(password)).toBe('in')
    },
  )

  it('end where the password was changed while the server did not run', async () => {
    const environment = { owner: { username, password }, apiToken: undefined }
    opened = await Opened.closed({ environment })
    const { session } = await opened.login()
    await opened.restart()
    expect(await outcome(identify({ session }))).toBe('in')
    await opened.restart({ environment: { owner: { username, password: 'another engine' }, apiToken: undefined } })
    expect(await outcome(identify({ session }))).toBe('access.unauthenticated')
  })

  it('are at most fifty; the oldest ends', async () => {
    opened = await Opened.owned()
    const first = await opened.login()
    const { device } = first
    for (let i = 0; i < 49; i++) await opened.login({ device })
    expect(await outcome(identify(first))).toBe('in')
    await opened.login({ device })
    expect(await outcome(identify(first))).toBe('access.unauthenticated')
    expect(opened.security.sessions({ kind: 'nobody' })).toHaveLength(50)
    expect(opened.ended).toHaveLength(1)
  })

  it('are listed newest first, without what would open them', async () => {
    opened = await Opened.owned()
    const { session } = await opened.login()
    await opened.clock.advance(60_000)
    await opened.login({}, from('2001:db8::1'))
    await opened.clock.advance(120_000)
    const { principal } = await identify({ session })
    const list = opened.security.sessions(principal)
    expect(list.map(({ current, address }) => [current, address])).toEqual([
      [false, '2001:db8::1'],
      [true, '192.0.2.1'],
    ])
    expect(list[1]).toEqual({
      id: expect.stringMatching(/^[a-z2-9]{12}$/),
      current: true,
      createdAt: '2025-11-20T08:00:00.000Z',
      expiresAt: '2025-11-21T08:00:00.000Z',
      lastSeenAt: '2025-11-20T08:03:00.000Z',
      address: '192.0.2.1',
      userAgent: 'Test',
    })
  })

  it('can be ended one by one, or all but the own', async () => {
    opened = await Opened.owned()
    const [mine] = [await opened.login(), await opened.login(), await opened.login()]
    const { principal } = await identify(mine)
    const [last] = opened.security.sessions(principal)
    expect(await opened.security.endSession(last?.id ?? '', principal)).toBe(1)
    expect(opened.ended).toEqual([`session ${last?.id}`])
    expect(await outcome(opened.security.endSession(last?.id ?? '', principal))).toBe('session.missing')
    expect(await opened.security.endSession('others', principal)).toBe(1)
    expect(await opened.security.endSession('others', principal)).toBe(0)
    expect(await outcome(identify(mine))).toBe('in')
  })

  it('save at leisure when they were used last, and at once when they change', async () => {
    opened = await Opened.owned()
    const { session } = await opened.login()
    const seen = (): string => /"lastSeenAt":(\d+)/.exec(readFileSync(opened.path('sessions.json'), 'utf8'))?.[1] ?? ''
    await opened.clock.advance(90_000)
    await identify({ session })
    expect(seen()).toBe(String(startAt))
    await opened.security.close()
    expect(seen()).toBe(String(startAt + 90_000))
    await opened.open()
  })

  it('have one CSRF token each, whose padding does not count', async () => {
    opened = await Opened.owned()
    const [mine, other] = [await opened.login(), await opened.login()]
    const { security } = opened
    expect(security.csrfCookie(mine.session)).toMatchObject({ name: 'pulse_csrf', value: mine.csrf, httpOnly: false })
    for (const right of [mine.csrf, mine.csrf.slice(0, -1), `${mine.csrf}=`])
      expect(security.isCsrfToken(mine.session, right)).toBe(true)
    for (const wrong of [undefined, '', '=', 'AAAAAAAAAAAA', mine.csrf.slice(0, -2), `x${mine.csrf}`, other.csrf])
      expect(security.isCsrfToken(mine.session, wrong)).toBe(false)
  })
})
