import type { Method } from '@pulse/proxmox/schema'
import { principalId } from '../../estate/access.ts'
import { ApiFailure } from '../answer.ts'
import { listOf, textOf } from '../parameters.ts'
import { can, type PveCall } from './call.ts'

/**
 * Whether the call is allowed by the schema's own check expression; the text of the refusal otherwise.
 * The grammar: `["perm", path, [privileges], "any", 1]`, `["and"|"or", …]`, `["userid-param", …]`,
 * `["userid-group", [privileges], "groups_param", …]`, `["perm-modify", path]`.
 */
export function refusalOf(method: Method, call: PveCall): string | undefined {
  // Only the superuser himself: a token of his goes through the checks and never passes those of root-only calls.
  if (principalId(call.principal) === call.site.access.superuser) return undefined
  const { permissions } = method
  if (permissions === undefined) return refusalText(`user != ${call.site.access.superuser}`)
  return permissions.check === undefined ? undefined : refused(permissions.check, call)
}

function refusalText(what = ''): string {
  return what === '' ? 'Permission check failed' : `Permission check failed (${what})`
}

function refused(check: unknown, call: PveCall): string | undefined {
  if (!Array.isArray(check)) return undefined
  const [kind, ...rest] = check as unknown[]
  switch (kind) {
    case 'perm':
      return refusedPrivilege(rest, call)
    case 'and':
      return rest.map((one) => refused(one, call)).find((text) => text !== undefined)
    case 'or':
      return rest.some((one) => isAllowedQuietly(one, call)) ? undefined : refusalText()
    case 'userid-param':
      return refusedUser(String(rest[0]), call)
    case 'userid-group':
      return refusedGroups(rest, call)
    case 'perm-modify':
      return refusedModification(fill(String(rest[0]), call), call)
    default:
      return undefined
  }
}

/** One of several ways in: a user who is not there closes this way, and says nothing. */
function isAllowedQuietly(check: unknown, call: PveCall): boolean {
  try {
    return refused(check, call) === undefined
  } catch (error) {
    if (error instanceof ApiFailure) return false
    throw error
  }
}

/** `/vms/{vmid}` with the values of the call. */
function fill(template: string, call: PveCall): string {
  return template.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    name === 'node' ? call.node.name : (textOf(call.parameters, name) ?? ''),
  )
}

function refusedPrivilege(parts: readonly unknown[], call: PveCall): string | undefined {
  const [template, wanted, ...options] = parts
  const required = options.indexOf('require_param')
  if (required >= 0 && call.parameters[String(options[required + 1])] === undefined) return refusalText()
  const path = fill(String(template), call)
  const privileges = byVersion(Array.isArray(wanted) ? wanted.map(String) : [], call)
  if (options.includes('any')) return refusedAny(path, privileges, call)
  const missing = privileges.find((privilege) => !can(call, path, privilege))
  return missing === undefined ? undefined : refusalText(`${path}, ${missing}`)
}

function refusedAny(path: string, privileges: readonly string[], call: PveCall): string | undefined {
  if (privileges.some((privilege) => can(call, path, privilege))) return undefined
  return refusalText(`${path}, ${privileges.join('|')}`)
}

/** The user's own affairs (which a token of his is not), or the right on the realm that the name ends with. */
function refusedUser(subject: string, call: PveCall): string | undefined {
  const userid = textOf(call.parameters, 'userid') ?? ''
  if (subject === 'Realm.AllocateUser') {
    return refusedAny(`/access/realm/${userid.split('@').at(-1) ?? ''}`, ['Realm.AllocateUser'], call)
  }
  requireUser(userid, call)
  return principalId(call.principal) === userid ? undefined : refusalText()
}

function requireUser(userid: string, call: PveCall): void {
  const isKnown = call.site.access.users.some((user) => user.userid === userid)
  if (!isKnown) throw new ApiFailure(500, `no such user ('${userid}')`)
}

/** A right on all groups, or on those that the user is in and those that the call names. */
function refusedGroups(parts: readonly unknown[], call: PveCall): string | undefined {
  const [wanted, , groupsParameter] = parts
  const privileges = Array.isArray(wanted) ? wanted.map(String) : []
  const userid = textOf(call.parameters, 'userid') ?? ''
  const isExisting = groupsParameter !== 'create'
  if (isExisting) requireUser(userid, call)
  const general = refusedAny('/access/groups', privileges, call)
  if (general === undefined) return undefined
  const refusedGroup = (group: string): string | undefined => refusedAny(`/access/groups/${group}`, privileges, call)
  if (groupsParameter !== undefined) {
    const named = listOf(call.parameters, 'groups')
    const refusal = named.length === 0 ? general : named.map(refusedGroup).find((text) => text !== undefined)
    if (refusal !== undefined) return refusal
  }
  if (!isExisting) return undefined
  const groups = call.site.access.users.find((user) => user.userid === userid)?.groups ?? []
  return groups.some((group) => refusedGroup(group) === undefined) ? undefined : refusalText()
}

/** Whoever may allocate something may also let others have it. */
export function refusedModification(path: string, call: PveCall): string | undefined {
  const [, root = '', rest = ''] = path.split(/\/+/, 3)
  const owner = { storage: 'Datastore.Allocate', vms: 'VM.Allocate', pool: 'Pool.Allocate' }[root]
  return refusedAny(path, ['Permissions.Modify', ...(owner !== undefined && rest !== '' ? [owner] : [])], call)
}

/** Up to 8, one privilege stood for everything the guest agent does, and auditors do not have it. */
function byVersion(privileges: readonly string[], call: PveCall): readonly string[] {
  const isAgent = privileges.some((privilege) => privilege.startsWith('VM.GuestAgent.'))
  return isAgent && call.version.major <= 8 ? ['VM.Monitor'] : privileges
}
