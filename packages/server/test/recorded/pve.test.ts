import type { Guest, Node, Storage } from '@pulse/contract'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type Answer,
  type Answers,
  answersTo,
  answerTo,
  recording,
  recordingsMissing,
  type Replay,
  replay,
  replayStartAt,
} from './recorded-server.ts'

const second = 1000
const minute = 60 * second

/** What PVE says to paths that were not recorded. */
const absent: Answer = { status: 501, body: { data: null } }

let replayed: Replay
afterEach(() => replayed.end())

const guest = (vmid: number): Guest | undefined => replayed.inventory.picture().tables.guests.get(`r~guest~${vmid}`)
const node = (name: string): Node | undefined => replayed.inventory.picture().tables.nodes.get(`r~node~${name}`)
const storage = (on: string, name: string): Storage | undefined =>
  replayed.inventory.picture().tables.storages.get(`r~storage~${on}~${name}`)

/** A cluster of four nodes as versions 8 and 9 were recorded. */
function fourNodes(version: '8' | '9'): Answers {
  const file = (part: string): string => `luthermonson-go-proxmox/pve${version}x-${part}.json`
  return {
    '/version': { status: 200, body: { data: { version: version === '9' ? '9.1.1' : '8.4.1' } } },
    // The first recorded listing is a stub of one row.
    '/cluster/resources': answerTo(file('cluster'), '/cluster/resources', 1),
    '/cluster/status': answerTo(file('cluster'), '/cluster/status'),
    '/nodes': answerTo(file('nodes'), '/nodes'),
    '/nodes/node1/status': answerTo(file('nodes'), '/nodes/node1/status'),
    '/nodes/node2/status': answerTo(file('nodes'), '/nodes/node2/status'),
    '/nodes/node1/storage': answerTo(file('nodes'), '/nodes/node1/storage'),
    '/storage': answerTo(file('storage'), '/storage'),
    '/nodes/node1/storage/local/content': answerTo(file('storage'), '/nodes/node1/storage/local/content'),
    '/access/permissions': answerTo(file('access'), '/access/permissions'),
    '/nodes/node1/qemu/101/config': answersTo(file('virtual_machines'), '/nodes/node1/qemu/101/config')[0] ?? absent,
  }
}

