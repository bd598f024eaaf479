import type { Product } from './inventory/connection.ts'

/** The role that `pulse user create`, the setup script and the page make on Proxmox VE. */
export const monitorRole = 'PulseMonitor'

/** What may be granted on top of reading; each stands for privileges that can change something. */
export type Wish = 'backups' | 'updates'

/** One privilege that Pulse has a use for. */
export interface Need {
  readonly privilege: string
  /** The ACL path at and below which it is used. */
  readonly path: string
  /** What Pulse shows with it, and does not show without. */
  readonly shows: string
  /** Granted on request only, as it allows more than reading. */
  readonly wish?: Wish
  /** Good to have; nothing that Pulse promises depends on it. */
  readonly spare?: true
}

/** Up to Proxmox VE 8, one privilege stood for all that a guest agent does; 9.0 took it away and has one for reading. */
export const agentPrivilege = (version: string): string =>
  Number.parseInt(version, 10) >= 9 ? 'VM.GuestAgent.Audit' : 'VM.Monitor'

/**
 * The privileges for a version; names that a version does not know are refused by it.
 *
 * @param version as `/version` tells it, e.g. `9.1.4`, or the beginning of it
 */
export function needsOf(product: Product, version: string): readonly Need[] {
  switch (product) {
    case 'pve':
      return pveNeeds(agentPrivilege(version))
    case 'pbs':
      return pbsNeeds
  }
}

function pveNeeds(agent: string): readonly Need[] {
  return [
    { privilege: 'VM.Audit', path: '/vms', shows: 'virtual machines, containers and their snapshots' },
    { privilege: 'Sys.Audit', path: '/nodes', shows: 'load, memory and uptime of nodes, quorum, backup runs' },
    { privilege: 'Datastore.Audit', path: '/storage', shows: 'storages and how full they are' },
    { privilege: agent, path: '/vms', shows: 'file systems, addresses and operating system of virtual machines' },
    // A listing leaves out the backups of guests for which both are not there (PVE::Storage::check_volume_access).
    { privilege: 'Datastore.AllocateSpace', path: '/storage', shows: backupsOnStorages, wish: 'backups' },
    { privilege: 'VM.Backup', path: '/vms', shows: backupsOnStorages, wish: 'backups' },
    { privilege: 'Sys.Modify', path: '/nodes', shows: 'packages that could be updated', wish: 'updates' },
  ]
}

const backupsOnStorages = 'backups on storages other than a backup server'

const pbsNeeds: readonly Need[] = [
  { privilege: 'Datastore.Audit', path: '/datastore', shows: 'datastores and the backups in them' },
  { privilege: 'Sys.Audit', path: '/system', shows: 'load, memory and uptime of the server' },
  { privilege: 'Remote.Audit', path: '/remote', shows: 'jobs that fetch backups from other servers', spare: true },
]

/** Privileges by ACL path, as `/access/permissions` tells them; the value says whether they reach what lies below. */
export type Permissions = Readonly<Record<string, Readonly<Record<string, boolean>>>>

export type Held =
  | { readonly kind: 'yes' }
  /** On some paths only, or on all but some. */
  | { readonly kind: 'partly'; readonly where: string }
  | { readonly kind: 'no' }

export interface Finding {
  readonly need: Need
  readonly held: Held
}

/** Privileges that the role of a login gets, sorted. Proxmox VE only: a backup server has none but its own roles. */
export function monitorPrivileges(version: string, wishes: ReadonlySet<Wish>): readonly string[] {
  return needsOf('pve', version)
    .filter(({ wish }) => wish === undefined || wishes.has(wish))
    .map(({ privilege }) => privilege)
    .toSorted()
}

/** What a login has of what Pulse needs. */
export function findingsOf(needs: readonly Need[], permissions: Permissions): readonly Finding[] {
  return needs.map((need) => ({ need, held: heldOf(need, permissions) }))
}

/** Those without which Pulse does not show something that it promises. */
export function missingOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ need, held }) => held.kind === 'no' && need.wish === undefined && !need.spare)
}

/** Does a login hold it, and where? Guests are reached by their pools as well. */
export function heldOf({ privilege, path }: Pick<Need, 'privilege' | 'path'>, permissions: Permissions): Held {
  const roots = ['/', path]
  const below = Object.entries(permissions).filter(
    ([at]) => at.startsWith(`${path}/`) || (path === '/vms' && at.startsWith('/pool')),
  )
  const nearest = roots.findLast((root) => Object.hasOwn(permissions, root))
  const isBroad = nearest !== undefined && permissions[nearest]?.[privilege] === true
  if (!isBroad) {
    const places = below.filter(([, held]) => Object.hasOwn(held, privilege)).map(([at]) => at)
    return places.length > 0 ? { kind: 'partly', where: `only on ${some(places)}` } : { kind: 'no' }
  }
  const holes = below
    .filter(([at, held]) => !at.startsWith('/pool') && !Object.hasOwn(held, privilege))
    .map(([at]) => at)
  return holes.length > 0 ? { kind: 'partly', where: `not on ${some(holes)}` } : { kind: 'yes' }
}

const some = (paths: readonly string[]): string =>
  paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ')
