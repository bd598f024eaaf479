import { expect, it } from 'vitest'
import { createSaver } from './saver.ts'

it('saves one after the other, and once for all who asked meanwhile', async () => {
  const events: string[] = []
  const writes: (() => void)[] = []
  const saver = createSaver(async () => {
    events.push('begun')
    await new Promise<void>((resolve) => void writes.push(resolve))
    events.push('written')
  })
  await saver.settled()
  const asked = [saver.save(), saver.save(), saver.save()]
  const settled = saver.settled().then(() => events.push('settled'))
  for (let turn = 0; turn < 2; turn++) {
    writes[turn]?.()
    await asked[turn]
  }
  await Promise.all([...asked, settled])
  expect(events).toEqual(['begun', 'written', 'begun', 'written', 'settled'])
})
