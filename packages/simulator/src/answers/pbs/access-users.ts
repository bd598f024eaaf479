import { blankUser, type User } from '../../estate/access.ts'
import { addUser, changeUser, removeUser } from '../../estate/access-changes.ts'
import { ApiFailure } from '../answer.ts'
import { givenUser } from '../given-user.ts'
import { flagOf, textOf } from '../parameters.ts'
import { tokenRow } from './access-tokens.ts'
import { can, Digested, type PbsCall, type PbsHandlers, requireDigest } from './call.ts'
import { userOf } from './named-user.ts'
import { isSuperuser } from './permission.ts'

function userRow(user: User): Record<string, unknown> {
  return {
    userid: user.userid,
    enable: user.enabled,
    expire: user.expireAt,
    ...(user.firstName !== '' && { firstname: user.firstName }),
    ...(user.lastName !== '' && { lastname: user.lastName }),
    ...(user.email !== '' && { email: user.email }),
    ...(user.comment !== '' && { comment: user.comment }),
  }
}

function users(call: PbsCall): Digested {
  const maySeeAll = can(call, '/access/users', 'Sys.Audit')
  const withTokens = flagOf(call.parameters, 'include_tokens')
  const rows = call.server.access.users
    .filter((user) => maySeeAll || user.userid === call.principal.user.userid)
    .map((user) => ({
      ...userRow(user),
      ...(withTokens && user.tokens.length > 0 && { tokens: user.tokens.map((token) => tokenRow(user, token)) }),
    }))
  return new Digested(rows, call)
}

/** Only the server's own users have passwords that it can change. */
function requireRealm(call: PbsCall, userid: string): void {
  const name = userid.split('@').at(-1) ?? ''
  const realm = call.server.access.realms.find((one) => one.realm === name)
  if (realm === undefined) throw new ApiFailure(400, `unknown realm '${name}'`)
  if (textOf(call.parameters, 'password') !== undefined && realm.type !== 'pbs' && realm.type !== 'pam') {
    throw new ApiFailure(400, `storing passwords is not supported for ${realm.type} realms`)
  }
}

function changePassword(call: PbsCall): null {
  const asker = call.principal
  if (asker.token !== null) throw new ApiFailure(400, 'API tokens cannot access this API endpoint')
  const userid = textOf(call.parameters, 'userid') ?? ''
  const mayChangeOthers = can(call, '/', 'Permissions.Modify') && !userid.endsWith('@pam')
  if (userid !== asker.user.userid && !isSuperuser(call) && !mayChangeOthers) {
    throw new ApiFailure(400, 'you are not authorized to change the password.')
  }
  const confirmation = textOf(call.parameters, 'confirmation-password')
  if (!isSuperuser(call) && confirmation !== asker.user.password) {
    throw new ApiFailure(400, confirmation === undefined ? 'missing password' : 'authentication failed')
  }
  const user = userOf(call)
  requireRealm(call, userid)
  changeUser(call.server.access, user, { password: textOf(call.parameters, 'password') ?? '' })
  return null
}

export const userHandlers: PbsHandlers = {
  'GET /access/users': users,
  'POST /access/users': (call) => {
    const { access } = call.server
    const userid = textOf(call.parameters, 'userid') ?? ''
    if (access.users.some((user) => user.userid === userid)) {
      throw new ApiFailure(400, `user '${userid}' already exists.`)
    }
    requireRealm(call, userid)
    addUser(access, { ...blankUser(userid), ...givenUser(call.parameters, 'password') })
    return null
  },
  'GET /access/users/{userid}': (call) => new Digested(userRow(userOf(call)), call),
  'PUT /access/users/{userid}': (call) => {
    requireDigest(call)
    const user = userOf(call)
    requireRealm(call, user.userid)
    changeUser(call.server.access, user, givenUser(call.parameters, 'password'))
    return null
  },
  'DELETE /access/users/{userid}': (call) => {
    requireDigest(call)
    const userid = textOf(call.parameters, 'userid') ?? ''
    const user = call.server.access.users.find((one) => one.userid === userid)
    if (user === undefined) throw new ApiFailure(400, `user '${userid}' does not exist.`)
    removeUser(call.server.access, user)
    return null
  },
  'PUT /access/password': changePassword,
  // Nobody here has one.
  'GET /access/tfa': () => [],
  'GET /access/tfa/{userid}': () => [],
  'PUT /access/users/{userid}/unlock-tfa': () => false,
}
