import { describe, expect, it } from 'vitest'
import { ListText } from './list-text.ts'

interface Item {
  n: number
}

const pace = { wrote: () => Promise.resolve() }

/** Texts and how many items had to be written for them. */
async function write(list: ListText, items: readonly Item[], stamp = 'same') {
  let written = 0
  const pieces = await list.write(
    items,
    stamp,
    (item) => {
      written++
      return item
    },
    pace,
  )
  return { text: `[${pieces.map(({ bytes }) => bytes.toString()).join('')}]`, written }
}

const items = Array.from({ length: 1000 }, (_, n) => ({ n }))

describe('text of a list', () => {
  it('is that of the items', async () => {
    expect((await write(new ListText(), [])).text).toBe('[]')
    expect((await write(new ListText(), [{ n: 1 }, { n: 2 }])).text).toBe('[{"n":1},{"n":2}]')
  })

  it.each<[string, readonly Item[], number]>([
    ['nothing changed', items, 0],
    ['one was put in front', [{ n: -1 }, ...items], 1],
    ['one was put at the end', [...items, { n: 1000 }], 233],
    ['the last went', items.slice(0, -1), 231],
    ['all of the last chunk went', items.slice(0, 768), 256],
    ['the first of a chunk went', items.slice(1), 255],
    ['one within a chunk was replaced', items.map((item) => (item.n === 300 ? { n: 300 } : item)), 256],
    ['another order', items.toReversed(), 1000],
  ])('writes again only what it must: %s', async (_, then, written) => {
    const list = new ListText()
    await write(list, items)
    expect(await write(list, then)).toEqual({ text: JSON.stringify(then), written })
  })

  it('keeps the texts of single items where it is told to', async () => {
    const list = new ListText({ keepsObjects: true })
    await write(list, items)
    const then = items.map((item) => (item.n % 5 === 0 ? { n: item.n } : item))
    expect(await write(list, then)).toEqual({ text: JSON.stringify(then), written: 200 })
  })

  it('is written anew when something beside the items changed', async () => {
    const list = new ListText({ keepsObjects: true })
    await write(list, items)
    expect((await write(list, items, 'other')).written).toBe(1000)
  })

  it('stays right and in few pieces after many insertions', async () => {
    const list = new ListText()
    let now: Item[] = items
    for (let n = 0; n < 60; n++) {
      now = now.toSpliced((n * 37) % now.length, 0, { n: 5000 + n })
      expect((await write(list, now)).text).toBe(JSON.stringify(now))
    }
    expect((await list.write(now, 'same', (item) => item, pace)).length).toBeLessThan(40)
  })
})
