import { existsSync, readFileSync, statSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { from, Opened, outcome, password, presenting, read, refusalOf, username } from './test/opened.ts'

let opened: Opened
afterEach(() => opened.close())

const asks = { presented: presenting({}), caller: from('192.0.2.1') }

describe('login', () => {
  it('sets the documented cookies, and one that keeps the browser known', async () => {
    opened = await Opened.owned()
    const cookies = await opened.security.login({ username, password }, presenting({}), from('192.0.2.1'))
    expect(cookies).toEqual([
      {
        name: 'pulse_session',
        value: expect.stringMatching(/^[0-9a-f]{64}$/),
        maxAgeSeconds: 86_400,
        httpOnly: true,
        sameSite: 'Lax',
      },
      {
        name: 'pulse_csrf',
        value: expect.stringMatching(/^[\w-]{43}=$/),
        maxAgeSeconds: 86_400,
        httpOnly: false,
        sameSite: 'Strict',
      },
      {
        name: 'pulse_device',
        value: expect.stringMatching(/^[0-9a-f]{64}$/),
        maxAgeSeconds: 31_536_000,
        httpOnly: true,
        sameSite: 'Lax',
      },
    ])
    expect(await opened.trail()).toEqual(['login yes User logged in'])
  })

  it('gives a new session each time, and ends the one before', async () => {
    opened = await Opened.owned()
    const first = await opened.login()
    const second = await opened.login({ session: first.session, device: first.device })
    expect(second.session).not.toBe(first.session)
    expect(second.device).toBe(first.device)
    expect(opened.ended).toHaveLength(1)
    const old = opened.security.identify(presenting({ session: first.session }), from('192.0.2.1'))
    expect(await outcome(old)).toBe('access.unauthenticated')
  })

  it('counts the attempts that remain, and locks at the fifth', async () => {
    opened = await Opened.owned()
    const wrong = () =>
      refusalOf(opened.security.login({ username, password: 'wrong' }, presenting({}), from('192.0.2.1')))
    const second = (await wrong()) && (await wrong())
    expect([second.code, second.message, second.details]).toEqual([
      'login.wrong',
      'Invalid username or password. You have 3 attempts remaining.',
      { attempts: '2', remaining: '3', maxAttempts: '5' },
    ])
    const fifth = (await wrong()) && (await wrong()) && (await wrong())
    expect([fifth.code, fifth.message, fifth.details]).toEqual([
      'login.wrong',
      'Invalid username or password. This account is now locked for 15 minutes.',
      {
        attempts: '5',
        remaining: '0',
        maxAttempts: '5',
        locked: 'true',
        lockoutDuration: '15 minutes',
        lockedUntil: '2025-11-20T08:15:00.000Z',
      },
    ])
    await opened.clock.advance(61_000)
    const locked = await wrong()
    expect([locked.code, locked.message, locked.details, locked.retryAfterSeconds]).toEqual([
      'login.locked',
      'Account temporarily locked due to failed attempts. Try again in 14 minutes.',
      { lockedUntil: '2025-11-20T08:15:00.000Z', remainingMinutes: '14' },
      839,
    ])
    expect(await opened.trail()).toEqual([
      ...Array.from({ length: 5 }, () => 'login no Invalid credentials'),
      'login no Account locked',
    ])
  })

  it('lets in again after 15 minutes, with all five attempts', async () => {
    opened = await Opened.owned()
    for (let i = 0; i < 5; i++) await opened.guess('wrong')
    await opened.clock.advance(15 * 60_000 - 1)
    expect(await opened.guess(password)).toBe('login.locked')
    await opened.clock.advance(1)
    const again = []
    for (let i = 0; i < 5; i++) again.push(await opened.guess('wrong'))
    expect(again).toEqual(Array.from({ length: 5 }, () => 'login.wrong'))
    expect(await opened.guess('wrong')).toBe('login.locked')
  })

  it('forgets failures at a success, and when somebody says so', async () => {
    opened = await Opened.owned()
    for (let i = 0; i < 4; i++) await opened.guess('wrong')
    expect(await opened.guess(password)).toBe('in')
    for (let i = 0; i < 4; i++) expect(await opened.guess('wrong')).toBe('login.wrong')
    expect(await opened.guess('wrong')).toBe('login.wrong')
    for (const identifier of [username, '192.0.2.1']) {
      expect(await opened.guess(password)).toBe('login.locked')
      opened.security.resetLockout('198.51.100.1')
      expect(await opened.guess(password)).toBe('login.locked')
      opened.security.resetLockout(identifier)
      for (let i = 0; i < 5; i++) expect(await opened.guess('wrong')).toBe('login.wrong')
    }
  })

  it('locks an account for the address that guesses, a /64 of IPv6, and for no other', async () => {
    opened = await Opened.owned()
    for (let i = 1; i <= 5; i++) await opened.guess('wrong', `2001:db8:1:2::${i}`)
    expect(await opened.guess(password, '2001:db8:1:2:ffff::9')).toBe('login.locked')
    expect(await opened.guess(password, '2001:db8:1:3::1')).toBe('in')
    expect(await opened.guess(password, '192.0.2.1')).toBe('in')
  })

  it('counts guesses that come at once as those that come in a row', async () => {
    opened = await Opened.owned()
    const answers = await Promise.all(Array.from({ length: 9 }, () => opened.guess('wrong')))
    expect(answers.filter((answer) => answer === 'login.wrong')).toHaveLength(5)
    expect(answers.filter((answer) => answer === 'login.locked')).toHaveLength(4)
    expect(opened.hasher.checked).toHaveLength(5)
  })

  it('refuses no right password among many at once', async () => {
    opened = await Opened.owned()
    const answers = await Promise.all(Array.from({ length: 10 }, () => opened.guess(password)))
    expect(answers).toEqual(Array.from({ length: 10 }, () => 'in'))
  })

  it('takes the same path for an unknown name as for a wrong password', async () => {
    opened = await Opened.owned()
    const refusals = []
    for (const name of [username, 'nobody', 'x'.repeat(200)])
      refusals.push(
        await refusalOf(
          opened.security.login({ username: name, password: 'wrong' }, presenting({}), from('192.0.2.1')),
        ),
      )
    expect(new Set(refusals.map(({ message }) => message)).size).toBe(1)
    const hash = opened.store.stored?.passwordHash
    expect(opened.hasher.checked).toEqual([hash, hash, hash])
  })

  it.each([
    ['72 bytes and one more', 'y'],
    ['72 bytes and another one', 'z'],
    ['a NUL after it', '\0'],
    ['a thousand more', 'y'.repeat(1000)],
  ])('takes no password for another that begins alike: %s', async (_, more) => {
    const long = 'x'.repeat(72)
    opened = await Opened.closed({ environment: { owner: { username, password: long }, apiToken: undefined } })
    expect(await opened.guess(long)).toBe('in')
    expect(await opened.guess(`${long}${more}`)).toBe('login.wrong')
  })

  it('slows strangers down over all addresses, and never a browser that the owner has used', async () => {
    opened = await Opened.owned()
    const { device } = await opened.login()
    opened.hasher.checked = []
    const guesses = Array.from({ length: 1000 }, (_, at) =>
      opened.guess(`guess ${at}`, `198.51.${at % 2}.${(at >> 1) % 250}`),
    )
    expect(await opened.guess(password, '198.51.0.1', { device })).toBe('in')
    const answers = await Promise.all(guesses)
    // The login before was one of the sixty, and no guess of the browser is.
    expect(opened.hasher.checked.length).toBeLessThanOrEqual(60)
    expect(answers.filter((answer) => answer === 'login.wrong').length).toBeLessThanOrEqual(59)
    expect(new Set(answers)).toEqual(new Set(['login.wrong', 'request.throttled']))
    expect(await opened.guess(password, '203.0.113.9')).toBe('request.throttled')
    await opened.clock.advance(60_000)
    expect(await opened.guess(password, '203.0.113.9')).toBe('in')
  })

  it('locks a known browser for its own guesses alone', async () => {
    opened = await Opened.owned()
    const { device } = await opened.login()
    for (let i = 0; i < 5; i++) await opened.guess('wrong')
    expect(await opened.guess(password)).toBe('login.locked')
    for (let i = 0; i < 5; i++) expect(await opened.guess('wrong', '192.0.2.1', { device })).toBe('login.wrong')
    expect(await opened.guess(password, '192.0.2.1', { device })).toBe('login.locked')
    expect(await opened.guess(password, '192.0.2.2')).toBe('in')
  })

  it('says so where there is no password to log in with', async () => {
    opened = await Opened.closed({ environment: { owner: undefined, apiToken: 'pulse-test-token' } })
    const refusal = await refusalOf(opened.security.login({ username, password }, presenting({}), from('192.0.2.1')))
    expect(refusal.message).toBe('There is no login here: set PULSE_AUTH_USER and PULSE_AUTH_PASS, or use an API token')
    expect(opened.security.setupNeeded()).toBe(false)
  })
})

describe('setup', () => {
  const setUp = (more: object = {}) =>
    opened.security.setup(
      { setupCode: opened.security.setupCode() ?? '', username, password, apiToken: '', ...more },
      from('192.0.2.1'),
    )

  it('wants the code of the file, which is gone afterwards', async () => {
    opened = await Opened.closed()
    const code = readFileSync(opened.path('setup-code'), 'utf8').trim()
    expect(code).toMatch(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/)
    expect(code).toBe(opened.security.setupCode())
    expect(statSync(opened.path('setup-code')).mode & 0o777).toBe(0o600)
    expect(await outcome(opened.security.login({ username, password }, presenting({}), from('::1')))).toBe(
      'setup.needed',
    )
    for (const wrong of ['', 'x', code.slice(1), `${code}0`]) {
      expect(await outcome(setUp({ setupCode: wrong }))).toBe('setup.wrong-code')
    }
    expect(opened.hasher.hashes).toBe(0)
    const { session } = read(await setUp({ setupCode: ` ${code.toUpperCase().replaceAll('-', ' ')}` }))
    const { principal } = await opened.security.identify(presenting({ session }), from('192.0.2.1'))
    expect(principal).toMatchObject({ kind: 'owner', name: 'ada', presented: 'cookie' })
    expect(opened.security.setupCode()).toBeUndefined()
    expect(existsSync(opened.path('setup-code'))).toBe(false)
    expect(await opened.trail()).toEqual([
      ...Array.from({ length: 4 }, () => 'setup no Wrong setup code'),
      'setup yes Owner named',
    ])
  })

  it('has another code after a restart, and none once there is an owner', async () => {
    opened = await Opened.closed()
    const before = opened.security.setupCode()
    await opened.restart()
    expect(await outcome(setUp({ setupCode: before }))).toBe('setup.wrong-code')
    await setUp()
    await opened.restart()
    expect(opened.security.setupNeeded()).toBe(false)
    expect(await outcome(setUp({ setupCode: before }))).toBe('setup.done')
  })

  it('names one owner, however many try at once', async () => {
    opened = await Opened.closed()
    const names = Array.from({ length: 50 }, (_, at) => `ada${at}`)
    const answers = await Promise.all(names.map((name) => outcome(setUp({ username: name }))))
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'setup.done')).toHaveLength(49)
    expect(opened.store.stored?.username).toBe('ada0')
    expect(opened.hasher.hashes).toBe(1)
  })

  it.each([
    [{ username: ' ' }, 'username', 'Username is required'],
    [{ username: 'a'.repeat(101) }, 'username', 'Username must be at most 100 characters'],
    [{ username: 'a:b' }, 'username', 'Username must not contain colons or control characters'],
    [{ username: "x'\nAPI_TOKEN='known" }, 'username', 'Username must not contain colons or control characters'],
    [{ password: '1234567' }, 'password', 'Password must be at least 8 characters'],
    [{ password: 'x'.repeat(73) }, 'password', 'Password must be at most 72 bytes'],
    [{ password: 'Proxmox2024!' }, 'password', 'Password is too easy to guess: choose another one'],
    [{ apiToken: 'a'.repeat(31) }, 'apiToken', 'API token must be at least 32 characters'],
  ])('refuses %j', async (more, field, message) => {
    opened = await Opened.closed()
    const refusal = await refusalOf(setUp(more))
    expect([refusal.code, refusal.field, refusal.message]).toEqual(['request.invalid', field, message])
    expect(opened.store.stored).toBeNull()
  })

  it('takes a token that the caller made up, and keeps but its hash', async () => {
    opened = await Opened.closed()
    const apiToken = 'made-up-by-the-page-'.repeat(2)
    await setUp({ username: ' ada ', apiToken })
    expect(opened.store.stored?.username).toBe('ada')
    expect(opened.store.kept).toMatchObject([{ primary: true, value: null, scopes: expect.arrayContaining(['write']) }])
    const { principal } = await opened.security.identify(presenting({ tokens: [apiToken] }), from('192.0.2.1'))
    expect(principal.kind).toBe('token')
    expect([opened.security.hasPrimaryToken(), opened.security.revealPrimaryToken()]).toEqual([true, undefined])
  })

  it('is not offered where the environment lets everybody in', async () => {
    opened = await Opened.closed({ allowUnauthenticated: true })
    expect([opened.security.setupNeeded(), opened.security.setupCode()]).toEqual([false, undefined])
    expect(await outcome(setUp())).toBe('setup.done')
  })
})

