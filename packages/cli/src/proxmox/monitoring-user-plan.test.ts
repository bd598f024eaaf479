import type { Wish } from '@pulse/contract'
import { describe, expect, it } from 'vitest'
import { type AccessState, type MonitoringUser, nothing, readMonitoringUser, shellLine } from './monitoring-user.ts'
import { planOf } from './monitoring-user-plan.ts'

const user = (product: 'pve' | 'pbs', version: string, wishes: Wish[] = []): MonitoringUser =>
  readMonitoringUser({ user: undefined, token: undefined }, { product, version }, new Set(wishes))

const commands = (one: MonitoringUser, state: AccessState, rotate = false): string[] =>
  planOf(one, state, rotate).steps.map(({ command }) => shellLine(command))

const complete: AccessState = {
  user: { isUsable: true },
  token: { isUsable: true, isSeparated: true },
  role: ['Datastore.Audit', 'Sys.Audit', 'VM.Audit', 'VM.GuestAgent.Audit'],
  grants: ['pulse@pve', 'pulse@pve!pulse'].map((to) => ({
    path: '/',
    to,
    role: 'PulseMonitor',
    propagate: true,
  })),
}

describe('from nothing', () => {
  it.each<[version: string, wishes: Wish[], privileges: string]>([
    ['6.4-15', [], 'Datastore.Audit,Sys.Audit,VM.Audit,VM.Monitor'],
    ['8.4.1', [], 'Datastore.Audit,Sys.Audit,VM.Audit,VM.Monitor'],
    ['9.0.11', [], 'Datastore.Audit,Sys.Audit,VM.Audit,VM.GuestAgent.Audit'],
    ['10.0', [], 'Datastore.Audit,Sys.Audit,VM.Audit,VM.GuestAgent.Audit'],
    ['9.2.4', ['updates'], 'Datastore.Audit,Sys.Audit,Sys.Modify,VM.Audit,VM.GuestAgent.Audit'],
    ['9.2.4', ['backups'], 'Datastore.AllocateSpace,Datastore.Audit,Sys.Audit,VM.Audit,VM.Backup,VM.GuestAgent.Audit'],
  ])('the role on Proxmox VE %s with %j has %s', (version, wishes, privileges) => {
    expect(commands(user('pve', version, wishes), nothing)).toEqual([
      `pveum role add PulseMonitor --privs ${privileges}`,
      "pveum user add pulse@pve --comment 'Monitoring by Pulse'",
      'pveum acl modify / --users pulse@pve --roles PulseMonitor --propagate 1',
      "pveum user token add pulse@pve pulse --privsep 1 --comment 'Monitoring by Pulse'",
      "pveum acl modify / --tokens 'pulse@pve!pulse' --roles PulseMonitor --propagate 1",
    ])
  })

  it('a backup server has its own roles', () => {
    expect(commands(user('pbs', '4.2.6'), nothing)).toEqual([
      "proxmox-backup-manager user create pulse@pbs --comment 'Monitoring by Pulse'",
      'proxmox-backup-manager acl update / Audit --auth-id pulse@pbs --propagate true',
      'proxmox-backup-manager acl update /remote RemoteAudit --auth-id pulse@pbs --propagate true',
      "proxmox-backup-manager user generate-token pulse@pbs pulse --comment 'Monitoring by Pulse'",
      "proxmox-backup-manager acl update / Audit --auth-id 'pulse@pbs!pulse' --propagate true",
      "proxmox-backup-manager acl update /remote RemoteAudit --auth-id 'pulse@pbs!pulse' --propagate true",
    ])
  })
})

