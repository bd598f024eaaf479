import type { MissingPrivilege, Sight, SightNeed } from '@pulse/contract'
import { expect, test } from 'vitest'
import { seenWords, unseenLines } from './sight-lines.ts'

const need = (privilege: string, path: string, held: SightNeed['held'], where: string | null = null): SightNeed => ({
  privilege,
  path,
  held,
  where,
})

const guests: Sight = { what: 'guests', seen: 'yes', needs: [need('VM.Audit', '/vms', 'yes')] }
const storages: Sight = { what: 'storages', seen: 'yes', needs: [need('Datastore.Audit', '/storage', 'yes')] }
const nodes: Sight = {
  what: 'load of nodes',
  seen: 'partly',
  needs: [need('Sys.Audit', '/nodes', 'partly', 'not on /nodes/pve3')],
}
const files: Sight = { what: 'file systems', seen: 'no', needs: [need('VM.GuestAgent.Audit', '/vms', 'no')] }
const backups: Sight = {
  what: 'backups on storages',
  seen: 'no',
  needs: [need('Datastore.AllocateSpace', '/storage', 'no'), need('VM.Backup', '/vms', 'partly', 'only on /vms/101')],
}
const missing: MissingPrivilege = { privilege: 'VM.GuestAgent.Audit', path: '/vms', without: 'file systems' }

test('what is not seen says what it takes; what nobody promised is no trouble and comes last', () => {
  expect(unseenLines({ sights: [backups, guests, nodes, files], missingPrivileges: [missing] })).toEqual([
    { mark: 'warn', how: 'partly', what: 'load of nodes', why: 'Sys.Audit is there, but not on /nodes/pve3' },
    { mark: 'warn', how: 'no', what: 'file systems', why: 'takes VM.GuestAgent.Audit on /vms' },
    {
      mark: 'off',
      how: 'not-granted',
      what: 'backups on storages',
      why: 'takes Datastore.AllocateSpace on /storage; VM.Backup is there, but only on /vms/101',
    },
  ])
})

test('what is seen is one line', () => {
  expect(seenWords({ sights: [guests, nodes, storages] })).toBe('guests; storages')
  expect(unseenLines({ sights: [guests, storages], missingPrivileges: [] })).toEqual([])
  expect(seenWords({ sights: [] })).toBe('')
})
