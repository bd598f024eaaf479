import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConnectionInput } from '@pulse/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestOutcome, WatchedConnection } from '../collector/collector.ts'
import type { ConnectionDesk } from '../http/http.ts'
import { createInventory, type Inventory } from '../inventory/inventory.ts'
import { ManualClock, silentLog } from '../platform/platform.ts'
import { asker } from '../../test/asker.ts'
import { openSettings, type Settings } from '../settings/settings.ts'
import { connectionDesk } from './connections.ts'

const pin = (digit: string): string => `${digit}${digit}:`.repeat(32).slice(0, -1)

const cluster: Extract<TestOutcome, { ok: true }> = {
  ok: true,
  product: 'pve',
  version: '9.1.4',
  latencyMs: 41.6,
  isCluster: true,
  clusterName: 'attic',
  nodes: [
    { name: 'pve1', address: '10.0.0.5', online: true, fingerprint: pin('1') },
    { name: 'pve2', address: '10.0.0.6', online: true, fingerprint: pin('2') },
    { name: 'pve3', address: '10.0.0.7', online: false, fingerprint: pin('3') },
  ],
  datastoreCount: null,
  certificate: null,
  missingPrivileges: [{ privilege: 'Sys.Audit', path: '/', without: 'nodes' }],
  sights: [
    { what: 'nodes', seen: 'no', needs: [{ privilege: 'Sys.Audit', path: '/', held: 'no', where: null }] },
    { what: 'guests', seen: 'yes', needs: [{ privilege: 'VM.Audit', path: '/vms', held: 'yes', where: null }] },
  ],
}
const single: TestOutcome = {
  ...cluster,
  isCluster: false,
  clusterName: null,
  nodes: [{ name: 'pve', address: null, online: true, fingerprint: pin('9') }],
}
const backup: TestOutcome = {
  ...cluster,
  product: 'pbs',
  version: '4.2.0',
  isCluster: false,
  clusterName: null,
  nodes: [{ name: 'vault', address: null, online: true, fingerprint: null }],
  datastoreCount: 2,
}
const failed = (code: string, message: string, peerFingerprint?: string): TestOutcome => ({
  ok: false,
  problem: { code, message, sinceAt: 0, ...(peerFingerprint === undefined ? {} : { peerFingerprint }) },
  latencyMs: 3,
  certificate: null,
})

const pve: ConnectionInput = { type: 'pve', host: '10.0.0.5', user: 'root@pam', password: 'hunter2' }
const pbs: ConnectionInput = { ...pve, type: 'pbs', host: '10.0.0.9' }

let directory = ''
let settings: Settings
let desk: ConnectionDesk
let audited: string[][] = []
let inventory: Inventory
const clock = new ManualClock(0)
/** What stands at each address, and what was tried there. */
const world = new Map<string, TestOutcome | 'hangs'>()
let tried: WatchedConnection[] = []
let shown = {
  fingerprint: pin('A'),
  subject: 'CN=pve1',
  issuer: 'CN=PVE',
  validTo: '2030-01-01T00:00:00.000Z',
  trustedBySystem: false,
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-desk-'))
  settings = await openSettings({ directory, clock, log: silentLog })
  inventory = createInventory()
  world.clear()
  tried = []
  shown = { ...shown, trustedBySystem: false }
  audited = []
  desk = connectionDesk({
    settings,
    security: { audit: ({ event, user, details }) => void audited.push([event, user, details]) },
    inventory,
    clock,
    collector: {
      test(connection) {
        tried.push(connection)
        const outcome = world.get(connection.url) ?? failed('unreachable', 'connection refused')
        return outcome === 'hangs' ? new Promise(() => {}) : Promise.resolve(outcome)
      },
    },
    inspectCertificate: (url) =>
      world.has(url) ? Promise.resolve(shown) : Promise.reject(new Error('connection refused')),
  })
})
afterEach(async () => {
  await settings.close()
  rmSync(directory, { recursive: true })
})

