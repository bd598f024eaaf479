import { startSimulator } from '@pulse/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient } from '../../contract/src/contract.ts'
import { axeViolations, noBrowser, sidewaysPx, Stage } from './stage.ts'

describe.skipIf(noBrowser)('hosts that are found, and hosts that come', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await Stage.open('small')
  })
  afterAll(async () => {
    await stage.close()
    expect(stage.complaints).toEqual([])
  })

  const call: ReturnType<typeof createClient> = (key, ...input) => createClient(stage.base, fetch)(key, ...input)

  test('a host that runs the command appears by itself', async () => {
    const page = await stage.page('/')
    await page.getByRole('link', { name: 'Make the command' }).click()
    await page.getByRole('heading', { name: 'Registration', level: 1 }).waitFor()
    await page.getByText('Another machine cannot reach Pulse under this address.').waitFor()
    await page.getByLabel('Address of the host').fill('no host; rm')
    await page.getByRole('button', { name: 'Make the command' }).click()
    await page.getByText('Enter a host name or an IP address').waitFor()
    const host = stage.simulator.connections.find(({ name }) => name === 'pve-office')
    if (!host) throw new Error('no pve-office')
    await page.getByLabel('Address of the host').fill(host.url)
    await page.getByRole('button', { name: 'Make the command' }).click()
    await page.getByText(/^good for one host, and for (10:00|9:\d\d) more$/).waitFor()
    await page.getByText('Waiting for the host.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    const command = (await page.locator('pre').first().textContent()) ?? ''
    const [, setupCode = ''] = /X-Setup-Code: (\w+)/.exec(command) ?? []
    expect(command).toContain(`${stage.base}/api/setup-script?type=pve`)
    // As the script does on the host.
    await call('POST /api/auto-register', {
      body: {
        type: 'pve',
        host: host.url,
        serverName: 'pve-office',
        tokenId: host.tokenId,
        tokenValue: host.secret,
        fingerprint: host.fingerprints.join(','),
        setupCode,
      },
    })
    await page.getByText('pve-office has registered itself.').waitFor()
    expect(await page.getByText('Waiting for the host.').count()).toBe(0)
    await page.getByText('pve-office watches this host already.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('link', { name: 'Show the connection' }).click()
    await page.getByRole('heading', { name: 'pve-office' }).waitFor()
    await page.context().close()
  }, 60_000)

  test.each([
    ['dark', 1440],
    ['light', 390],
  ] as const)('a registration token is shown once, listed and revoked: %s, %i px', async (theme, width) => {
    const page = await stage.page('/settings/registration', { theme, width })
    await page.getByRole('button', { name: 'New registration token' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('What it is for').fill(`rack <i>${width}</i>`)
    await dialog.getByLabel('Proxmox Backup Server').uncheck()
    await dialog.getByLabel('Proxmox VE').uncheck()
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    await dialog.getByText('Choose at least one.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByLabel('Proxmox VE').check()
    await dialog.getByLabel('5', { exact: true }).check()
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    await page.getByRole('dialog', { name: 'Copy the token now' }).waitFor()
    const token = (await page.locator('[role=dialog] pre').first().textContent()) ?? ''
    expect(token).toMatch(/^PULSE-REG-[0-9a-f]{16}$/)
    // Shown once: no slip of a key closes it.
    await page.keyboard.press('Escape')
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await page.getByRole('button', { name: 'I have copied it' }).click()
    const row = page.getByRole('listitem').filter({ hasText: `rack <i>${width}</i>` })
    await row.getByText(/^Proxmox VE · not used yet, 5 times at most · expires in (1 h|59 min)/).waitFor()
    expect(await page.content()).not.toContain(token)
    await row.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('button', { name: 'Revoke token' }).click()
    await page.getByText('The token was revoked.').waitFor()
    await page.getByText('No registration token is valid.').waitFor()
    await page.context().close()
  })

  test.runIf(process.platform === 'linux')(
    'a scan shows how far it is, and what it found can be added',
    async () => {
      const scenario = { clusters: 1, nodes: 1, guests: 2 }
      const host = await startSimulator({ scenario, host: '127.0.79.2', ownAddresses: false, basePort: 8006 })
      const page = await stage.page('/settings/discovery')
      await page.getByLabel('Network', { exact: true }).fill('192.0.2.0/24')
      await page.getByRole('button', { name: 'Scan now' }).click()
      await page.getByText('Only private networks can be scanned').waitFor()
      await page.getByLabel('Network', { exact: true }).fill('127.0.79.0/28')
      await page.getByRole('button', { name: 'Scan now' }).click()
      await page.getByRole('progressbar', { name: 'Scan' }).waitFor()
      await page.getByText(/^\d+ of 14 addresses in 127\.0\.79\.0\/28$/).waitFor()
      expect(await axeViolations(page)).toEqual([])
      await page.getByText(/^2 hosts found in 127\.0\.79\.0\/28/).waitFor()
      await page.getByText('Proxmox Backup Server').waitFor()
      expect(await axeViolations(page)).toEqual([])
      await page.getByRole('link', { name: /^Add / }).first().click()
      await page.getByRole('heading', { name: 'Add a connection' }).waitFor()
      expect(await page.getByLabel('Address').inputValue()).toBe('127.0.79.2')
      // The address was filled in, so its certificate is asked for already.
      await page.getByText('Compare it with what the host itself prints:').waitFor()

      await page.goBack()
      await page.getByLabel('Network', { exact: true }).fill('127.0.80.0/24')
      await page.getByRole('button', { name: 'Scan now' }).click()
      await page.getByRole('button', { name: 'Stop' }).click()
      await page.getByRole('button', { name: 'Scan now' }).waitFor()
      await page.context().close()
      await host.close()
    },
    60_000,
  )
})
