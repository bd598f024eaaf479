import { type BackupSnapshot, type Datastore, snapshotsOf, snapshotText } from '../../estate/backup-server.ts'
import { fingerprintText } from '../../estate/chance.ts'
import { groupMark } from '../../estate/datastore-changes.ts'
import { ApiFailure } from '../answer.ts'
import { numberOf, textOf } from '../parameters.ts'
import { can, type PbsCall, type PbsHandlers, refused, requireAudit, storeOf } from './call.ts'

/** `/datastore/main/attic`, the path on which rights of a namespace are kept. */
export function aclPath(store: Datastore, namespace: string): string {
  return namespace === '' ? `/datastore/${store.store}` : `/datastore/${store.store}/${namespace}`
}

/** The namespace asked for; unknown ones are an error, as on disk. */
export function namedNamespace(call: PbsCall, store: Datastore): string {
  const namespace = textOf(call.parameters, 'ns') ?? ''
  if (!store.namespaces.includes(namespace)) throw new ApiFailure(400, 'namespace not found')
  return namespace
}

function readableNamespace(call: PbsCall, store: Datastore): string {
  const namespace = namedNamespace(call, store)
  requireAudit(call, aclPath(store, namespace))
  return namespace
}

/** Who made a group, as long as nobody gave it to another. */
const firstOwner = 'backup@pbs'

export interface Group {
  readonly namespace: string
  readonly type: BackupSnapshot['type']
  readonly id: string
  readonly snapshots: BackupSnapshot[]
  readonly newest: BackupSnapshot
}

type GroupName = Pick<Group, 'namespace' | 'type' | 'id'>

export function ownerOf(store: Datastore, group: GroupName): string {
  return groupMark(store, group).owner ?? firstOwner
}

export function groupsOf(call: PbsCall, store: Datastore, namespace: string): Group[] {
  const groups = new Map<string, Group>()
  for (const snapshot of snapshotsOf(call.server, store, namespace, call.now)) {
    const key = `${snapshot.type}/${snapshot.id}`
    const { type, id } = snapshot
    const known = groups.get(key)
    const snapshots = [...(known?.snapshots ?? []), snapshot]
    const newest = known !== undefined && known.newest.takenAt > snapshot.takenAt ? known.newest : snapshot
    groups.set(key, { namespace, type, id, snapshots, newest })
  }
  return [...groups.values()]
}

/** What the parameters `backup-type` and `backup-id` name. */
export function groupOf(call: PbsCall, store: Datastore, namespace: string): Group {
  const type = textOf(call.parameters, 'backup-type') ?? ''
  const id = textOf(call.parameters, 'backup-id') ?? ''
  const group = groupsOf(call, store, namespace).find((one) => one.type === type && one.id === id)
  if (group === undefined) throw new ApiFailure(400, `group '${type}/${id}' does not exist`)
  return group
}

/** What the parameters name together with `backup-time`. */
export function snapshotOf(call: PbsCall, store: Datastore, namespace: string): BackupSnapshot {
  const takenAt = (numberOf(call.parameters, 'backup-time') ?? 0) * 1000
  const type = textOf(call.parameters, 'backup-type') ?? ''
  const id = textOf(call.parameters, 'backup-id') ?? ''
  const isIt = (one: BackupSnapshot): boolean =>
    one.type === type && one.id === id && Math.floor(one.takenAt / 1000) * 1000 === takenAt
  const found = snapshotsOf(call.server, store, namespace, call.now).find(isIt)
  if (found !== undefined) return found
  const name = snapshotText({ type: type === 'ct' || type === 'host' ? type : 'vm', id, takenAt })
  throw new ApiFailure(400, `snapshot ${name} does not exist.`)
}

/**
 * The rights of a namespace come in two strengths: over everything in it, or over the groups that one owns oneself.
 * Refuses whoever has neither, and with the weaker one a group of somebody else.
 */
export function requireRight(
  call: PbsCall,
  store: Datastore,
  name: GroupName,
  full: readonly string[],
  own: string,
): void {
  const path = aclPath(store, name.namespace)
  if (full.some((privilege) => can(call, path, privilege))) return
  if (!can(call, path, own)) throw refused(`permission check failed - missing ${[...full, own].join('|')} on ${path}`)
  const { user, token } = call.principal
  const asker = token === null ? user.userid : `${user.userid}!${token.name}`
  const owner = ownerOf(store, name)
  // What a token owns, its user owns too; not the other way round.
  if (owner === asker || owner.startsWith(`${asker}!`)) return
  throw new ApiFailure(400, `backup owner check failed (${asker} != ${owner})`)
}

