import { ProxmoxError } from '@pulse/proxmox'
import { describe, expect, it } from 'vitest'
import { readVolume } from './backup-lane.ts'
import { dueDetails } from './detail-plan.ts'
import { agentReason, creationOf, osNameOf } from './guest-details.ts'
import type { GuestTrack } from './guest-row.ts'
import { type ClusterWord, nodeStatus, readClusterStatus, readNode, readNodeStatus } from './node-row.ts'
import { readDefinition } from './storage-lane.ts'
import { readStorages, type StorageRow, type StorageWord } from './storage-rows.ts'
import { readTask } from './task-lane.ts'

const at = 1_700_000_000_000
const none: ReadonlySet<string> = new Set()

describe('cluster status', () => {
  it('of a cluster and of a host on its own', () => {
    const cluster = readClusterStatus([
      { type: 'cluster', name: 'attic', quorate: true, nodes: 2, version: 7 },
      { type: 'node', name: 'pve1', ip: '192.0.2.1', online: true, local: true },
      { type: 'node', name: 'pve2', ip: '192.0.2.2', online: false },
    ])
    expect([cluster.clusterName, cluster.quorate]).toEqual(['attic', true])
    expect(cluster.members.get('pve2')).toEqual({ address: '192.0.2.2', online: false })
    const alone = readClusterStatus([
      { type: 'node', name: 'pve', ip: '192.0.2.9', online: true, local: true, nodeid: 0 },
    ])
    expect([alone.clusterName, alone.quorate, alone.members.size]).toEqual([null, null, 1])
  })
})

describe('status of a node', () => {
  const word = (quorate: boolean | null, online: boolean | null): ClusterWord => ({
    clusterName: 'c',
    quorate,
    members: new Map([['n', { address: null, online }]]),
  })
  it.each<[string, string, ClusterWord | null, string]>([
    ['both say online', 'online', word(true, true), 'online'],
    ['the listing is older than the word', 'online', word(true, false), 'offline'],
    ['offline', 'offline', word(true, false), 'offline'],
    ['without quorum nobody knows', 'offline', word(false, false), 'unknown'],
    ['measurements stopped', 'unknown', word(true, true), 'unknown'],
    ['the cluster status may not be read', 'offline', null, 'offline'],
    ['a host on its own', 'online', word(null, true), 'online'],
  ])('%s', (_, status, cluster, expected) => {
    expect(nodeStatus({ id: 'node/n', type: 'node', node: 'n', status }, cluster)).toBe(expected)
  })

  it('without the privilege its figures are unknown for that reason, and not as if it were down', () => {
    const row = { id: 'node/n', type: 'node' as const, node: 'n', status: 'online', maxcpu: 8 }
    const { facts } = readNode(row, {
      at,
      odd: none,
      before: undefined,
      cluster: null,
      unreachableSinceAt: null,
    })
    expect(facts).toMatchObject({ status: 'online', cpuRatio: null, cpuCount: 8 })
    expect(facts.unknown).toEqual({
      cpuRatio: 'no-permission:Sys.Audit',
      memoryUsedBytes: 'no-permission:Sys.Audit',
      rootUsedBytes: 'no-permission:Sys.Audit',
      startedAt: 'no-permission:Sys.Audit',
    })
  })

  it.each([
    [{ kversion: 'Linux 6.8.12-9-pve #1 SMP PREEMPT_DYNAMIC PMX 6.8.12-9' }, '6.8.12-9-pve'],
    [{ 'current-kernel': { release: '6.14.8-2-pve' }, kversion: 'Linux x' }, '6.14.8-2-pve'],
    [{}, null],
  ])('kernel of %j', (status, expected) => {
    expect(readNodeStatus('n', status).kernelVersion).toBe(expected)
  })
})

