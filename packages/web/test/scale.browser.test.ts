import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser, Stage } from './stage.ts'

describe.skipIf(noBrowser)('ten thousand guests', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await Stage.open({ clusters: 1, nodes: 20, guests: 10_000 })
    await stage.connectAll()
  })
  afterAll(async () => {
    await stage.close()
    expect(stage.complaints).toEqual([])
  })

  test('only rows in sight are in the document, and they are there wherever one scrolls', async () => {
    const page = await stage.page('/')
    await page.getByText(/^10000 guests/).waitFor({ timeout: 30_000 })
    await page.evaluate(() => {
      const seen: number[] = []
      Object.assign(globalThis, { longTasks: seen })
      new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration))).observe({
        type: 'longtask',
      })
    })
    const elements = (): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length)
    expect(await elements()).toBeLessThan(4_000)
    expect(Number(await page.getByRole('grid').getAttribute('aria-rowcount'))).toBe(10_000 + 20 + 1)

    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    for (const part of [0.1, 0.33, 0.5, 0.77, 0.99]) {
      await page.evaluate((top) => scrollTo(0, top), height * part)
      await page.waitForFunction(() =>
        document
          .elementsFromPoint(innerWidth / 2, innerHeight / 2)
          .some((element) => element.matches('[data-guest], .group-row')),
      )
    }
    expect(await elements()).toBeLessThan(4_000)

    const frames = await page.evaluate(async () => {
      const started = performance.now()
      let count = 0
      while (performance.now() - started < 2_000) {
        scrollBy(0, 47)
        await new Promise((resolve) => requestAnimationFrame(resolve))
        count++
      }
      return count / 2
    })
    // One tick of the whole estate.
    await page.waitForTimeout(12_000)
    const longest = await page.evaluate(() =>
      Math.max(0, ...(globalThis as unknown as { longTasks: number[] }).longTasks),
    )
    console.log(
      `10,000 guests: ${frames} frames a second while scrolling, longest task ${Math.round(longest)} ms, ${await elements()} elements`,
    )
    await page.getByRole('searchbox').fill('cpu>20 type:vm')
    await page.getByText(/^\d+ of 10000 guests/).waitFor()
    await page.context().close()
  }, 90_000)
})