describe.skipIf(recordingsMissing)('a cluster of four nodes', () => {
  it.each([
    ['8', '6.8.12-4-pve', '8.4-1', []],
    ['9', '6.11.0-1-pve', '9.1-1', ['VM.GuestAgent.Audit']],
  ] as const)('as PVE %s was recorded', async (version, kernel, manager, missing) => {
    replayed = await replay('pve', fourNodes(version), absent)
    await replayed.pass(2 * second)
    const { tables, backups } = replayed.inventory.picture()
    expect(tables.connections.get('r')).toMatchObject({
      state: 'connected',
      problem: null,
      version: version === '9' ? '9.1.1' : '8.4.1',
      clusterName: 'clustername',
      quorate: true,
      oddValues: 0,
    })
    expect(tables.connections.get('r')?.missingPrivileges.map((one) => one.privilege)).toEqual(missing)
    expect([tables.nodes.size, tables.guests.size, tables.storages.size]).toEqual([4, 4, 12])

    expect(guest(100)).toMatchObject({
      kind: 'qemu',
      name: 'server1',
      nodeName: 'node2',
      nodeId: 'r~node~node2',
      status: 'running',
      template: false,
      tags: [],
      cpuRatio: 0.0249,
      cpuCount: 1,
      memoryUsedBytes: 842_551_296,
      memoryTotalBytes: 1_073_741_824,
      memorySource: 'guest-or-host',
      memoryHostBytes: null,
      diskUsedBytes: null,
      diskTotalBytes: 34_359_738_368,
      netInPerSecond: null,
      startedAt: replayStartAt - 874_350_000,
    })
    expect(guest(100)?.unknown).toMatchObject({
      memoryHostBytes: 'not-reported',
      netInPerSecond: 'first-sample',
      diskUsedBytes: 'not-polled-yet',
    })
    expect(guest(101)).toMatchObject({
      name: 'leap154',
      template: true,
      status: 'stopped',
      cpuRatio: null,
      cpuCount: 4,
    })
    expect(guest(101)?.unknown).toMatchObject({ cpuRatio: 'stopped', memoryUsedBytes: 'stopped' })
    expect(guest(102)).toMatchObject({ name: 'machine-test', tags: ['go-proxmox+cloud-init'] })
    expect(guest(200)).toMatchObject({ name: 'VM 200', memoryTotalBytes: 8_388_608_000 })

    expect(node('node1')).toMatchObject({
      status: 'online',
      clusterName: 'clustername',
      address: '192.168.1.1',
      cpuRatio: 0.0034,
      cpuCount: 8,
      cpuModel: 'Intel(R) Xeon(R) CPU E5-2680 v4',
      cpuSockets: 1,
      cpuCores: 4,
      loadAverage: [0.15, 0.25, 0.3],
      memoryUsedBytes: 2_113_265_664,
      memoryTotalBytes: 65_919_459_328,
      memoryAvailableBytes: null,
      rootUsedBytes: 10_486_546_432,
      rootTotalBytes: 951_055_941_632,
      startedAt: replayStartAt - 872_854_000,
      kernelVersion: kernel,
      pveVersion: manager,
    })
    expect(node('node2')).toMatchObject({ cpuSockets: 2, loadAverage: [0.25, 0.35, 0.4] })
    // Its own status was not recorded: the cluster's word is all there is.
    expect(node('node3')).toMatchObject({
      status: 'online',
      cpuRatio: 0.0055,
      cpuModel: null,
      unreachableSinceAt: null,
    })

    expect(storage('node1', 'local')).toMatchObject({
      kind: 'dir',
      shared: false,
      enabled: true,
      active: true,
      content: ['backup', 'iso', 'vztmpl'],
      usedBytes: 10_486_546_432,
      totalBytes: 951_055_941_632,
      availableBytes: 940_569_395_200,
      backupServer: null,
    })
    expect(storage('node2', 'local-zfs')).toMatchObject({ kind: 'zfspool', usedBytes: 25_294_921_728 })
    expect(backups.storageBackups).toEqual([
      {
        id: 'r~backup~node1~local%3Abackup%2Fvzdump-qemu-100-2023_08_28-12_00_00.vma.zst',
        connectionId: 'r',
        storageName: 'local',
        nodeName: 'node1',
        volumeId: 'local:backup/vzdump-qemu-100-2023_08_28-12_00_00.vma.zst',
        guestKind: 'qemu',
        vmid: 100,
        takenAt: 1_693_252_800_000,
        sizeBytes: 2_147_483_648,
        format: 'vma.zst',
        notes: null,
        protected: false,
        onBackupServer: false,
        verification: null,
      },
    ])
    // A host that does not know a call is not asked again for an hour.
    expect(replayed.asked.filter((path) => path === '/nodes/node3/status')).toHaveLength(1)
    await replayed.pass(30 * minute)
    expect(replayed.asked.filter((path) => path === '/nodes/node3/status')).toHaveLength(1)
    expect(tables.guests.size).toBe(4)
  })

  it('with the backup runs of PVE 9', async () => {
    const file = (part: string): string => `luthermonson-go-proxmox/pve9x-${part}.json`
    replayed = await replay(
      'pve',
      {
        ...fourNodes('9'),
        '/cluster/tasks': answerTo(file('cluster'), '/cluster/tasks'),
        '/nodes/node1/tasks': answerTo(file('node_loose'), '/nodes/node1/tasks'),
      },
      absent,
    )
    await replayed.pass(2 * second)
    const runs = replayed.inventory.picture().backups.tasks
    expect(
      runs.map(({ nodeName, vmid, startedAt, endedAt, status }) => [nodeName, vmid, startedAt, endedAt, status]),
    ).toEqual([
      ['node1', 100, 1_715_000_000_000, 1_715_000_100_000, 'OK'],
      ['node1', 100, 1_700_000_000_000, 1_700_000_060_000, 'OK'],
    ])
  })
})

/** A listing with one guest, made of its own recorded status. */
function listingOf(kind: 'qemu' | 'lxc', status: Answer, name: string): Answer {
  const { data } = status.body as { data: { vmid: number; cpus: number } }
  const row = { ...data, id: `${kind}/${data.vmid}`, type: kind, node: name, maxcpu: data.cpus }
  return { status: 200, body: { data: [{ id: `node/${name}`, type: 'node', node: name, status: 'online' }, row] } }
}

