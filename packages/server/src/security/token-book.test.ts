import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { from, Opened, outcome, presenting, refusalOf } from './test/opened.ts'

let opened: Opened
afterEach(() => opened.close())

const allScopes = ['read', 'write', 'notify', 'register']
const use = (token: string): Promise<string> =>
  outcome(opened.security.identify(presenting({ tokens: [token] }), from('192.0.2.1')))
const vector = '1394ad91b4402323018519609057197bab4ed4835676ea9e3f03ad6d5c5643f2'

describe('the primary token', () => {
  it('works at once, has every scope and can be revealed', async () => {
    opened = await Opened.owned()
    const { security } = opened
    expect([security.hasPrimaryToken(), security.revealPrimaryToken()]).toEqual([false, undefined])
    const token = await security.generatePrimaryToken()
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    expect([security.hasPrimaryToken(), security.revealPrimaryToken()]).toEqual([true, token])
    expect(await use(token)).toBe('in')
    expect(security.tokens()).toMatchObject([{ name: 'Primary', scopes: allScopes, primary: true, source: 'settings' }])
    const [stored] = opened.store.kept
    expect(stored?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(stored?.hash).not.toBe(token)
    // The hash is no token.
    expect(await use(stored?.hash ?? '')).toBe('access.unauthenticated')
  })

  it('ends when another one is generated, and when it is deleted', async () => {
    opened = await Opened.owned()
    const { security } = opened
    const first = await security.generatePrimaryToken()
    const [before] = security.tokens()
    const second = await security.generatePrimaryToken()
    expect([await use(first), await use(second)]).toEqual(['access.unauthenticated', 'in'])
    expect(opened.ended).toEqual([`token ${before?.id}`])
    await security.deletePrimaryToken()
    expect([await use(second), security.hasPrimaryToken()]).toEqual(['access.unauthenticated', false])
    expect(opened.ended).toHaveLength(2)
    await security.deletePrimaryToken()
  })
})

describe('the token of the environment', () => {
  it.each(['pulse-test-token', vector, vector.toUpperCase()])('may be written as %s', async (apiToken) => {
    opened = await Opened.closed({ environment: { owner: undefined, apiToken } })
    const { security } = opened
    expect(security.setupNeeded()).toBe(false)
    expect(await use('pulse-test-token')).toBe('in')
    expect(await use(vector)).toBe('access.unauthenticated')
    expect(security.revealPrimaryToken()).toBe(apiToken === 'pulse-test-token' ? apiToken : undefined)
    expect(security.tokens()).toEqual([
      {
        id: 'environment',
        name: 'API_TOKEN',
        scopes: allScopes,
        createdAt: null,
        lastUsedAt: '2025-11-20T08:00:00.000Z',
        expiresAt: null,
        source: 'environment',
        primary: true,
      },
    ])
  })

  it('cannot be deleted here, and one that is generated works beside it', async () => {
    opened = await Opened.owned({ environment: { owner: undefined, apiToken: 'pulse-test-token' } })
    const { security } = opened
    expect(await outcome(security.deletePrimaryToken())).toBe('access.from-environment')
    expect(await outcome(security.revokeToken('environment'))).toBe('access.from-environment')
    const generated = await security.generatePrimaryToken()
    expect([await use('pulse-test-token'), await use(generated)]).toEqual(['in', 'in'])
    expect(security.revealPrimaryToken()).toBe(generated)
    await security.deletePrimaryToken()
    expect([await use('pulse-test-token'), await use(generated)]).toEqual(['in', 'access.unauthenticated'])
    expect(security.hasPrimaryToken()).toBe(true)
  })
})

describe('a named token', () => {
  it('is shown once, kept as a hash, and listed without its value', async () => {
    opened = await Opened.owned()
    const { token, entry } = await opened.security.createToken({ name: ' wall ', scopes: ['write', 'read'] })
    expect(token).toMatch(/^pls_[a-z2-9]{8}_[\w-]{43}$/)
    expect(entry).toEqual({
      id: token.slice(4, 12),
      name: 'wall',
      scopes: ['read', 'write'],
      createdAt: '2025-11-20T08:00:00.000Z',
      lastUsedAt: null,
      expiresAt: null,
      source: 'settings',
      primary: false,
    })
    expect(JSON.stringify([opened.security.tokens(), opened.store.kept])).not.toContain(token.slice(13))
  })

  it('ends at its time, and with it what hangs on it', async () => {
    opened = await Opened.owned()
    const { token, entry } = await opened.security.createToken({ name: 'week', scopes: ['read'], expiresInDays: 7 })
    expect(entry.expiresAt).toBe('2025-11-27T08:00:00.000Z')
    await opened.clock.advance(7 * 86_400_000 - 1)
    expect([await use(token), opened.ended]).toEqual(['in', []])
    await opened.clock.advance(30_000)
    expect(await use(token)).toBe('access.unauthenticated')
    expect(opened.ended).toEqual([`token ${entry.id}`])
    expect(opened.security.tokens()).toHaveLength(1)
  })

  it('ends when it is revoked', async () => {
    opened = await Opened.owned()
    const { token, entry } = await opened.security.createToken({ name: 'wall', scopes: ['read'] })
    await opened.security.revokeToken(entry.id)
    expect(await use(token)).toBe('access.unauthenticated')
    expect(opened.ended).toEqual([`token ${entry.id}`])
    expect(await outcome(opened.security.revokeToken(entry.id))).toBe('token.missing')
  })

  it.each([
    ['', 'request.invalid'],
    ['a\nb', 'request.invalid'],
    ['WALL', 'token.duplicate'],
    ['primary', 'token.duplicate'],
  ])('is not called %j', async (name, code) => {
    opened = await Opened.owned()
    await opened.security.createToken({ name: 'wall', scopes: ['read'] })
    const refusal = await refusalOf(opened.security.createToken({ name, scopes: ['read'] }))
    expect([refusal.code, refusal.field]).toEqual([code, 'name'])
  })

  it('remembers its last use to the minute, over a restart', async () => {
    opened = await Opened.owned()
    const { token } = await opened.security.createToken({ name: 'wall', scopes: ['read'] })
    await opened.clock.advance(150_000)
    await use(token)
    const lastUse = (): unknown => opened.security.tokens()[0]?.lastUsedAt
    expect(lastUse()).toBe('2025-11-20T08:02:00.000Z')
    await opened.restart()
    expect(lastUse()).toBe('2025-11-20T08:02:00.000Z')
    expect(readFileSync(opened.path('sessions.json'), 'utf8')).not.toContain(token.slice(13))
  })

  it.each(['', 'pls_', 'x'.repeat(10_000), '__proto__', `pls_abcdefgh_${'A'.repeat(43)}`])(
    'is not %j',
    async (wrong) => {
      opened = await Opened.owned()
      const { token } = await opened.security.createToken({ name: 'wall', scopes: ['read'] })
      expect(await use(wrong)).toBe('access.unauthenticated')
      expect(await use(token.slice(0, -1))).toBe('access.unauthenticated')
      expect(await use(token.toUpperCase())).toBe('access.unauthenticated')
    },
  )
})
