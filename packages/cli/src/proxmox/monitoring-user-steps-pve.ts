import { monitorRole } from '@pulse/contract'
import { comment, type StepMakers } from './monitoring-user.ts'

const users = '/access/users'
const token = '/access/users/{userid}/token/{tokenid}'

/** On Proxmox VE; its shell command is `pveum`. */
export const pveSteps: StepMakers = {
  role: (privileges) => ({
    what: `role ${monitorRole}: ${privileges.join(', ')}`,
    mends: false,
    verb: 'POST',
    path: '/access/roles',
    parameters: { roleid: monitorRole, privs: privileges.join(',') },
    command: ['pveum', 'role', 'add', monitorRole, '--privs', privileges.join(',')],
  }),
  addToRole: (privileges) => ({
    what: `role ${monitorRole} has ${privileges.join(', ')}, too`,
    mends: true,
    verb: 'PUT',
    path: '/access/roles/{roleid}',
    parameters: { roleid: monitorRole, privs: privileges.join(','), append: true },
    command: ['pveum', 'role', 'modify', monitorRole, '--privs', privileges.join(','), '--append', '1'],
  }),
  user: (userid) => ({
    what: `user ${userid}, without a password`,
    mends: false,
    verb: 'POST',
    path: users,
    parameters: { userid, comment },
    command: ['pveum', 'user', 'add', userid, '--comment', comment],
  }),
  enableUser: (userid) => ({
    what: `user ${userid} is enabled and does not expire`,
    mends: true,
    verb: 'PUT',
    path: `${users}/{userid}`,
    parameters: { userid, enable: true, expire: 0 },
    command: ['pveum', 'user', 'modify', userid, '--enable', '1', '--expire', '0'],
  }),
  grant: ({ path, to, role, propagate }) => {
    const kind = to.includes('!') ? 'tokens' : 'users'
    return {
      what: `role ${role} on ${path} for ${to}`,
      mends: false,
      verb: 'PUT',
      path: '/access/acl',
      parameters: { path, roles: role, [kind]: to, propagate },
      command: ['pveum', 'acl', 'modify', path, `--${kind}`, to, '--roles', role, '--propagate', propagate ? '1' : '0'],
    }
  },
  token: (userid, tokenid) => ({
    what: `token ${userid}!${tokenid}`,
    mends: false,
    verb: 'POST',
    path: token,
    parameters: { userid, tokenid, privsep: true, comment },
    command: ['pveum', 'user', 'token', 'add', userid, tokenid, '--privsep', '1', '--comment', comment],
    tellsSecret: true,
  }),
  mendToken: (userid, tokenid) => ({
    what: `token ${userid}!${tokenid} does not expire and has only its own rights`,
    mends: true,
    verb: 'PUT',
    path: token,
    parameters: { userid, tokenid, privsep: true, expire: 0 },
    command: ['pveum', 'user', 'token', 'modify', userid, tokenid, '--privsep', '1', '--expire', '0'],
  }),
  removeToken: (userid, tokenid) => ({
    what: `the old secret of ${userid}!${tokenid} is void`,
    mends: true,
    verb: 'DELETE',
    path: token,
    parameters: { userid, tokenid },
    command: ['pveum', 'user', 'token', 'remove', userid, tokenid],
  }),
}
