import { StateShape, type State } from '@pulse/contract'
import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { sampleAt, sampleConnection, sampleGuest, sampleNode, SamplePicture, sampleStorage } from './sample-picture.ts'
import { StateWriter } from './state-writer.ts'

const shape = Compile(StateShape)
const stats = {
  startedAt: sampleAt - 5_740_000,
  totalCalls: 12,
  failedCalls: 1,
  pollingCycles: 1148,
  lastPollMs: 840,
  callMs: {},
}
const around = { now: sampleAt, version: '0.1.0', webSocketClients: 2, stats }
const pace = { wrote: () => Promise.resolve() }

async function read(writer: StateWriter, picture: SamplePicture): Promise<State> {
  const value: unknown = JSON.parse(
    (await writer.write(picture, around, pace)).map(({ bytes }) => bytes.toString()).join(''),
  )
  if (!shape.Check(value)) throw new Error(JSON.stringify(shape.Errors(value)))
  return value
}

function twoConnections(): SamplePicture {
  const picture = new SamplePicture()
  picture.put('connections', sampleConnection('pve-2', { name: 'work' }), sampleConnection('pve-1', { name: 'attic' }))
  picture.put('connections', sampleConnection('pbs-1', { name: 'vault', product: 'pbs', state: 'unreachable' }))
  picture.put('nodes', sampleNode('pve-2', 'pve2'), sampleNode('pve-1', 'pve1'))
  picture.put(
    'guests',
    sampleGuest('pve-2', 105),
    sampleGuest('pve-1', 101, { kind: 'lxc' }),
    sampleGuest('pve-1', 9000, { template: true }),
    sampleGuest('pve-1', 104),
  )
  picture.put(
    'storages',
    sampleStorage('pve-2', 'pve2', 'local'),
    sampleStorage('pve-1', null, 'nfs'),
    sampleStorage('pve-1', 'pve1', 'local'),
  )
  return picture
}

describe('documented state', () => {
  it('is complete and in the documented order, without templates', async () => {
    const state = await read(new StateWriter(), twoConnections())
    expect(state.nodes.map((node) => node.name)).toEqual(['pve1', 'pve2'])
    expect(state.vms.map((guest) => guest.vmid)).toEqual([104, 105])
    expect(state.containers.map((guest) => guest.vmid)).toEqual([101])
    expect(state.storage.map((storage) => `${storage.instance} ${storage.name}`)).toEqual([
      'attic local',
      'attic nfs',
      'work local',
    ])
    expect(state.pbs.map((server) => `${server.name} ${server.status}`)).toEqual(['vault offline'])
    expect(state.connectionHealth).toEqual({ work: true, attic: true, 'pbs-vault': false })
    expect(state.performance).toEqual({
      apiCallDuration: null,
      lastPollDuration: 0.84,
      pollingStartTime: '2025-08-15T08:00:00.000Z',
      totalApiCalls: 12,
      failedApiCalls: 1,
    })
    expect(state.stats).toEqual({
      startTime: '2025-08-15T08:00:00.000Z',
      uptime: 5740,
      pollingCycles: 1148,
      webSocketClients: 2,
      version: '0.1.0',
    })
    expect(state.lastUpdate).toBe('2025-08-15T09:35:40.000Z')
  })

  it('is the empty set of lists before anything is known', async () => {
    const state = await read(new StateWriter(), new SamplePicture())
    expect([state.nodes, state.vms, state.containers, state.storage, state.pbs, state.pbsBackups]).toEqual([
      [],
      [],
      [],
      [],
      [],
      [],
    ])
    expect(state.pveBackups).toEqual({ backupTasks: [], storageBackups: [], guestSnapshots: [] })
  })

  it('follows changes of objects, connections and backups, though it re-uses text', async () => {
    const picture = twoConnections()
    const writer = new StateWriter()
    await read(writer, picture)

    picture.changeGuests(['pve-1~guest~104'], () => ({ name: 'renamed' }))
    expect((await read(writer, picture)).vms.map((guest) => guest.name)).toEqual(['renamed', 'guest-105'])

    picture.put('connections', sampleConnection('pve-1', { name: 'cellar' }))
    expect((await read(writer, picture)).vms.map((guest) => guest.instance)).toEqual(['cellar', 'work'])

    picture.backups = {
      ...picture.backups,
      storageBackups: [1_755_200_000_000, 1_755_100_000_000].map((takenAt) => ({
        id: `pve-1~${takenAt}`,
        connectionId: 'pve-1',
        storageName: 'nfs',
        nodeName: null,
        volumeId: `nfs:backup/vzdump-qemu-104-${takenAt}.vma.zst`,
        guestKind: 'qemu' as const,
        vmid: 104,
        takenAt,
        sizeBytes: 12_345_678,
        format: 'vma.zst',
        notes: null,
        protected: false,
        onBackupServer: false,
        verification: null,
      })),
    }
    writer.backupsChanged()
    const state = await read(writer, picture)
    expect(state.vms.map((guest) => guest.lastBackup)).toEqual(['2025-08-14T19:33:20.000Z', null])
    expect(state.pveBackups.storageBackups[0]).toEqual({
      id: 'pve-1~1755200000000',
      storage: 'nfs',
      node: 'nfs',
      type: 'qemu',
      vmid: 104,
      time: '2025-08-14T19:33:20.000Z',
      ctime: 1_755_200_000,
      size: 12_345_678,
      format: 'vma.zst',
      protected: false,
      volid: 'nfs:backup/vzdump-qemu-104-1755200000000.vma.zst',
      isPBS: false,
      verified: false,
      instance: 'cellar',
    })
  })
})
