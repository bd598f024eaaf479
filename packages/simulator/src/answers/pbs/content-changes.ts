import { addNamespace, markGroup, markSnapshot, removeNamespace } from '../../estate/datastore-changes.ts'
import { isActive } from '../session.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, textOf } from '../parameters.ts'
import { can, type PbsCall, type PbsHandlers, refused, storeOf } from './call.ts'
import {
  aclPath,
  type Group,
  groupOf,
  groupsOf,
  namedNamespace,
  ownerOf,
  requireRight,
  snapshotOf,
} from './contents.ts'

const partly = 'group only partially deleted due to protected snapshots'

function removeSnapshot(call: PbsCall): null {
  const store = storeOf(call, 'write')
  const snapshot = snapshotOf(call, store, namedNamespace(call, store))
  requireRight(call, store, snapshot, ['Datastore.Modify'], 'Datastore.Prune')
  if (snapshot.protected) throw new ApiFailure(400, 'cannot remove protected snapshot')
  markSnapshot(store, snapshot, { isRemoved: true })
  return null
}

interface Removed {
  groups: number
  snapshots: number
  protected: number
}

/** Removes what is not protected. */
function emptyGroup(call: PbsCall, group: Group, removed: Removed): void {
  const store = storeOf(call, 'write')
  const loose = group.snapshots.filter((snapshot) => !snapshot.protected)
  for (const snapshot of loose) markSnapshot(store, snapshot, { isRemoved: true })
  removed.snapshots += loose.length
  removed.protected += group.snapshots.length - loose.length
  if (loose.length === group.snapshots.length) removed.groups++
}

/** Unless told otherwise, a flag of the API that is on. */
const isOn = (call: PbsCall, name: string): boolean =>
  textOf(call.parameters, name) === undefined || flagOf(call.parameters, name)

function removeGroup(call: PbsCall): unknown {
  const store = storeOf(call, 'write')
  const group = groupOf(call, store, namedNamespace(call, store))
  requireRight(call, store, group, ['Datastore.Modify'], 'Datastore.Prune')
  const removed = { groups: 0, snapshots: 0, protected: 0 }
  emptyGroup(call, group, removed)
  if (removed.protected > 0 && isOn(call, 'error-on-protected')) throw new ApiFailure(400, partly)
  return {
    'removed-groups': removed.groups,
    'removed-snapshots': removed.snapshots,
    'protected-snapshots': removed.protected,
  }
}

function changeOwner(call: PbsCall): null {
  const store = storeOf(call, 'write')
  const group = groupOf(call, store, namedNamespace(call, store))
  const owner = textOf(call.parameters, 'new-owner') ?? ''
  requireRight(call, store, group, ['Datastore.Modify'], 'Datastore.Backup')
  if (!can(call, aclPath(store, group.namespace), 'Datastore.Modify')) {
    // Between a user and his own tokens it may go to and fro.
    const isWithin = owner.split('!')[0] === ownerOf(store, group).split('!')[0]
    if (!isWithin)
      throw new ApiFailure(
        403,
        `${call.principal.user.userid} does not have permission to change owner of backup group`,
      )
  }
  const [userid, name] = owner.split('!')
  const user = call.server.access.users.find((one) => one.userid === userid)
  const isThere =
    user !== undefined &&
    isActive(user, call.now) &&
    (name === undefined || user.tokens.some((one) => one.name === name))
  if (!isThere)
    throw new ApiFailure(400, `${name === undefined ? 'user' : 'API token'} '${owner}' is inactive or non-existent`)
  markGroup(store, group, { owner })
  return null
}

function createNamespace(call: PbsCall): string {
  const store = storeOf(call, 'write')
  const parent = textOf(call.parameters, 'parent') ?? ''
  const name = textOf(call.parameters, 'name') ?? ''
  requireModification(call, aclPath(store, parent))
  if (!store.namespaces.includes(parent)) {
    throw new ApiFailure(400, `cannot create new namespace, parent ${parent} doesn't already exists`)
  }
  const namespace = parent === '' ? name : `${parent}/${name}`
  const depth = namespace.split('/').length
  if (depth > 7) throw new ApiFailure(400, `namespace to deep, ${depth} > max 7`)
  addNamespace(store, namespace)
  return namespace
}

function requireModification(call: PbsCall, path: string): void {
  if (can(call, path, 'Datastore.Modify')) return
  throw refused(`permission check failed - missing Datastore.Modify on ${path}`)
}

function deleteNamespace(call: PbsCall): null {
  const store = storeOf(call, 'write')
  const namespace = textOf(call.parameters, 'ns') ?? ''
  if (namespace === '') throw new ApiFailure(400, 'cannot delete root namespace!')
  // The right to change the parent is what counts.
  requireModification(call, aclPath(store, namespace.split('/').slice(0, -1).join('/')))
  namedNamespace(call, store)
  const below = store.namespaces.filter((one) => one === namespace || one.startsWith(`${namespace}/`))
  const groups = below.flatMap((one) => groupsOf(call, store, one))
  if (groups.length > 0 && !flagOf(call.parameters, 'delete-groups')) {
    throw new ApiFailure(400, 'only partially deleted due to existing groups but `delete-groups` not true')
  }
  const removed = { groups: 0, snapshots: 0, protected: 0 }
  for (const group of groups) emptyGroup(call, group, removed)
  if (removed.protected > 0) {
    if (isOn(call, 'error-on-protected')) throw new ApiFailure(400, partly)
    return null
  }
  removeNamespace(store, namespace)
  return null
}

const at = '/admin/datastore/{store}'

export const contentChangeHandlers: PbsHandlers = {
  [`DELETE ${at}/snapshots`]: removeSnapshot,
  [`DELETE ${at}/groups`]: removeGroup,
  [`POST ${at}/change-owner`]: changeOwner,
  [`POST ${at}/namespace`]: createNamespace,
  [`DELETE ${at}/namespace`]: deleteNamespace,
  [`PUT ${at}/notes`]: (call) => {
    const store = storeOf(call, 'write')
    const snapshot = snapshotOf(call, store, namedNamespace(call, store))
    requireRight(call, store, snapshot, ['Datastore.Modify'], 'Datastore.Backup')
    markSnapshot(store, snapshot, { notes: textOf(call.parameters, 'notes') ?? '' })
    return null
  },
  [`PUT ${at}/protected`]: (call) => {
    const store = storeOf(call, 'write')
    const snapshot = snapshotOf(call, store, namedNamespace(call, store))
    requireRight(call, store, snapshot, ['Datastore.Modify'], 'Datastore.Backup')
    markSnapshot(store, snapshot, { isProtected: flagOf(call.parameters, 'protected') })
    return null
  },
  [`PUT ${at}/group-notes`]: (call) => {
    const store = storeOf(call, 'write')
    const group = groupOf(call, store, namedNamespace(call, store))
    requireRight(call, store, group, ['Datastore.Modify'], 'Datastore.Backup')
    markGroup(store, group, { notes: textOf(call.parameters, 'notes') ?? '' })
    return null
  },
}