describe.skipIf(recordingsMissing)('details of guests', () => {
  const machines = 'luthermonson-go-proxmox/pve9x-virtual_machines.json'
  const at = '/nodes/node1/qemu/101'
  const recorded = (): Answers => ({
    '/version': { status: 200, body: { data: { version: '9.1.1' } } },
    '/cluster/resources': listingOf('qemu', answerTo(machines, `${at}/status/current`), 'node1'),
    [`${at}/status/current`]: answerTo(machines, `${at}/status/current`),
    [`${at}/config`]: answerTo(machines, `${at}/config`),
    [`${at}/agent/get-fsinfo`]: answerTo(machines, `${at}/agent/get-fsinfo`),
    [`${at}/agent/network-get-interfaces`]: answerTo(machines, `${at}/agent/network-get-interfaces`),
    [`${at}/agent/get-osinfo`]: answerTo(machines, `${at}/agent/get-osinfo`),
    [`${at}/snapshot`]: answerTo(machines, '/nodes/node1/qemu/100/snapshot'),
  })

  it('a machine with agent and balloon driver', async () => {
    replayed = await replay('pve', recorded(), absent)
    await replayed.pass(20 * second)
    expect(guest(101)).toMatchObject({
      name: 'matt',
      cpuRatio: 0.0113,
      cpuCount: 8,
      memoryUsedBytes: 1_127_792_640,
      memoryTotalBytes: 2_097_152_000,
      memorySource: 'balloon',
      diskUsedBytes: 1_234_567_890,
      diskTotalBytes: 53_687_091_200,
      diskSource: 'guest-agent',
      fileSystems: [{ mountPoint: '/', kind: 'ext4', usedBytes: 1_234_567_890, totalBytes: 53_687_091_200 }],
      addresses: ['10.0.0.10'],
      osName: 'Debian GNU/Linux 12 (bookworm)',
    })
    const { guestSnapshots } = replayed.inventory.picture().backups
    expect(
      guestSnapshots.map(({ name, takenAt, withMemory, parent, description }) => [
        name,
        takenAt,
        withMemory,
        parent,
        description,
      ]),
    ).toEqual([
      ['snap2', 1_693_252_600_000, false, 'snap1', 'After upgrade'],
      ['snap1', 1_693_252_591_000, true, 'current', 'Before upgrade'],
    ])
  })

  it('a container, with the interfaces and snapshots of its neighbour', async () => {
    const file = 'luthermonson-go-proxmox/pve9x-containers.json'
    replayed = await replay(
      'pve',
      {
        '/version': { status: 200, body: { data: { version: '9.1.1' } } },
        '/cluster/resources': listingOf('lxc', answerTo(file, '/nodes/node1/lxc/100/status/current'), 'node1'),
        '/nodes/node1/lxc/100/interfaces': answerTo(file, '/nodes/node1/lxc/101/interfaces'),
        '/nodes/node1/lxc/100/snapshot': answerTo(file, '/nodes/node1/lxc/101/snapshot'),
      },
      absent,
    )
    await replayed.pass(20 * second)
    expect(guest(100)).toMatchObject({
      kind: 'lxc',
      name: 'ct-test-1',
      tags: ['prod', 'web'],
      cpuCount: 2,
      cpuRatio: null,
      memoryTotalBytes: 2_147_483_648,
      diskTotalBytes: 10_737_418_240,
      diskUsedBytes: null,
      addresses: ['192.168.3.95'],
      startedAt: replayStartAt - 12_345_000,
    })
    // That recording has no measurements at all.
    expect(guest(100)?.unknown).toMatchObject({ cpuRatio: 'not-reported', diskUsedBytes: 'not-reported' })
    const { guestSnapshots } = replayed.inventory.picture().backups
    expect(guestSnapshots.map(({ name, takenAt }) => [name, takenAt])).toEqual([
      ['snapshot3', 1_609_632_000_000],
      ['snapshot2', 1_609_545_600_000],
      ['snapshot1', 1_609_459_200_000],
    ])
  })

  it.each([
    // Sizes came as text, and the disk as an object in place of a list.
    ['/api2/json/nodes/pve1/qemu/1376/agent/get-fsinfo', 32_480_690_176, 76_224_135_168, ['/', '/boot']],
    [
      '/api2/json/nodes/pve7/qemu/116/agent/get-fsinfo',
      10_993_242_161_152,
      13_132_038_656_000,
      ['System Reserved', 'F:\\', 'E:\\', 'C:\\', 'System Reserved'],
    ],
  ])('file systems as reported at %s', async (path, used, total, places) => {
    const { bodies } = recording('rcourtman-pulse/inline-test-bodies.json') as {
      bodies: { path_hint: string | null; body: unknown }[]
    }
    const body = bodies.find((one) => one.path_hint === path)?.body
    replayed = await replay('pve', { ...recorded(), [`${at}/agent/get-fsinfo`]: { status: 200, body } }, absent)
    await replayed.pass(20 * second)
    expect(guest(101)).toMatchObject({ diskUsedBytes: used, diskTotalBytes: total, diskSource: 'guest-agent' })
    expect(guest(101)?.fileSystems?.map((one) => one.mountPoint)).toEqual(places)
  })
})

