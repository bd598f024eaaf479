import type { Permissions, Product } from '@pulse/contract'
import { describe, expect, it } from 'vitest'
import { hasPrivilege, missingAgentPrivilege, missingIn, sightsOf } from './permissions.ts'
import { backupStorages } from './pve/permission-lane.ts'

const auditor = { 'VM.Audit': true, 'Sys.Audit': true, 'Datastore.Audit': true }
const lister = { 'Datastore.AllocateSpace': true, 'VM.Backup': true }
const full = { ...auditor, ...lister, 'VM.GuestAgent.Audit': true }

/** `what: yes` of each sight, the words cut after the first. */
const seen = (product: Product, version: string, permissions: Permissions, storages: string[] = []): string[] =>
  sightsOf(product, version, permissions, storages).map((sight) => `${sight.what.split(/[ ,]/)[0]}: ${sight.seen}`)

const missing = (version: string, permissions: Permissions, storages: string[] = []): string[] =>
  missingIn(sightsOf('pve', version, permissions, storages)).map(({ privilege }) => privilege)

describe('what is missing', () => {
  it.each<[string, string, Permissions, string[]]>([
    ['PVE 8 auditor', '8.4.1', { '/': auditor }, ['VM.Monitor']],
    ['PVE 9 auditor', '9.1.2', { '/': { ...auditor, 'VM.GuestAgent.Audit': true } }, []],
    ['PVE 9 with a role of before', '9.1.2', { '/': { ...auditor, 'VM.Monitor': true } }, ['VM.GuestAgent.Audit']],
    [
      'on parts',
      '9.1.2',
      { '/vms/100': { 'VM.Audit': false, 'VM.GuestAgent.Audit': false }, '/nodes/a': { 'Sys.Audit': true } },
      ['Datastore.Audit'],
    ],
    [
      'by a pool',
      '8.4',
      { '/pool/x': { 'VM.Audit': true, 'VM.Monitor': true }, '/nodes': auditor, '/storage': auditor },
      [],
    ],
    [
      'on / alone, reaching nothing',
      '9.1',
      { '/': { 'VM.Audit': false, 'Sys.Audit': true } },
      ['VM.Audit', 'Datastore.Audit', 'VM.GuestAgent.Audit'],
    ],
    ['nothing', '8.4', {}, ['VM.Audit', 'Sys.Audit', 'Datastore.Audit', 'VM.Monitor']],
  ])('%s', (_, version, permissions, expected) => {
    expect(missing(version, permissions)).toEqual(expected)
  })

  it('is told with what it costs', () => {
    expect(missingIn(sightsOf('pve', '9.1', { '/': { ...full, 'VM.Audit': false } }))).toEqual([
      { privilege: 'VM.Audit', path: '/vms', without: 'virtual machines, containers and their snapshots' },
    ])
    expect(missingIn(sightsOf('pbs', '4.2', { '/datastore': { 'Datastore.Audit': true } }))).toEqual([
      { privilege: 'Sys.Audit', path: '/system', without: 'load, memory and uptime of the server' },
    ])
  })
})

describe('backups on storages', () => {
  it.each<[string, Permissions, string[], 'yes' | 'partly' | 'no' | undefined, string[]]>([
    ['no such storage', { '/': auditor }, [], undefined, ['VM.GuestAgent.Audit']],
    [
      'an auditor alone',
      { '/': { ...auditor, 'VM.GuestAgent.Audit': true } },
      ['local'],
      'no',
      ['Datastore.AllocateSpace', 'VM.Backup'],
    ],
    ['both', { '/': full }, ['local'], 'yes', []],
    ['not the guests', { '/': { ...full, 'VM.Backup': false } }, ['local'], 'no', ['VM.Backup']],
    [
      'not this storage',
      { '/': full, '/storage/local': { 'Datastore.Audit': true } },
      ['local'],
      'no',
      ['Datastore.AllocateSpace'],
    ],
    [
      'one storage of two',
      { '/': full, '/storage/local': { 'Datastore.Audit': true } },
      ['local', 'nas'],
      'partly',
      [],
    ],
    [
      'some guests',
      { '/': { ...full, 'VM.Backup': false }, '/vms/100': { 'VM.Backup': true } },
      ['local'],
      'partly',
      [],
    ],
    [
      'who may do everything on the storage needs nothing else',
      { '/': { ...auditor, 'VM.GuestAgent.Audit': true, 'Datastore.Allocate': true } },
      ['local'],
      'yes',
      [],
    ],
  ])('%s', (_, permissions, storages, expected, lacks) => {
    const sights = sightsOf('pve', '9.2', permissions, storages)
    expect(sights.find(({ what }) => what.startsWith('backups'))?.seen).toBe(expected)
    expect(missingIn(sights).map(({ privilege }) => privilege)).toEqual(lacks)
  })

  it('are those that no backup server holds', () => {
    expect(
      backupStorages([
        { storage: 'nas', content: 'images,backup', plugintype: 'nfs' },
        { storage: 'nas', content: 'images,backup', plugintype: 'nfs' },
        { storage: 'local', content: 'backup' },
        { storage: 'vault', content: 'backup', plugintype: 'pbs' },
        { storage: 'local-lvm', content: 'images', plugintype: 'lvmthin' },
        { content: 'backup' },
      ]),
    ).toEqual(['local', 'nas'])
  })
})

describe('what is seen', () => {
  it('is told thing by thing', () => {
    expect(seen('pve', '9.2', { '/': full, '/vms/100': { 'VM.Audit': true } }, ['local'])).toEqual([
      'virtual: yes',
      'load: yes',
      'storages: yes',
      'file: partly',
      'backups: partly',
    ])
    expect(seen('pbs', '4.2', { '/datastore/one': { 'Datastore.Audit': true } })).toEqual([
      'datastores: partly',
      'load: no',
    ])
  })

  it('says where, and no more than a person reads', () => {
    const [guests] = sightsOf('pve', '9.2', { [`/vms/${'9'.repeat(2000)}`]: { 'VM.Audit': true } })
    expect(guests?.needs[0]).toMatchObject({ privilege: 'VM.Audit', path: '/vms', held: 'partly' })
    expect(guests?.needs[0]?.where).toHaveLength(500)
  })
})

it('guest agents are asked with the privilege that the version has', () => {
  expect(missingAgentPrivilege('8.4.1', { '/': auditor })).toBe('VM.Monitor')
  expect(missingAgentPrivilege('9.0.3', { '/vms': full })).toBeUndefined()
  expect(hasPrivilege({ '/vms': { 'VM.Audit': false } }, '/vms', 'VM.Audit')).toBe(false)
})