describe('a change of the password', () => {
  const cookieAsker = async (presented: { session: string }) => {
    const asked = { presented: presenting(presented), caller: from('192.0.2.1') }
    const { principal } = await opened.security.identify(asked.presented, asked.caller)
    return { ...asked, principal }
  }
  const newPassword = 'difference engine'

  it('ends all sessions, but for a new one of the browser that asks', async () => {
    opened = await Opened.owned()
    const [mine, other] = [await opened.login(), await opened.login()]
    const asker = await cookieAsker(mine)
    const now = read(await opened.security.changePassword({ currentPassword: password, newPassword }, asker))
    expect(opened.ended).toHaveLength(2)
    for (const { session } of [mine, other])
      expect(await outcome(opened.security.identify(presenting({ session }), from('::1')))).toBe(
        'access.unauthenticated',
      )
    expect(await outcome(opened.security.identify(presenting(now), from('::1')))).toBe('in')
    expect(opened.security.sessions({ kind: 'nobody' })).toHaveLength(1)
    expect([await opened.guess(password), await opened.guess(newPassword)]).toEqual(['login.wrong', 'in'])
    await opened.restart()
    expect(await outcome(opened.security.identify(presenting(now), from('::1')))).toBe('in')
  })

  it.each([
    ['', 'Current password required'],
    ['wrong', 'Current password is incorrect. You have 4 attempts remaining.'],
  ])('wants the current password, not %j', async (currentPassword, message) => {
    opened = await Opened.owned()
    const asker = await cookieAsker(await opened.login())
    const refusal = await refusalOf(opened.security.changePassword({ currentPassword, newPassword }, asker))
    expect([refusal.code, refusal.message]).toEqual(['login.wrong', message])
    expect(await opened.guess(password)).toBe('in')
  })

  it('wants a new one that is good', async () => {
    opened = await Opened.owned()
    const asker = await cookieAsker(await opened.login())
    const change = opened.security.changePassword({ currentPassword: password, newPassword: 'short' }, asker)
    expect(await refusalOf(change)).toMatchObject({
      code: 'request.invalid',
      field: 'newPassword',
      message: 'Password must be at least 8 characters',
    })
  })

  it('is made in the environment where it comes from there', async () => {
    opened = await Opened.closed({ environment: { owner: { username, password }, apiToken: undefined } })
    const asker = await cookieAsker(await opened.login())
    const change = opened.security.changePassword({ currentPassword: password, newPassword }, asker)
    expect(await outcome(change)).toBe('access.from-environment')
  })

  it('ends what HTTP Basic was let in with before', async () => {
    opened = await Opened.owned()
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    const ask = () => outcome(opened.security.identify(presenting({ authorization }), from('192.0.2.1')))
    expect(await ask()).toBe('in')
    const token = { kind: 'token', id: 'x', name: 'x', scopes: new Set(['read'] as const) } as const
    const cookies = await opened.security.changePassword(
      { currentPassword: password, newPassword },
      { ...asks, principal: token },
    )
    expect(cookies).toEqual([])
    expect(await ask()).toBe('access.unauthenticated')
  })
})

it('an owner of the environment wins over the one of the settings', async () => {
  opened = await Opened.owned({
    environment: { owner: { username: 'eve', password: 'other engine' }, apiToken: undefined },
  })
  expect(await opened.guess(password)).toBe('login.wrong')
  expect(await opened.guess('other engine', '192.0.2.1', {}, 'eve')).toBe('in')
})