describe('adding', () => {
  it('stores a host that does not answer, too', async () => {
    const { id, name } = await desk.add(pve, asker)
    expect(name).toBe('10.0.0.5')
    expect(desk.list()).toEqual([
      {
        id,
        type: 'pve',
        name: '10.0.0.5',
        host: 'https://10.0.0.5:8006',
        user: 'root@pam',
        hasPassword: true,
        hasToken: false,
        verifySSL: true,
        monitorVMs: true,
        monitorContainers: true,
        monitorStorage: true,
        monitorBackups: true,
        status: 'disconnected',
        error: 'No answer yet',
        privileges: { checkedAt: null, sights: [], missing: [] },
      },
    ])
  })

  it('waits ten seconds for an answer and no longer', async () => {
    world.set('https://10.0.0.5:8006', 'hangs')
    const adding = desk.add(pve, asker)
    let done = false
    void adding.then(() => (done = true))
    const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))
    await clock.advance(0, settle)
    await clock.advance(9_999, settle)
    expect(done).toBe(false)
    await clock.advance(1, settle)
    await adding
    expect(settings.connections()).toHaveLength(1)
  })

  it('pins the certificate shown first where nothing is said of trust', async () => {
    world.set('https://10.0.0.5:8006', cluster)
    await desk.add(pve, asker)
    expect(desk.list()).toMatchObject([{ fingerprint: pin('A'), verifySSL: false }])
    expect(tried[0]?.trust).toEqual({ kind: 'fingerprint', sha256: [pin('A')] })
  })

  it('asks the authorities where they know the certificate', async () => {
    world.set('https://10.0.0.5:8006', cluster)
    shown = { ...shown, trustedBySystem: true }
    await desk.add(pve, asker)
    expect(desk.list()).toMatchObject([{ verifySSL: true }])
    expect(tried[0]?.trust).toEqual({ kind: 'system' })
  })

  it('does what is said of trust', async () => {
    world.set('https://10.0.0.5:8006', cluster)
    await desk.test({ ...pve, verifySSL: false })
    await desk.test({ ...pve, verifySSL: true })
    await desk.test({ ...pve, verifySSL: false, fingerprint: pin('B') })
    expect(tried.map(({ trust }) => trust)).toEqual([
      { kind: 'insecure' },
      { kind: 'system' },
      { kind: 'fingerprint', sha256: [pin('B')] },
    ])
  })

  it('calls a backup server what it calls itself', async () => {
    world.set('https://10.0.0.9:8007', backup)
    expect(await desk.add(pbs, asker)).toMatchObject({ name: 'vault' })
    expect(await desk.add({ ...pbs, host: '10.0.0.10' }, asker)).toMatchObject({ name: '10.0.0.10' })
    const listed = desk.list()
    expect(listed[0]).not.toHaveProperty('monitorBackups')
    expect(listed[0]).toMatchObject({ monitorDatastores: true, monitorGarbageJobs: false })
  })

  it('lists clusters before backup servers, whatever came first', async () => {
    await desk.add(pbs, asker)
    await desk.add(pve, asker)
    expect(desk.list().map(({ type }) => type)).toEqual(['pve', 'pbs'])
  })
})

describe('the audit trail', () => {
  it('says who changed which field of a connection, and no secret', async () => {
    const { id } = await desk.add({ ...pve, name: 'lab', verifySSL: false }, asker)
    await desk.change(id, { host: '10.0.0.7', fingerprint: pin('2'), password: 'hunter3', name: 'lab 2' }, asker)
    await desk.change(id, { monitorBackups: true }, asker)
    await expect(desk.change(id, { host: '10.0.0.8' }, asker)).rejects.toMatchObject({
      code: 'connection.secret-needed',
    })
    await desk.remove(id, asker)
    expect(audited).toEqual([
      ['connection_added', 'ada', '"lab": https://10.0.0.5:8006'],
      ['connection_changed', 'ada', '"lab": name, host, password, fingerprint'],
      ['connection_deleted', 'ada', '"lab 2": https://10.0.0.7:8006'],
    ])
  })
})

