import type { Product } from '@pulse/proxmox/schema'

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

/**
 * The privileges for a version. Up to Proxmox VE 8, one privilege stood for all that a guest agent does; 9.0 took it away
 * and has one for reading. Names that a version does not know are refused by it.
 *
 * @param version as `/version` tells it, e.g. `9.1.4`, or the beginning of it
 */
export function needsOf(product: Product, version: string): readonly Need[] {
  switch (product) {
    case 'pve':
      return pveNeeds(Number.parseInt(version, 10) >= 9 ? 'VM.GuestAgent.Audit' : 'VM.Monitor')
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
