import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { endpoints } from '@pulse/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { closedAccess } from '../../src/access-options.ts'
import { loggedIn, ownerName, ownerPassword, Served } from '../served.ts'

let served: Served
afterEach(() => served.stop())

/** What a server that nobody owns answers. */
const openCalls = Object.entries(endpoints).flatMap(([key, { access }]) => (access === 'open' ? [key] : []))

describe('a new server', () => {
  it('answers nothing but what setup needs', async () => {
    expect(openCalls).toEqual([
      'GET /api/health',
      'GET /api/version',
      'POST /api/login',
      'GET /api/security/status',
      'POST /api/security/quick-setup',
    ])
    served = await Served.start()
    for (const key of Object.keys(endpoints)) {
      if (openCalls.includes(key)) continue
      const [method = '', path = ''] = key.split(' ')
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} }
      const answer = await served.send(method, path.replaceAll(/:\w+/g, 'x'), body)
      expect([key, answer.status]).toEqual([key, 401])
    }
    const status = await served.send('GET', '/api/security/status')
    expect(await status.json()).toMatchObject({ setupNeeded: true, loggedIn: false, hasAuthentication: false })
    expect((await served.send('GET', '/api/health')).status).toBe(200)
  })

  it('keeps its code where only its user can read it', async () => {
    served = await Served.start()
    const file = join(served.dataDir, 'setup-code')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(served.setupCode().replaceAll(/[^A-Za-z0-9]/g, '').length).toBeGreaterThanOrEqual(26)
    expect(served.app.modules.security.setupCode()).toBe(served.setupCode())
    await served.setUp()
    expect(existsSync(file)).toBe(false)
    expect(served.app.modules.security.setupCode()).toBeUndefined()
  })

  it('wants the code, and believes no other', async () => {
    served = await Served.start()
    const code = served.setupCode()
    for (const setupCode of ['', 'wrong', `${code}x`, code.slice(0, -1)]) {
      const answer = await served.setUp({ setupCode })
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, 'setup.wrong-code'])
    }
    expect((await served.setUp()).status).toBe(200)
  })

  it('has one owner, however many try at once', async () => {
    served = await Served.start()
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => served.setUp({ username: `ada${i}` })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7)
  })

  it('is closed for good once it has an owner, over a restart, too', async () => {
    served = await Served.start()
    const setupCode = served.setupCode()
    const answer = await served.setUp()
    expect(await answer.json()).toMatchObject({ success: true, requiresManualRestart: false })
    // Who set it up is logged in.
    const { cookie } = loggedIn(answer)
    expect((await served.send('GET', '/api/state', { headers: { cookie } })).status).toBe(200)
    const again = { setupCode, username: 'eve', password: 'let me in now' }
    for (const restart of [false, true]) {
      if (restart) await served.restart()
      const refused = await served.send('POST', '/api/security/quick-setup', { body: again })
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'setup.done'])
      expect(existsSync(join(served.dataDir, 'setup-code'))).toBe(false)
    }
    expect((await served.send('GET', '/api/state')).status).toBe(401)
    await served.login()
  })

  it('names the field that is wrong, and stays as it is', async () => {
    served = await Served.start()
    const wrong: [object, string, string][] = [
      [{ username: '' }, 'username', 'username'],
      [{ username: 'a:b' }, 'username', 'username'],
      [{ password: 'short' }, 'password', 'Password must be at least 8 characters'],
      [{ password: 'x'.repeat(73) }, 'password', '72'],
      [{ password: 'password' }, 'password', 'Password'],
      [{ apiToken: 'short' }, 'apiToken', '32'],
    ]
    for (const [body, field, words] of wrong) {
      const answer = await served.setUp(body)
      const said = (await answer.json()) as { error: string; field: string }
      expect([answer.status, said.field]).toEqual([400, field])
      expect(said.error.toLowerCase()).toContain(words.toLowerCase())
    }
    expect(served.savedSettings()).toBe('')
  })
})

describe('setup by the environment', () => {
  it('is a user with a password, plain or bcrypt', async () => {
    const owner = { username: ownerName, password: ownerPassword }
    served = await Served.start({ access: { ...closedAccess, credentials: { owner, apiToken: undefined } } })
    expect(existsSync(join(served.dataDir, 'setup-code'))).toBe(false)
    const { cookie } = await served.login()
    expect((await served.send('GET', '/api/config/nodes', { headers: { cookie } })).status).toBe(200)
    expect(served.savedSettings()).not.toContain(ownerPassword)
  })

  it('is a token, plain or as its SHA3-256', async () => {
    const hash = '1394ad91b4402323018519609057197bab4ed4835676ea9e3f03ad6d5c5643f2'
    for (const apiToken of ['pulse-test-token', hash]) {
      served = await Served.start({ access: { ...closedAccess, credentials: { owner: undefined, apiToken } } })
      const ask = (token: string) => served.send('GET', '/api/config/nodes', { headers: { 'x-api-token': token } })
      expect((await ask('pulse-test-token')).status).toBe(200)
      expect((await ask(hash)).status).toBe(401)
      expect((await served.send('GET', '/api/config/nodes')).status).toBe(401)
      const revealed = await served.send('GET', '/api/system/api-token?reveal=true', {
        headers: { 'x-api-token': 'pulse-test-token' },
      })
      expect(await revealed.json()).toMatchObject({ hasToken: true })
      if (apiToken === hash) break
      await served.stop()
    }
  })
})