describe('the list', () => {
  it('tells what the credentials may see, and since when that is known', async () => {
    world.set('https://10.0.0.5:8006', cluster)
    const { id } = await desk.add(pve, asker)
    inventory.apply({
      connectionId: id,
      at: 0,
      connection: {
        sights: cluster.sights,
        missingPrivileges: cluster.missingPrivileges,
        privilegesAt: Date.UTC(2026, 0, 15, 10),
      },
    })
    expect(desk.list()[0]?.privileges).toEqual({
      checkedAt: '2026-01-15T10:00:00.000Z',
      sights: cluster.sights,
      missing: [{ privilege: 'Sys.Audit', path: '/', without: 'nodes' }],
    })
  })
})

describe('a second member of a watched cluster', () => {
  const refused = expect.objectContaining({
    code: 'connection.duplicate',
    message: '"lab" already watches cluster "attic", of which this host is a member',
    field: 'host',
  }) as unknown

  beforeEach(async () => {
    world.set('https://10.0.0.5:8006', cluster)
    await desk.add({ ...pve, name: 'lab', verifySSL: false }, asker)
  })

  it('is recognised, under whatever name or address', async () => {
    world.set('https://pve2.lan:8006', cluster)
    await expect(desk.add({ ...pve, host: 'pve2.lan' }, asker)).rejects.toEqual(refused)
    expect(settings.connections()).toHaveLength(1)
  })

  it('is recognised when a connection moves there', async () => {
    world.set('https://10.0.1.1:8006', single)
    const { id } = await desk.add({ ...pve, host: '10.0.1.1' }, asker)
    world.set('https://pve2.lan:8006', cluster)
    await expect(desk.change(id, { host: 'pve2.lan', password: 'x' }, asker)).rejects.toEqual(refused)
    // Its own cluster is no obstacle.
    const [lab] = settings.connections()
    await desk.change(lab?.id ?? '', { host: 'pve2.lan', password: 'x' }, asker)
    expect(settings.connections()[0]?.url).toBe('https://pve2.lan:8006')
  })

  it('is not taken for one where only the names are alike', async () => {
    const twin: TestOutcome = {
      ...cluster,
      nodes: cluster.nodes.map((node) => ({ ...node, fingerprint: pin('C') })),
    }
    world.set('https://10.9.9.9:8006', twin)
    await desk.add({ ...pve, host: '10.9.9.9' }, asker)
    const renamed: TestOutcome = { ...cluster, clusterName: 'cellar' }
    world.set('https://10.9.9.8:8006', renamed)
    await desk.add({ ...pve, host: '10.9.9.8' }, asker)
    expect(settings.connections()).toHaveLength(3)
  })

  it('costs no call to those that are known to be others', async () => {
    const [lab] = settings.connections()
    inventory.apply({
      connectionId: lab?.id ?? '',
      at: 0,
      connection: { name: 'lab', product: 'pve', url: 'https://10.0.0.5:8006', clusterName: 'attic' },
      nodes: { complete: true, rows: cluster.nodes.map(({ name }) => ({ name, status: 'online' as const })) },
    })
    world.set('https://10.0.1.1:8006', single)
    tried = []
    await desk.add({ ...pve, host: '10.0.1.1' }, asker)
    expect(tried.map(({ url }) => url)).toEqual(['https://10.0.1.1:8006'])
    // Names alone are no proof: here the certificates decide.
    world.set('https://pve2.lan:8006', cluster)
    await expect(desk.add({ ...pve, host: 'pve2.lan' }, asker)).rejects.toEqual(refused)
    expect(tried.map(({ url }) => url)).toContain('https://10.0.0.5:8006')
  })

  it('a stand-alone host is recognised too', async () => {
    world.set('https://10.0.1.1:8006', single)
    world.set('https://office.lan:8006', single)
    await desk.add({ ...pve, name: 'office', host: '10.0.1.1' }, asker)
    await expect(desk.add({ ...pve, host: 'office.lan' }, asker)).rejects.toMatchObject({
      code: 'connection.duplicate',
      message: '"office" already watches this host',
    })
  })
})

