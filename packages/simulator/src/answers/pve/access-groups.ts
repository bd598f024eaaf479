import type { Group } from '../../estate/access.ts'
import { addGroup, removeGroup, removeRole, setRole } from '../../estate/access-changes.ts'
import { pveRoles } from '../../estate/built-in-roles.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, textOf } from '../parameters.ts'
import { parameterFailure, plainNameOf, privilegesOf } from './access-names.ts'
import { can, type PveCall, type PveHandlers, requireQuorum } from './call.ts'

function groupOf(call: PveCall, prefix = ''): Group {
  const groupid = plainNameOf(call, 'groupid')
  const group = call.site.access.groups.find((one) => one.groupid === groupid)
  if (group === undefined) throw new ApiFailure(500, `${prefix}group '${groupid}' does not exist`)
  return group
}

function members(call: PveCall, groupid: string): string[] {
  return call.site.access.users.filter((user) => user.groups.includes(groupid)).map((user) => user.userid)
}

function visibleGroups(call: PveCall): Group[] {
  const privileges = ['User.Modify', 'Sys.Audit', 'Group.Allocate']
  return call.site.access.groups.filter(({ groupid }) =>
    privileges.some((privilege) => can(call, `/access/groups/${groupid}`, privilege)),
  )
}

export const groupHandlers: PveHandlers = {
  'GET /access/groups': (call) =>
    visibleGroups(call).map(({ groupid, comment }) => ({
      groupid,
      users: members(call, groupid).join(','),
      ...(comment !== '' && { comment }),
    })),
  'GET /access/groups/{groupid}': (call) => {
    const { groupid, comment } = groupOf(call)
    return { members: members(call, groupid), ...(comment !== '' && { comment }) }
  },
  'POST /access/groups': (call) => {
    requireQuorum(call)
    const groupid = plainNameOf(call, 'groupid')
    if (call.site.access.groups.some((one) => one.groupid === groupid)) {
      throw new ApiFailure(500, `create group failed: group '${groupid}' already exists`)
    }
    addGroup(call.site.access, { groupid, comment: textOf(call.parameters, 'comment') ?? '' })
    return null
  },
  'PUT /access/groups/{groupid}': (call) => {
    requireQuorum(call)
    const group = groupOf(call, 'update group failed: ')
    group.comment = textOf(call.parameters, 'comment') ?? group.comment
    return null
  },
  'DELETE /access/groups/{groupid}': (call) => {
    requireQuorum(call)
    removeGroup(call.site.access, groupOf(call, 'delete group failed: '))
    return null
  },
}

function requireOwnRole(call: PveCall, roleid: string, verb: 'modified' | 'deleted'): void {
  if (pveRoles(call.site.version).has(roleid)) {
    throw new ApiFailure(500, `auto-generated role '${roleid}' cannot be ${verb}`)
  }
}

/** The privileges of a role that is there. */
function knownPrivileges(call: PveCall, prefix = ''): readonly string[] {
  const roleid = plainNameOf(call, 'roleid')
  const privileges = call.site.access.roles.get(roleid)
  if (privileges === undefined) throw new ApiFailure(500, `${prefix}role '${roleid}' does not exist`)
  return privileges
}

export const roleHandlers: PveHandlers = {
  'GET /access/roles': (call) => {
    const builtIn = pveRoles(call.site.version)
    return [...call.site.access.roles].map(([roleid, privileges]) => ({
      roleid,
      privs: privileges.toSorted().join(','),
      special: builtIn.has(roleid) ? 1 : 0,
    }))
  },
  'GET /access/roles/{roleid}': (call) => Object.fromEntries(knownPrivileges(call).map((privilege) => [privilege, 1])),
  'POST /access/roles': (call) => {
    requireQuorum(call)
    const roleid = plainNameOf(call, 'roleid')
    const privileges = privilegesOf(call)
    if (/^pve/i.test(roleid) && call.version.major >= 8) {
      const problem = "cannot use role ID starting with the (case-insensitive) 'PVE' namespace"
      throw parameterFailure({ roleid: problem })
    }
    if (call.site.access.roles.has(roleid)) {
      throw new ApiFailure(500, `create role failed: role '${roleid}' already exists`)
    }
    setRole(call.site.access, roleid, privileges)
    return null
  },
  'PUT /access/roles/{roleid}': (call) => {
    requireQuorum(call)
    const roleid = plainNameOf(call, 'roleid')
    const privileges = privilegesOf(call)
    requireOwnRole(call, roleid, 'modified')
    const known = knownPrivileges(call, 'update role failed: ')
    setRole(call.site.access, roleid, [...(flagOf(call.parameters, 'append') ? known : []), ...privileges])
    return null
  },
  'DELETE /access/roles/{roleid}': (call) => {
    requireQuorum(call)
    const roleid = plainNameOf(call, 'roleid')
    requireOwnRole(call, roleid, 'deleted')
    knownPrivileges(call, 'delete role failed: ')
    removeRole(call.site.access, roleid)
    return null
  },
}
