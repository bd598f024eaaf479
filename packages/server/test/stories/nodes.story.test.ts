import { afterEach, describe, expect, it } from 'vitest'
import { minute, second, startStory, type Story, storyStartAt } from '../estate.ts'

let story: Story
afterEach(() => story.end())

const guestsOn = (node: string) =>
  [...story.inventory.picture().tables.guests.values()].filter(
    (guest) => guest.connectionId === 'attic' && guest.nodeName === node,
  )

describe('a node goes down and comes back', () => {
  it('keeps its guests with their age, spares it calls, and is fresh when it is back', async () => {
    story = await startStory()
    story.watch()
    await story.pass(1 * minute)
    const there = guestsOn('pve3').map((guest) => guest.id)
    const running = guestsOn('pve3').filter((guest) => guest.status === 'running')
    expect(running.length).toBeGreaterThan(3)

    story.simulator.estate.setNodeOnline('attic', 'pve3', false)
    await story.pass(30 * second)
    const downAt = story.node('attic', 'pve3').statusSinceAt
    expect(downAt).toBeGreaterThan(storyStartAt + 1 * minute)
    expect(story.node('attic', 'pve3')).toMatchObject({ status: 'offline', cpuRatio: null })
    expect(story.node('attic', 'pve3').unknown.cpuRatio).toBe(`node-unreachable:${downAt}`)
    expect(story.node('attic', 'pve3').memoryTotalBytes).toBeGreaterThan(0)
    expect(story.connection('attic').state).toBe('connected')

    story.simulator.requests.reset()
    await story.pass(10 * minute)
    expect(story.requests(/^\/nodes\/pve3\//)).toBe(0)
    expect(guestsOn('pve3').map((guest) => guest.id)).toEqual(there)
    for (const guest of guestsOn('pve3')) {
      expect(guest.name).toBeTypeOf('string')
      expect(guest.seenAt).toBeLessThanOrEqual(downAt)
    }
    // After five minutes the cluster itself no longer knows.
    expect(story.guest('attic', running[0]?.vmid ?? 0)).toMatchObject({ status: 'unknown', cpuRatio: null })
    expect(story.guest('attic', running[0]?.vmid ?? 0)?.unknown.cpuRatio).toBe('stale-at-source')
    expect(guestsOn('pve1')[0]?.seenAt).toBeGreaterThan(storyStartAt + 11 * minute)

    story.simulator.estate.setNodeOnline('attic', 'pve3', true)
    await story.pass(1 * minute)
    expect(story.node('attic', 'pve3')).toMatchObject({ status: 'online', cpuRatio: expect.any(Number) })
    expect(story.node('attic', 'pve3').statusSinceAt).toBeGreaterThan(downAt)
    expect(guestsOn('pve3').map((guest) => guest.id)).toEqual(there)
    for (const guest of guestsOn('pve3')) expect(guest.seenAt).toBeGreaterThan(storyStartAt + 12 * minute)
  })

  it('a node that the cluster calls online but nobody reaches is spared calls and shown as such', async () => {
    story = await startStory()
    story.watch()
    await story.pass(1 * minute)
    const fault = story.simulator.faults.set(
      { path: '/nodes/pve2/**' },
      { kind: 'status', status: 595, reason: 'No route to host' },
    )
    story.simulator.requests.reset()
    await story.pass(10 * minute)
    const node = story.node('attic', 'pve2')
    expect(node.status).toBe('online')
    expect(node.unreachableSinceAt).toBeGreaterThan(storyStartAt)
    // 30 s apart at first, five minutes in the end, instead of every 30 s and the guests on it.
    expect(story.requests(/^\/nodes\/pve2\//)).toBeLessThan(10)
    expect(story.requests(/^\/nodes\/pve1\/status$/)).toBe(20)
    expect(guestsOn('pve2')[0]?.seenAt).toBeGreaterThan(storyStartAt + 10 * minute)

    story.simulator.faults.clear(fault)
    await story.pass(6 * minute)
    expect(story.node('attic', 'pve2').unreachableSinceAt).toBeNull()
  })

  it('without quorum nobody else is called offline', async () => {
    story = await startStory()
    story.watch()
    await story.pass(1 * minute)
    story.simulator.estate.setQuorum('attic', false)
    await story.pass(30 * second)
    expect(story.connection('attic')).toMatchObject({ state: 'connected', quorate: false })
    expect(story.node('attic', 'pve1').status).toBe('online')
    expect(story.node('attic', 'pve2').status).toBe('unknown')
  })

  it('a hung storage that stalls the measuring of a node is seen as stale data, not as zeros', async () => {
    story = await startStory()
    story.watch()
    await story.pass(1 * minute)
    const [shared] = [...story.inventory.picture().tables.storages.values()].filter(
      (storage) => storage.connectionId === 'attic' && storage.shared,
    )
    story.simulator.estate.hangStorage('attic', shared?.name ?? '', true)
    await story.pass(10 * minute)
    const guest = guestsOn('pve1').find((one) => one.kind === 'lxc')
    expect(guest).toMatchObject({ status: 'unknown', cpuRatio: null, memoryUsedBytes: null })
    expect(guest?.unknown.memoryUsedBytes).toBe('stale-at-source')
    expect(guest?.name).toBeTypeOf('string')
    expect(guest?.seenAt).toBeLessThan(storyStartAt + 3 * minute)
  })
})

describe('the entry member goes down', () => {
  it('another member is asked, and the first one again when it is back for good', async () => {
    story = await startStory({ ownAddresses: true })
    story.watch()
    await story.pass(1 * minute)
    expect(story.connection('attic').endpoints.map(({ nodeName, state }) => [nodeName, state])).toEqual([
      ['pve1', 'in-use'],
      ['pve2', 'standby'],
      ['pve3', 'standby'],
    ])
    story.simulator.estate.setNodeOnline('attic', 'pve1', false)
    await story.pass(30 * second)
    expect(story.connection('attic')).toMatchObject({ state: 'connected', problem: null })
    expect(story.connection('attic').endpoints[0]).toMatchObject({ nodeName: 'pve1', state: 'failed' })
    expect(story.connection('attic').endpoints[1]).toMatchObject({ nodeName: 'pve2', state: 'in-use' })
    expect(story.node('attic', 'pve1').status).toBe('offline')
    expect(story.guest('attic', guestsOn('pve2')[0]?.vmid ?? 0)?.seenAt).toBeGreaterThan(storyStartAt + 75 * second)
    await story.pass(5 * minute)

    story.simulator.estate.setNodeOnline('attic', 'pve1', true)
    await story.pass(6 * minute)
    expect(story.connection('attic').endpoints.map(({ nodeName, state }) => [nodeName, state])).toEqual([
      ['pve1', 'in-use'],
      ['pve2', 'standby'],
      ['pve3', 'standby'],
    ])
    story.simulator.requests.reset()
    await story.pass(1 * minute)
    expect(story.requests(/^\/cluster\/resources$/, 'attic/pve1')).toBe(6)
    expect(story.requests(/^\/cluster\/resources$/, 'attic/pve2')).toBe(0)
  })

  it('a member with another certificate than the cluster told gets no credential', async () => {
    story = await startStory({ ownAddresses: true })
    story.watch()
    await story.pass(1 * minute)
    const { requests, estate } = story.simulator
    const fingerprint = await estate.changeCertificate('attic/pve2')
    estate.setNodeOnline('attic', 'pve1', false)
    await story.pass(30 * second)
    expect(story.connection('attic')).toMatchObject({ state: 'connected', problem: null })
    expect(story.connection('attic').endpoints.map(({ nodeName, state }) => [nodeName, state])).toEqual([
      ['pve1', 'failed'],
      ['pve2', 'untrusted'],
      ['pve3', 'in-use'],
    ])
    expect(story.connection('attic').endpoints[1]?.lastError).toContain(fingerprint)
    expect(requests.authorizationSeen('attic/pve2')).toBe(0)
    // The cluster tells the new fingerprint when its members are learnt again.
    await story.pass(10 * minute)
    expect(story.connection('attic').endpoints[1]).toMatchObject({ nodeName: 'pve2', state: 'standby' })
  })

  it('when no member answers nothing is lost, and it goes on by itself when one does', async () => {
    story = await startStory({ ownAddresses: true })
    story.watch()
    await story.pass(1 * minute)
    const before = guestsOn('pve1').length
    for (const node of ['pve1', 'pve2', 'pve3']) story.simulator.estate.setNodeOnline('attic', node, false)
    await story.pass(10 * minute)
    expect(story.connection('attic')).toMatchObject({ state: 'unreachable', problem: { code: 'unreachable' } })
    expect(guestsOn('pve1')).toHaveLength(before)
    story.simulator.estate.setNodeOnline('attic', 'pve3', true)
    await story.pass(6 * minute)
    expect(story.connection('attic').state).toBe('connected')
    expect(story.connection('attic').endpoints[2]).toMatchObject({ nodeName: 'pve3', state: 'in-use' })
  })
})