function filesOf(snapshot: BackupSnapshot): Record<string, unknown>[] {
  const size = snapshot.sizeBytes
  const mode = snapshot.encrypted ? 'encrypt' : 'none'
  const bulk = snapshot.files.filter((name) => /\.(fidx|didx)$/.test(name) && !name.startsWith('catalog'))
  return snapshot.files.map((filename) => {
    // The client's log is put in at the end, without being listed in the index.
    if (filename === 'client.log.blob') return { filename }
    const isIndex = filename === 'index.json.blob'
    const share = bulk.includes(filename) && size !== null ? Math.round(size / bulk.length) : 451
    return { filename, 'crypt-mode': isIndex && snapshot.encrypted ? 'sign-only' : mode, size: share }
  })
}

const firstLine = (text: string): string => text.split('\n')[0] ?? ''

function snapshotRow(store: Datastore, snapshot: BackupSnapshot): Record<string, unknown> {
  const { sizeBytes, verification } = snapshot
  return {
    'backup-type': snapshot.type,
    'backup-id': snapshot.id,
    'backup-time': Math.floor(snapshot.takenAt / 1000),
    files: filesOf(snapshot),
    owner: ownerOf(store, snapshot),
    protected: snapshot.protected,
    ...(sizeBytes !== null && { size: sizeBytes }),
    ...(snapshot.comment !== '' && { comment: firstLine(snapshot.comment) }),
    ...(snapshot.encrypted && sizeBytes !== null && { fingerprint: fingerprintText(7, 'backup key').toLowerCase() }),
    ...(verification !== null && { verification: { state: verification.state, upid: verification.upid } }),
  }
}

function snapshots(call: PbsCall): unknown[] {
  const store = storeOf(call)
  const namespace = readableNamespace(call, store)
  const type = textOf(call.parameters, 'backup-type')
  const id = textOf(call.parameters, 'backup-id')
  return snapshotsOf(call.server, store, namespace, call.now)
    .filter((snapshot) => (type === undefined || snapshot.type === type) && (id === undefined || snapshot.id === id))
    .map((snapshot) => snapshotRow(store, snapshot))
}

function groups(call: PbsCall): unknown[] {
  const store = storeOf(call)
  const namespace = readableNamespace(call, store)
  return groupsOf(call, store, namespace).map((group) => {
    const notes = groupMark(store, group).notes ?? group.newest.comment
    return {
      'backup-type': group.type,
      'backup-id': group.id,
      'backup-count': group.snapshots.length,
      'last-backup': Math.floor(group.newest.takenAt / 1000),
      files: group.newest.files,
      owner: ownerOf(store, group),
      ...(notes !== '' && { comment: firstLine(notes) }),
    }
  })
}

function namespaces(call: PbsCall): unknown[] {
  const store = storeOf(call)
  const parent = textOf(call.parameters, 'parent') ?? ''
  const maxDepth = numberOf(call.parameters, 'max-depth') ?? 7
  return store.namespaces
    .filter((ns) => {
      const below =
        parent === '' ? ns : ns === parent ? '' : ns.startsWith(`${parent}/`) ? ns.slice(parent.length + 1) : null
      if (below === null) return false
      const depth = below === '' ? 0 : below.split('/').length
      return depth <= maxDepth && can(call, aclPath(store, ns), 'Datastore.Audit')
    })
    .map((ns) => ({ ns }))
}

/** A snapshot that may be read. */
function readable(call: PbsCall): BackupSnapshot {
  const store = storeOf(call)
  const namespace = namedNamespace(call, store)
  const snapshot = snapshotOf(call, store, namespace)
  requireRight(call, store, snapshot, ['Datastore.Audit'], 'Datastore.Backup')
  return snapshot
}

const at = '/admin/datastore/{store}'

export const contentHandlers: PbsHandlers = {
  [`GET ${at}/namespace`]: namespaces,
  [`GET ${at}/groups`]: groups,
  [`GET ${at}/snapshots`]: snapshots,
  [`GET ${at}/files`]: (call) => filesOf(readable(call)),
  [`GET ${at}/notes`]: (call) => readable(call).comment,
  [`GET ${at}/protected`]: (call) => readable(call).protected,
  [`GET ${at}/group-notes`]: (call) => {
    const store = storeOf(call)
    const group = groupOf(call, store, namedNamespace(call, store))
    requireRight(call, store, group, ['Datastore.Audit'], 'Datastore.Backup')
    return groupMark(store, group).notes ?? ''
  },
}
