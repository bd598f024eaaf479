import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, noBrowser, sidewaysPx, Stage } from './stage.ts'

describe.skipIf(noBrowser)('connections', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await Stage.open('small')
  })
  afterAll(async () => {
    await stage.close()
    expect(stage.complaints).toEqual([])
  })

  const endpoint = (name: string) => {
    const found = stage.simulator.endpoints.find((one) => one.name === name)
    if (!found) throw new Error(`no endpoint ${name}`)
    return found
  }

  const fillIn = async (page: Page, name: string, secret: string): Promise<void> => {
    const { tokenId } = stage.simulator.credentials.pve
    await page.getByLabel('Address').fill(endpoint(name).url)
    await page.getByLabel('Token ID').fill(tokenId)
    await page.getByText(endpoint(name).fingerprint).waitFor()
    await page.getByRole('button', { name: 'It is the same: trust this certificate' }).click()
    await page.getByLabel('Token secret').fill(secret)
  }

  test.each([
    ['dark', 1440],
    ['light', 390],
  ] as const)('the first page explains itself: %s, %i px', async (theme, width) => {
    const page = await stage.page('/', { theme, width })
    await page.getByRole('heading', { name: 'Nothing is watched yet' }).waitFor()
    await page.getByText('pveum user token add pulse@pve pulse --privsep 1').waitFor()
    await page.getByText('VM.Audit,VM.GuestAgent.Audit').waitFor()
    await page.getByLabel('8 or older').check()
    await page.getByLabel('See backups on storages, too').check()
    await page.getByText('VM.Audit,VM.Backup,VM.Monitor').waitFor()
    await page.getByText('Proxmox Backup Server').click()
    await page.getByText('proxmox-backup-manager user generate-token pulse@pbs pulse').waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await page.context().close()
  })

  test('what is missing is said next to its field', async () => {
    const page = await stage.page('/')
    await page.getByRole('button', { name: 'Add connection' }).click()
    await page.getByText('Enter the address of the host.').waitFor()
    await page.getByText('Enter the token ID.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('host')
    expect(await axeViolations(page)).toEqual([])
    await page.getByLabel('Address').fill('not a host!')
    await page.getByLabel('Address').blur()
    await page.waitForFunction(() => document.querySelector('[name=host]')?.getAttribute('aria-invalid') === 'true')
    await page.context().close()
  })

  test('from the first page to guests, through a wrong secret', async () => {
    const page = await stage.page('/')
    await fillIn(page, 'attic/pve1', 'not-the-secret')
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await page.getByText(/^Connection failed/).waitFor({ timeout: 20_000 })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('token-secret')
    await page.getByLabel('Token secret').fill(stage.simulator.credentials.pve.secret)
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await page.getByText('It works').waitFor({ timeout: 20_000 })
    await page.getByText('Cluster attic with 3 nodes').waitFor()
    await page.getByRole('button', { name: 'Add connection' }).click()
    await page.getByText(/was added/).waitFor()
    await page.locator('[data-guest]').first().waitFor({ timeout: 20_000 })
    expect(page.url()).toBe(`${stage.base}/`)
    await page.context().close()
  }, 60_000)

  test.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)('list and forms: %s, %i px', async (theme, width) => {
    const page = await stage.page('/settings/connections', { theme, width })
    await page.getByText('requests and').first().waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await page.getByRole('link', { name: 'Add a connection' }).click()
    await page.getByRole('heading', { name: 'Add a connection' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.goBack()
    await page.getByRole('link', { name: 'Change' }).click()
    await page.getByRole('heading', { name: /^Change / }).waitFor()
    expect(await page.getByLabel('Token secret').inputValue()).toBe('')
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await page.context().close()
  })

  test('a connection is tested, renamed and deleted', async () => {
    const page = await stage.page('/settings/connections')
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await page.locator('article [aria-live] p').waitFor({ timeout: 20_000 })
    await page.getByRole('link', { name: 'Change' }).click()
    await page.getByLabel('Name').fill('renamed <b>here</b>')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'renamed <b>here</b>' }).waitFor()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await dialog.getByRole('button', { name: 'Delete connection' }).click()
    await page.getByText('renamed <b>here</b> was deleted.').waitFor()
    await page.getByRole('heading', { name: 'Nothing is watched yet' }).waitFor()
    await page.context().close()
  }, 60_000)
})
