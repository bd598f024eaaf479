import { readFileSync, writeFileSync } from 'node:fs'
import { closedAccess } from '@pulse/server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { axeViolations, noBrowser, sidewaysPx, Stage } from './stage.ts'

const password = 'correct horse battery'

describe.skipIf(noBrowser)('being let in', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await Stage.open('small', 'closed')
  })
  // Logins are limited to ten a minute.
  beforeEach(() => stage.skipSeconds(61))
  afterAll(async () => {
    await stage.close()
    expect(stage.complaints).toEqual([])
  })

  const logIn = async (page: Page, given = password): Promise<void> => {
    await page.getByLabel('User name').fill('admin')
    await page.getByLabel('Password', { exact: true }).fill(given)
    await page.getByRole('button', { name: 'Log in' }).click()
  }
  /** A browser of its own, logged in. */
  const inside = async (path: string, options = {}): Promise<Page> => {
    const page = await stage.page(path, options)
    await logIn(page)
    await page.getByRole('button', { name: 'Account: admin' }).waitFor()
    return page
  }
  const tokenStatus = async (token: string, path = '/api/state', method = 'GET'): Promise<number> =>
    (await fetch(stage.base + path, { method, headers: { 'x-api-token': token } })).status

  describe('a new server', () => {
    test.each([
      ['dark', 1440],
      ['light', 390],
    ] as const)('shows its setup, wherever one goes, and asks for nothing else: %s, %i px', async (theme, width) => {
      const page = await stage.page('/favicon.svg', { theme, width })
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      page.on('websocket', (socket) => asked.push(socket.url()))
      await page.goto(`${stage.base}/settings/audit`)
      await page.getByRole('heading', { name: 'Set up this server' }).waitFor()
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('setup-code')
      expect(asked.filter((path) => path.includes('/api/') || path.includes('/ws'))).toEqual(['/api/security/status'])
      await page.getByText('Where do I find it?').click()
      await page.getByText('/setup-code"').waitFor()
      expect(await axeViolations(page)).toEqual([])
      await page.getByLabel('User name').fill('')
      await page.getByRole('button', { name: 'Become the owner' }).click()
      await page.getByText('Enter the code of this server.').waitFor()
      await page.getByText('Enter a user name.').waitFor()
      await page.getByText('Enter a password.').waitFor()
      expect(await axeViolations(page)).toEqual([])
      expect(await sidewaysPx(page)).toBe(0)
      await page.context().close()
    })

    test('says beside which field something is wrong', async () => {
      const page = await stage.page('/')
      await page.getByLabel('Setup code').fill('0000-0000')
      await page.getByLabel('Password', { exact: true }).fill('1234567')
      await page.getByText('8 characters or more: not yet').waitFor()
      await page.getByRole('button', { name: 'Become the owner' }).click()
      await page.getByText('Use at least 8 characters.').waitFor()
      await page.getByLabel('Password', { exact: true }).fill('12345678')
      await page.getByText('8 characters or more: met').waitFor()
      await page.keyboard.press('Enter')
      await page.getByText('This is not the code of this server.').waitFor()
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('setup-code')
      // With the right code the server has the last word on the password.
      await page.getByLabel('Setup code').fill(stage.setupCode)
      await page.getByRole('button', { name: 'Become the owner' }).click()
      await page.getByText('Password is too easy to guess').waitFor()
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('password')
      await page.context().close()
    })

    test('over a network without TLS it warns before a password is typed', async () => {
      const page = await stage.page('/', { overNetwork: true })
      await page.getByText('Your password travels unencrypted').waitFor()
      await page.getByText('--tls').waitFor()
      expect(await axeViolations(page)).toEqual([])
      await page.context().close()
    })

    test('has an owner after the right code, who is where he wanted to go', async () => {
      const slow = await stage.page('/')
      await slow.getByRole('heading', { name: 'Set up this server' }).waitFor()
      const page = await stage.page('/settings/security')
      const field = page.getByLabel('Password', { exact: true })
      await page.getByLabel('Setup code').fill(` ${stage.setupCode.toUpperCase()} `)
      await field.fill(password)
      expect(await field.getAttribute('type')).toBe('password')
      await page.getByRole('button', { name: 'Show what is typed' }).click()
      expect(await field.getAttribute('type')).toBe('text')
      expect(await field.getAttribute('autocomplete')).toBe('new-password')
      await page.getByRole('button', { name: 'Become the owner' }).click()
      await page.getByText('this browser').waitFor()
      expect(page.url()).toBe(`${stage.base}/settings/security`)
      // Who was slower gets to the login.
      await slow.getByLabel('Setup code').fill('anything')
      await slow.getByLabel('Password', { exact: true }).fill(password)
      await slow.getByRole('button', { name: 'Become the owner' }).click()
      await slow.getByRole('heading', { name: 'Log in' }).waitFor()
      await slow.context().close()
      await page.context().close()
    })
  })

  describe('the login', () => {
    test.each([
      ['light', 1440],
      ['dark', 390],
    ] as const)('counts what is left, and leads to where one was going: %s, %i px', async (theme, width) => {
      const page = await stage.page('/?q=web&sort=-cpu', { theme, width })
      await page.getByRole('heading', { name: 'Log in' }).waitFor()
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('username')
      expect(await page.getByLabel('Password', { exact: true }).getAttribute('autocomplete')).toBe('current-password')
      await logIn(page, 'wrong')
      await page.getByText('User name or password is wrong.').waitFor()
      await page.getByText('4 more tries, then this address has to wait 15 minutes.').waitFor()
      expect(await axeViolations(page)).toEqual([])
      expect(await sidewaysPx(page)).toBe(0)
      await page.getByText('Forgotten the password?').click()
      await page.getByText('pulse user reset-password').waitFor()
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Nothing is watched yet' }).waitFor()
      expect(page.url()).toBe(`${stage.base}/?q=web&sort=-cpu`)
      await page.context().close()
    })

    test('is locked after five tries, until a time that is told', async () => {
      const page = await stage.page('/')
      for (const left of ['4 more tries', '3 more tries', '2 more tries', 'One more try']) {
        await logIn(page, 'wrong')
        await page.getByText(left).waitFor()
      }
      await logIn(page, 'wrong')
      await page.getByText(/You can try again at \d\d:\d\d:\d\d/).waitFor()
      await page.getByText(/\(in 1\d:\d\d\)/).waitFor()
      expect(await page.getByRole('button', { name: 'Log in' }).isDisabled()).toBe(true)
      expect(await axeViolations(page)).toEqual([])
      // Another page does not know yet; the server does.
      const other = await stage.page('/')
      await logIn(other)
      await other.getByText('Too many failed logins from this address.').waitFor()
      stage.modules.security.resetLockout('admin')
      await other.context().close()
      await page.context().close()
    })

    test('over a network without TLS the warning stays inside', async () => {
      const page = await inside('/settings/security', { overNetwork: true, width: 390 })
      await page.getByRole('complementary').getByText('Your password travels unencrypted').waitFor()
      await page.getByText('not encrypted: passwords can be read on the way').waitFor()
      expect(await axeViolations(page)).toEqual([])
      await page.context().close()
    })

    test('markup that is not of a template never becomes any', async () => {
      const page = await stage.page('/')
      await page.getByRole('heading', { name: 'Log in' }).waitFor()
      const write = (): Promise<string> =>
        page.evaluate(() => {
          try {
            document.body.innerHTML = '<p>written</p>'
            return 'written'
          } catch (error) {
            return error instanceof Error ? error.name : ''
          }
        })
      expect(await write()).toBe('TypeError')
      expect(stage.complaints.splice(0).join()).toContain('TrustedHTML')
      await page.context().close()
    })
  })

  describe('a session', () => {
    test('that is ended from another browser leads to the login and back', async () => {
      const page = await inside('/settings/audit')
      await page.getByText('The log is whole').waitFor()
      const sockets: string[] = []
      page.on('websocket', (socket) => sockets.push(socket.url()))
      const other = await inside('/settings/security')
      await other.getByRole('button', { name: 'End all others' }).click()
      const question = other.getByRole('alertdialog')
      await question.getByRole('button', { name: 'End sessions' }).click()
      await other.getByText(/sessions? ended\./).waitFor()
      await page.getByText('Your session ended.').waitFor()
      await page.waitForTimeout(1_500)
      expect(sockets).toEqual([])
      expect(await axeViolations(page)).toEqual([])
      await logIn(page)
      await page.getByText('The log is whole').waitFor()
      expect(page.url()).toBe(`${stage.base}/settings/audit`)
      await page.context().close()
      await other.context().close()
    })

    test('that is gone is noticed by the next call', async () => {
      const page = await inside('/settings/audit')
      await page.getByText('The log is whole').waitFor()
      await page.context().clearCookies({ name: 'pulse_session' })
      await page.getByRole('button', { name: 'Refresh' }).click()
      await page.getByText('Your session ended.').waitFor()
      await page.context().close()
    })

    test('that is gone while the server was away ends no endless trying', async () => {
      const page = await inside('/settings/security')
      await page.getByText('no connections').waitFor()
      await stage.stopServer()
      await page.getByText('This browser has lost the Pulse server.').waitFor()
      await page.context().clearCookies({ name: 'pulse_session' })
      await stage.startServer()
      await page.getByText('Your session ended.').waitFor({ timeout: 40_000 })
      await page.context().close()
    }, 60_000)

    test('goes on over a restart of the server', async () => {
      const page = await inside('/settings/security')
      await page.getByText('no connections').waitFor()
      await stage.stopServer()
      await page.getByText('This browser has lost the Pulse server.').waitFor()
      await stage.startServer()
      await page.getByRole('alert').waitFor({ state: 'detached', timeout: 40_000 })
      await page.getByRole('button', { name: 'Account: admin' }).waitFor()
      await page.context().close()
    }, 60_000)

    test('whose token against forgery got lost gets it back', async () => {
      const page = await inside('/settings/security')
      await page.getByRole('button', { name: 'New token' }).click()
      await page.context().clearCookies({ name: 'pulse_csrf' })
      await page.getByLabel('Name').fill('after the loss')
      await page.getByRole('button', { name: 'Make token' }).click()
      await page.getByText('It is shown this once').waitFor()
      await page.context().close()
    })

    test('ends at the log-out, in every tab', async () => {
      const page = await inside('/')
      const tab = await page.context().newPage()
      await tab.goto(`${stage.base}/settings/security`)
      await tab.getByText('this browser').waitFor()
      await page.getByRole('button', { name: 'Account: admin' }).click()
      expect(await axeViolations(page)).toEqual([])
      await page.getByRole('menuitem', { name: 'Log out' }).click()
      await page.getByText('You are logged out.').waitFor()
      await tab.getByText('Your session ended.').waitFor()
      await page.context().close()
    })

    test('is ended one by one', async () => {
      const other = await inside('/')
      const page = await inside('/settings/security', { width: 390, theme: 'light' })
      await page.getByText('this browser').waitFor()
      expect(await axeViolations(page)).toEqual([])
      expect(await sidewaysPx(page)).toBe(0)
      await page.getByRole('button', { name: 'End', exact: true }).first().click()
      const question = page.getByRole('alertdialog')
      await question.getByText('End the session of Chrome on Linux?').waitFor()
      expect(await axeViolations(page)).toEqual([])
      await question.getByRole('button', { name: 'Keep' }).click()
      await question.waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'End', exact: true }).first().click()
      await question.getByRole('button', { name: 'End session' }).click()
      await page.getByText('One session ended.').waitFor()
      await other.getByText('Your session ended.').waitFor()
      await page.context().close()
      await other.context().close()
    })
  })

  describe('the owner', () => {
    test('makes a token, sees its value once, and revokes it', async () => {
      const page = await inside('/settings/security')
      await page.getByRole('button', { name: 'New token' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'Make token' }).click()
      await dialog.getByText('Enter a name by which you will know it.').waitFor()
      await dialog.getByLabel('Look', { exact: true }).uncheck()
      await dialog.getByRole('button', { name: 'Make token' }).click()
      await dialog.getByText('Choose at least one.').waitFor()
      for (const scope of ['Look', 'Look and change', 'Send notifications', 'Register hosts'])
        await dialog.getByLabel(scope, { exact: true }).check()
      await dialog.getByText('With all of these it may do whatever you may').waitFor()
      expect(await axeViolations(page)).toEqual([])
      for (const scope of ['Look and change', 'Send notifications', 'Register hosts'])
        await dialog.getByLabel(scope, { exact: true }).uncheck()
      await dialog.getByLabel('Name').fill('<b>grafana</b>')
      await dialog.getByRole('button', { name: 'Make token' }).click()
      const value = await dialog.getByText(/^pls_/).textContent()
      expect(await axeViolations(page)).toEqual([])
      // Not lost by a slip of the hand.
      await page.keyboard.press('Escape')
      await dialog.getByRole('button', { name: 'Done' }).click()
      await dialog.waitFor({ state: 'detached' })
      expect(await page.getByText(value ?? '').count()).toBe(0)
      expect(await tokenStatus(value ?? '')).toBe(200)
      expect(await tokenStatus(value ?? '', '/api/security/sessions')).toBe(403)

      const row = page.getByRole('listitem').filter({ hasText: '<b>grafana</b>' })
      await row.getByText(/ends \d+ \w+ \d{4}/).waitFor()
      await page.getByRole('button', { name: 'New token' }).click()
      await dialog.getByLabel('Name').fill('<b>grafana</b>')
      await dialog.getByRole('button', { name: 'Make token' }).click()
      await dialog.locator('[aria-invalid="true"]').waitFor()
      await dialog.getByRole('button', { name: 'Cancel' }).click()
      await row.getByRole('button', { name: 'Revoke' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke token' }).click()
      await page.getByText('<b>grafana</b> was revoked.').waitFor()
      expect(await tokenStatus(value ?? '')).toBe(401)
      await page.context().close()
    })

    test('generates, shows, replaces and deletes the primary token', async () => {
      const page = await inside('/settings/security', { width: 390 })
      const dialog = page.getByRole('dialog')
      await page.getByRole('button', { name: 'Generate' }).click()
      const first = (await dialog.getByText(/^[0-9a-f]{64}$/).textContent()) ?? ''
      await dialog.getByRole('button', { name: 'Done' }).click()
      expect(await tokenStatus(first, '/api/security/sessions')).toBe(200)
      await page.getByRole('button', { name: 'Show', exact: true }).click()
      await dialog.getByText(first, { exact: true }).waitFor()
      await dialog.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('button', { name: 'Replace' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Replace token' }).click()
      const second = (await dialog.getByText(/^[0-9a-f]{64}$/).textContent()) ?? ''
      expect(await axeViolations(page)).toEqual([])
      await dialog.getByRole('button', { name: 'Done' }).click()
      expect([await tokenStatus(first), await tokenStatus(second)]).toEqual([401, 200])
      await page.getByRole('button', { name: 'Delete' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Delete token' }).click()
      await page.getByText('The primary token was deleted.').waitFor()
      expect(await tokenStatus(second)).toBe(401)
      await page.context().close()
    })

    test('changes the password; other browsers are out, this one stays', async () => {
      const other = await inside('/')
      const page = await inside('/settings/security')
      await page.getByLabel('Current password').fill('wrong')
      await page.getByLabel('New password').fill('a better one than before')
      await page.getByRole('button', { name: 'Change password' }).click()
      await page.getByText('Current password is incorrect').waitFor()
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('current-password')
      expect(await axeViolations(page)).toEqual([])
      await page.getByLabel('Current password').fill(password)
      await page.getByRole('button', { name: 'Change password' }).click()
      await page.getByText('The password was changed, and all other sessions ended.').waitFor()
      await other.getByText('Your session ended.').waitFor()
      // Its live connection belonged to the session of before, and comes back with the new one.
      await page.getByText('no connections').waitFor()
      await page.getByLabel('Current password').fill('a better one than before')
      await page.getByLabel('New password').fill(password)
      await page.getByRole('button', { name: 'Change password' }).click()
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name=new-password]')?.value === '')
      await page.context().close()
      await other.context().close()
    })

    test('reads in the audit log what happened, also what was refused', async () => {
      const { security } = stage.modules
      for (let i = 1; i <= 60; i++)
        security.audit({
          event: 'settings_changed',
          success: true,
          user: 'admin',
          ip: '192.0.2.7',
          path: '/api/config/system',
          details: `Change <i>${i}</i>`,
        })
      const page = await stage.page('/settings/audit')
      await logIn(page, 'wrong')
      await page.getByText('User name or password is wrong.').waitFor()
      await logIn(page)
      await page.getByRole('cell', { name: 'Change <i>60</i>' }).waitFor()
      expect(await page.getByRole('cell', { name: 'Change <i>5</i>' }).count()).toBe(0)
      await page.getByRole('button', { name: 'Show older ones' }).click()
      await page.getByRole('cell', { name: 'Change <i>5</i>' }).waitFor()
      await page.getByLabel('Show').selectOption('Login')
      await page.getByRole('cell', { name: 'Change <i>' }).first().waitFor({ state: 'detached' })
      await page
        .getByRole('row', { name: /failed\s+Login.*Invalid credentials/ })
        .first()
        .waitFor()
      expect(await axeViolations(page)).toEqual([])
      await page.getByLabel('Show').selectOption('Host registered')
      await page.getByText('Nothing of this kind is in the log').waitFor()
      expect(await axeViolations(page)).toEqual([])
      await page.setViewportSize({ width: 390, height: 844 })
      await page.getByLabel('Show').selectOption('everything')
      await page.getByRole('button', { name: 'Show older ones' }).waitFor()
      expect(await sidewaysPx(page)).toBe(0)
      await page.context().close()
    })

    test('is told when the audit log was changed from outside', async () => {
      const page = await inside('/settings/audit')
      await page.getByText('The log is whole').waitFor()
      const file = stage.fileOf('audit.jsonl')
      writeFileSync(file, readFileSync(file, 'utf8').replace('Owner named', 'Owner renamed'))
      await page.getByRole('button', { name: 'Refresh' }).click()
      await page.getByText('The log was changed from outside').waitFor()
      expect(await axeViolations(page)).toEqual([])
      await page.context().close()
    })
  })
})

describe.skipIf(noBrowser)('a server without a login', () => {
  let stage: Stage

  beforeAll(async () => {
    const credentials = { owner: undefined, apiToken: 'token-of-the-environment' }
    stage = await Stage.open('small', { ...closedAccess, allowUnauthenticated: true, credentials })
  })
  afterAll(async () => {
    await stage.close()
    expect(stage.complaints).toEqual([])
  })

  test.each([
    ['dark', 1440],
    ['light', 390],
  ] as const)('says so on every page: %s, %i px', async (theme, width) => {
    const page = await stage.page('/', { theme, width })
    const warning = page.getByRole('complementary')
    await warning.getByText('Anyone who can reach this page can change everything').waitFor()
    expect(await page.getByRole('button', { name: /^Account/ }).count()).toBe(0)
    await page.goto(`${stage.base}/settings/security`)
    await warning.getByText('PULSE_ALLOW_UNAUTHENTICATED').waitFor()
    await page.getByText('there is no password to change').waitFor()
    expect(await page.getByLabel('Current password').count()).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await page.context().close()
  })

  test('a token of the environment can be looked at, and is changed there', async () => {
    const page = await stage.page('/settings/security')
    const fixed = page.getByRole('listitem').filter({ hasText: 'from the environment' })
    await fixed.getByRole('button', { name: 'Show' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('token-of-the-environment', { exact: true }).waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    expect(await fixed.getByRole('button').allTextContents()).toEqual(['Show'])
    await stage.modules.security.generatePrimaryToken()
    await page.reload()
    await page.getByRole('button', { name: 'Replace' }).waitFor()
    expect(await fixed.getByRole('button').count()).toBe(0)
    await page.getByRole('button', { name: 'Delete' }).waitFor()
    await page.context().close()
  })
})
