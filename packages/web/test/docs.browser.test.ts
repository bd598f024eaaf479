import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, noBrowser, sidewaysPx, Stage } from './stage.ts'

describe.skipIf(noBrowser)('the API as a page', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await Stage.open('small')
  })
  afterAll(async () => {
    await stage.close()
    expect(stage.complaints).toEqual([])
  })

  test.each([
    ['dark', 1440],
    ['light', 390],
  ] as const)('shows every call, and all about the one that is opened: %s, %i px', async (theme, width) => {
    const page = await stage.page('/api/docs', { theme, width })
    await page.getByRole('heading', { name: 'Pulse API' }).waitFor()
    const call = page.getByRole('button', { name: /POST\s+\/api\/security\/tokens/ })
    await call.getByText('owner').waitFor()
    await call.click()
    await page.getByText(/^curl -X POST -H "X-API-Token: \$PULSE_TOKEN"/).waitFor()
    await page.getByRole('row', { name: 'expiresInDays whole number 1 to 3650' }).waitFor()
    await page.getByText('token.duplicate').waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await page.getByRole('button', { name: /GET\s+\/api\/state/ }).click()
    await page
      .getByRole('row', { name: /^nodes/ })
      .first()
      .waitFor()
    expect(await sidewaysPx(page)).toBe(0)
    await page.context().close()
  })

  test('what is filtered and opened is in the address', async () => {
    const page = await stage.page('/api/docs')
    await page.getByRole('searchbox').fill('audit')
    await page.getByText('1 call', { exact: true }).waitFor()
    await page.getByRole('button', { name: /GET\s+\/api\/security\/audit/ }).press('Enter')
    await page.waitForFunction(() => location.search.includes('call='))
    expect(new URL(page.url()).searchParams.get('q')).toBe('audit')
    await page.reload()
    await page.getByRole('row', { name: /^before whole number/ }).waitFor()
    expect(await page.getByRole('searchbox').inputValue()).toBe('audit')
    await page.getByRole('searchbox').fill('no such call')
    await page.getByText('No call has all of these words').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Show all calls' }).click()
    await page.getByRole('heading', { name: 'Updates', exact: true }).waitFor()
    await page.context().close()
  })

  test('nothing comes from elsewhere, and a description that cannot be read can be asked for again', async () => {
    const page = await stage.page('/favicon.svg')
    const hosts = new Set<string>()
    page.on('request', (request) => hosts.add(new URL(request.url()).host))
    await page.route('**/api/openapi.json', (route) => route.abort())
    await page.goto(`${stage.base}/api/docs`)
    await page.getByText('The description of the API could not be read').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.unroute('**/api/openapi.json')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Pulse API' }).waitFor()
    expect([...hosts]).toEqual([new URL(stage.base).host])
    await page.context().close()
  })
})