describe('storages', () => {
  const row = (node: string, change: Partial<StorageRow> = {}): StorageRow => ({
    id: `storage/${node}/nfs`,
    type: 'storage',
    node,
    storage: 'nfs',
    status: 'available',
    plugintype: 'nfs',
    content: 'iso,backup',
    shared: true,
    disk: 30,
    maxdisk: 100,
    ...change,
  })
  const word = (nodes: Record<string, boolean>, reservedBytes = 0): ReadonlyMap<string, StorageWord> =>
    new Map([
      [
        'nfs',
        {
          enabled: true,
          backupServer: null,
          nodes: new Map(Object.entries(nodes).map(([node, active]) => [node, { active, reservedBytes }])),
        },
      ],
    ])

  it('a shared one is one object, with what each node sees of it', () => {
    const down = row('pve2', { status: 'unknown' })
    const [storage, ...others] = readStorages([row('pve1'), { ...down }], word({ pve1: true, pve2: false }))
    expect(others).toEqual([])
    expect(storage).toMatchObject({
      name: 'nfs',
      nodeName: null,
      shared: true,
      kind: 'nfs',
      content: ['backup', 'iso'],
      active: true,
      usedBytes: 30,
      totalBytes: 100,
      availableBytes: 70,
      nodes: [
        { nodeName: 'pve1', available: true },
        { nodeName: 'pve2', available: false },
      ],
    })
  })

  it('the zero of a node that cannot see it never wins', () => {
    const [storage] = readStorages([row('pve1', { disk: 0, maxdisk: 0 }), row('pve2')], new Map())
    expect(storage).toMatchObject({ usedBytes: 30, totalBytes: 100 })
  })

  it('reserved blocks are neither used nor available', () => {
    const [storage] = readStorages([row('pve1', { shared: false })], word({ pve1: true }, 5))
    expect(storage).toMatchObject({ nodeName: 'pve1', availableBytes: 65, enabled: true })
  })

  it('zeros of a PBS whose user may not look are not a size', () => {
    const [storage] = readStorages([row('pve1', { disk: 0, maxdisk: 0 })], new Map())
    expect(storage).toMatchObject({ active: true, usedBytes: null, totalBytes: null, availableBytes: null })
    expect(storage?.unknown).toEqual({
      usedBytes: 'not-reported',
      availableBytes: 'not-reported',
      totalBytes: 'not-reported',
    })
  })

  it.each([
    ['a node says that it is not active', word({ pve1: false }), false],
    ['nobody has said anything', new Map(), null],
  ])('not measured lately, and %s', (_, words, active) => {
    const [storage] = readStorages([row('pve1', { status: 'unknown', disk: 0, maxdisk: 0 })], words)
    expect(storage).toMatchObject({ active, stale: true })
    expect(storage).not.toHaveProperty('usedBytes')
  })

  it.each([
    [{ storage: 'a' }, { enabled: true, backupServer: null }],
    [
      { storage: 'a', disable: 1 },
      { enabled: false, backupServer: null },
    ],
    [
      { storage: 'a', disable: '1' },
      { enabled: false, backupServer: null },
    ],
    [
      { storage: 'p', type: 'pbs', server: 'pbs1', datastore: 'main', namespace: 'a/b' },
      { enabled: true, backupServer: { server: 'pbs1', datastore: 'main', namespace: 'a/b' } },
    ],
    [
      { storage: 'p', type: 'pbs', server: 'pbs1', datastore: 'main' },
      { enabled: true, backupServer: { server: 'pbs1', datastore: 'main', namespace: '' } },
    ],
  ])('definition %j', (definition, expected) => {
    expect(readDefinition(definition)).toEqual(expected)
  })
})

