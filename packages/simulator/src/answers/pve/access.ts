import { type Principal, principalId } from '../../estate/access.ts'
import { ApiFailure } from '../answer.ts'
import { textOf } from '../parameters.ts'
import { aclHandlers, normalPath } from './access-acl.ts'
import { groupHandlers, roleHandlers } from './access-groups.ts'
import { realmHandlers } from './access-realms.ts'
import { tfaHandlers } from './access-tfa.ts'
import { tokenHandlers } from './access-tokens.ts'
import { userHandlers } from './access-users.ts'
import { can, type PveCall, type PveHandlers } from './call.ts'

/** Somebody by `user@realm` or `user@realm!token`; null where there is no such. */
function principalOf(call: PveCall, id: string): Principal | null {
  const [userid = '', name] = id.split('!')
  const user = call.site.access.users.find((one) => one.userid === userid)
  if (user === undefined) return null
  if (name === undefined) return { user, token: null }
  const token = user.tokens.find((one) => one.name === name)
  return token === undefined ? null : { user, token }
}

/** What a guest gets from its pool; never for what lies below it. */
function pooledPrivileges(call: PveCall, principal: Principal, path: string): [string, boolean][] {
  const pool = call.site.guests.get(Number(/^\/vms\/(\d+)$/.exec(path)?.[1]))?.pool ?? null
  if (pool === null) return []
  return [...call.gate.privileges(principal, `/pool/${pool}`).keys()].map((privilege) => [privilege, false])
}

/** One's own rights, those of one's own tokens, or with Sys.Audit anybody's. */
function permissions(call: PveCall): unknown {
  const asker = principalId(call.principal)
  const id = textOf(call.parameters, 'userid') ?? asker
  const isOwn = id === asker || id.startsWith(`${asker}!`)
  if (!isOwn && !can(call, '/access', 'Sys.Audit')) {
    throw new ApiFailure(403, 'Permission check failed (/access, Sys.Audit)')
  }
  const principal = principalOf(call, id)
  if (principal === null) return {}
  const given = textOf(call.parameters, 'path')
  const path = given === undefined ? undefined : (normalPath(given) ?? given)
  const pooled = [...call.site.guests.values()].filter((guest) => guest.pool !== null)
  const objects = call.gate.isUniform(principal) ? [] : pooled.map((guest) => `/vms/${guest.vmid}`)
  const roots = ['/', '/access', '/access/groups', '/nodes', '/pool', '/sdn', '/storage', '/vms']
  const granted = call.site.access.acl.map((entry) => entry.path)
  const paths = path === undefined ? new Set([...roots, ...granted, ...objects]) : [path]
  const rows = [...paths].map((one): [string, Record<string, number>] => {
    const held = [...pooledPrivileges(call, principal, one), ...call.gate.privileges(principal, one)]
    return [one, Object.fromEntries(held.map(([privilege, propagate]) => [privilege, propagate ? 1 : 0]))]
  })
  return Object.fromEntries(rows.filter(([one, held]) => path === one || Object.keys(held).length > 0))
}

export const accessHandlers: PveHandlers = {
  ...aclHandlers,
  ...groupHandlers,
  ...realmHandlers,
  ...roleHandlers,
  ...tfaHandlers,
  ...tokenHandlers,
  ...userHandlers,
  'GET /access/permissions': permissions,
  // The login form asks whether it may be shown.
  'GET /access/ticket': () => null,
}
