import type { VersionProfile } from './version.ts'

interface ApiToken {
  readonly name: string
  readonly secret: string
  /** With separation a token has no right that it was not given itself. */
  readonly separated: boolean
  readonly comment: string
  /** Seconds since the epoch; 0 is never. */
  expireAt: number
}

export interface User {
  readonly userid: string
  readonly password: string
  readonly comment: string
  readonly email: string
  readonly groups: readonly string[]
  readonly tokens: ApiToken[]
  enabled: boolean
  expireAt: number
}

export interface AclEntry {
  readonly path: string
  /** userid, user!token, or group name. */
  readonly subject: string
  readonly kind: 'user' | 'token' | 'group'
  readonly role: string
  readonly propagate: boolean
}

export interface Access {
  readonly users: User[]
  readonly groups: readonly { readonly groupid: string; readonly comment: string }[]
  readonly acl: AclEntry[]
  readonly roles: ReadonlyMap<string, readonly string[]>
  /** The one user who may everything. */
  readonly superuser: string
  /** Grows with every change, so that what was worked out from it is not used any longer. */
  revision: number
}

/** Who asks: a user with a ticket, or a user's token. */
export interface Principal {
  readonly user: User
  readonly token: ApiToken | null
}

function principalId(principal: Principal): string {
  return principal.token === null ? principal.user.userid : `${principal.user.userid}!${principal.token.name}`
}

function parents(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '')
  const paths = ['/']
  for (let length = 1; length <= segments.length; length++) paths.push(`/${segments.slice(0, length).join('/')}`)
  return paths
}

/** Privileges of one subject on one path; the value tells whether they reach the objects below. */
function privilegesOf(
  access: Access,
  kind: 'user' | 'token',
  subject: string,
  groups: readonly string[],
  path: string,
) {
  let held = new Map<string, boolean>()
  for (const level of parents(path)) {
    const here = access.acl.filter((entry) => entry.path === level && (level === path || entry.propagate))
    const own = here.filter((entry) => entry.kind === kind && entry.subject === subject)
    const entries =
      own.length > 0 ? own : here.filter((entry) => entry.kind === 'group' && groups.includes(entry.subject))
    if (entries.length === 0) continue
    // An entry further down replaces what came from above; NoAccess takes everything.
    held = new Map()
    if (entries.some((entry) => entry.role === 'NoAccess')) continue
    for (const entry of entries) {
      for (const privilege of access.roles.get(entry.role) ?? []) {
        held.set(privilege, (held.get(privilege) ?? false) || entry.propagate)
      }
    }
  }
  return held
}

/** Answers "may this principal do that here" for one product instance; remembers what it worked out. */
export class Gate {
  readonly #access: Access
  readonly #known = new Map<string, Map<string, boolean>>()
  #revision: number

  constructor(access: Access) {
    this.#access = access
    this.#revision = access.revision
  }

