import { afterEach, describe, expect, it } from 'vitest'
import { minute, second, startStory, type Story } from '../estate.ts'

let story: Story
afterEach(() => story.end())

describe('guests come, move and go', () => {
  it('keeps a guest through migration and renaming, and lets it go only when it is really gone', async () => {
    story = await startStory()
    const { estate } = story.simulator
    story.watch()
    await story.pass(30 * second)
    const before = story.guest('attic', 100)
    expect(before).toMatchObject({ id: 'attic~guest~100', nodeName: 'pve1', name: 'home-assistant', status: 'running' })
    expect(before?.netInPerSecond).toBeTypeOf('number')

    estate.migrate('attic', 100, 'pve2')
    await story.pass(10 * second)
    expect(story.guest('attic', 100)).toMatchObject({
      id: 'attic~guest~100',
      nodeName: 'pve2',
      nodeId: 'attic~node~pve2',
    })
    expect(story.guest('attic', 100)?.unknown).toMatchObject({ netInPerSecond: 'counter-reset' })
    await story.pass(30 * second)
    expect(story.guest('attic', 100)?.netInPerSecond).toBeTypeOf('number')

    estate.rename('attic', 100, 'hass')
    await story.pass(10 * second)
    expect(story.guest('attic', 100)).toMatchObject({ id: 'attic~guest~100', name: 'hass' })

    estate.remove('attic', 100)
    await story.pass(50 * second)
    expect(story.guest('attic', 100)?.name).toBe('hass')
    await story.pass(30 * second)
    expect(story.guest('attic', 100)).toBeUndefined()
  })

  it('gives a reused vmid another id: with a new name after a while, and with new evidence at once', async () => {
    story = await startStory()
    const { estate } = story.simulator
    story.watch()
    await story.pass(2 * minute)
    const { node } = estate.guest('attic', 100)
    const again = (name: string) => estate.create('attic', { vmid: 100, node, kind: 'qemu', name, status: 'running' })

    estate.remove('attic', 100)
    await story.pass(2 * minute)
    expect(story.guest('attic', 100)).toBeUndefined()
    again('another')
    await story.pass(15 * second)
    expect(story.guest('attic', 100)?.id).toBe('attic~guest~100~2')

    // Gone and made anew between two polls, under the same name: only its configuration tells.
    await story.pass(2 * minute)
    estate.remove('attic', 100)
    again('another')
    await story.pass(1 * minute)
    expect(story.guest('attic', 100)?.id).toBe('attic~guest~100~3')
  })

  it('gives a guest that returns with the same evidence its old id', async () => {
    story = await startStory()
    const { estate } = story.simulator
    story.watch()
    await story.pass(2 * minute)
    const guest = estate.guest('attic', 100)
    const site = estate.site('attic')
    estate.remove('attic', 100)
    await story.pass(2 * minute)
    expect(story.guest('attic', 100)).toBeUndefined()
    site.guests.set(100, guest)
    site.nodes.get(guest.node)?.guests.set(100, guest)
    site.revision++
    await story.pass(2 * minute)
    expect(story.guest('attic', 100)?.id).toBe('attic~guest~100')
  })
})

describe('twin clusters', () => {
  it('with equal cluster, node, storage and guest names never mix', async () => {
    story = await startStory({ withTwin: true })
    story.watch()
    await story.pass(30 * second)
    const { tables } = story.inventory.picture()
    const count = (connection: string) =>
      [tables.nodes, tables.guests, tables.storages].map(
        (table) => [...table.values()].filter((row) => row.connectionId === connection).length,
      )
    expect(count('attic')).toEqual(count('attic-twin'))
    expect(count('attic')[0]).toBe(3)
    expect(story.guest('attic-twin', 100)).toMatchObject({ name: 'home-assistant', id: 'attic-twin~guest~100' })

    story.twin?.estate.remove('attic', 100)
    story.simulator.estate.rename('attic', 100, 'only-here')
    await story.pass(2 * minute)
    expect(story.guest('attic', 100)).toMatchObject({ name: 'only-here', id: 'attic~guest~100' })
    expect(story.guest('attic-twin', 100)).toBeUndefined()
    expect(tables.nodes.size).toBe(8)
  })
})
