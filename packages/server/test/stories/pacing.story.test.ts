import { afterEach, describe, expect, it } from 'vitest'
import { Secret } from '../../src/platform/platform.ts'
import type { WatchedConnection } from '../../src/collector/collector.ts'
import { minute, second, startStory, type Story, storyStartAt } from '../estate.ts'

let story: Story
afterEach(() => story.end())

describe('what watching costs', () => {
  it('a thousand guests on ten nodes are there at once, and cost at most six requests a second', async () => {
    story = await startStory({ scenario: { clusters: 1, nodes: 10, guests: 1000 } })
    story.watch()
    await story.pass(1 * second)
    const { tables } = story.inventory.picture()
    expect(tables.guests.size).toBe(1000)
    expect([...tables.nodes.values()].filter((node) => node.cpuModel !== null)).toHaveLength(10)

    await story.pass(2 * minute)
    story.simulator.requests.reset()
    await story.pass(2 * minute)
    const perSecond = story.requests(/./, 'site/node001') / 120
    expect(perSecond).toBeGreaterThan(1)
    expect(perSecond).toBeLessThanOrEqual(6)
    expect(story.requests(/^\/cluster\/resources$/, 'site/node001')).toBe(12)
    const [connection] = [...tables.connections.values()].filter((one) => one.product === 'pve')
    expect(connection?.cost?.requestsPerMinute).toBeLessThanOrEqual(360)
    expect(connection?.cost?.bytesPerMinute).toBeGreaterThan(10_000)
  })

  it('a host that asks to be called later is called later', async () => {
    story = await startStory()
    story.watch()
    await story.pass(30 * second)
    story.simulator.faults.set(
      { endpoint: 'attic/pve1' },
      { kind: 'status', status: 503, reason: 'Service Unavailable', headers: { 'retry-after': '120' } },
    )
    await story.pass(10 * second)
    expect(story.connection('attic')).toMatchObject({ state: 'degraded', problem: { code: 'throttled' } })
    story.simulator.faults.clear()
    story.simulator.requests.reset()
    await story.pass(100 * second)
    expect(story.requests(/./, 'attic/pve1')).toBe(0)
    expect(story.requests(/^\/cluster\/resources$/, 'pve-office')).toBe(10)
    await story.pass(40 * second)
    expect(story.connection('attic')).toMatchObject({ state: 'connected', problem: null })
  })

  it('a host that answers slowly is asked less often', async () => {
    story = await startStory()
    story.watch()
    await story.pass(30 * second)
    for (const path of ['/cluster/resources', '/cluster/status']) {
      story.simulator.faults.set({ endpoint: 'attic/pve1', path }, { kind: 'delay', ms: 4000 })
    }
    story.simulator.requests.reset()
    await story.pass(4 * minute)
    // Each poll takes eight seconds, so one in sixteen: half of the time at most.
    expect(story.requests(/^\/cluster\/resources$/, 'attic/pve1')).toBe(15)
    expect(story.connection('attic')).toMatchObject({ state: 'connected', problem: null })
    expect(story.guest('attic', 100)?.seenAt).toBeGreaterThan(storyStartAt + 4 * minute)
  })

  it('what is switched off goes at once and is not asked for', async () => {
    story = await startStory()
    story.watch()
    await story.pass(30 * second)
    expect(story.inventory.picture().backups.storageBackups.length).toBeGreaterThan(0)
    story.watch((connection) => ({
      ...connection,
      watch: { ...connection.watch, containers: false, storage: false, backups: false },
    }))
    story.simulator.requests.reset()
    await story.pass(30 * second)
    const { tables, backups } = story.inventory.picture()
    expect(new Set([...tables.guests.values()].map((guest) => guest.kind))).toEqual(new Set(['qemu']))
    expect(tables.storages.size).toBe(0)
    expect(Object.values(backups).flat()).toEqual([])
    expect(story.requests(/storage|tasks|\/snapshots|\/interfaces/)).toBe(0)
    expect(story.guest('attic', 100)).toMatchObject({ id: 'attic~guest~100', status: 'running' })
  })
})

