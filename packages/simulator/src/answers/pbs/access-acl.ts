import { type AclEntry, principalId } from '../../estate/access.ts'
import { grant, revoke } from '../../estate/access-changes.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, textOf } from '../parameters.ts'
import { can, Digested, type PbsCall, type PbsHandlers, requireDigest } from './call.ts'

/** `*` stands for any one name. A datastore is followed by up to seven namespaces. */
const pathForms = `/ /access /access/acl /access/domains /access/openid /access/users
  /datastore /datastore/* /remote /remote/* /remote/*/* /mapping
  /system /system/certificates /system/certificates/acme /system/certificates/modify
  /system/disks /system/log /system/network /system/network/dns /system/network/interfaces /system/notifications
  /system/services /system/services/* /system/software-updates /system/status /system/subscription /system/tasks
  /system/time /system/s3-endpoint /system/s3-endpoint/*
  /tape /tape/device /tape/device/* /tape/pool /tape/pool/* /tape/job /tape/job/*`.split(/\s+/)
const pathPattern = new RegExp(
  `^(?:${pathForms.map((form) => form.replaceAll('*', '[^/]+')).join('|')}|/datastore/[^/]+(?:/[^/]+){1,7})$`,
)

function entries(call: PbsCall): Digested {
  const maySeeAll = can(call, '/access/acl', 'Sys.Audit')
  const path = textOf(call.parameters, 'path')
  const isExact = flagOf(call.parameters, 'exact')
  const isWanted = (entry: AclEntry): boolean =>
    path === undefined || (isExact ? entry.path === path : `${entry.path}/`.startsWith(path === '/' ? '/' : `${path}/`))
  const isOwn = (entry: AclEntry): boolean => entry.subject.startsWith(`${principalId(call.principal)}!`)
  const rows = call.server.access.acl
    .filter((entry) => (maySeeAll || isOwn(entry)) && isWanted(entry))
    .map((entry) => ({
      path: entry.path,
      ugid: entry.subject,
      ugid_type: entry.kind === 'group' ? 'group' : 'user',
      roleid: entry.role,
      propagate: entry.propagate,
    }))
  return new Digested(rows, call)
}

/** Whoever may not change permissions may still share his own with his own tokens. */
function requireOwnToken(call: PbsCall, subject: string | undefined): void {
  if (can(call, '/access/acl', 'Permissions.Modify')) return
  const problem = (text: string): ApiFailure => new ApiFailure(400, text)
  if (textOf(call.parameters, 'group') !== undefined) {
    throw problem('Unprivileged users are not allowed to create group ACL item.')
  }
  if (subject === undefined) throw problem('Unprivileged user needs to provide auth_id to update ACL item.')
  if (call.principal.token !== null) throw problem("Unprivileged API tokens can't set ACL items.")
  if (!subject.includes('!')) throw problem('Unprivileged users can only set ACL items for API tokens.')
  if (subject.split('!')[0] !== call.principal.user.userid) {
    throw problem('Unprivileged users can only set ACL items for their own API tokens.')
  }
}

function isKnown(call: PbsCall, subject: string): boolean {
  const [userid, name] = subject.split('!')
  const user = call.server.access.users.find((one) => one.userid === userid)
  return user !== undefined && (name === undefined || user.tokens.some((token) => token.name === name))
}

function update(call: PbsCall): null {
  const subject = textOf(call.parameters, 'auth-id')
  requireOwnToken(call, subject)
  requireDigest(call)
  const isRemoval = flagOf(call.parameters, 'delete')
  if (textOf(call.parameters, 'group') !== undefined) {
    throw new ApiFailure(400, "parameter 'group' - groups are currently not supported.")
  }
  if (subject === undefined) throw new ApiFailure(400, "missing 'userid' or 'group' parameter.")
  const isToken = subject.includes('!')
  const path = textOf(call.parameters, 'path') ?? ''
  // What has gone, or never could be, may still be taken out of the list.
  if (!isRemoval) {
    if (!isKnown(call, subject)) throw new ApiFailure(400, `no such ${isToken ? 'API token' : 'user'}.`)
    if (!pathPattern.test(path)) throw new ApiFailure(400, `invalid acl path '${path}'.`)
  }
  const propagate = textOf(call.parameters, 'propagate') === undefined || flagOf(call.parameters, 'propagate')
  const role = textOf(call.parameters, 'role') ?? ''
  const change = isRemoval ? revoke : grant
  change(call.server.access, { path, subject, kind: isToken ? 'token' : 'user', role, propagate })
  return null
}

export const aclHandlers: PbsHandlers = { 'GET /access/acl': entries, 'PUT /access/acl': update }