describe('tests', () => {
  it('succeed with the documented sentences', async () => {
    world.set('https://10.0.0.5:8006', cluster)
    world.set('https://10.0.1.1:8006', single)
    world.set('https://10.0.0.9:8007', backup)
    expect(await desk.test(pve)).toEqual({
      status: 'success',
      message: 'Successfully connected to 3 node(s)',
      isCluster: true,
      nodeCount: 3,
      clusterNodeCount: 3,
      clusterName: 'attic',
      version: '9.1.4',
      missingPrivileges: [{ privilege: 'Sys.Audit', path: '/', without: 'nodes' }],
      sights: [
        { what: 'nodes', seen: 'no', needs: [{ privilege: 'Sys.Audit', path: '/', held: 'no', where: null }] },
        { what: 'guests', seen: 'yes', needs: [{ privilege: 'VM.Audit', path: '/vms', held: 'yes', where: null }] },
      ],
    })
    expect(await desk.test({ ...pve, host: '10.0.1.1' })).toMatchObject({
      message: 'Successfully connected to 1 node(s)',
      isCluster: false,
      nodeCount: 1,
    })
    expect(await desk.test(pbs)).toMatchObject({
      message: 'Successfully connected. Found 2 datastore(s)',
      datastoreCount: 2,
    })
    expect(await desk.testSoftly(pve)).toEqual({
      status: 'success',
      message: 'Connected to PVE cluster with 3 nodes',
      latency: 42,
    })
    expect(await desk.testSoftly(pbs)).toMatchObject({ message: 'Connected to PBS instance' })
    const { id } = await desk.add(pbs, asker)
    expect(await desk.testStored(id)).toMatchObject({ status: 'success', message: 'Connected to PBS' })
    expect(await desk.testStored('pve-0')).toEqual({ status: 'error', message: 'Node not found' })
    expect(settings.connections()).toHaveLength(1)
  })

  it.each<[string, TestOutcome, object]>([
    [
      'a wrong password',
      failed('unauthenticated', 'the password is refused'),
      {
        message: 'Connection failed: the password is refused',
        field: 'password',
        details: { cause: 'unauthenticated' },
      },
    ],
    [
      'another certificate',
      failed('tls', 'the certificate is another one', pin('D')),
      { field: 'fingerprint', details: { cause: 'tls', fingerprint: pin('D') } },
    ],
    [
      'no Proxmox',
      failed('not-proxmox', 'something else answers'),
      { field: 'host', details: { cause: 'not-proxmox' } },
    ],
    ['no answer', failed('timeout', 'no answer in 4 s'), { field: 'host', details: { cause: 'timeout' } }],
  ])('fail because of %s, and say so', async (_, outcome, expected) => {
    world.set('https://10.0.0.5:8006', outcome)
    await expect(desk.test(pve)).rejects.toMatchObject({ code: 'connection.unreachable', ...expected })
    expect(await desk.testSoftly(pve)).toMatchObject({ status: 'error' })
    expect(JSON.stringify(await desk.testSoftly(pve))).not.toContain('hunter2')
    expect(settings.connections()).toHaveLength(0)
  })

  it('show a certificate without any credential', async () => {
    world.set('https://10.0.0.5:8006', cluster)
    expect(await desk.inspect({ type: 'pve', host: '10.0.0.5' })).toEqual({ host: 'https://10.0.0.5:8006', ...shown })
    expect(tried).toEqual([])
    await expect(desk.inspect({ type: 'pbs', host: '10.0.0.5' })).rejects.toMatchObject({
      code: 'connection.unreachable',
      message: 'Connection failed: connection refused',
      field: 'host',
    })
  })
})
