import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, guestNames, noBrowser, Stage } from './stage.ts'

describe.skipIf(noBrowser)('what is lost', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await Stage.open('small')
    await stage.connectAll()
  })
  afterAll(async () => {
    await stage.close()
    expect(stage.complaints).toEqual([])
  })

  test('a Proxmox host that cannot be reached is named, and comes back', async () => {
    const page = await stage.page('/')
    await page.getByText('3 of 3 connections').waitFor()
    const fault = stage.simulator.faults.set({ endpoint: 'pve-office' }, { kind: 'close', how: 'reset' })
    await page.getByText('pve-office cannot be reached').waitFor({ timeout: 40_000 })
    await page.getByText('2 of 3 connections').waitFor()
    // This browser has lost nothing: no banner, and the others go on.
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    stage.simulator.faults.clear(fault)
    await page.getByText('3 of 3 connections').waitFor({ timeout: 60_000 })
    await page.getByText('pve-office cannot be reached').waitFor({ state: 'detached' })
    await page.context().close()
  }, 120_000)

  test('a Pulse server that cannot be reached is told apart: the picture stays, and says that it is old', async () => {
    const page = await stage.page('/')
    await page.locator('[data-guest]').first().waitFor()
    const names = await guestNames(page)
    await stage.stopServer()
    const banner = page.getByRole('alert')
    await banner.getByText('This browser has lost the Pulse server.').waitFor()
    await banner.getByText(/What you see is from \d\d:\d\d:\d\d and is not live/).waitFor()
    await page.getByText('Pulse not reachable').waitFor()
    expect(await guestNames(page)).toEqual(names)
    expect(await axeViolations(page)).toEqual([])
    await stage.startServer()
    await banner.waitFor({ state: 'detached', timeout: 40_000 })
    await page.getByText('3 of 3 connections').waitFor({ timeout: 30_000 })
    expect(await guestNames(page)).toEqual(names)
    await page.context().close()
  }, 120_000)

  test('a changed certificate is shown, compared and trusted again, and only then the secret is sent', async () => {
    const page = await stage.page('/')
    await page.getByText('3 of 3 connections').waitFor({ timeout: 30_000 })
    const fingerprint = await stage.simulator.estate.changeCertificate('pve-office')
    const item = page.getByRole('listitem').filter({ hasText: 'pve-office shows a certificate that is not trusted' })
    await item.waitFor({ timeout: 40_000 })
    await item.getByRole('link', { name: 'Change' }).click()
    await page.getByRole('button', { name: 'Show the certificate of the host' }).click()
    await page.getByText(fingerprint).waitFor()
    await page.getByText('This is not the certificate that was confirmed before.').waitFor()
    await page.getByRole('button', { name: 'It is the same: trust this certificate' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    // The stored secret goes to no certificate that it was not given for.
    await page.getByText(/^Send the token secret again/).waitFor()
    const { secret } = stage.simulator.connections.find(({ name }) => name === 'pve-office') ?? {}
    await page.getByLabel('Token secret').fill(secret ?? '')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('pve-office was changed.').waitFor()
    await page.getByText('3 of 3 connections').waitFor({ timeout: 30_000 })
    await page.context().close()
  }, 120_000)
})
