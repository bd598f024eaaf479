import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, guestNames, noBrowser, sidewaysPx, Stage } from './stage.ts'

describe.skipIf(noBrowser)('the overview', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await Stage.open('small')
    await stage.connectAll()
    const page = await stage.page('/')
    await page.getByText('pbs-main').first().waitFor()
    await page.locator('[data-guest]').first().waitFor()
    await page.context().close()
  })
  afterAll(async () => {
    await stage.close()
    expect(stage.complaints).toEqual([])
  })

  test('shows what the simulated estate has', async () => {
    const page = await stage.page('/?group=none')
    await page.getByText('3 of 3 connections').waitFor()
    const { estate } = stage.simulator
    const first = estate.site('attic').guests.values().toArray()[0]
    expect(first).toBeDefined()
    await page
      .getByRole('row', { name: first?.name ?? '' })
      .first()
      .waitFor()
    for (const host of ['pve1', 'pve2', 'pve3', 'pve-office', 'pbs-main']) {
      await page.getByRole('heading', { name: host, exact: false }).first().waitFor()
    }
    await page.getByText('cluster “attic”, quorate, 3 of 3 online').waitFor()
    await page.getByText(/nas-media on attic is 9\d % full/).waitFor()
    await page.context().close()
  })

  test('search, filter, sorting and grouping are in the address and survive a reload', async () => {
    const page = await stage.page('/')
    await page.locator('[data-guest]').first().waitFor()
    await page.getByRole('searchbox').fill('type:lxc -tag:prod')
    await page.getByRole('button', { name: /^Running/ }).click()
    await page.getByRole('button', { name: 'Group by node' }).click()
    await page.getByRole('button', { name: 'Name', exact: true }).click()
    await page.waitForFunction(() => location.search.includes('sort=name'))
    const names = await guestNames(page)
    expect(names.length).toBeGreaterThan(2)
    expect(names).toEqual(names.toSorted(new Intl.Collator('en', { numeric: true }).compare))
    await page.getByRole('button', { name: 'Name', exact: true }).click()
    expect(await guestNames(page)).toEqual(names.toReversed())
    expect(new URL(page.url()).searchParams.get('q')).toBe('type:lxc -tag:prod')
    await page.reload()
    await page.locator('[data-guest]').first().waitFor()
    expect(await guestNames(page)).toEqual(names.toReversed())
    expect(await page.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('descending')
    await page.getByRole('searchbox').fill('no such guest anywhere')
    await page.getByText('No guest matches').waitFor()
    await page.getByRole('button', { name: 'Reset search and filter' }).click()
    await page.locator('[data-guest]').first().waitFor()
    await page.context().close()
  })

  test('can be used with the keyboard alone', async () => {
    const page = await stage.page('/')
    await page.locator('[data-guest]').first().waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Skip to content')
    await page.keyboard.press('/')
    await page.keyboard.type('status:running')
    expect(await page.getByRole('searchbox').inputValue()).toBe('status:running')
    await page.keyboard.press('Escape')
    expect(await page.getByRole('searchbox').inputValue()).toBe('')
    // From the search by Tab to the one row that the Tab key stops at.
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(() => document.activeElement?.hasAttribute('data-guest'))) break
    }
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.getAttribute('data-guest') ?? null)
    const first = await focused()
    expect(first).not.toBeNull()
    await page.keyboard.press('ArrowDown')
    const second = await focused()
    expect(second).not.toBe(first)
    await page.keyboard.press('End')
    expect(await focused()).not.toBe(second)
    await page.keyboard.press('Home')
    expect(await focused()).toBe(first)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    expect(new URL(page.url()).searchParams.get('guest')).toBe(second)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.waitForFunction((id) => document.activeElement?.getAttribute('data-guest') === id, second)
    await page.context().close()
  })

  test('the focus stays on its row while values change and rows move', async () => {
    const page = await stage.page('/?group=none&sort=-cpu')
    await page.locator('[data-guest]').first().waitFor()
    await page.locator('[data-guest]').nth(3).focus()
    const id = await page.evaluate(() => document.activeElement?.getAttribute('data-guest'))
    const before = (await guestNames(page)).join()
    // A poll later the order by CPU is another one.
    await expect.poll(async () => (await guestNames(page)).join(), { timeout: 30_000, interval: 500 }).not.toBe(before)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-guest'))).toBe(id)
    await page.context().close()
  }, 40_000)

  test('text from guests stays text', async () => {
    const guest = stage.simulator.estate.site('attic').guests.values().toArray()[1]
    if (!guest) throw new Error('no guest')
    const before = guest.name
    const hostile = '<img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script>'
    stage.simulator.estate.rename('attic', guest.vmid, hostile)
    const page = await stage.page('/?q=pwned')
    await page.getByText(hostile).first().waitFor({ timeout: 25_000 })
    await page.locator('[data-guest]').first().click()
    await page.getByRole('dialog').getByText(hostile).waitFor()
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false)
    expect(await page.locator('main img').count()).toBe(0)
    stage.simulator.estate.rename('attic', guest.vmid, before)
    await page.context().close()
  }, 40_000)

  test.each([
    ['dark', 1440],
    ['light', 1440],
    ['dark', 390],
    ['light', 390],
  ] as const)('axe finds nothing: %s, %i px', async (theme, width) => {
    const page = await stage.page('/', { theme, width })
    await page.locator('[data-guest]').first().waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await page.locator('[data-guest]').first().click()
    await page.getByRole('dialog').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.goto(`${stage.base}/nowhere`)
    await page.getByText('Nothing lies under /nowhere.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.context().close()
  })

  test('the theme follows the system until a person chooses one, and the choice is there before the first paint', async () => {
    const page = await stage.page('/', { theme: 'light' })
    const theme = (): Promise<string | undefined> => page.evaluate(() => document.documentElement.dataset['theme'])
    expect(await theme()).toBe('light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark')
    await page.getByRole('button', { name: 'Theme: as the system' }).click()
    expect(await theme()).toBe('light')
    // Without the application only the small script in the head has run.
    await page.route('**/assets/*.js', (route) => route.abort())
    await page.reload()
    expect(await theme()).toBe('light')
    await page.context().close()
  })

  test.each([390, 641, 820, 900, 1160, 2560])('nothing is wider than a window of %i px', async (width) => {
    const page = await stage.page('/?q=a+or+b+or+colour%3Ared&group=none', { width })
    await page.locator('[data-guest]').first().waitFor()
    expect(await sidewaysPx(page)).toBe(0)
    await page.context().close()
  })

  test('on a phone whatever can be tapped is large enough', async () => {
    const page = await stage.page('/', { width: 390, height: 844 })
    await page.locator('[data-guest]').first().waitFor()
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('main button, main [data-guest], nav a, header button')]
        .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent.trim() }))
        .filter(({ box }) => box.width > 0 && box.height < 44)
        .map(({ box, text }) => `${text} ${box.height}`),
    )
    expect(small).toEqual([])
    await page.context().close()
  })

  test.each([
    ['dark', 1440],
    ['light', 390],
  ] as const)(
    'a link and a note are kept with a guest, and only addresses become links: %s, %i px',
    async (theme, width) => {
      const page = await stage.page('/', { theme, width })
      const row = page.locator('[data-guest]').first()
      await row.click()
      const drawer = page.getByRole('dialog')
      await drawer.getByRole('button', { name: /link/ }).click()
      await drawer.getByLabel('Link').fill('javascript:alert(1)')
      await drawer.getByRole('button', { name: 'Save' }).click()
      await drawer.getByText('Enter an address that begins with http:// or https://').waitFor()
      expect(await axeViolations(page)).toEqual([])
      await drawer.getByLabel('Link').fill(`https://app.example.net/${width}`)
      await drawer.getByLabel('Note', { exact: true }).fill('Ask <b>Kim</b> first.')
      await drawer.getByRole('button', { name: 'Save' }).click()
      await page.getByText('The note was saved.').waitFor()
      await page.reload()
      const link = drawer.getByRole('link', { name: `https://app.example.net/${width}` })
      await link.waitFor()
      expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
      expect(await link.getAttribute('target')).toBe('_blank')
      await drawer.getByText('Ask <b>Kim</b> first.').waitFor()
      expect(await axeViolations(page)).toEqual([])
      expect(await sidewaysPx(page)).toBe(0)
      await page.context().close()
    },
  )
})
