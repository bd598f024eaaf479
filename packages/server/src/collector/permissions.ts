import {
  agentPrivilege,
  type Held,
  heldOf,
  type MissingPrivilege,
  type Need,
  needsOf,
  type Permissions,
  type Product,
  type Sight,
  type SightNeed,
} from '@pulse/contract'
import { boundedText } from './bounded-text.ts'

/** Of the newest product where the version is not known. */
const newest = '9'

/**
 * What the credentials may see of what the server shows. A privilege on part of the estate makes it seen in part.
 *
 * @param backupStorages of those that hold backups, but are no backup server: only who might use the backups there is
 * shown them, so this needs more than reading
 */
export function sightsOf(
  product: Product,
  version: string | null,
  permissions: Permissions,
  backupStorages: readonly string[] = [],
): Sight[] {
  const needs = needsOf(product, version ?? newest).filter(({ spare, wish }) => !spare && wish !== 'updates')
  const relevant = backupStorages.length > 0 ? needs : needs.filter(({ wish }) => wish === undefined)
  return [...Map.groupBy(relevant, ({ shows }) => shows)].map(([what, group]) => {
    const isBackups = group.some(({ wish }) => wish === 'backups')
    const found = isBackups ? backupNeeds(group, permissions, backupStorages) : group.map(generally(permissions))
    return { what, seen: worst(found), needs: found }
  })
}

const generally =
  (permissions: Permissions) =>
  (need: Need): SightNeed =>
    sightNeed(need, heldOf(need, permissions))

function backupNeeds(group: readonly Need[], permissions: Permissions, storages: readonly string[]): SightNeed[] {
  // Who may do everything on a storage is shown all that is on it, whatever he may do with guests.
  const all = { privilege: 'Datastore.Allocate', path: '/storage' }
  const others = storages.filter((name) => !reaches(permissions, `/storage/${name}`, all.privilege))
  if (others.length === 0) return [sightNeed(all, { kind: 'yes' })]
  return group.map((need) =>
    need.path === '/storage'
      ? sightNeed(need, heldOn(others, need.privilege, permissions))
      : generally(permissions)(need),
  )
}

/** What the credentials lack, and what cannot be shown without it. */
export function missingIn(sights: readonly Sight[]): MissingPrivilege[] {
  return sights.flatMap(({ what, needs }) =>
    needs.filter(({ held }) => held === 'no').map(({ privilege, path }) => ({ privilege, path, without: what })),
  )
}

/** The privilege that asking guest agents takes, if it is not there. */
export function missingAgentPrivilege(version: string | null, permissions: Permissions): string | undefined {
  const privilege = agentPrivilege(version ?? newest)
  return hasPrivilege(permissions, '/vms', privilege) ? undefined : privilege
}

/** On all of it or on part of it. */
export function hasPrivilege(permissions: Permissions, path: string, privilege: string): boolean {
  return heldOf({ privilege, path }, permissions).kind !== 'no'
}

function heldOn(storages: readonly string[], privilege: string, permissions: Permissions): Held {
  const paths = storages.map((name) => `/storage/${name}`)
  const held = paths.filter((path) => reaches(permissions, path, privilege))
  if (held.length === 0) return { kind: 'no' }
  return held.length === paths.length ? { kind: 'yes' } : { kind: 'partly', where: `only on ${held.join(', ')}` }
}

/** What is said of the path itself counts; else what reaches down to it. */
function reaches(permissions: Permissions, path: string, privilege: string): boolean {
  if (Object.hasOwn(permissions, path)) return Object.hasOwn(permissions[path] ?? {}, privilege)
  const above = ['/storage', '/'].find((each) => Object.hasOwn(permissions, each))
  return above !== undefined && permissions[above]?.[privilege] === true
}

function sightNeed({ privilege, path }: Pick<Need, 'privilege' | 'path'>, held: Held): SightNeed {
  const where = held.kind === 'partly' ? boundedText(held.where) : null
  return { privilege, path, held: held.kind, where }
}

function worst(needs: readonly SightNeed[]): Sight['seen'] {
  if (needs.some(({ held }) => held === 'no')) return 'no'
  return needs.some(({ held }) => held === 'partly') ? 'partly' : 'yes'
}
