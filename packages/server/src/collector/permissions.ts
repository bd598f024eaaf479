import type { MissingPrivilege } from '@pulse/contract'

/** Privileges by ACL path, as `/access/permissions` tells them. */
export type Permissions = Readonly<Record<string, Readonly<Record<string, boolean>>>>

interface Need {
  privilege: string
  path: string
  without: string
}

/** PVE 9 split the old privilege; the roles of an upgraded cluster may have lost it. */
const agentPrivilege = (major: number): string => (major >= 9 ? 'VM.GuestAgent.Audit' : 'VM.Monitor')

const majorOf = (version: string | null): number => Number.parseInt(version ?? '9', 10)

const pveNeeds = (major: number): Need[] => [
  { privilege: 'VM.Audit', path: '/vms', without: 'virtual machines and containers' },
  { privilege: 'Sys.Audit', path: '/nodes', without: 'processor, memory and uptime of nodes, quorum, backup runs' },
  { privilege: 'Datastore.Audit', path: '/storage', without: 'storage and the backups on it' },
  {
    privilege: agentPrivilege(major),
    path: '/vms',
    without: 'file systems, addresses and operating system of virtual machines',
  },
]

const pbsNeeds: Need[] = [
  { privilege: 'Datastore.Audit', path: '/datastore', without: 'datastores and the backups in them' },
  { privilege: 'Sys.Audit', path: '/system', without: 'processor, memory and uptime of the server' },
]

/** What the credentials lack, and what cannot be shown without it. A privilege on part of the estate counts as there. */
export function missingPrivileges(
  product: 'pve' | 'pbs',
  version: string | null,
  permissions: Permissions,
): MissingPrivilege[] {
  const needs = product === 'pbs' ? pbsNeeds : pveNeeds(majorOf(version))
  return needs.filter((need) => !hasPrivilege(permissions, need.path, need.privilege))
}

/** The privilege that asking guest agents takes, if it is not there. */
export function missingAgentPrivilege(version: string | null, permissions: Permissions): string | undefined {
  const privilege = agentPrivilege(majorOf(version))
  return hasPrivilege(permissions, '/vms', privilege) ? undefined : privilege
}

export function hasPrivilege(permissions: Permissions, path: string, privilege: string): boolean {
  return Object.entries(permissions).some(
    ([at, privileges]) => isAbout(at, path) && Object.hasOwn(privileges, privilege),
  )
}

/** Guests are reached by their pools as well. */
const isAbout = (at: string, path: string): boolean =>
  at === '/' || at === path || at.startsWith(`${path}/`) || (path === '/vms' && at.startsWith('/pool'))
