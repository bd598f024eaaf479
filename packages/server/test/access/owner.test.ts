import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AuditEvent } from '@pulse/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { closedAccess } from '../../src/access-options.ts'
import { type LoggedIn, ownerName, ownerPassword, Served } from '../served.ts'

let served: Served
afterEach(() => served.stop())

const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`

const events = async (owner: LoggedIn, query = ''): Promise<AuditEvent[]> => {
  const answer = await served.send('GET', `/api/security/audit${query}`, { headers: { cookie: owner.cookie } })
  return ((await answer.json()) as { events: AuditEvent[] }).events
}

describe('the current password', () => {
  const newPassword = 'difference engine'
  const change = (headers: Record<string, string>, body: object = {}) =>
    served.send('POST', '/api/security/change-password', { headers, body: { newPassword, ...body } })

  it('may stand in a Basic header beside a session, whatever the user name', async () => {
    served = await Served.owned()
    const { headers } = await served.login()
    const wrong = await change({ ...headers, authorization: basic('admin', 'wrong') })
    expect([wrong.status, await wrong.json()]).toMatchObject([
      401,
      { error: 'Current password is incorrect. You have 4 attempts remaining.', code: 'login.wrong' },
    ])
    const missing = await change(headers)
    expect([missing.status, await missing.json()]).toMatchObject([401, { error: 'Current password required' }])
    const done = await change({ ...headers, authorization: basic('admin', ownerPassword) })
    expect([done.status, await done.json()]).toEqual([
      200,
      { success: true, message: 'Password changed', requiresRestart: false },
    ])
    await served.login(newPassword)
  })

  it('may be that of HTTP Basic, which then says who asks as well', async () => {
    served = await Served.owned()
    expect((await change({ authorization: basic('admin', ownerPassword) })).status).toBe(401)
    const done = await change({ authorization: basic(ownerName, ownerPassword) })
    expect(done.status).toBe(200)
    await served.login(newPassword)
  })

  it('opens no way to a server without a login', async () => {
    served = await Served.owned()
    const { headers } = await served.login()
    const remove = (currentPassword?: string) =>
      served.send('POST', '/api/security/remove-password', {
        headers,
        body: currentPassword === undefined ? {} : { currentPassword },
      })
    const answers = [await remove(), await remove('wrong'), await remove(ownerPassword)]
    expect(await Promise.all(answers.map(async (each) => [each.status, await each.json()]))).toMatchObject([
      [401, { error: 'Current password required', code: 'login.wrong' }],
      [401, { error: 'Current password is incorrect. You have 4 attempts remaining.', code: 'login.wrong' }],
      [409, { code: 'access.password-required' }],
    ])
    expect((await served.send('GET', '/api/state')).status).toBe(401)
  })
})

describe('the audit trail', () => {
  it('says who did what, as the credential tells, whatever else is claimed', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const headers = { ...owner.headers, 'x-forwarded-for': '203.0.113.66', 'x-forwarded-user': 'eve' }
    const made = await served.send('POST', '/api/security/tokens', {
      headers,
      body: { name: 'wall', scopes: ['read'], user: 'eve', createdBy: 'eve' },
    })
    const { token, entry } = (await made.json()) as { token: string; entry: { id: string } }
    await served.send('POST', '/api/config/system', { headers: { 'x-api-token': token }, body: {} })
    await served.send('DELETE', '/api/security/tokens/nobody', { headers })
    await served.send('DELETE', `/api/security/tokens/${entry.id}`, { headers })
    await served.send('POST', '/api/system/api-token/generate', { headers })
    await served.send('GET', '/api/system/api-token?reveal=true', { headers })
    await served.send('DELETE', '/api/system/api-token/delete', { headers })
    await served.send('POST', '/api/security/reset-lockout', { headers, body: { identifier: '203.0.113.9' } })
    await served.send('DELETE', '/api/security/sessions/others', { headers })
    expect(
      (await events(owner)).map(({ event, success, user, ip, details }) => [event, success, user, ip, details]),
    ).toEqual([
      ['session_ended', true, 'ada', '127.0.0.1', 'All others ended: 1'],
      ['lockout_reset', true, 'ada', '127.0.0.1', 'Lockout reset for: 203.0.113.9'],
      ['token_revoked', true, 'ada', '127.0.0.1', 'Primary API token'],
      ['token_revealed', true, 'ada', '127.0.0.1', 'Primary API token'],
      ['token_created', true, 'ada', '127.0.0.1', 'Primary API token'],
      ['token_revoked', true, 'ada', '127.0.0.1', 'API token "wall"'],
      ['access_refused', false, 'token wall', '127.0.0.1', 'This token lacks the scope for this call: write'],
      ['token_created', true, 'ada', '127.0.0.1', 'API token "wall" with read'],
      ['login', true, 'ada', '127.0.0.1', 'User logged in'],
      ['setup', true, 'ada', '127.0.0.1', 'Owner named'],
    ])
  })

  it('has a line for a change that nobody may make, and none for a look', async () => {
    served = await Served.owned()
    const owner = await served.login()
    await served.send('PUT', '/api/config/nodes/pve-0.js', { body: { name: 'lab' } })
    await served.send('GET', '/api/config/nodes')
    const refused = await events(owner, '?event=access_refused')
    expect(refused.map(({ user, path, details }) => [user, path, details])).toEqual([
      ['', '/api/config/nodes/pve-0.js', 'Authentication required'],
    ])
  })

  it('is read in pages, and tells when somebody changed it', async () => {
    served = await Served.owned()
    const owner = await served.login()
    const page = async (query: string): Promise<unknown> =>
      (await served.send('GET', `/api/security/audit?${query}`, { headers: { cookie: owner.cookie } })).json()
    expect(await page('limit=1')).toMatchObject({ events: [{ sequence: 2 }], nextBefore: 2, intact: true })
    expect(await page('limit=1&before=2')).toMatchObject({ events: [{ sequence: 1 }], nextBefore: null })
    const path = join(served.dataDir, 'audit.jsonl')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"ada"', '"eve"'))
    expect(await page('')).toMatchObject({ intact: false })
  })

  it('does not grow with each request of a flood', async () => {
    served = await Served.owned()
    const owner = await served.login()
    for (let i = 0; i < 60; i++) await served.send('POST', '/api/config/system', { body: {} })
    expect(await events(owner, '?event=access_refused&limit=1000')).toHaveLength(20)
  })
})

describe('the status of access', () => {
  const status = async (headers: Record<string, string> = {}): Promise<unknown> =>
    (await served.send('GET', '/api/security/status', { headers })).json()
  const closed = {
    setupNeeded: false,
    unauthenticatedMode: false,
    loggedIn: false,
    username: null,
    apiTokenConfigured: false,
    requiresAuth: true,
    exportProtected: true,
    unprotectedExportAllowed: false,
    hasAuthentication: true,
    configuredButPendingRestart: false,
    hasAuditLogging: true,
    credentialsEncrypted: true,
    hasHTTPS: false,
    clientIP: '127.0.0.1',
    isPrivateNetwork: true,
    isTrustedNetwork: true,
    publicAccess: false,
    registrationTokensEnabled: false,
  }

  it('is told to everybody, the name only to its owner', async () => {
    served = await Served.owned()
    expect(await status()).toEqual(closed)
    const owner = await served.login()
    expect(await status({ cookie: owner.cookie })).toEqual({ ...closed, loggedIn: true, username: 'ada' })
    // An old cookie is no reason to tell nothing.
    expect(await status({ cookie: `pulse_session=${'0'.repeat(64)}` })).toEqual(closed)
    await served.send('POST', '/api/system/api-token/generate', { headers: owner.headers })
    expect(await status()).toEqual({ ...closed, apiTokenConfigured: true })
  })

  it('says what the environment allows, and from where one asks', async () => {
    served = await Served.open({
      access: {
        ...closedAccess,
        allowUnprotectedExport: true,
        requireRegistrationToken: true,
        trustedProxies: ['127.0.0.1'],
        trustedNetworks: ['198.51.100.0/24'],
      },
    })
    const open = {
      ...closed,
      unauthenticatedMode: true,
      loggedIn: true,
      requiresAuth: false,
      exportProtected: false,
      unprotectedExportAllowed: true,
      hasAuthentication: false,
      registrationTokensEnabled: true,
    }
    expect(await status({ 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'https' })).toEqual({
      ...open,
      clientIP: '198.51.100.7',
      hasHTTPS: true,
      isPrivateNetwork: false,
      publicAccess: true,
      isTrustedNetwork: true,
    })
    expect(await status()).toEqual({ ...open, isTrustedNetwork: false })
  })
})

describe('other calls of access', () => {
  it('answer as documented', async () => {
    served = await Served.owned()
    const { headers } = await served.login()
    const restart = await served.send('POST', '/api/security/apply-restart', { headers })
    expect([restart.status, await restart.json()]).toEqual([
      200,
      { success: true, message: 'Nothing to apply: every change takes effect at once' },
    ])
    const reset = await served.send('POST', '/api/security/reset-lockout', { headers, body: { identifier: 'ada' } })
    expect(await reset.json()).toEqual({ success: true, message: 'Lockout reset for ada' })
    const logout = await served.send('POST', '/api/logout', { headers })
    expect(logout.headers.get('clear-site-data')).toBe('"cache"')
    expect(logout.headers.getSetCookie()).toEqual([
      'pulse_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
      'pulse_csrf=; Path=/; Max-Age=0; SameSite=Strict',
    ])
  })

  it('make cookies that only travel by TLS where the client speaks it', async () => {
    served = await Served.owned({ access: { ...closedAccess, trustedProxies: ['127.0.0.1'] } })
    const answer = await served.send('POST', '/api/login', {
      body: { username: ownerName, password: ownerPassword },
      headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' },
    })
    expect(answer.headers.getSetCookie().map((cookie) => /; Secure;/.test(cookie))).toEqual([true, true, true])
  })
})