describe('details of guests', () => {
  it.each([
    [{ meta: 'creation-qemu=8.1.5,ctime=1700000000', smbios1: 'uuid=ab-1' }, '1700000000/ab-1'],
    [{ smbios1: 'uuid=ab-1,manufacturer=x' }, '/ab-1'],
    [{ meta: 'ctime=5' }, '5/'],
    [{}, undefined],
  ])('creation of %j', (config, expected) => {
    expect(creationOf(config)).toBe(expected)
  })

  const error = (kind: 'failed' | 'timeout' | 'forbidden' | 'missing', reason?: string) =>
    new ProxmoxError({
      kind,
      method: 'GET',
      path: '/x',
      text: reason ?? kind,
      reason,
      ...(kind === 'forbidden' && { privilege: { path: '/vms/1', privileges: ['VM.GuestAgent.Audit'], any: false } }),
    })
  it.each([
    [error('failed', 'No QEMU guest agent configured'), 'agent-off'],
    [error('failed', 'QEMU guest agent is not running'), 'agent-not-running'],
    [error('failed', "VM 100 qga command 'guest-get-fsinfo' failed - got timeout"), 'agent-not-running'],
    [error('timeout'), 'agent-not-running'],
    [error('failed', 'The command guest-get-fsinfo has not been found'), 'agent-unsupported'],
    [error('failed', 'The command guest-get-fsinfo has been disabled for this instance'), 'agent-unsupported'],
    [error('forbidden', 'Permission check failed'), 'no-permission:VM.GuestAgent.Audit'],
    [error('missing'), 'call-failed:missing'],
  ])('agent: %s', (failure, expected) => {
    expect(agentReason(failure)).toBe(expected)
  })

  it.each([
    [{ 'pretty-name': 'Debian GNU/Linux 12 (bookworm)', name: 'Debian' }, 'Debian GNU/Linux 12 (bookworm)'],
    [{ name: 'FreeBSD', version: '14.1' }, 'FreeBSD 14.1'],
    [{}, null],
  ])('operating system %j', (info, expected) => {
    expect(osNameOf(info)).toBe(expected)
  })

  const guest = (vmid: number, change: Partial<GuestTrack> = {}): GuestTrack => ({
    vmid,
    kind: 'qemu',
    node: 'pve1',
    name: 'g',
    status: 'running',
    template: false,
    rates: undefined,
    uptime: 1,
    startedAt: null,
    frozenSinceAt: null,
    details: { agent: true },
    ...change,
  })
  const asked = (
    minutes: Partial<Record<'file-systems' | 'status' | 'config' | 'network' | 'snapshots' | 'os', number>>,
  ) => ({
    at: Object.fromEntries(Object.entries(minutes).map(([kind, minute]) => [kind, minute * 60_000])),
    agentFailures: 0,
    agentRestUntilMs: 0,
  })
  const all = { 'file-systems': 59, status: 59, config: 59, network: 59, snapshots: 59, os: 59 }
  const due = (
    guests: [GuestTrack, ReturnType<typeof asked> | undefined][],
    most = 3,
    change: { agents?: boolean; snapshots?: boolean } = {},
  ): string[] =>
    dueDetails(
      guests.map(([one]) => one),
      {
        nowMs: 3_600_000,
        allowance: new Map([['pve1', most]]),
        askedOf: (vmid) => guests.find(([one]) => one.vmid === vmid)?.[1],
        snapshots: true,
        agents: true,
        ...change,
      },
    ).map((task) => `${task.guest.vmid} ${task.kind}`)

  it.each<[string, string[], string[]]>([
    ['a new guest', due([[guest(1, { details: {} }), undefined]]), ['1 status', '1 config', '1 snapshots']],
    ['an agent that is known', due([[guest(1), undefined]]), ['1 file-systems', '1 status', '1 config']],
    [
      'never asked before asked long ago',
      due(
        [
          [guest(1), asked({ ...all, 'file-systems': 0 })],
          [guest(2), asked({ ...all, os: 59 })],
          [guest(3), undefined],
        ],
        1,
      ),
      ['3 file-systems'],
    ],
    [
      'the older first',
      due([
        [guest(1), asked({ ...all, 'file-systems': 50 })],
        [guest(2), asked({ ...all, 'file-systems': 40 })],
      ]),
      ['2 file-systems', '1 file-systems'],
    ],
    ['fresh ones not at all', due([[guest(1), asked(all)]]), []],
    ['a node without allowance', due([[guest(1), undefined]], 0), []],
    ['an unlisted node', due([[guest(1, { node: 'pve9' }), undefined]]), []],
    ['a stopped machine', due([[guest(1, { status: 'stopped' }), undefined]]), ['1 config', '1 snapshots']],
    ['a container', due([[guest(1, { kind: 'lxc' }), undefined]]), ['1 network', '1 snapshots']],
    ['a template has no snapshots', due([[guest(1, { status: 'stopped', template: true }), undefined]]), ['1 config']],
    ['backups are not watched', due([[guest(1, { kind: 'lxc' }), undefined]], 3, { snapshots: false }), ['1 network']],
    [
      'agents may not be asked',
      due([[guest(1), undefined]], 9, { agents: false }),
      ['1 status', '1 config', '1 snapshots'],
    ],
    [
      'an agent that rests',
      due([[guest(1), { ...asked({}), agentRestUntilMs: 3_600_001 }]]),
      ['1 status', '1 config', '1 snapshots'],
    ],
  ])('asks next: %s', (_, chosen, expected) => {
    expect(chosen).toEqual(expected)
  })
})

