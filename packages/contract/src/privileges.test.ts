import { expect, it } from 'vitest'
import { findingsOf, missingOf, monitorPrivileges, needsOf, type Permissions } from './privileges.ts'

/** `[VM.Audit, Sys.Audit, Datastore.Audit, VM.GuestAgent.Audit]` on 9. */
const held = (permissions: Permissions): string[] =>
  findingsOf(needsOf('pve', '9.2'), permissions)
    .slice(0, 4)
    .map((finding) => (finding.held.kind === 'partly' ? finding.held.where : finding.held.kind))

const all = { 'VM.Audit': true, 'Sys.Audit': true, 'Datastore.Audit': true, 'VM.GuestAgent.Audit': true }

it.each<[what: string, permissions: Permissions, expected: string[]]>([
  ['nothing', {}, ['no', 'no', 'no', 'no']],
  ['all on /', { '/': all }, ['yes', 'yes', 'yes', 'yes']],
  [
    'as the server tells it, path by path',
    { '/': all, '/vms': all, '/nodes': all, '/storage': all },
    ['yes', 'yes', 'yes', 'yes'],
  ],
  ['on / alone, reaching nothing', { '/': { 'VM.Audit': false } }, ['no', 'no', 'no', 'no']],
  [
    'two guests',
    { '/vms/100': { 'VM.Audit': true }, '/vms/101': { 'VM.Audit': true } },
    ['only on /vms/100, /vms/101', 'no', 'no', 'no'],
  ],
  ['a pool of guests', { '/pool/prod': { 'VM.Audit': true } }, ['only on /pool/prod', 'no', 'no', 'no']],
  [
    'all but one guest',
    { '/': all, '/vms/100': { 'VM.GuestAgent.Audit': true } },
    ['not on /vms/100', 'yes', 'yes', 'yes'],
  ],
  [
    'another role on /storage replaces what comes from above',
    { '/': all, '/storage': { 'Datastore.AllocateSpace': true } },
    ['yes', 'yes', 'no', 'yes'],
  ],
  [
    'many places',
    Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`/storage/${name}`, { 'Datastore.Audit': true }])),
    ['no', 'no', 'only on /storage/a, /storage/b, /storage/c and 2 more', 'no'],
  ],
])('%s', (_, permissions, expected) => {
  expect(held(permissions)).toEqual(expected)
})

it('what is granted on request only is never missing', () => {
  const findings = findingsOf(needsOf('pve', '9.2'), { '/': all })
  expect(findings.filter((finding) => finding.held.kind === 'no').map(({ need }) => need.privilege)).toEqual([
    'Datastore.AllocateSpace',
    'VM.Backup',
    'Sys.Modify',
  ])
  expect(missingOf(findings)).toEqual([])
  const missing = missingOf(findingsOf(needsOf('pve', '8.4'), { '/': all }))
  expect(missing.map(({ need }) => need.privilege)).toEqual(['VM.Monitor'])
})

it('the auditor of a backup server has all that Pulse needs', () => {
  const findings = findingsOf(needsOf('pbs', '4.2'), { '/': { 'Datastore.Audit': true, 'Sys.Audit': true } })
  expect(findings.map((finding) => finding.held.kind)).toEqual(['yes', 'yes', 'no'])
  expect(missingOf(findings)).toEqual([])
})

it.each<[string, Parameters<typeof monitorPrivileges>[1], string]>([
  ['9.2', new Set(), 'Datastore.Audit Sys.Audit VM.Audit VM.GuestAgent.Audit'],
  ['8.4', new Set(), 'Datastore.Audit Sys.Audit VM.Audit VM.Monitor'],
  [
    '9.2',
    new Set(['backups'] as const),
    'Datastore.AllocateSpace Datastore.Audit Sys.Audit VM.Audit VM.Backup VM.GuestAgent.Audit',
  ],
  ['9.2', new Set(['updates'] as const), 'Datastore.Audit Sys.Audit Sys.Modify VM.Audit VM.GuestAgent.Audit'],
])('the role for %s with %o', (version, wishes, expected) => {
  expect(monitorPrivileges(version, wishes).join(' ')).toBe(expected)
})