describe.skipIf(recordingsMissing)('live recordings of PVE 9', () => {
  it('three nodes without guests, where the cluster status was not recorded', async () => {
    const file = 'donaldgifford-cassettes/TestClusterAndHAReads.json'
    const answers = {
      '/version': answerTo(file, '/version'),
      '/cluster/resources': answerTo(file, '/cluster/resources'),
      '/storage': answerTo('donaldgifford-cassettes/TestStorageReads.json', '/storage'),
    }
    replayed = await replay('pve', answers, absent)
    await replayed.pass(2 * second)
    const { tables } = replayed.inventory.picture()
    expect(tables.connections.get('r')).toMatchObject({
      state: 'connected',
      version: '9.1.1',
      clusterName: null,
      quorate: null,
    })
    expect([tables.nodes.size, tables.guests.size, tables.storages.size]).toEqual([3, 0, 6])
    expect(node('pve')).toMatchObject({
      cpuRatio: 0.0213,
      cpuCount: 4,
      memoryUsedBytes: 1_718_321_152,
      memoryTotalBytes: 8_327_630_848,
      rootUsedBytes: 4_134_985_728,
      rootTotalBytes: 14_484_905_984,
      startedAt: replayStartAt - 3_428_000,
    })
    expect(storage('pve', 'local-lvm')).toMatchObject({
      kind: 'lvmthin',
      content: ['images', 'rootdir'],
      usedBytes: 0,
      totalBytes: 12_675_186_688,
      availableBytes: 12_675_186_688,
      active: true,
      enabled: true,
    })
  })

  it('two guests that are made, migrated, started and deleted keep their ids throughout', async () => {
    const file = 'donaldgifford-cassettes/TestHAResourceMigrate.json'
    const listings = answersTo(file, '/cluster/resources').map(
      ({ body }) => (body as { data: { type: string }[] }).data,
    )
    const nodes = listings.find((rows) => rows[0]?.type === 'node') ?? []
    const steps = listings
      .filter((rows) => rows[0]?.type !== 'node')
      .map((rows): Answer => ({ status: 200, body: { data: [...nodes, ...rows] } }))
    expect(steps).toHaveLength(5)
    replayed = await replay('pve', { '/version': answerTo(file, '/version'), '/cluster/resources': steps }, absent)
    const seen: unknown[] = []
    for (let step = 0; step < 5; step++) {
      await replayed.pass(step === 0 ? 2 * second : 10 * second)
      seen.push([9301, 9302].map((vmid) => [guest(vmid)?.name, guest(vmid)?.nodeName, guest(vmid)?.status]))
    }
    expect(seen).toEqual([
      [
        [null, 'pve', 'unknown'],
        [null, 'pve', 'unknown'],
      ],
      [
        ['sdk-itest-migrate-1', 'pve', 'stopped'],
        ['sdk-itest-migrate-2', 'pve', 'stopped'],
      ],
      [
        ['sdk-itest-migrate-1', 'pve2-dogfood', 'stopped'],
        ['sdk-itest-migrate-2', 'pve3-dogfood', 'stopped'],
      ],
      [
        ['sdk-itest-migrate-1', 'pve', 'running'],
        ['sdk-itest-migrate-2', 'pve3-dogfood', 'running'],
      ],
      // The first is gone from the last listing; once is not enough to believe it.
      [
        ['sdk-itest-migrate-1', 'pve', 'running'],
        ['sdk-itest-migrate-2', 'pve3-dogfood', 'running'],
      ],
    ])
    expect(guest(9302)).toMatchObject({
      haState: 'started',
      cpuRatio: 0.1569,
      memoryUsedBytes: 30_121_984,
      memoryHostBytes: 30_121_984,
      memorySource: 'host',
      startedAt: replayStartAt + 30_000 - 25_000,
    })
    await replayed.pass(70 * second)
    expect([...replayed.inventory.picture().tables.guests.keys()]).toEqual(['r~guest~9302'])
  })
})