describe('backups', () => {
  const place = { connectionId: 'a', storageName: 's', nodeName: null }
  it.each([
    [
      {
        volid: 'local:backup/vzdump-qemu-100-2023_10_01-07_00_01.vma.zst',
        ctime: 1_696_143_601,
        size: 9,
        format: 'vma.zst',
      },
      {
        guestKind: 'qemu',
        vmid: 100,
        takenAt: 1_696_143_601_000,
        sizeBytes: 9,
        onBackupServer: false,
        format: 'vma.zst',
      },
    ],
    [
      { volid: 'nas:backup/vzdump-lxc-7-2023_10_01-07_00_01.tar.zst', ctime: 1, vmid: 7, notes: 'n', protected: true },
      { guestKind: 'lxc', vmid: 7, notes: 'n', protected: true, sizeBytes: null, verification: null },
    ],
    [
      {
        volid: 'pbs:backup/vm/100/2024-01-01T00:00:00Z',
        ctime: 1,
        size: 1,
        format: 'pbs-vm',
        verification: { state: 'ok' },
      },
      { guestKind: 'qemu', vmid: 100, sizeBytes: null, onBackupServer: true, verification: 'ok' },
    ],
    [
      {
        volid: 'pbs:backup/ct/8/2024-01-01T00:00:00Z',
        ctime: 1,
        size: 5,
        format: 'pbs-ct',
        verification: { state: 'failed' },
      },
      { guestKind: 'lxc', vmid: 8, sizeBytes: 5, onBackupServer: true, verification: 'failed' },
    ],
  ])('volume %j', (volume, expected) => {
    expect(readVolume(place, volume)).toMatchObject(expected)
  })

  it.each([
    [
      {
        upid: 'UPID:pve1:0000ABCD:0001E240:65000000:vzdump:100:root@pam:',
        starttime: 1_694_498_816,
        endtime: 1_694_498_900,
        status: 'OK',
      },
      { nodeName: 'pve1', vmid: 100, startedAt: 1_694_498_816_000, endedAt: 1_694_498_900_000, status: 'OK' },
    ],
    [
      { upid: 'UPID:pve1:0000ABCD:0001E240:65000000:vzdump::root@pam!token:' },
      { vmid: null, startedAt: 1_694_498_816_000, endedAt: null, status: null },
    ],
    [
      { upid: 'UPID:pve1:0000ABCD:0001E240:65000000:vzdump:100:root@pam:', status: 'RUNNING' },
      { vmid: 100, endedAt: null, status: null },
    ],
    [{ upid: 'UPID:pve1:0000ABCD:0001E240:65000000:qmstart:100:root@pam:' }, null],
    [{ upid: 'nonsense' }, null],
  ])('task %j', (task, expected) => {
    const read = readTask('a', task)
    if (expected === null) expect(read).toBeNull()
    else expect(read).toMatchObject(expected)
  })
})
