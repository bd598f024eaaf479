import { type AclEntry, principalId } from '../../estate/access.ts'
import { grant, revoke } from '../../estate/access-changes.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, listOf, textOf } from '../parameters.ts'
import { parameterFailure } from './access-names.ts'
import { can, type PveCall, type PveHandlers, requireQuorum } from './call.ts'
import { refusedModification } from './permission.ts'

/** `*` stands for a name below a folder, `#` for a number. */
const pathForms = `/ /access /access/groups /access/groups/* /access/realm /access/realm/* /nodes /nodes/*
  /pool /pool/* /pool/*/* /pool/*/*/* /sdn /sdn/zones /sdn/zones/* /sdn/zones/*/* /sdn/zones/*/*/#
  /storage /storage/* /vms /vms/# /mapping /mapping/* /mapping/*/*`.split(/\s+/)
const pathPattern = new RegExp(
  `^(?:${pathForms.map((form) => form.replaceAll('*', '[A-Za-z0-9._-]+').replaceAll('#', '[1-9][0-9]*')).join('|')})$`,
)

/** A path as the list keeps it, or null where it can be none. */
export function normalPath(path: string): string | null {
  if (path === '') return null
  const joined = `/${path}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1')
  return /^[A-Za-z0-9._\-/]+$/.test(joined) ? joined : null
}

function pathOf(call: PveCall): string {
  const given = textOf(call.parameters, 'path') ?? ''
  const path = normalPath(given)
  const isKnown = path !== null && (flagOf(call.parameters, 'delete') || pathPattern.test(path))
  if (!isKnown) throw parameterFailure({ path: `invalid ACL path '${given}'` })
  return path
}

type Subject = Pick<AclEntry, 'kind' | 'subject'>

function subjectsOf(call: PveCall): Subject[] {
  const { users, groups } = call.site.access
  const failed = (text: string): ApiFailure => new ApiFailure(500, `ACL update failed: ${text}`)
  const ofGroup = (subject: string): Subject => {
    if (!groups.some((group) => group.groupid === subject)) throw failed(`group '${subject}' does not exist`)
    return { kind: 'group', subject }
  }
  const ofUser = (subject: string): Subject => {
    if (!users.some((user) => user.userid === subject)) throw failed(`user '${subject}' does not exist`)
    return { kind: 'user', subject }
  }
  const ofToken = (subject: string): Subject => {
    const [userid = '', name] = subject.split('!')
    if (name === undefined) {
      const problem = `invalid format - value '${subject}' does not look like a valid token ID\n`
      throw parameterFailure({ tokens: problem })
    }
    const user = users.find((one) => one.userid === userid)
    if (user === undefined) throw failed(`no such user ('${userid}')`)
    if (!user.tokens.some((token) => token.name === name)) throw failed(`no such token '${name}' for user '${userid}'`)
    return { kind: 'token', subject }
  }
  return [
    ...listOf(call.parameters, 'groups').map(ofGroup),
    ...listOf(call.parameters, 'users').map(ofUser),
    ...listOf(call.parameters, 'tokens').map(ofToken),
  ]
}

/** Whoever may not change permissions as such hands out no more than he has himself (since 8). */
function requireOwnPrivileges(call: PveCall, path: string, role: string, propagate: boolean): void {
  const held = call.gate.privileges(call.principal, path)
  if (call.version.major < 8 || held.has('Permissions.Modify')) return
  if (principalId(call.principal) === call.site.access.superuser) return
  const isRemoval = flagOf(call.parameters, 'delete')
  const failed = (how: string, needs: string): ApiFailure =>
    parameterFailure({ role: `Cannot ${isRemoval ? 'remove' : 'add'} role '${role}'${how} - requires ${needs}` })
  if (role === 'NoAccess') throw failed('', "'Permissions.Modify'")
  for (const privilege of call.site.access.roles.get(role) ?? []) {
    if (!held.has(privilege)) throw failed('', "'Permissions.Modify' or superset of privileges.")
    if (propagate && !isRemoval && held.get(privilege) !== true) {
      throw failed(' with propagation', "'Permissions.Modify' or propagated superset of privileges.")
    }
  }
}

function update(call: PveCall): null {
  requireQuorum(call)
  const { access } = call.site
  const names = ['users', 'groups', 'tokens']
  if (names.every((name) => (textOf(call.parameters, name) ?? '') === '')) {
    const problem = "either 'users', 'groups' or 'tokens' is required."
    throw parameterFailure(Object.fromEntries(names.map((name) => [name, problem])))
  }
  const path = pathOf(call)
  const roles = listOf(call.parameters, 'roles')
  const propagate = textOf(call.parameters, 'propagate') === undefined || flagOf(call.parameters, 'propagate')
  for (const role of roles) {
    if (!access.roles.has(role)) throw new ApiFailure(500, `ACL update failed: role '${role}' does not exist`)
    requireOwnPrivileges(call, path, role, propagate)
  }
  const change = flagOf(call.parameters, 'delete') ? revoke : grant
  for (const subject of subjectsOf(call)) {
    for (const role of roles) change(access, { path, ...subject, role, propagate })
  }
  return null
}

export const aclHandlers: PveHandlers = {
  'GET /access/acl': (call) => {
    const maySeeAll = can(call, '/access', 'Sys.Audit')
    return call.site.access.acl
      .filter((entry) => maySeeAll || refusedModification(entry.path, call) === undefined)
      .map((entry) => ({
        path: entry.path,
        ugid: entry.subject,
        type: entry.kind,
        roleid: entry.role,
        propagate: entry.propagate ? 1 : 0,
      }))
  },
  'PUT /access/acl': update,
}
