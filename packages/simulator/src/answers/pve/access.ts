import type { User } from '../../estate/access.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, textOf } from '../parameters.ts'
import { can, type PveCall, type PveHandlers } from './call.ts'

const realmKind: Record<string, string> = { pam: 'pam', pve: 'pve' }

function maySeeUser(call: PveCall, user: User): boolean {
  if (user.userid === call.principal.user.userid) return true
  return ['User.Modify', 'Sys.Audit'].some((privilege) => can(call, '/access/groups', privilege))
}

function tokenRow(token: User['tokens'][number]): Record<string, unknown> {
  return {
    expire: token.expireAt,
    privsep: token.separated ? 1 : 0,
    ...(token.comment !== '' && { comment: token.comment }),
  }
}

function userRow(user: User): Record<string, unknown> {
  return {
    userid: user.userid,
    enable: user.enabled ? 1 : 0,
    expire: user.expireAt,
    'realm-type': realmKind[user.userid.split('@')[1] ?? ''] ?? 'pve',
    ...(user.email !== '' && { email: user.email }),
    ...(user.comment !== '' && { comment: user.comment }),
  }
}

function users(call: PveCall): unknown[] {
  const isFull = flagOf(call.parameters, 'full')
  return call.site.access.users
    .filter((user) => maySeeUser(call, user))
    .map((user) => ({
      ...userRow(user),
      ...(isFull && {
        groups: user.groups.join(','),
        tokens: user.tokens.map((token) => ({ tokenid: token.name, ...tokenRow(token) })),
      }),
    }))
}

function userOf(call: PveCall): User {
  const userid = textOf(call.parameters, 'userid') ?? ''
  const user = call.site.access.users.find((one) => one.userid === userid)
  if (user === undefined) throw new ApiFailure(500, `no such user ('${userid}')`)
  return user
}

function permissions(call: PveCall): unknown {
  const path = textOf(call.parameters, 'path')
  const objects = [...call.site.guests.values()].map((guest) => `/vms/${guest.vmid}`)
  const roots = ['/', '/access', '/access/groups', '/mapping', '/nodes', '/pool', '/sdn', '/storage', '/vms']
  const granted = call.site.access.acl.map((entry) => entry.path)
  const paths =
    path === undefined
      ? new Set([...roots, ...granted, ...(call.gate.isUniform(call.principal) ? [] : objects)])
      : [path]
  const rows = [...paths].map((one): [string, Record<string, number>] => {
    const held = [...call.gate.privileges(call.principal, one)]
    return [one, Object.fromEntries(held.map(([privilege, propagate]) => [privilege, propagate ? 1 : 0]))]
  })
  return Object.fromEntries(rows.filter(([one, held]) => path === one || Object.keys(held).length > 0))
}

function groupMembers(call: PveCall, groupid: string): string[] {
  return call.site.access.users.filter((user) => user.groups.includes(groupid)).map((user) => user.userid)
}

export const accessHandlers: PveHandlers = {
  'GET /access/permissions': permissions,
  'GET /access/users': users,
  'GET /access/users/{userid}': (call) => {
    const { userid: _, 'realm-type': __, ...facts } = userRow(userOf(call))
    const user = userOf(call)
    return {
      ...facts,
      groups: user.groups,
      tokens: Object.fromEntries(user.tokens.map((token) => [token.name, tokenRow(token)])),
    }
  },
  'GET /access/users/{userid}/token': (call) =>
    userOf(call).tokens.map((token) => ({ tokenid: token.name, ...tokenRow(token) })),
  'GET /access/users/{userid}/token/{tokenid}': (call) => {
    const name = textOf(call.parameters, 'tokenid') ?? ''
    const token = userOf(call).tokens.find((one) => one.name === name)
    if (token === undefined) throw new ApiFailure(500, `no such token '${name}' for user '${userOf(call).userid}'`)
    return tokenRow(token)
  },
  'GET /access/groups': (call) =>
    call.site.access.groups.map(({ groupid, comment }) => ({
      groupid,
      users: groupMembers(call, groupid).join(','),
      ...(comment !== '' && { comment }),
    })),
  'GET /access/groups/{groupid}': (call) => {
    const groupid = textOf(call.parameters, 'groupid') ?? ''
    const group = call.site.access.groups.find((one) => one.groupid === groupid)
    if (group === undefined) throw new ApiFailure(500, `group '${groupid}' does not exist`)
    return { members: groupMembers(call, groupid), ...(group.comment !== '' && { comment: group.comment }) }
  },
  'GET /access/roles': (call) =>
    [...call.site.access.roles].map(([roleid, privileges]) => ({
      roleid,
      privs: privileges.toSorted().join(','),
      special: 1,
    })),
  'GET /access/roles/{roleid}': (call) => {
    const roleid = textOf(call.parameters, 'roleid') ?? ''
    const privileges = call.site.access.roles.get(roleid)
    if (privileges === undefined) throw new ApiFailure(500, `role '${roleid}' does not exist`)
    return Object.fromEntries(privileges.map((privilege) => [privilege, 1]))
  },
  'GET /access/acl': (call) =>
    can(call, '/access', 'Sys.Audit')
      ? call.site.access.acl.map((entry) => ({
          path: entry.path,
          ugid: entry.subject,
          type: entry.kind,
          roleid: entry.role,
          propagate: entry.propagate ? 1 : 0,
        }))
      : [],
  'GET /access/domains': () => [
    { realm: 'pam', type: 'pam', comment: 'Linux PAM standard authentication' },
    { realm: 'pve', type: 'pve', comment: 'Proxmox VE authentication server' },
  ],
  'GET /access/domains/{realm}': (call) => {
    const realm = textOf(call.parameters, 'realm') ?? ''
    const type = realmKind[realm]
    if (type === undefined) throw new ApiFailure(500, `domain '${realm}' does not exist`)
    return {
      type,
      digest: '',
      comment: type === 'pam' ? 'Linux PAM standard authentication' : 'Proxmox VE authentication server',
    }
  },
  // The login form asks whether it may be shown.
  'GET /access/ticket': () => null,
  'GET /access/tfa': () => [],
}
