import type { VersionProfile } from './version.ts'

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '')

/** Privileges of one kind of object, by who is meant to have them: only root, administrators, users, auditors. */
interface Category {
  readonly name: string
  readonly root: readonly string[]
  readonly admin: readonly string[]
  readonly user: readonly string[]
  readonly audit: readonly string[]
}

/** 7 brought Pool.Audit and Sys.Incoming, 8 Mapping.*, SDN.Use and Sys.AccessNetwork; 9 split VM.Monitor. */
function categories(major: number): Category[] {
  const agent = 'VM.GuestAgent.FileRead VM.GuestAgent.FileSystemMgmt VM.GuestAgent.FileWrite VM.GuestAgent.Unrestricted'
  const config = 'Disk CPU Memory Network HWType Options'.replaceAll(/\w+/g, (word) => `VM.Config.${word}`)
  const guest = `${config} VM.Allocate VM.Clone VM.Migrate VM.Snapshot VM.Snapshot.Rollback`
  const all: { name: string; root?: string; admin: string; user?: string; audit?: string }[] = [
    {
      name: 'VM',
      admin: `${guest} ${major >= 9 ? `${agent} VM.Replicate` : 'VM.Monitor'}`,
      user: 'VM.Config.CDROM VM.Config.Cloudinit VM.Console VM.Backup VM.PowerMgmt',
      audit: `VM.Audit ${major >= 9 ? 'VM.GuestAgent.Audit' : ''}`,
    },
    {
      name: 'Sys',
      root: `Sys.PowerMgmt Sys.Modify Sys.Incoming ${major >= 8 ? 'Sys.AccessNetwork' : ''}`,
      admin: 'Sys.Console Sys.Syslog',
      audit: 'Sys.Audit',
    },
    {
      name: 'Datastore',
      admin: 'Datastore.Allocate Datastore.AllocateTemplate',
      user: 'Datastore.AllocateSpace',
      audit: 'Datastore.Audit',
    },
    { name: 'SDN', admin: 'SDN.Allocate', user: major >= 8 ? 'SDN.Use' : '', audit: 'SDN.Audit' },
    { name: 'User', root: 'Realm.Allocate', admin: 'User.Modify Group.Allocate Realm.AllocateUser' },
    { name: 'Pool', admin: 'Pool.Allocate', user: 'Pool.Audit', audit: 'Pool.Audit' },
  ]
  if (major >= 8) all.push({ name: 'Mapping', admin: 'Mapping.Modify', user: 'Mapping.Use', audit: 'Mapping.Audit' })
  return all.map(({ name, root = '', admin, user = '', audit = '' }) => ({
    name,
    root: words(root),
    admin: words(admin),
    user: words(user),
    audit: words(audit),
  }))
}

const unique = (privileges: readonly string[]): string[] => [...new Set(privileges)]

/** The built-in roles of Proxmox VE; `Administrator` has every privilege that the version knows. */
export function pveRoles(version: VersionProfile): Map<string, readonly string[]> {
  const known = categories(Number.parseInt(version, 10))
  const ofAdmin = (one: Category): string[] => unique([...one.admin, ...one.user, ...one.audit])
  const roles = new Map<string, readonly string[]>([
    ['Administrator', unique(['Permissions.Modify', ...known.flatMap((one) => [...one.root, ...ofAdmin(one)])])],
    ['NoAccess', []],
    // Changing mappings is kept for Administrator and PVEMappingAdmin.
    ['PVEAdmin', known.flatMap(ofAdmin).filter((privilege) => privilege !== 'Mapping.Modify')],
    ['PVEAuditor', unique(known.flatMap((one) => one.audit))],
    ['PVETemplateUser', ['VM.Audit', 'VM.Clone']],
  ])
  for (const one of known) {
    roles.set(`PVE${one.name}Admin`, ofAdmin(one))
    if (one.user.length > 0) roles.set(`PVE${one.name}User`, unique([...one.user, ...one.audit]))
  }
  return roles
}

/** The roles of Proxmox Backup Server; nobody can add one. */
export function pbsRoles(): Map<string, readonly string[]> {
  const datastore = words(
    'Datastore.Audit Datastore.Backup Datastore.Modify Datastore.Prune Datastore.Read Datastore.Verify',
  )
  const system = words('Sys.Audit Sys.Console Sys.Modify Sys.PowerManagement')
  const remote = words('Remote.Audit Remote.Modify Remote.Read')
  const remoteStore = words('Remote.DatastoreBackup Remote.DatastoreModify Remote.DatastorePrune')
  const tape = words('Tape.Audit Tape.Modify Tape.Read Tape.Write')
  const rest = words('Datastore.Allocate Permissions.Modify Realm.Allocate')
  return new Map<string, readonly string[]>([
    ['Admin', [...datastore, ...system, ...remote, ...remoteStore, ...tape, ...rest]],
    ['NoAccess', []],
    ['Audit', ['Datastore.Audit', 'Sys.Audit']],
    ['DatastoreAudit', ['Datastore.Audit']],
    ['DatastoreReader', ['Datastore.Audit', 'Datastore.Read', 'Datastore.Verify']],
    ['DatastoreBackup', ['Datastore.Backup']],
    ['DatastorePowerUser', ['Datastore.Backup', 'Datastore.Prune']],
    ['DatastoreAdmin', datastore],
    ['RemoteAudit', ['Remote.Audit']],
    ['RemoteAdmin', remote],
    ['RemoteSyncOperator', ['Remote.Audit', 'Remote.Read']],
    ['RemoteSyncPushOperator', ['Remote.Audit', 'Remote.DatastoreBackup']],
    ['RemoteDatastorePowerUser', ['Remote.Audit', 'Remote.DatastoreBackup', 'Remote.DatastorePrune']],
    ['RemoteDatastoreAdmin', ['Remote.Audit', ...remoteStore]],
    ['TapeAudit', ['Tape.Audit']],
    ['TapeAdmin', tape],
    ['TapeOperator', ['Tape.Audit', 'Tape.Read', 'Tape.Write']],
    ['TapeReader', ['Tape.Audit', 'Tape.Read']],
  ])
}
