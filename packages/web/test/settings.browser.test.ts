import { createClient } from '../../contract/src/contract.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, noBrowser, sidewaysPx, Stage } from './stage.ts'

describe.skipIf(noBrowser)('settings', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await Stage.open('small')
    await stage.connectAll()
  })
  afterAll(async () => {
    await stage.close()
    expect(stage.complaints).toEqual([])
  })

  const call: ReturnType<typeof createClient> = (key, ...input) => createClient(stage.base, fetch)(key, ...input)

  const sections = [
    ['system', 'System', 'Everything is saved.'],
    ['registration', 'Registration', 'No registration token is valid.'],
    ['discovery', 'Discovery', 'Nothing has been scanned since this server started.'],
    ['backup', 'Export and import', 'Passphrase of the file'],
    ['updates', 'Updates', 'no request leaves this server'],
  ] as const

  test.each(
    sections.flatMap(([section, title, text]) => [
      { section, title, text, theme: 'dark' as const, width: 1440 },
      { section, title, text, theme: 'light' as const, width: 390 },
    ]),
  )('$section: $theme, $width px', async ({ section, title, text, theme, width }) => {
    const page = await stage.page(`/settings/${section}`, { theme, width })
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await page.getByText(text).first().waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await page.context().close()
  })

  test('a value is checked beside its field, saved, and in force', async () => {
    const page = await stage.page('/settings/system')
    const interval = page.getByLabel('Polling interval')
    const save = page.getByRole('button', { name: 'Save' })
    await expect.poll(() => interval.inputValue()).toBe('10')
    expect(await save.isDisabled()).toBe(true)
    await interval.fill('1')
    await save.click()
    await page.getByText('Enter whole seconds, from 2 to 3600.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('pollingInterval')
    expect(await axeViolations(page)).toEqual([])
    await interval.fill('20')
    await page.getByLabel('Address of this Pulse').fill('https://pulse.example.net')
    await page.getByText('Not saved yet: Polling interval, Address of this Pulse.').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Saved. It is in force already.').waitFor()
    await page.getByText('Everything is saved.').waitFor()
    expect(await call('GET /api/config/system')).toMatchObject({
      pollingInterval: 20,
      publicUrl: 'https://pulse.example.net',
    })
    await interval.fill('30')
    await page.getByRole('button', { name: 'Discard' }).click()
    expect(await interval.inputValue()).toBe('20')
    await call('PUT /api/config/system', { body: { pollingInterval: 2, publicUrl: '' } })
    await page.context().close()
  })

  test('what cannot be saved is not lost', async () => {
    const page = await stage.page('/settings/system')
    const timeout = page.getByLabel('Connection timeout')
    await timeout.fill('25')
    await stage.stopServer()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/^It was not saved: The server cannot be reached/).waitFor()
    expect(await timeout.inputValue()).toBe('25')
    await stage.startServer()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. It is in force already.').waitFor()
    expect(await call('GET /api/config/system')).toMatchObject({ connectionTimeout: 25 })
    await page.context().close()
  }, 60_000)

  test('what pulse.yaml owns is read here and changed there, until one lets go', async () => {
    const office = stage.simulator.connections.find(({ name }) => name === 'pve-office')
    const text = `settings: {pollingInterval: 15}
connections:
  - name: pve-office
    type: pve
    host: ${office?.url}
    token: {id: "${office?.tokenId}", secret: ${office?.secret}}
    fingerprint: ["${office?.fingerprints.join('", "')}"]
`
    await call('POST /api/config/file/apply', { body: { text, name: 'estate/pulse.yaml' } })
    const page = await stage.page('/settings/system')
    await page.getByText(/^Last applied: estate\/pulse\.yaml, \d\d:\d\d:\d\d\.$/).waitFor()
    await page.getByText('It owns 1 connection, “Polling interval”.').waitFor()
    const interval = page.getByLabel('Polling interval')
    expect(await interval.inputValue()).toBe('15')
    expect(await interval.getAttribute('readonly')).not.toBeNull()
    await page.getByText('owned by pulse.yaml').waitFor()
    expect(await axeViolations(page)).toEqual([])

    await page.goto(`${stage.base}/settings/connections`)
    const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'pve-office' }) })
    await card.getByText('owned by pulse.yaml').waitFor()
    await card.getByRole('button', { name: 'Test' }).waitFor()
    expect(await card.getByRole('link', { name: 'Change' }).count()).toBe(0)
    expect(await card.getByRole('button', { name: 'Delete' }).count()).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    const [id] = (await call('GET /api/config/file')).connections
    await page.goto(`${stage.base}/settings/connections/${id}`)
    await page.getByText('pve-office is owned by pulse.yaml').waitFor()

    await page.goto(`${stage.base}/settings/system`)
    await page.getByRole('button', { name: 'Let go of the file' }).click()
    await page.getByRole('alertdialog', { name: 'Let go of estate/pulse.yaml?' }).waitFor()
    await page.getByRole('button', { name: 'Let go', exact: true }).click()
    await page.getByText('No file is in charge').waitFor()
    await expect.poll(() => interval.getAttribute('readonly')).toBeNull()
    expect(await interval.inputValue()).toBe('15')
    await call('PUT /api/config/system', { body: { pollingInterval: 2 } })
    await page.context().close()
  }, 60_000)

  test('a connection says what its token may see, and what a gap costs', async () => {
    const page = await stage.page('/settings/connections')
    const office = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'pve-office' }) })
    await office
      .getByText('Not seen: file systems, addresses and operating system of virtual machines')
      .waitFor({ timeout: 20_000 })
    await office.getByText('takes VM.Monitor on /vms').waitFor()
    await office.getByText(/^Seen: virtual machines, containers and their snapshots; load/).waitFor()
    await office.getByRole('link', { name: 'Make the command' }).waitFor()
    const attic = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'attic' }) })
    await attic.getByText(/^Seen: /).waitFor()
    expect(await attic.getByText(/^Not seen/).count()).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    await page.context().close()
  })

  test('without a source nobody is asked for releases; what is published is shown as text', async () => {
    const page = await stage.page('/settings/updates')
    await page.getByText('no request leaves this server').waitFor()
    expect(await page.getByRole('button', { name: 'Check now' }).isDisabled()).toBe(true)
    await page.getByLabel('Source of releases').fill('somewhere')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Enter the address of a repository').waitFor()
    // This machine is none that the server asks, whatever the settings say.
    await page.getByLabel('Source of releases').fill(`${stage.base}/repos/example/pulse`)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Everything is saved.').waitFor()
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByText(/^Failed to check for updates/).waitFor()

    // The releases of another server, which no test asks.
    await page.route('**/api/updates/check', (route) =>
      route.fulfill({
        json: {
          available: true,
          currentVersion: '0.1.0',
          latestVersion: 'v9.0.0',
          isPrerelease: false,
          releaseNotes: '## New\n<img src=x onerror="document.title=1">',
          releaseDate: '2026-01-01T08:00:00Z',
          downloadUrl: 'javascript:alert(1)',
          deploymentType: 'docker',
          instructions: 'docker compose pull',
          channel: 'stable',
          reason: null,
          checkedAt: '2026-01-02T08:00:00Z',
        },
      }),
    )
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByRole('heading', { name: 'v9.0.0 is out.' }).waitFor()
    await page.getByText('<img src=x onerror="document.title=1">').waitFor()
    await page.getByText('docker compose pull').waitFor()
    expect(await page.getByText('javascript:alert(1)').evaluate((element) => element.closest('a'))).toBeNull()
    expect(await axeViolations(page)).toEqual([])
    await call('PUT /api/config/system', { body: { updateSource: 'off' } })
    await page.context().close()
  })
})