describe('a connection is tried', () => {
  const tried = (index: number, change: Partial<WatchedConnection> = {}, signal?: AbortSignal) => {
    const connection = story.simulator.connections[index]
    if (!connection) throw new Error(`no connection ${index}`)
    const { name, product, url, fingerprints, tokenId, secret } = connection
    const candidate: WatchedConnection = {
      id: 'new',
      name,
      product,
      url,
      credentials: { kind: 'token', tokenId, secret: new Secret(secret) },
      trust: { kind: 'fingerprint', sha256: fingerprints },
      watch: { virtualMachines: true, containers: true, storage: true, backups: true, datastores: true },
      ...change,
    }
    return story.collector.test(candidate, signal)
  }

  it('a cluster, a host and a backup server', async () => {
    story = await startStory()
    expect(await tried(0)).toMatchObject({
      ok: true,
      product: 'pve',
      isCluster: true,
      clusterName: 'attic',
      nodes: [
        { name: 'pve1', online: true, fingerprint: story.simulator.connections[0]?.fingerprints[0] },
        { name: 'pve2', online: true },
        { name: 'pve3', online: true },
      ],
      certificate: { sha256: story.simulator.connections[0]?.fingerprints[0] },
      missingPrivileges: [],
    })
    expect(await tried(1)).toMatchObject({
      ok: true,
      version: '8.4.1',
      isCluster: false,
      clusterName: null,
      missingPrivileges: [{ privilege: 'VM.Monitor' }],
      sights: [
        { what: 'virtual machines, containers and their snapshots', seen: 'yes' },
        { what: 'load, memory and uptime of nodes, quorum, backup runs', seen: 'yes' },
        { what: 'storages and how full they are', seen: 'yes' },
        { what: 'file systems, addresses and operating system of virtual machines', seen: 'no' },
        { what: 'backups on storages other than a backup server', seen: 'yes' },
      ],
    })
    expect(await tried(2)).toMatchObject({ ok: true, product: 'pbs', datastoreCount: 2, nodes: [] })
    expect(story.inventory.picture().tables.connections.size).toBe(0)
  })

  it('and is let go of when nobody waits for it any more', async () => {
    story = await startStory()
    story.simulator.faults.set({}, { kind: 'hang' })
    const abort = new AbortController()
    const outcome = tried(0, {}, abort.signal)
    await expect.poll(() => story.simulator.requests.hungNow()).toBeGreaterThan(0)
    abort.abort()
    expect(await outcome).toMatchObject({ ok: false, problem: { code: 'cancelled' } })
  })

  it('and waits as long as calls may take', async () => {
    story = await startStory()
    story.simulator.faults.set({}, { kind: 'hang' })
    const outcome = tried(0, { timeoutMs: 2000 })
    await expect.poll(() => story.simulator.requests.hungNow()).toBeGreaterThan(0)
    await story.pass(2 * second)
    expect(await outcome).toMatchObject({ ok: false, problem: { code: 'timeout' }, latencyMs: 2000 })
  })

  it('and the cause of a failure is told', async () => {
    story = await startStory()
    const untrusted = tried(0, { trust: { kind: 'fingerprint', sha256: ['00'.repeat(32)] } })
    expect(await untrusted).toMatchObject({
      ok: false,
      problem: { code: 'tls', peerFingerprint: story.simulator.connections[0]?.fingerprints[0] },
    })
    expect(story.simulator.requests.authorizationSeen('attic/pve1')).toBe(0)
    expect(await tried(0, { url: 'https://127.0.0.1:1' })).toMatchObject({
      ok: false,
      problem: { code: 'unreachable' },
      certificate: null,
    })
    story.simulator.faults.set({}, { kind: 'html' })
    expect(await tried(0)).toMatchObject({ ok: false, problem: { code: 'not-proxmox' } })
    story.simulator.faults.clear()
    // A wrong secret is answered after three seconds.
    const refused = tried(0, {
      credentials: { kind: 'token', tokenId: 'monitor@pve!pulse', secret: new Secret('wrong-wrong-wrong') },
    })
    for (let i = 0; i < 100 && story.simulator.requests.openNow() === 0; i++) await new Promise(setImmediate)
    await story.pass(5 * second)
    const outcome = await refused
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'unauthenticated' } })
    expect(JSON.stringify(outcome)).not.toContain('wrong-wrong')
  })
})
