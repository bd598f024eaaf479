import type { Access, AclEntry, ApiToken, Group, Realm, SecondFactor, User } from './access.ts'

/** What was worked out from the former state is not used any longer. */
function changed(access: Access): void {
  access.revision++
}

function removeWhere<T>(list: T[], isGone: (one: T) => boolean): void {
  const kept = list.filter((one) => !isGone(one))
  list.splice(0, list.length, ...kept)
}

export function addUser(access: Access, user: User): void {
  access.users.push(user)
  changed(access)
}

type UserFacts = Omit<User, 'userid' | 'tokens' | 'factors'>

export function changeUser(access: Access, user: User, facts: Partial<UserFacts>): void {
  Object.assign(user, facts)
  changed(access)
}

/** Takes the tokens, and the permissions of both, with the user. */
export function removeUser(access: Access, user: User): void {
  removeWhere(access.users, (one) => one === user)
  removeWhere(access.acl, (entry) => entry.subject.split('!')[0] === user.userid && entry.kind !== 'group')
  changed(access)
}

export function addToken(access: Access, user: User, token: ApiToken): void {
  user.tokens.push(token)
  changed(access)
}

export function changeToken(access: Access, token: ApiToken, facts: Partial<Omit<ApiToken, 'name'>>): void {
  Object.assign(token, facts)
  changed(access)
}

export function removeToken(access: Access, user: User, token: ApiToken): void {
  removeWhere(user.tokens, (one) => one === token)
  removeWhere(access.acl, (entry) => entry.subject === `${user.userid}!${token.name}`)
  changed(access)
}

export function addFactor(access: Access, user: User, factor: SecondFactor): void {
  user.factors.push(factor)
  changed(access)
}

export function removeFactor(access: Access, user: User, factor: SecondFactor): void {
  removeWhere(user.factors, (one) => one === factor)
  changed(access)
}

/** A code of a list is good for one login. */
export function spendCode(access: Access, factor: SecondFactor, code: string): void {
  if (factor.type === 'recovery') factor.codes = factor.codes.filter((one) => one !== code)
  changed(access)
}

export function addGroup(access: Access, group: Group): void {
  access.groups.push(group)
  changed(access)
}

export function removeGroup(access: Access, group: Group): void {
  removeWhere(access.groups, (one) => one === group)
  removeWhere(access.acl, (entry) => entry.kind === 'group' && entry.subject === group.groupid)
  for (const user of access.users) user.groups = user.groups.filter((groupid) => groupid !== group.groupid)
  changed(access)
}

/** Makes a role, or gives it other privileges. */
export function setRole(access: Access, roleid: string, privileges: readonly string[]): void {
  access.roles.set(roleid, [...new Set(privileges)])
  changed(access)
}

export function removeRole(access: Access, roleid: string): void {
  access.roles.delete(roleid)
  removeWhere(access.acl, (entry) => entry.role === roleid)
  changed(access)
}

const isSame = (one: AclEntry, other: AclEntry): boolean =>
  one.path === other.path && one.subject === other.subject && one.kind === other.kind && one.role === other.role

/** One role of one subject on one path; given again it only changes whether it propagates. */
export function grant(access: Access, entry: AclEntry): void {
  removeWhere(access.acl, (one) => isSame(one, entry))
  access.acl.push(entry)
  changed(access)
}

export function revoke(access: Access, entry: AclEntry): void {
  removeWhere(access.acl, (one) => isSame(one, entry))
  changed(access)
}

/** At most one realm is the default. */
export function setRealm(access: Access, realm: Realm): void {
  if (realm.settings['default'] === true) {
    for (const one of access.realms) one.settings = { ...one.settings, default: undefined }
  }
  const index = access.realms.findIndex((one) => one.realm === realm.realm)
  if (index < 0) access.realms.push(realm)
  else access.realms[index] = realm
  changed(access)
}

export function removeRealm(access: Access, name: string): void {
  removeWhere(access.realms, (one) => one.realm === name)
  changed(access)
}
