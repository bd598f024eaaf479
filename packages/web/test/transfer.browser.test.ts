import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient } from '../../contract/src/contract.ts'
import { originalContent, originalExport } from '../../server/test/original-export.ts'
import { axeViolations, noBrowser, sidewaysPx, Stage } from './stage.ts'

const passphrase = 'correct horse battery'

describe.skipIf(noBrowser)('export and import', () => {
  let stage: Stage
  let exported: { name: string; text: string }

  beforeAll(async () => {
    stage = await Stage.open('small')
    await stage.connectAll()
  })
  afterAll(async () => {
    await stage.close()
    expect(stage.complaints).toEqual([])
  })

  const call: ReturnType<typeof createClient> = (key, ...input) => createClient(stage.base, fetch)(key, ...input)

  const names = async (): Promise<string[]> =>
    (await call('GET /api/config/nodes')).map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, 'en'))

  const choose = (page: Page, name: string, text: string): Promise<void> =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })

  test('an export needs a good passphrase, twice, and is a file', async () => {
    const page = await stage.page('/settings/backup')
    const field = page.getByLabel('Passphrase', { exact: true })
    const save = page.getByRole('button', { name: 'Export' })
    await field.fill('too short')
    await page.getByText('Strength: too short').waitFor()
    await save.click()
    await page.getByText('Use at least 12 characters.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('export-passphrase')
    await field.fill(passphrase)
    await page.getByText('Strength: fair').waitFor()
    await page.getByLabel('Passphrase once more').fill('something else')
    await save.click()
    await page.getByText('This is not the same.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.getByLabel('Passphrase once more').fill(passphrase)
    const download = page.waitForEvent('download')
    await page.keyboard.press('Enter')
    const file = await download
    exported = { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
    expect(exported.name).toMatch(/^pulse-config-\d{4}-\d\d-\d\d\.json$/)
    expect(JSON.parse(exported.text)).toEqual({
      status: 'success',
      data: expect.stringMatching(/^[\w+/]+=*$/) as unknown,
    })
    await page.getByText(`${exported.name} was saved by your browser.`).waitFor()
    expect(await field.inputValue()).toBe('')
    await page.context().close()
  })

  test('an import shows what it would change, and only then does it', async () => {
    const before = await names()
    const page = await stage.page('/settings/backup')
    const look = page.getByRole('button', { name: 'Show what would change' })
    await choose(page, 'estate.yaml', 'connections: []\n')
    await page.getByText('This looks like a pulse.yaml.').waitFor()
    await look.click()
    await page.getByText('Enter the passphrase.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await choose(page, exported.name, exported.text)
    await page.getByText(exported.name).waitFor()
    await page.getByLabel('Passphrase of the file').fill('wrong horse battery')
    await look.click()
    await page.getByText('the passphrase is wrong').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('import-passphrase')

    const [first] = await call('GET /api/config/nodes')
    await call('DELETE /api/config/nodes/:id', { path: { id: first?.id ?? '' } })
    await page.getByLabel('Passphrase of the file').fill(passphrase)
    await look.click()
    await page.getByRole('heading', { name: 'What would change' }).waitFor({ timeout: 20_000 })
    await page
      .getByRole('row')
      .filter({ hasText: 'added' })
      .filter({ hasText: first?.name ?? '' })
      .waitFor()
    expect(await page.content()).not.toContain(stage.simulator.credentials.pve.secret)
    expect(await names()).not.toEqual(before)
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('alertdialog', { name: 'Import this configuration?' }).waitFor()
    await page.getByRole('button', { name: 'Import now' }).click()
    await page.getByRole('heading', { name: 'Imported' }).waitFor({ timeout: 20_000 })
    expect(await names()).toEqual(before)
    await page.context().close()
  }, 60_000)

  test('a file of the original is understood, on a phone', async () => {
    const page = await stage.page('/settings/backup', { theme: 'light', width: 390 })
    await choose(page, 'pulse-export.txt', originalExport(originalContent, passphrase))
    await page.getByLabel('Passphrase of the file').fill(passphrase)
    await page.getByRole('button', { name: 'Show what would change' }).click()
    await page.getByRole('heading', { name: 'What would change' }).waitFor({ timeout: 20_000 })
    await page.getByRole('row').filter({ hasText: 'added' }).filter({ hasText: 'lab' }).first().waitFor()
    await page.getByRole('row').filter({ hasText: 'removed' }).filter({ hasText: 'attic' }).first().waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await page.context().close()
  }, 60_000)
})
