import type { BackupServer, ConnectionState, Datastore } from '@pulse/contract'
import { describe, expect, it } from 'vitest'
import { stateBackupServer, stateGuest, stateNode, stateStorage } from './full-state.ts'
import { sampleAt, sampleConnection, sampleGuest, sampleNode, sampleStorage } from './sample-picture.ts'

const lab = sampleConnection('lab', { url: 'https://10.0.0.5:8006' })

describe('node', () => {
  it('has the documented fields and units', () => {
    expect(stateNode(sampleNode('lab', 'pve1', { cpuModel: 'AMD EPYC' }), lab)).toEqual({
      id: 'lab~node~pve1',
      name: 'pve1',
      instance: 'lab',
      host: 'https://10.0.0.5:8006',
      status: 'online',
      type: 'node',
      cpu: 0.0712,
      memory: { total: 67_430_440_960, used: 21_474_836_480, free: 45_955_604_480, usage: 31.847 },
      disk: { total: 100_861_726_720, used: 20_172_345_344, free: 75_530_240_000, usage: 20 },
      uptime: 864_000,
      loadAverage: [0.52, 0.41, 0.3],
      kernelVersion: 'Linux 6.8.12-1-pve',
      pveVersion: 'pve-manager/8.2.4/faa83925c9641325',
      cpuInfo: { model: 'AMD EPYC', cores: 16, sockets: 1, mhz: '3600.000' },
      lastSeen: '2025-08-15T09:35:40.000Z',
      connectionHealth: 'healthy',
      connectionId: 'lab',
      clusterName: null,
      unknown: {},
    })
  })

  it('has nulls and reasons under the documented names where nothing is known', () => {
    const node = sampleNode('lab', 'pve1', {
      cpuRatio: null,
      memoryUsedBytes: null,
      loadAverage: null,
      startedAt: null,
      unknown: { cpuRatio: 'stale-at-source', memoryUsedBytes: 'stale-at-source', loadAverage: 'call-failed:timeout' },
    })
    const state = stateNode(node, lab)
    expect([state.cpu, state.memory, state.loadAverage, state.uptime]).toEqual([
      null,
      { total: 67_430_440_960, used: null, free: null, usage: null },
      [],
      null,
    ])
    expect(state.unknown).toEqual({
      cpu: 'stale-at-source',
      memory: 'stale-at-source',
      loadAverage: 'call-failed:timeout',
    })
  })

  it.each<[ConnectionState, string]>([
    ['connected', 'healthy'],
    ['degraded', 'degraded'],
    ['connecting', 'unhealthy'],
    ['unreachable', 'unhealthy'],
    ['unauthenticated', 'error'],
    ['untrusted', 'error'],
    ['not-proxmox', 'error'],
  ])('of a connection that is %s is called %s', (state, word) => {
    expect(stateNode(sampleNode('lab', 'pve1'), { ...lab, state }).connectionHealth).toBe(word)
  })
})

describe('guest', () => {
  it('has the documented fields and units', () => {
    const guest = sampleGuest('lab', 101, { name: 'web', lock: 'backup' })
    expect(stateGuest(guest, lab, 1_755_200_000_000)).toEqual({
      id: 'lab~guest~101',
      vmid: 101,
      name: 'web',
      node: 'pve1',
      instance: 'lab',
      status: 'running',
      type: 'qemu',
      cpu: 0.034,
      cpus: 4,
      memory: { total: 8_589_934_592, used: 3_221_225_472, free: 5_368_709_120, usage: 37.5 },
      disk: { total: 34_359_738_368, used: null, free: null, usage: null },
      networkIn: 10_240,
      networkOut: 5120,
      diskRead: 0,
      diskWrite: 4096,
      uptime: 86_400,
      template: false,
      lastBackup: '2025-08-14T19:33:20.000Z',
      tags: ['prod', 'web'],
      lock: 'backup',
      lastSeen: '2025-08-15T09:35:40.000Z',
      connectionId: 'lab',
      memorySource: 'balloon',
      memoryHost: null,
      diskSource: null,
      fileSystems: null,
      pool: null,
      haState: null,
      addresses: null,
      osName: null,
      unknown: { disk: 'agent-off' },
    })
  })

  it('that is stopped has been up for 0 seconds, and its load is not known', () => {
    const guest = sampleGuest('lab', 101, {
      status: 'stopped',
      startedAt: null,
      cpuRatio: null,
      unknown: { cpuRatio: 'stopped' },
    })
    const { uptime, cpu, unknown, lastBackup } = stateGuest(guest, lab, null)
    expect({ uptime, cpu, unknown, lastBackup }).toEqual({
      uptime: 0,
      cpu: null,
      unknown: { cpu: 'stopped' },
      lastBackup: null,
    })
  })
})