  privileges(principal: Principal, path: string): ReadonlyMap<string, boolean> {
    if (this.#revision !== this.#access.revision) {
      this.#known.clear()
      this.#revision = this.#access.revision
    }
    const key = `${principalId(principal)} ${path}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const worked = this.#workOut(principal, path)
    this.#known.set(key, worked)
    return worked
  }

  can(principal: Principal, path: string, privilege: string): boolean {
    return this.privileges(principal, path).has(privilege)
  }

  /** Whether nothing below the root changes what the principal may do: lists need no filter row by row. */
  isUniform(principal: Principal): boolean {
    const { user, token } = principal
    if (user.userid === this.#access.superuser && (token === null || !token.separated)) return true
    const subjects = new Set([user.userid, principalId(principal), ...user.groups])
    return this.#access.acl.every((entry) => !subjects.has(entry.subject) || (entry.path === '/' && entry.propagate))
  }

  #workOut(principal: Principal, path: string): Map<string, boolean> {
    const { user, token } = principal
    const ofUser =
      user.userid === this.#access.superuser
        ? everything(this.#access)
        : privilegesOf(this.#access, 'user', user.userid, user.groups, path)
    if (token === null || !token.separated) return ofUser
    const ofToken = privilegesOf(this.#access, 'token', principalId(principal), [], path)
    return new Map([...ofToken].filter(([privilege]) => ofUser.has(privilege)))
  }
}

function everything(access: Access): Map<string, boolean> {
  return new Map([...access.roles.values()].flat().map((privilege) => [privilege, true]))
}

const sysPrivileges = [
  'Sys.Audit',
  'Sys.Console',
  'Sys.Incoming',
  'Sys.Modify',
  'Sys.PowerMgmt',
  'Sys.Syslog',
  'Sys.AccessNetwork',
]
const guestConfig = ['CDROM', 'CPU', 'Cloudinit', 'Disk', 'HWType', 'Memory', 'Network', 'Options'].map(
  (key) => `VM.Config.${key}`,
)
const guestAgent = ['Audit', 'FileRead', 'FileSystemMgmt', 'FileWrite', 'Unrestricted'].map(
  (key) => `VM.GuestAgent.${key}`,
)
const words = (text: string): string[] => text.split(' ')
const guestPrivileges = [
  ...words(
    'VM.Allocate VM.Audit VM.Backup VM.Clone VM.Console VM.Migrate VM.PowerMgmt VM.Snapshot VM.Snapshot.Rollback',
  ),
  ...guestConfig,
]
const datastorePrivileges = words(
  'Datastore.Allocate Datastore.AllocateSpace Datastore.AllocateTemplate Datastore.Audit',
)
const rest = [
  ...words('Group.Allocate Mapping.Audit Mapping.Modify Mapping.Use Permissions.Modify Pool.Allocate Pool.Audit'),
  ...words('Realm.Allocate Realm.AllocateUser SDN.Allocate SDN.Audit SDN.Use User.Modify'),
]

/** The built-in roles. 9.0 took VM.Monitor away and split it. */
export function pveRoles(version: VersionProfile): ReadonlyMap<string, readonly string[]> {
  const isOld = version === '7.4' || version === '8.4'
  const guest = isOld ? [...guestPrivileges, 'VM.Monitor'] : [...guestPrivileges, ...guestAgent, 'VM.Replicate']
  const all = [...guest, ...sysPrivileges, ...datastorePrivileges, ...rest]
  const audits = all.filter((privilege) => privilege.endsWith('.Audit'))
  return new Map([
    ['Administrator', all],
    ['NoAccess', []],
    [
      'PVEAdmin',
      all.filter(
        (privilege) =>
          !/^(Sys\.(Incoming|Modify|PowerMgmt|AccessNetwork)|Permissions\.|Realm\.Allocate$)/.test(privilege),
      ),
    ],
    ['PVEAuditor', audits],
    ['PVEDatastoreAdmin', datastorePrivileges],
    ['PVEDatastoreUser', ['Datastore.AllocateSpace', 'Datastore.Audit']],
    ['PVEPoolAdmin', ['Pool.Allocate', 'Pool.Audit']],
    ['PVEPoolUser', ['Pool.Audit']],
    ['PVESysAdmin', ['Sys.Audit', 'Sys.Console', 'Sys.Syslog']],
    ['PVEVMAdmin', guest],
    ['PVEVMUser', ['VM.Audit', 'VM.Backup', 'VM.Config.CDROM', 'VM.Config.Cloudinit', 'VM.Console', 'VM.PowerMgmt']],
  ])
}

/** The built-in roles of Proxmox Backup Server. */
export function pbsRoles(): ReadonlyMap<string, readonly string[]> {
  const datastore = ['Allocate', 'Audit', 'Backup', 'Modify', 'Prune', 'Read', 'Verify'].map(
    (key) => `Datastore.${key}`,
  )
  const system = ['Sys.Audit', 'Sys.Console', 'Sys.Modify', 'Sys.PowerManagement']
  const remote = ['Remote.Audit', 'Remote.DatastoreModify', 'Remote.DatastorePrune', 'Remote.Modify', 'Remote.Read']
  const tape = ['Tape.Audit', 'Tape.Modify', 'Tape.Read', 'Tape.Write']
  return new Map([
    ['Admin', [...datastore, ...system, ...remote, ...tape, 'Permissions.Modify', 'Realm.Allocate']],
    ['NoAccess', []],
    ['Audit', ['Datastore.Audit', 'Sys.Audit']],
    ['DatastoreAudit', ['Datastore.Audit']],
    ['DatastoreReader', ['Datastore.Audit', 'Datastore.Read']],
    ['DatastoreBackup', ['Datastore.Backup']],
    ['DatastorePowerUser', ['Datastore.Backup', 'Datastore.Prune']],
    ['DatastoreAdmin', datastore],
    ['RemoteAudit', ['Remote.Audit']],
    ['RemoteAdmin', remote],
    ['TapeAudit', ['Tape.Audit']],
  ])
}
