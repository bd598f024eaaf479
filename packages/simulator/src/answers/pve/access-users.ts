import { blankUser, type User } from '../../estate/access.ts'
import { addUser, changeUser, removeUser } from '../../estate/access-changes.ts'
import { ApiFailure } from '../answer.ts'
import { givenUser } from '../given-user.ts'
import { flagOf, listOf, textOf } from '../parameters.ts'
import { parameterFailure, useridOf, userOf } from './access-names.ts'
import { tokenRow } from './access-tokens.ts'
import { can, type PveCall, type PveHandlers, requireQuorum } from './call.ts'

const privileges = ['User.Modify', 'Sys.Audit']

function maySeeUser(call: PveCall, user: User): boolean {
  if (user.userid === call.principal.user.userid && call.principal.token === null) return true
  const paths = ['/access/groups', ...user.groups.map((group) => `/access/groups/${group}`)]
  return paths.some((path) => privileges.some((privilege) => can(call, path, privilege)))
}

function userFacts(user: User): Record<string, unknown> {
  return {
    enable: user.enabled ? 1 : 0,
    expire: user.expireAt,
    ...(user.firstName !== '' && { firstname: user.firstName }),
    ...(user.lastName !== '' && { lastname: user.lastName }),
    ...(user.email !== '' && { email: user.email }),
    ...(user.comment !== '' && { comment: user.comment }),
    ...(user.keys !== '' && { keys: user.keys }),
  }
}

function users(call: PveCall): unknown[] {
  const isFull = flagOf(call.parameters, 'full')
  const isWanted = (user: User): boolean =>
    textOf(call.parameters, 'enabled') === undefined || user.enabled === flagOf(call.parameters, 'enabled')
  const realmKind = (user: User): string | undefined =>
    call.site.access.realms.find((one) => one.realm === user.userid.split('@').at(-1))?.type
  return call.site.access.users
    .filter((user) => maySeeUser(call, user) && isWanted(user))
    .toSorted((one, other) => (one.userid < other.userid ? -1 : 1))
    .map((user) => ({
      userid: user.userid,
      ...userFacts(user),
      ...(realmKind(user) !== undefined && { 'realm-type': realmKind(user) }),
      ...(isFull && {
        groups: user.groups.join(','),
        tokens: user.tokens.map((token) => ({ tokenid: token.name, ...tokenRow(token) })),
      }),
    }))
}

function givenGroups(call: PveCall, what: string): string[] {
  const groups = listOf(call.parameters, 'groups')
  const unknown = groups.find((group) => !call.site.access.groups.some((one) => one.groupid === group))
  if (unknown !== undefined) throw new ApiFailure(500, `${what} failed: no such group '${unknown}'`)
  return groups
}

function create(call: PveCall): null {
  requireQuorum(call)
  const { access } = call.site
  const userid = useridOf(call)
  if (access.users.some((user) => user.userid === userid)) {
    throw new ApiFailure(500, `create user failed: user '${userid}' already exists`)
  }
  const password = textOf(call.parameters, 'password')
  if (password !== undefined) requirePasswordRealm(call, userid, 'create user failed: ')
  const groups = givenGroups(call, 'create user')
  addUser(access, { ...blankUser(userid), ...givenUser(call.parameters, 'keys'), password: password ?? '', groups })
  return null
}

/** Passwords of directories are kept there. */
function requirePasswordRealm(call: PveCall, userid: string, prefix: string): void {
  const name = userid.split('@').at(-1) ?? ''
  const realm = call.site.access.realms.find((one) => one.realm === name)
  if (realm === undefined) throw new ApiFailure(500, `${prefix}auth domain '${name}' does not exist`)
  if (realm.type !== 'pam' && realm.type !== 'pve') {
    throw new ApiFailure(500, `${prefix}can't set password on auth type '${realm.type}'`)
  }
}

function update(call: PveCall): null {
  requireQuorum(call)
  const user = userOf(call)
  const facts = givenUser(call.parameters, 'keys')
  if (call.parameters['groups'] !== undefined) {
    const kept = flagOf(call.parameters, 'append') ? user.groups : []
    facts.groups = [...new Set([...kept, ...givenGroups(call, 'update user')])]
  }
  changeUser(call.site.access, user, facts)
  return null
}

function changePassword(call: PveCall): null {
  requireQuorum(call)
  const user = userOf(call)
  // Since 8 everybody but root says his own password again.
  const asker = call.principal.user
  if (asker.userid !== call.site.access.superuser && call.version.major >= 8) {
    const confirmation = textOf(call.parameters, 'confirmation-password')
    if (confirmation === undefined) {
      throw parameterFailure({ 'confirmation-password': 'password is required to modify user authentication data' })
    }
    if (confirmation !== asker.password) throw new ApiFailure(401, 'authentication failure', { delayMs: 3000 })
  }
  requirePasswordRealm(call, user.userid, '')
  changeUser(call.site.access, user, { password: textOf(call.parameters, 'password') ?? '' })
  return null
}

export const userHandlers: PveHandlers = {
  'GET /access/users': users,
  'POST /access/users': create,
  'GET /access/users/{userid}': (call) => {
    const user = userOf(call)
    const tokens = Object.fromEntries(user.tokens.map((token) => [token.name, tokenRow(token)]))
    return { ...userFacts(user), groups: user.groups, tokens }
  },
  'PUT /access/users/{userid}': update,
  'DELETE /access/users/{userid}': (call) => {
    requireQuorum(call)
    removeUser(call.site.access, userOf(call))
    return null
  },
  'PUT /access/password': changePassword,
}
