import { DiagnosticsShape } from '@pulse/contract'
import { Compile } from 'typebox/compile'
import { beforeEach, expect, it } from 'vitest'
import type { TestOutcome, WatchedConnection } from '../collector/collector.ts'
import { ManualClock, Secret } from '../platform/platform.ts'
import type { ConnectionSettings } from '../settings/settings.ts'
import { diagnostics } from './diagnostics.ts'

const connection = (id: string, fields: Partial<ConnectionSettings> = {}): ConnectionSettings => ({
  id,
  name: `name of ${id}`,
  product: 'pve',
  url: `https://${id}.example:8006`,
  credentials: { kind: 'token', tokenId: 'mon@pve!pulse', secret: new Secret('canary-secret') },
  fingerprints: [],
  verifySSL: true,
  monitor: {
    monitorVMs: true,
    monitorContainers: true,
    monitorStorage: true,
    monitorBackups: true,
    monitorDatastores: true,
    monitorSyncJobs: true,
    monitorVerifyJobs: true,
    monitorPruneJobs: true,
    monitorGarbageJobs: false,
  },
  addedAt: 0,
  ...fields,
})

const cluster: TestOutcome = {
  ok: true,
  product: 'pve',
  version: '9.1.4',
  latencyMs: 40,
  isCluster: true,
  clusterName: 'attic',
  nodes: ['pve1', 'pve2', 'pve3'].map((name) => ({ name, address: null, online: true, fingerprint: null })),
  datastoreCount: null,
  certificate: null,
  missingPrivileges: [{ privilege: 'VM.Backup', path: '/vms', without: 'backups on storages' }],
  sights: [],
}
const single: TestOutcome = { ...cluster, isCluster: false, clusterName: null, nodes: cluster.nodes.slice(0, 1) }
const vault: TestOutcome = { ...single, product: 'pbs', version: '4.2.6', nodes: [], datastoreCount: 2 }
const refused: TestOutcome = {
  ok: false,
  problem: { code: 'unauthenticated', message: 'The host refuses the credentials.', sinceAt: 0 },
  latencyMs: 3000,
  certificate: null,
}

let clock: ManualClock
let outcomes: Map<string, TestOutcome | 'hangs'>
let tried: { connection: WatchedConnection; signal: AbortSignal | undefined }[]
let connections: ConnectionSettings[]
let diagnose: ReturnType<typeof diagnostics>

beforeEach(() => {
  clock = new ManualClock(0)
  outcomes = new Map()
  tried = []
  connections = []
  diagnose = diagnostics({
    settings: { document: () => ({ connections, system: { connectionTimeout: 7 } }) },
    collector: {
      test(one, signal) {
        tried.push({ connection: one, signal })
        const outcome = outcomes.get(one.id) ?? refused
        return outcome === 'hangs' ? new Promise(() => {}) : Promise.resolve(outcome)
      },
    },
    clock,
    environment: {},
    about: () => ({ version: '0.1.0', uptime: 12.5 }),
    machine: () => ({ os: 'linux', arch: 'amd64', goVersion: 'v24.15.0', numCPU: 2, numGoroutine: 9, memoryMB: 120 }),
  })
})

it('tells of every connection, in the documented form', async () => {
  connections = [
    connection('attic'),
    connection('office', {
      credentials: { kind: 'password', username: 'root@pam', password: new Secret('canary-secret') },
    }),
    connection('closed'),
    connection('vault', { product: 'pbs' }),
  ]
  outcomes.set('attic', cluster).set('office', single).set('vault', vault)
  const found = await diagnose()
  expect(Compile(DiagnosticsShape).Check(found)).toBe(true)
  expect(found).toMatchObject({
    version: '0.1.0',
    runtime: 'node',
    uptime: 12.5,
    nodes: [
      {
        id: 'attic',
        name: 'name of attic',
        host: 'https://attic.example:8006',
        type: 'pve',
        authMethod: 'api_token',
        connected: true,
        details: { node_count: 3, version: '9.1.4' },
        clusterInfo: { nodes: 3 },
        missingPrivileges: [{ privilege: 'VM.Backup', path: '/vms', without: 'backups on storages' }],
      },
      { id: 'office', authMethod: 'username_password', connected: true, details: { node_count: 1 } },
      { id: 'closed', connected: false, error: 'The host refuses the credentials.', missingPrivileges: [] },
    ],
    pbs: [{ id: 'vault', connected: true, details: { version: '4.2.6', datastore_count: 2 } }],
    system: { os: 'linux' },
    errors: ['name of closed: The host refuses the credentials.'],
  })
  expect(found.nodes[1]).not.toHaveProperty('clusterInfo')
  expect(JSON.stringify(found)).not.toContain('canary-secret')
  expect(tried.every((one) => one.connection.timeoutMs === 7000)).toBe(true)
})

it('waits ten seconds for all together, and lets go of those that hang', async () => {
  connections = [connection('attic'), connection('silent'), connection('quiet')]
  outcomes.set('attic', cluster).set('silent', 'hangs').set('quiet', 'hangs')
  const asked = diagnose()
  let done = false
  void asked.then(() => (done = true))
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  await clock.advance(9_999, settle)
  expect(done).toBe(false)
  await clock.advance(1, settle)
  const { nodes, errors } = await asked
  expect(nodes.map(({ connected }) => connected)).toEqual([true, false, false])
  expect(nodes[1]).toMatchObject({ error: 'No answer within 10 seconds', latencyMs: 10_000 })
  expect(errors).toHaveLength(2)
  expect(tried.map(({ signal }) => signal?.aborted)).toEqual([false, true, true])
})

it('goes once for all who ask at the same time, and anew for who asks later', async () => {
  connections = [connection('attic')]
  outcomes.set('attic', cluster)
  const [one, other] = await Promise.all([diagnose(), diagnose()])
  expect(other).toBe(one)
  await clock.advance(4999)
  expect(await diagnose()).toBe(one)
  expect(tried).toHaveLength(1)
  await clock.advance(1)
  await diagnose()
  expect(tried).toHaveLength(2)
})

it('has empty lists where nothing is watched', async () => {
  expect(await diagnose()).toMatchObject({ nodes: [], pbs: [], errors: [] })
})