describe('from what is there', () => {
  it('nothing is done twice', () => {
    const { steps, there, left } = planOf(user('pve', '9.2.4'), complete, false)
    expect(steps).toEqual([])
    expect(left).toEqual([])
    expect(there).toEqual([
      'role PulseMonitor',
      'user pulse@pve',
      'role PulseMonitor on / for pulse@pve',
      'token pulse@pve!pulse',
      'role PulseMonitor on / for pulse@pve!pulse',
    ])
  })

  it.each<[what: string, state: Partial<AccessState>, expected: string[]]>([
    [
      'a role that an upgrade to 9 left without a privilege',
      { role: ['Datastore.Audit', 'Sys.Audit', 'VM.Audit'] },
      ['pveum role modify PulseMonitor --privs VM.GuestAgent.Audit --append 1'],
    ],
    [
      'a user that is disabled or has expired',
      { user: { isUsable: false } },
      ['pveum user modify pulse@pve --enable 1 --expire 0'],
    ],
    [
      'a token that has expired',
      { token: { isUsable: false, isSeparated: true } },
      ['pveum user token modify pulse@pve pulse --privsep 1 --expire 0'],
    ],
    [
      'a token with all rights of its user',
      { token: { isUsable: true, isSeparated: false } },
      ['pveum user token modify pulse@pve pulse --privsep 1 --expire 0'],
    ],
    [
      'a role that reaches nothing below /',
      { grants: complete.grants.map((grant) => ({ ...grant, propagate: false })) },
      [
        'pveum acl modify / --users pulse@pve --roles PulseMonitor --propagate 1',
        "pveum acl modify / --tokens 'pulse@pve!pulse' --roles PulseMonitor --propagate 1",
      ],
    ],
  ])('%s is mended', (_, state, expected) => {
    expect(commands(user('pve', '9.2.4'), { ...complete, ...state })).toEqual(expected)
  })

  it('what is more than was asked for stays, and is told', () => {
    const state: AccessState = {
      ...complete,
      role: [...(complete.role ?? []), 'VM.PowerMgmt'],
      grants: [...complete.grants, { path: '/storage', to: 'pulse@pve', role: 'PVEDatastoreAdmin', propagate: true }],
    }
    const { steps, left } = planOf(user('pve', '9.2.4'), state, false)
    expect(steps).toEqual([])
    expect(left).toEqual([
      'role PulseMonitor has more than was asked for: VM.PowerMgmt',
      'pulse@pve has role PVEDatastoreAdmin on /storage as well',
    ])
  })

  it('a new secret is a new token, with its permissions made anew', () => {
    expect(commands(user('pve', '9.2.4'), complete, true)).toEqual([
      'pveum user token remove pulse@pve pulse',
      "pveum user token add pulse@pve pulse --privsep 1 --comment 'Monitoring by Pulse'",
      "pveum acl modify / --tokens 'pulse@pve!pulse' --roles PulseMonitor --propagate 1",
    ])
  })

  it('a token of a backup server that is switched off is mended by other means', () => {
    const state: AccessState = {
      user: { isUsable: false },
      token: { isUsable: false, isSeparated: true },
      grants: ['pulse@pbs', 'pulse@pbs!pulse'].flatMap((to) => [
        { path: '/', to, role: 'Audit', propagate: true },
        { path: '/remote', to, role: 'RemoteAudit', propagate: true },
      ]),
    }
    expect(commands(user('pbs', '3.4.1'), state)).toEqual([
      'proxmox-backup-manager user update pulse@pbs --enable true --expire 0',
      'proxmox-backup-debug api set /access/users/pulse@pbs/token/pulse --enable true --expire 0',
    ])
  })
})

describe('names', () => {
  it.each([
    [{ user: 'eyes', token: undefined }, 'eyes@pve', 'pulse'],
    [{ user: 'eyes@pam', token: 'at.home' }, 'eyes@pam', 'at.home'],
  ])('%j is %s!%s', (given, userid, tokenName) => {
    const server = { product: 'pve', version: '9.2' } as const
    expect(readMonitoringUser(given, server, new Set())).toMatchObject({ userid, tokenName })
  })

  it.each([
    [{ user: 'root@pam', token: undefined }, '--user is a user for Pulse alone: root@pam may do everything.'],
    [{ user: 'a b', token: undefined }, '--user is a name such as pulse@pve, not "a b".'],
    [{ user: undefined, token: '1!' }, '--token is a name of letters, digits, ".", "_" and "-", not "1!".'],
  ])('%j is refused', (given, problem) => {
    const server = { product: 'pve', version: '9.2' } as const
    expect(() => readMonitoringUser(given, server, new Set())).toThrow(problem)
  })
})
