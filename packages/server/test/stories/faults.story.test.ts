import { afterEach, describe, expect, it } from 'vitest'
import { hour, minute, second, startStory, type Story, storyStartAt } from '../estate.ts'

let story: Story
afterEach(() => story.end())

/** A watched estate after its first half minute. */
async function watchedEstate(options: Parameters<typeof startStory>[0] = {}): Promise<Story> {
  const started = await startStory(options)
  started.watch()
  await started.pass(30 * second)
  return started
}

const rowsIn = ({ inventory }: Story): number[] => Object.values(inventory.picture().tables).map((table) => table.size)

describe('one thing fails and the rest goes on', () => {
  it('a backup server that hangs for an hour delays no other poll', async () => {
    story = await watchedEstate()
    story.simulator.faults.set({ endpoint: 'pbs-main' }, { kind: 'hang' })
    story.simulator.requests.reset()
    await story.pass(1 * hour)
    for (const endpoint of ['attic/pve1', 'pve-office']) {
      const polls = story.requests(/^\/cluster\/resources$/, endpoint)
      expect(polls).toBeGreaterThanOrEqual(358)
      expect(polls).toBeLessThanOrEqual(361)
    }
    expect(story.connection('pbs-main')).toMatchObject({ state: 'unreachable', problem: { code: 'timeout' } })
    expect(story.connection('attic').state).toBe('connected')
    // What was known of it stays, with its age.
    const datastore = [...story.inventory.picture().tables.datastores.values()][0]
    expect(datastore?.usedBytes).toBeGreaterThan(0)
    expect(datastore?.seenAt).toBeLessThan(storyStartAt + minute)
    expect(story.inventory.picture().backups.snapshots.length).toBeGreaterThan(100)

    story.simulator.faults.clear()
    await story.pass(1 * minute)
    expect(story.connection('pbs-main')).toMatchObject({ state: 'connected', problem: null })
  })

  it('one mem:-1 makes one field unknown and hides nothing', async () => {
    story = await watchedEstate()
    const before = rowsIn(story)
    story.simulator.faults.set(
      { path: '/cluster/resources' },
      { kind: 'junk', pointer: '/data/*/mem', value: -1, vmid: 100 },
    )
    await story.pass(20 * second)
    expect(rowsIn(story)).toEqual(before)
    const guest = story.guest('attic', 100)
    expect(guest).toMatchObject({ memoryUsedBytes: null, memorySource: null, status: 'running' })
    expect(guest?.unknown.memoryUsedBytes).toBe('odd-value')
    expect(guest?.cpuRatio).toBeTypeOf('number')
    expect(story.guest('attic', 101)?.memoryUsedBytes).toBeGreaterThan(0)
    expect(story.connection('attic')).toMatchObject({ state: 'connected' })
    expect(story.connection('attic').oddValues).toBeGreaterThanOrEqual(2)
  })

  it.each([
    ['null', { kind: 'data', value: null }, 'malformed'],
    ['an object', { kind: 'data', value: {} }, 'malformed'],
    ['an empty list', { kind: 'data', value: [] }, 'malformed'],
    ['a cut body', { kind: 'cut', bytes: 200 }, 'malformed'],
    ['broken JSON', { kind: 'broken-json' }, 'malformed'],
    ['a web page', { kind: 'html' }, 'not-proxmox'],
    ['an error', { kind: 'status', status: 500, reason: 'got timeout' }, 'failed'],
    ['no node reached', { kind: 'status', status: 595, reason: 'No route to host' }, 'unreachable-node'],
  ] as const)('%s for the whole listing removes nothing', async (_, fault, problem) => {
    story = await watchedEstate()
    const before = rowsIn(story)
    story.simulator.faults.set({ path: '/cluster/resources' }, fault)
    await story.pass(5 * minute)
    expect(rowsIn(story)).toEqual(before)
    expect(story.guest('attic', 100)).toMatchObject({ status: 'running', seenAt: storyStartAt + 30 * second })
    expect(story.connection('attic').problem?.code).toBe(problem)
    story.simulator.faults.clear()
    await story.pass(1 * minute)
    expect(story.guest('attic', 100)?.seenAt).toBeGreaterThan(storyStartAt + 5 * minute)
    expect(story.connection('attic')).toMatchObject({ state: 'connected', problem: null })
  })

  it.each([
    ['are hidden by a privilege that was taken away', true],
    ['are gone while the privilege to see them is there', false],
  ])('guests that all vanish from the listing and %s', async (_, withdrawn) => {
    story = await watchedEstate()
    const nodes = ['pve1', 'pve2', 'pve3'].map((node) => ({ id: `node/${node}`, type: 'node', node, status: 'online' }))
    const endpoint = 'attic/pve1'
    story.simulator.faults.set({ endpoint, path: '/cluster/resources' }, { kind: 'data', value: nodes })
    if (withdrawn) story.simulator.faults.set({ endpoint, path: '/access/permissions' }, { kind: 'data', value: {} })
    await story.pass(10 * minute)
    const [attic, office] = ['attic', 'pve-office'].map((site) => story.simulator.estate.site(site).guests.size)
    expect(story.inventory.picture().tables.guests.size).toBe((office ?? 0) + (withdrawn ? (attic ?? 0) : 0))
    const missing = story.connection('attic').missingPrivileges.map((one) => one.privilege)
    expect(missing.includes('VM.Audit')).toBe(withdrawn)
  })

  it('a path that is forbidden costs that part only', async () => {
    story = await startStory()
    const reason = 'Permission check failed (/nodes/pve1, Sys.Audit)'
    story.simulator.faults.set({ path: '/nodes/pve1/status' }, { kind: 'status', status: 403, reason })
    story.watch()
    await story.pass(30 * second)
    const node = story.node('attic', 'pve1')
    expect(node).toMatchObject({ status: 'online', cpuModel: null, kernelVersion: null, unreachableSinceAt: null })
    expect(node.unknown.cpuModel).toBe('no-permission:Sys.Audit')
    expect(node.cpuRatio).toBeTypeOf('number')
    expect(story.node('attic', 'pve2').cpuModel).toBeTypeOf('string')
    expect(story.connection('attic').state).toBe('connected')
  })

  it('a storage list that hangs leaves nodes and guests fresh, and is asked less and less', async () => {
    story = await startStory()
    story.simulator.faults.set({ path: '/nodes/pve1/storage' }, { kind: 'hang' })
    story.watch()
    await story.pass(30 * minute)
    const fresh = storyStartAt + 29 * minute
    expect(story.node('attic', 'pve1')).toMatchObject({ status: 'online', unreachableSinceAt: null })
    expect(story.node('attic', 'pve1').seenAt).toBeGreaterThan(fresh)
    expect(story.guest('attic', 100)?.seenAt).toBeGreaterThan(fresh)
    expect(story.requests(/^\/nodes\/pve1\/storage$/)).toBeLessThanOrEqual(4)
    expect(story.requests(/^\/nodes\/pve2\/storage$/)).toBeGreaterThanOrEqual(6)
  })

  it('agents that fail never make the connection or its node look bad, and are left in peace', async () => {
    story = await startStory({ scenario: 'small' })
    story.simulator.faults.set(
      { path: '/nodes/*/qemu/*/agent/**' },
      { kind: 'status', status: 500, reason: 'QEMU guest agent is not running' },
    )
    story.watch()
    await story.pass(30 * minute)
    expect(story.connection('attic')).toMatchObject({ state: 'connected', problem: null })
    expect(story.connection('attic').endpoints[0]?.state).toBe('in-use')
    for (const node of ['pve1', 'pve2', 'pve3']) expect(story.node('attic', node).unreachableSinceAt).toBeNull()
    const guest = story.guest('attic', 100)
    expect(guest).toMatchObject({ diskUsedBytes: null, fileSystems: null, diskSource: null })
    expect(guest?.unknown.diskUsedBytes).toBe('agent-not-running')
    // After 1, 2, 4, 8 and 16 minutes, with up to three questions each time.
    expect(story.requests(/^\/nodes\/pve1\/qemu\/100\/agent\//)).toBeLessThanOrEqual(15)
  })
})

describe('login and certificate', () => {
  it('a token that is refused stops all calls; one probe every five minutes', async () => {
    story = await watchedEstate()
    const before = rowsIn(story)
    story.simulator.faults.set({ endpoint: 'attic/pve1' }, { kind: 'unauthorized' })
    await story.pass(20 * second)
    expect(story.connection('attic')).toMatchObject({ state: 'unauthenticated', problem: { code: 'unauthenticated' } })
    story.simulator.requests.reset()
    await story.pass(1 * hour)
    expect(story.requests(/./, 'attic/pve1')).toBeGreaterThanOrEqual(11)
    expect(story.requests(/./, 'attic/pve1')).toBeLessThanOrEqual(13)
    expect(story.requests(/^\/cluster\/resources$/, 'pve-office')).toBeGreaterThanOrEqual(358)
    expect(rowsIn(story)).toEqual(before)
    expect(story.guest('attic', 100)).toMatchObject({ status: 'running', cpuRatio: expect.any(Number) })

    story.simulator.faults.clear()
    await story.pass(6 * minute)
    expect(story.connection('attic')).toMatchObject({ state: 'connected', problem: null })
  })

  it('changed settings end the rest at once', async () => {
    story = await watchedEstate()
    story.simulator.faults.set({ endpoint: 'attic/pve1' }, { kind: 'unauthorized' })
    await story.pass(20 * second)
    story.simulator.faults.clear()
    story.watch((connection) => ({ ...connection, name: `${connection.name} (new token)` }))
    await story.pass(1 * second)
    expect(story.connection('attic')).toMatchObject({ state: 'connected', name: 'attic (new token)' })
  })

  it('another certificate stops the calls before the credential is sent', async () => {
    story = await watchedEstate()
    const { requests } = story.simulator
    const fingerprint = await story.simulator.estate.changeCertificate('attic/pve1')
    const seen = requests.authorizationSeen('attic/pve1')
    const asked = requests.count()
    await story.pass(10 * minute)
    expect(requests.authorizationSeen('attic/pve1')).toBe(seen)
    expect(story.connection('attic')).toMatchObject({
      state: 'untrusted',
      problem: { code: 'tls', peerFingerprint: fingerprint },
    })
    expect(story.guest('attic', 100)).toMatchObject({ status: 'running', name: 'home-assistant' })
    // The others go on.
    expect(requests.count()).toBeGreaterThan(asked + 100)

    story.watch((connection) =>
      connection.id === 'attic' ? { ...connection, trust: { kind: 'fingerprint', sha256: [fingerprint] } } : connection,
    )
    await story.pass(1 * second)
    expect(story.connection('attic')).toMatchObject({ state: 'connected', problem: null })
  })
})
