import { describe, expect, test } from 'vitest'
import { type Access, type AclEntry, blankUser, Gate, type Principal, type User } from './access.ts'
import { pveRoles } from './built-in-roles.ts'

const user = (userid: string, groups: string[] = []): User => ({ ...blankUser(userid), groups })
const alice = user('alice@pve', ['staff'])
const entry = (
  path: string,
  subject: string,
  role: string,
  propagate = true,
  kind: AclEntry['kind'] = 'user',
): AclEntry => ({ path, subject, role, propagate, kind })

function gate(...acl: AclEntry[]): Gate {
  const roles = pveRoles('9.2')
  const access: Access = { users: [alice], groups: [], acl, roles, realms: [], superuser: 'root@pam', revision: 0 }
  return new Gate(access)
}

const byTicket: Principal = { user: alice, token: null }
const token = { name: 't', secret: '', separated: true, comment: '', enabled: true, expireAt: 0 }

describe('privileges', () => {
  test.each<[string, AclEntry[], string, string, boolean]>([
    ['come from above', [entry('/', 'alice@pve', 'PVEAuditor')], '/vms/100', 'VM.Audit', true],
    ['stop where they do not propagate', [entry('/', 'alice@pve', 'PVEAuditor', false)], '/vms/100', 'VM.Audit', false],
    ['hold where they are given', [entry('/', 'alice@pve', 'PVEAuditor', false)], '/', 'Sys.Audit', true],
    [
      'are replaced further down',
      [entry('/', 'alice@pve', 'PVEAuditor'), entry('/vms/100', 'alice@pve', 'PVEPoolUser')],
      '/vms/100',
      'VM.Audit',
      false,
    ],
    [
      'are taken by NoAccess',
      [entry('/', 'alice@pve', 'PVEAuditor'), entry('/vms', 'alice@pve', 'NoAccess')],
      '/vms/100',
      'VM.Audit',
      false,
    ],
    ['come through groups', [entry('/', 'staff', 'PVEAuditor', true, 'group')], '/vms/100', 'VM.Audit', true],
    [
      'of the user win over those of the group',
      [entry('/', 'staff', 'PVEAuditor', true, 'group'), entry('/', 'alice@pve', 'PVEPoolUser')],
      '/vms/100',
      'VM.Audit',
      false,
    ],
    ['are none without an entry', [], '/vms/100', 'VM.Audit', false],
  ])('%s', (_, acl, path, privilege, expected) => {
    expect(gate(...acl).can(byTicket, path, privilege)).toBe(expected)
  })

  test('of a separated token are what both have', () => {
    const own = entry('/', 'alice@pve', 'PVEAuditor')
    const ofToken = (role: string): AclEntry => entry('/', 'alice@pve!t', role, true, 'token')
    const principal: Principal = { user: alice, token }
    expect(gate(own).can(principal, '/', 'Sys.Audit')).toBe(false)
    expect(gate(own, ofToken('PVEAuditor')).can(principal, '/', 'Sys.Audit')).toBe(true)
    expect(gate(own, ofToken('Administrator')).can(principal, '/', 'Sys.Modify')).toBe(false)
    expect(gate(own).can({ user: alice, token: { ...token, separated: false } }, '/', 'Sys.Audit')).toBe(true)
  })

  test('of root are all', () => {
    expect(gate().can({ user: user('root@pam'), token: null }, '/anything', 'Sys.PowerMgmt')).toBe(true)
  })
})

describe('the privileges of a version', () => {
  // The counts are those of the published schemas of 7.4, 8.4 and 9.2.
  test.each([
    ['7.4', 37, ['VM.Monitor', 'Pool.Audit', 'Sys.Incoming'], ['SDN.Use', 'Mapping.Audit', 'Sys.AccessNetwork']],
    ['8.4', 42, ['VM.Monitor', 'SDN.Use', 'Mapping.Audit', 'Sys.AccessNetwork'], ['VM.GuestAgent.Audit']],
    ['9.2', 47, ['VM.GuestAgent.Audit', 'VM.GuestAgent.Unrestricted', 'VM.Replicate'], ['VM.Monitor']],
  ] as const)('%s', (version, count, known, unknown) => {
    const all = pveRoles(version).get('Administrator') ?? []
    expect(all).toHaveLength(count)
    expect(all).toEqual(expect.arrayContaining([...known]))
    for (const privilege of unknown) expect(all).not.toContain(privilege)
  })

  test('auditors audit', () => {
    expect(pveRoles('8.4').get('PVEAuditor')?.toSorted()).toEqual([
      'Datastore.Audit',
      'Mapping.Audit',
      'Pool.Audit',
      'SDN.Audit',
      'Sys.Audit',
      'VM.Audit',
    ])
    expect(pveRoles('9.2').get('PVEAuditor')).toContain('VM.GuestAgent.Audit')
  })

  test('some are only for root', () => {
    const admin = pveRoles('9.2').get('PVEAdmin') ?? []
    for (const privilege of ['Sys.Modify', 'Sys.PowerMgmt', 'Realm.Allocate', 'Permissions.Modify']) {
      expect(admin).not.toContain(privilege)
    }
  })
})
