import type { Method } from '@pulse/proxmox/schema'
import { principalId } from '../../estate/access.ts'
import { ApiFailure } from '../answer.ts'
import { textOf } from '../parameters.ts'
import { type PbsCall, refused } from './call.ts'

/** The schema's own check: `{path, privs, partial}`, `and`, `or`, `userParam`. */
export function requirePermission(method: Method, call: PbsCall): void {
  const check = method.permissions?.check
  const isForRoot = check === undefined && method.permissions === undefined
  const isAllowed = isForRoot ? isSuperuser(call) : check === undefined || holds(check, call)
  if (!isAllowed) throw refused('permission check failed')
}

/** A token of the superuser is not he himself. */
export function isSuperuser(call: PbsCall): boolean {
  return principalId(call.principal) === call.server.access.superuser
}

function holds(check: unknown, call: PbsCall): boolean {
  if (check === null || typeof check !== 'object') return true
  const rule = { ...check } as Record<string, unknown>
  if (Array.isArray(rule['or'])) return rule['or'].some((one) => holds(one, call))
  if (Array.isArray(rule['and'])) return rule['and'].every((one) => holds(one, call))
  if (typeof rule['userParam'] === 'string') {
    return textOf(call.parameters, rule['userParam']) === principalId(call.principal)
  }
  if (!Array.isArray(rule['privs']) || !Array.isArray(rule['path'])) return true
  const segments = rule['path'].map((part) =>
    String(part).replaceAll(/\{([^}]+)\}/g, (_, name: string) => textOf(call.parameters, name) ?? ''),
  )
  const has = (privilege: unknown): boolean =>
    call.gate.can(call.principal, `/${segments.join('/')}`, String(privilege))
  return rule['partial'] === true ? rule['privs'].some(has) : rule['privs'].every(has)
}

/** For calls whose right depends on what they name: an ordinary error, not a refusal. */
export function requirePrivilege(call: PbsCall, path: string, privilege: string): void {
  if (call.gate.can(call.principal, path, privilege)) return
  throw new ApiFailure(400, `missing permissions '${privilege}' on '${path}'`)
}
