import type { Simulator } from '@pulse/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import { missingIn } from '../../src/collector/permissions.ts'
import { minute, second, startStory, type Story, storyStartAt } from '../estate.ts'

let story: Story
afterEach(() => story.end())

type Access = ReturnType<Simulator['estate']['site']>['access']

/** Every role of an estate loses a privilege. */
function withdraw(access: Access, privilege: string): void {
  for (const [role, privileges] of access.roles) {
    access.roles.set(
      role,
      privileges.filter((one) => one !== privilege),
    )
  }
  access.revision++
}

/** What Pulse shows of a cluster. */
function shown(connectionId: string) {
  const { tables, backups } = story.inventory.picture()
  const of = <T extends { connectionId: string }>(rows: Iterable<T>): T[] =>
    [...rows].filter((row) => row.connectionId === connectionId)
  const guests = of(tables.guests.values())
  return {
    guests: guests.length > 0,
    nodeLoad: of(tables.nodes.values()).some((node) => node.loadAverage !== null),
    storages: of(tables.storages.values()).length > 0,
    fileSystems: guests.some(({ fileSystems }) => fileSystems !== null),
    backups: of(backups.storageBackups).length > 0,
  }
}

const all = { guests: true, nodeLoad: true, storages: true, fileSystems: true, backups: true }

describe('a token that lacks a privilege', () => {
  it.each([
    ['nothing', [], all, []],
    [
      'VM.Audit',
      ['VM.Audit'],
      { ...all, guests: false, fileSystems: false },
      [['VM.Audit', 'virtual machines, containers and their snapshots']],
    ],
    [
      'Sys.Audit',
      ['Sys.Audit'],
      { ...all, nodeLoad: false },
      [['Sys.Audit', 'load, memory and uptime of nodes, quorum, backup runs']],
    ],
    [
      'Datastore.Audit',
      ['Datastore.Audit', 'Datastore.AllocateSpace'],
      { ...all, storages: false, backups: false },
      [['Datastore.Audit', 'storages and how full they are']],
    ],
    [
      'VM.GuestAgent.Audit',
      ['VM.GuestAgent.Audit'],
      { ...all, fileSystems: false },
      [['VM.GuestAgent.Audit', 'file systems, addresses and operating system of virtual machines']],
    ],
    [
      'Datastore.AllocateSpace',
      ['Datastore.AllocateSpace'],
      { ...all, backups: false },
      [['Datastore.AllocateSpace', 'backups on storages other than a backup server']],
    ],
    [
      'VM.Backup',
      ['VM.Backup'],
      { ...all, backups: false },
      [['VM.Backup', 'backups on storages other than a backup server']],
    ],
  ])('%s: what is said to be missing is what is not shown', async (_, withdrawn, expected, missing) => {
    story = await startStory()
    for (const privilege of withdrawn) withdraw(story.simulator.estate.site('attic').access, privilege)
    story.watch()
    await story.pass(1 * minute)
    expect(shown('attic')).toEqual(expected)
    const { missingPrivileges, sights, privilegesAt } = story.connection('attic')
    expect(missingPrivileges.map(({ privilege, without }) => [privilege, without])).toEqual(missing)
    expect(sights.filter(({ seen }) => seen === 'no').map(({ what }) => what)).toEqual(missing.map(([, what]) => what))
    expect(missingIn(sights)).toEqual(missingPrivileges)
    expect(privilegesAt).toBeLessThan(storyStartAt + 10 * second)
  })

  it.each([
    ['Datastore.Audit', 'datastores and the backups in them'],
    ['Sys.Audit', 'load, memory and uptime of the server'],
  ])('%s of a backup server', async (privilege, without) => {
    story = await startStory()
    const [server] = story.simulator.estate.backupServers.values()
    if (!server) throw new Error('no backup server')
    withdraw(server.access, privilege)
    story.watch()
    await story.pass(1 * minute)
    expect(story.connection('pbs-main').missingPrivileges).toMatchObject([{ privilege, without }])
    const { tables } = story.inventory.picture()
    expect(tables.datastores.size > 0).toBe(privilege !== 'Datastore.Audit')
    expect(tables.backupServers.get('pbs-main')?.memoryUsedBytes === null).toBe(privilege === 'Sys.Audit')
  })

  it('is told within ten minutes that it was taken away, and that it is back', async () => {
    story = await startStory()
    story.watch()
    await story.pass(30 * second)
    expect(story.connection('attic').missingPrivileges).toEqual([])
    const { access } = story.simulator.estate.site('attic')
    const before = new Map(access.roles)
    withdraw(access, 'VM.Backup')
    await story.pass(10 * minute)
    expect(story.connection('attic').missingPrivileges).toMatchObject([{ privilege: 'VM.Backup', path: '/vms' }])
    for (const [role, privileges] of before) access.roles.set(role, privileges)
    access.revision++
    await story.pass(10 * minute)
    expect(story.connection('attic').missingPrivileges).toEqual([])
  })

  it('is told nothing of backups where nobody wants to see them', async () => {
    story = await startStory()
    withdraw(story.simulator.estate.site('attic').access, 'VM.Backup')
    story.watch((connection) => ({ ...connection, watch: { ...connection.watch, backups: false } }))
    await story.pass(30 * second)
    const { missingPrivileges, sights } = story.connection('attic')
    expect(missingPrivileges).toEqual([])
    expect(sights.map(({ what }) => what)).toEqual([
      'virtual machines, containers and their snapshots',
      'load, memory and uptime of nodes, quorum, backup runs',
      'storages and how full they are',
      'file systems, addresses and operating system of virtual machines',
    ])
  })
})