describe('storage', () => {
  it.each([
    [true, true, 'available'],
    [false, true, 'inactive'],
    [false, false, 'disabled'],
    [null, false, 'disabled'],
    [null, true, 'unknown'],
  ])('active %s and enabled %s is called %s', (active, enabled, word) => {
    expect(stateStorage(sampleStorage('lab', 'pve1', 'local', { active, enabled }), lab).status).toBe(word)
  })

  it('that is shared lies on the node "shared"; its free space is what the source says', () => {
    const { node, content, total, used, free, usage } = stateStorage(sampleStorage('lab', null, 'nfs'), lab)
    expect([node, content, total, used, free, usage]).toEqual([
      'shared',
      'backup,iso,vztmpl',
      100_861_726_720,
      20_172_345_344,
      75_530_240_000,
      20,
    ])
  })
})

describe('backup server', () => {
  const connection = sampleConnection('pbs-1', { name: 'backup', product: 'pbs', url: 'https://10.0.0.6:8007' })
  const server: BackupServer = {
    id: 'pbs-1',
    connectionId: 'pbs-1',
    name: 'backup',
    version: '3.2.2',
    cpuRatio: 0.01,
    cpuCount: 4,
    cpuModel: null,
    ioWaitRatio: null,
    loadAverage: null,
    memoryUsedBytes: 1_825_361_100,
    memoryTotalBytes: 4_294_967_296,
    swapUsedBytes: null,
    swapTotalBytes: null,
    rootUsedBytes: null,
    rootTotalBytes: null,
    startedAt: sampleAt - 123_456_000,
    kernelVersion: null,
    seenAt: sampleAt,
    unknown: {},
  }
  const datastore: Datastore = {
    id: 'pbs-1~datastore~main',
    connectionId: 'pbs-1',
    name: 'main',
    status: 'available',
    problem: null,
    usedBytes: 400_000_000_000,
    totalBytes: 1_000_000_000_000,
    availableBytes: 600_000_000_000,
    estimatedFullAt: null,
    namespaces: [
      { path: '', depth: 0 },
      { path: 'team/a', depth: 2 },
    ],
    groupCount: null,
    snapshotCount: null,
    seenAt: sampleAt,
    unknown: {},
  }

  it('has the documented fields and units', () => {
    expect(stateBackupServer(connection, server, [datastore])).toEqual({
      id: 'pbs-1',
      name: 'backup',
      host: 'https://10.0.0.6:8007',
      status: 'online',
      version: '3.2.2',
      cpu: 0.01,
      memory: 42.5,
      memoryUsed: 1_825_361_100,
      memoryTotal: 4_294_967_296,
      uptime: 123_456,
      datastores: [
        {
          id: 'pbs-1~datastore~main',
          name: 'main',
          total: 1_000_000_000_000,
          used: 400_000_000_000,
          free: 600_000_000_000,
          usage: 40,
          status: 'available',
          namespaces: [
            { path: '', depth: 0 },
            { path: 'team/a', depth: 2, parent: 'team' },
          ],
        },
      ],
      backupJobs: null,
      syncJobs: null,
      verifyJobs: null,
      pruneJobs: null,
      garbageJobs: null,
      connectionHealth: 'healthy',
      lastSeen: '2025-08-15T09:35:40.000Z',
      connectionId: 'pbs-1',
      unknown: {},
    })
  })

  it('is there before its first answer, with nothing known', () => {
    const state = stateBackupServer({ ...connection, state: 'unreachable', version: null, seenAt: null }, undefined, [])
    expect([state.status, state.version, state.memory, state.datastores, state.lastSeen]).toEqual([
      'offline',
      null,
      null,
      null,
      null,
    ])
  })
})
