import type { Method } from '@pulse/proxmox/schema'
import { can, type PveCall } from './call.ts'
import { textOf } from '../parameters.ts'

/**
 * Whether the call is allowed by the schema's own check expression; the text of the refusal otherwise.
 * The grammar: `["perm", path, [privileges], "any", 1]`, `["and"|"or", …]`, `["userid-param", …]`,
 * `["userid-group", [privileges]]`, `["perm-modify", path]`.
 */
export function refusalOf(method: Method, call: PveCall): string | undefined {
  const { permissions } = method
  if (permissions === undefined) {
    return call.principal.user.userid === 'root@pam' ? undefined : 'Permission check failed (user != root@pam)'
  }
  if (permissions.check === undefined) return undefined
  return refused(permissions.check, call)
}

function refused(check: unknown, call: PveCall): string | undefined {
  if (!Array.isArray(check)) return undefined
  const [kind, ...rest] = check as unknown[]
  switch (kind) {
    case 'perm':
      return refusedPrivilege(rest, call)
    case 'and':
      return rest.map((one) => refused(one, call)).find((text) => text !== undefined)
    case 'or': {
      const texts = rest.map((one) => refused(one, call))
      return texts.includes(undefined) ? undefined : texts[0]
    }
    case 'userid-param':
      return rest[0] === 'self' && textOf(call.parameters, 'userid') !== call.principal.user.userid
        ? 'Permission check failed (/access, User.Modify)'
        : undefined
    case 'userid-group':
      return refusedAny('/access/groups', Array.isArray(rest[0]) ? rest[0].map(String) : [], call)
    case 'perm-modify':
      return refusedAny(fill(String(rest[0]), call), ['Permissions.Modify'], call)
    default:
      return undefined
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
  if (required >= 0 && call.parameters[String(options[required + 1])] === undefined) return undefined
  const path = fill(String(template), call)
  const privileges = byVersion(Array.isArray(wanted) ? wanted.map(String) : [], call)
  if (options.includes('any')) return refusedAny(path, privileges, call)
  const missing = privileges.find((privilege) => !can(call, path, privilege))
  return missing === undefined ? undefined : `Permission check failed (${path}, ${missing})`
}

function refusedAny(path: string, privileges: readonly string[], call: PveCall): string | undefined {
  if (privileges.some((privilege) => can(call, path, privilege))) return undefined
  return `Permission check failed (${path}, ${privileges.join('|')})`
}

/** Up to 8, one privilege stood for everything the guest agent does, and auditors do not have it. */
function byVersion(privileges: readonly string[], call: PveCall): readonly string[] {
  const isAgent = privileges.some((privilege) => privilege.startsWith('VM.GuestAgent.'))
  return isAgent && call.version.major <= 8 ? ['VM.Monitor'] : privileges
}
