import { afterEach, describe, expect, it } from 'vitest'
import { type Answer, type Answers, recording, recordingsMissing, type Replay, replay } from './recorded-server.ts'

const second = 1000

/** What a backup server says to a token that may not look: the recorded ones have no right on the host itself. */
const forbidden: Answer = { status: 403, body: 'permission check failed' }

let replayed: Replay
afterEach(() => replayed.end())

function scenario(name: string): Answers {
  const { scenarios } = recording('fivenines-pbs/pbs-4.2.0.json') as {
    scenarios: Record<string, { responses: Answers }>
  }
  return scenarios[name]?.responses ?? {}
}

async function watch(name: string, otherwise = forbidden): Promise<Replay> {
  replayed = await replay('pbs', scenario(name), otherwise)
  await replayed.pass(2 * second)
  return replayed
}

describe.skipIf(recordingsMissing)('a backup server 4.2 as it was recorded', () => {
  it('its datastores, namespaces and snapshots', async () => {
    await watch('healthy')
    const { tables, backups } = replayed.inventory.picture()
    expect(tables.connections.get('r')).toMatchObject({
      state: 'connected',
      problem: null,
      version: '4.2.0',
      oddValues: 0,
    })
    expect(tables.connections.get('r')?.missingPrivileges.map((one) => one.privilege)).toEqual(['Sys.Audit'])
    expect(tables.backupServers.get('r')).toMatchObject({ version: '4.2.0', cpuRatio: null, memoryUsedBytes: null })
    expect(tables.backupServers.get('r')?.unknown.cpuRatio).toBe('no-permission')

    const namespaces = [
      { path: '', depth: 0 },
      { path: 'clusterA', depth: 1 },
      { path: 'clusterA/sub', depth: 2 },
    ]
    expect(tables.datastores.get('r~datastore~store1')).toMatchObject({
      status: 'available',
      problem: null,
      usedBytes: 31_215_251_456,
      totalBytes: 62_671_097_856,
      availableBytes: 28_239_130_624,
      estimatedFullAt: null,
      namespaces,
      groupCount: 5,
      snapshotCount: 9,
    })
    // One of its groups is what a failed sync left behind: no snapshot in it.
    expect(tables.datastores.get('r~datastore~store2')).toMatchObject({ namespaces, groupCount: 5, snapshotCount: 6 })

    expect(backups.snapshots).toHaveLength(15)
    const one = (id: string) => backups.snapshots.find((snapshot) => snapshot.id === id)
    expect(one('r~datastore~store1~~host~db01~1790585927')).toMatchObject({
      namespace: '',
      takenAt: 1_790_585_927_000,
      sizeBytes: 3_000_969,
      encrypted: true,
      verification: 'ok',
      protected: false,
      owner: 'backupuser@pbs',
      files: ['root.pxar.didx', 'catalog.pcat1.didx', 'index.json.blob'],
    })
    // Running.
    expect(one('r~datastore~store1~~host~web01~1790587027')).toMatchObject({
      sizeBytes: null,
      files: [],
      verification: null,
    })
    expect(one('r~datastore~store1~clusterA~vm~100~1790585935')).toMatchObject({
      verification: 'failed',
      encrypted: false,
    })
    expect(one('r~datastore~store1~clusterA~vm~101~1790586948')).toMatchObject({
      verification: null,
      sizeBytes: 60_000_629,
    })
    expect(one('r~datastore~store2~clusterA%2Fsub~ct~200~1790585935')).toMatchObject({
      backupType: 'ct',
      sizeBytes: 3_000_855,
    })
    expect(backups.snapshots[0]?.takenAt).toBe(1_790_587_027_000)
  })

  it('asks for groups and snapshots once a namespace, and for snapshots again only when the groups changed', async () => {
    await watch('healthy')
    const count = (pattern: RegExp): number => replayed.asked.filter((path) => pattern.test(path)).length
    expect([count(/\/groups/), count(/\/snapshots/)]).toEqual([6, 6])
    await replayed.pass(30 * 60 * second)
    // Every five minutes.
    expect([count(/\/groups/), count(/\/snapshots/)]).toEqual([42, 6])
  })

  it('a datastore in maintenance', async () => {
    await watch('offline_datastore')
    const { datastores } = replayed.inventory.picture().tables
    expect(datastores.get('r~datastore~store2')).toMatchObject({
      status: 'maintenance',
      problem: 'offline: disk swap tonight',
      usedBytes: null,
      totalBytes: null,
      namespaces: null,
    })
    expect(datastores.get('r~datastore~store1')).toMatchObject({ status: 'available', usedBytes: 31_215_263_744 })
    expect(replayed.asked.some((path) => path.includes('store2'))).toBe(false)
  })

  it('a token that audits one namespace sees that one', async () => {
    // What lists of datastores show to such a token was not recorded: the datastore, without its usage.
    const answers: Answers = {
      ...scenario('scoped_token'),
      '/status/datastore-usage': { status: 200, body: { data: [] } },
      '/admin/datastore': { status: 200, body: { data: [{ store: 'store1' }] } },
    }
    replayed = await replay('pbs', answers, forbidden)
    await replayed.pass(2 * second)
    const { tables, backups } = replayed.inventory.picture()
    expect(tables.datastores.get('r~datastore~store1')).toMatchObject({
      status: 'unknown',
      usedBytes: null,
      groupCount: 3,
      snapshotCount: 4,
    })
    expect(new Set(backups.snapshots.map((snapshot) => snapshot.namespace))).toEqual(
      new Set(['clusterA', 'clusterA/sub']),
    )
  })

  it('a deleted token is tried once', async () => {
    await watch('auth_failed', { status: 401, body: 'authentication failed' })
    const { tables } = replayed.inventory.picture()
    expect(tables.connections.get('r')).toMatchObject({
      state: 'unauthenticated',
      problem: { code: 'unauthenticated' },
    })
    expect(replayed.asked).toEqual(['/version'])
    await replayed.pass(297 * second)
    expect(replayed.asked).toHaveLength(1)
    await replayed.pass(10 * second)
    expect(replayed.asked).toHaveLength(2)
  })
})
