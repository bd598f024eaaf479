import { type Principal, principalId } from '../../estate/access.ts'
import { ApiFailure } from '../answer.ts'
import { textOf } from '../parameters.ts'
import { aclHandlers } from './access-acl.ts'
import { realmHandlers } from './access-realms.ts'
import { tokenHandlers } from './access-tokens.ts'
import { userHandlers } from './access-users.ts'
import { can, type PbsCall, type PbsHandlers } from './call.ts'

function principalOf(call: PbsCall, id: string): Principal | null {
  const [userid, name] = id.split('!')
  const user = call.server.access.users.find((one) => one.userid === userid)
  if (user === undefined) return null
  if (name === undefined) return { user, token: null }
  const token = user.tokens.find((one) => one.name === name)
  return token === undefined ? null : { user, token }
}

/** One's own rights, those of one's own tokens, or with Sys.Audit anybody's; paths without any are left out. */
function permissions(call: PbsCall): unknown {
  const asker = principalId(call.principal)
  const id = textOf(call.parameters, 'auth-id') ?? asker
  const isOwn = id === asker || id.startsWith(`${asker}!`)
  if (!isOwn && !can(call, '/access', 'Sys.Audit')) {
    throw new ApiFailure(400, `not allowed to list permissions of ${id}`)
  }
  const principal = principalOf(call, id)
  if (principal === null) return {}
  const path = textOf(call.parameters, 'path')
  const granted = call.server.access.acl.map((entry) => entry.path)
  const paths = path === undefined ? ['/', '/access', '/datastore', '/remote', '/system', ...granted] : [path]
  const rows = [...new Set(paths)].map(
    (one) => [one, Object.fromEntries(call.gate.privileges(principal, one))] as const,
  )
  return Object.fromEntries(rows.filter(([, held]) => Object.keys(held).length > 0))
}

export const accessHandlers: PbsHandlers = {
  ...aclHandlers,
  ...realmHandlers,
  ...tokenHandlers,
  ...userHandlers,
  'GET /access/permissions': permissions,
  'GET /access/roles': (call) => [...call.server.access.roles].map(([roleid, privs]) => ({ roleid, privs })),
  'DELETE /access/ticket': () => null,
}
