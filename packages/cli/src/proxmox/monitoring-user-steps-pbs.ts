import { comment, type StepMakers } from './monitoring-user.ts'

const manager = 'proxmox-backup-manager'
const debug = 'proxmox-backup-debug'
const users = '/access/users'
const token = '/access/users/{userid}/token/{token-name}'

/**
 * On Proxmox Backup Server; its shell command is `proxmox-backup-manager`. It has no roles but its own, and every token
 * has only the rights that are given to it.
 */
export const pbsSteps: StepMakers = {
  user: (userid) => ({
    what: `user ${userid}, without a password`,
    mends: false,
    verb: 'POST',
    path: users,
    parameters: { userid, comment },
    command: [manager, 'user', 'create', userid, '--comment', comment],
  }),
  enableUser: (userid) => ({
    what: `user ${userid} is enabled and does not expire`,
    mends: true,
    verb: 'PUT',
    path: `${users}/{userid}`,
    parameters: { userid, enable: true, expire: 0 },
    command: [manager, 'user', 'update', userid, '--enable', 'true', '--expire', '0'],
  }),
  grant: ({ path, to, role, propagate }) => ({
    what: `role ${role} on ${path} for ${to}`,
    mends: false,
    verb: 'PUT',
    path: '/access/acl',
    parameters: { path, role, 'auth-id': to, propagate },
    command: [manager, 'acl', 'update', path, role, '--auth-id', to, '--propagate', String(propagate)],
  }),
  token: (userid, name) => ({
    what: `token ${userid}!${name}`,
    mends: false,
    verb: 'POST',
    path: token,
    parameters: { userid, 'token-name': name, comment },
    command: [manager, 'user', 'generate-token', userid, name, '--comment', comment],
    tellsSecret: true,
  }),
  mendToken: (userid, name) => ({
    what: `token ${userid}!${name} is enabled and does not expire`,
    mends: true,
    verb: 'PUT',
    path: token,
    parameters: { userid, 'token-name': name, enable: true, expire: 0 },
    // The manager has no word for it.
    command: [debug, 'api', 'set', `/access/users/${userid}/token/${name}`, '--enable', 'true', '--expire', '0'],
  }),
  removeToken: (userid, name) => ({
    what: `the old secret of ${userid}!${name} is void`,
    mends: true,
    verb: 'DELETE',
    path: token,
    parameters: { userid, 'token-name': name },
    command: [manager, 'user', 'delete-token', userid, name],
  }),
}
