import { textOf } from '../parameters.ts'
import type { PbsCall, PbsHandlers } from './call.ts'

function permissions(call: PbsCall): unknown {
  const path = textOf(call.parameters, 'path')
  const stores = call.server.datastores.map((store) => `/datastore/${store.store}`)
  const paths =
    path === undefined
      ? ['/', '/access', '/datastore', ...stores, '/remote', '/system', '/system/status', '/system/tasks']
      : [path]
  const rows = paths.map((one): [string, Record<string, boolean>] => {
    const held = [...call.gate.privileges(call.principal, one)]
    return [one, Object.fromEntries(held.map(([privilege, propagate]) => [privilege, propagate]))]
  })
  return Object.fromEntries(rows.filter(([one, held]) => one === path || Object.keys(held).length > 0))
}

function users(call: PbsCall): unknown[] {
  const maySeeAll = call.gate.can(call.principal, '/access/users', 'Sys.Audit')
  return call.server.access.users
    .filter((user) => maySeeAll || user.userid === call.principal.user.userid)
    .map((user) => ({
      userid: user.userid,
      enable: user.enabled,
      expire: user.expireAt,
      ...(user.comment !== '' && { comment: user.comment }),
    }))
}

export const accessHandlers: PbsHandlers = {
  'GET /access/permissions': permissions,
  'GET /access/users': users,
  'GET /access/roles': (call) => [...call.server.access.roles].map(([roleid, privs]) => ({ roleid, privs })),
  'GET /access/acl': (call) =>
    call.server.access.acl.map((entry) => ({
      path: entry.path,
      ugid: entry.subject,
      ugid_type: entry.kind === 'group' ? 'group' : 'user',
      roleid: entry.role,
      propagate: entry.propagate,
    })),
  'GET /access/domains': () => [
    { realm: 'pam', type: 'pam', comment: 'Linux PAM' },
    { realm: 'pbs', type: 'pbs', comment: 'Backup server' },
  ],
}
