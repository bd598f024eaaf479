import type { Clock } from '../clock.ts'
import { type Access, type AclEntry, blankUser, type User } from '../estate/access.ts'
import { pbsRoles, pveRoles } from '../estate/built-in-roles.ts'
import type { BackupJob } from '../estate/backup-job.ts'
import { between, fingerprintText, hash, hexText, uuidText } from '../estate/chance.ts'
import { createGuest, type GuestPlan } from '../estate/guest.ts'
import { broadcastPeriodMs, type Node, type PhysicalDisk, type ZfsPool } from '../estate/node.ts'
import type { HaResource, Pool, ReplicationJob, Site } from '../estate/site.ts'
import type { Storage } from '../estate/storage.ts'
import { TaskBook } from '../estate/task-book.ts'
import type { PbsVersionProfile, VersionProfile } from '../estate/version.ts'

const GiB = 1024 ** 3
export const gib = (count: number): number => Math.round(count * GiB)

/** Versions that all sites and backup servers get instead of those of the scenario. */
export interface Versions {
  readonly pve?: VersionProfile
  readonly pbs?: PbsVersionProfile
}

/** Names and secrets that every site and backup server of an estate knows; the same for the same seed. */
export interface Logins {
  readonly monitor: {
    readonly userid: string
    readonly tokenName: string
    readonly secret: string
    readonly password: string
  }
  readonly backupMonitor: {
    readonly userid: string
    readonly tokenName: string
    readonly secret: string
    readonly password: string
  }
  readonly root: {
    readonly userid: string
    readonly tokenName: string
    readonly secret: string
    readonly password: string
  }
}

export function createLogins(seed: number): Logins {
  return {
    monitor: {
      userid: 'pulse-monitor@pve',
      tokenName: 'pulse',
      secret: uuidText(seed, 'monitor'),
      password: `monitor-${hexText(8, seed, 'password', 'monitor')}`,
    },
    backupMonitor: {
      userid: 'pulse-monitor@pbs',
      tokenName: 'pulse',
      secret: uuidText(seed, 'pbs'),
      password: `monitor-${hexText(8, seed, 'password', 'pbs')}`,
    },
    root: {
      userid: 'root@pam',
      tokenName: 'admin',
      secret: uuidText(seed, 'root'),
      password: `root-${hexText(8, seed, 'password', 'root')}`,
    },
  }
}

function user(login: Logins['root'], separated: boolean, more: Partial<User> = {}): User {
  const { userid, password, tokenName, secret } = login
  const token = { name: tokenName, secret, separated, comment: '', enabled: true, expireAt: 0 }
  return { ...blankUser(userid), password, tokens: [token], ...more }
}

const tokenless = (userid: string, more: Partial<User> = {}): User => ({ ...blankUser(userid), ...more })

function pveAccess(logins: Logins, version: VersionProfile): Access {
  const { monitor } = logins
  return {
    superuser: 'root@pam',
    revision: 0,
    roles: new Map([...pveRoles(version), ['BackupLister', ['Datastore.AllocateSpace', 'VM.Backup']]]),
    realms: [
      { realm: 'pam', type: 'pam', settings: { comment: 'Linux PAM standard authentication' } },
      { realm: 'pve', type: 'pve', settings: { comment: 'Proxmox VE authentication server' } },
    ],
    groups: [
      { groupid: 'admins', comment: 'May do everything' },
      { groupid: 'operators', comment: '' },
    ],
    users: [
      user(logins.root, false, { email: 'root@attic.example' }),
      user(monitor, true, { comment: 'Monitoring' }),
      tokenless('alice@pve', { groups: ['admins'], email: 'alice@attic.example' }),
      tokenless('bob@pve', { groups: ['operators'], enabled: false }),
    ],
    acl: [
      { path: '/', subject: 'admins', kind: 'group', role: 'Administrator', propagate: true },
      { path: '/pool/production', subject: 'operators', kind: 'group', role: 'PVEVMUser', propagate: true },
      // Auditors alone are shown no backups on storages of files.
      ...['PVEAuditor', 'BackupLister'].flatMap((role): AclEntry[] => [
        { path: '/', subject: monitor.userid, kind: 'user', role, propagate: true },
        { path: '/', subject: `${monitor.userid}!${monitor.tokenName}`, kind: 'token', role, propagate: true },
      ]),
    ],
  }
}

export function pbsAccess(logins: Logins): Access {
  const { backupMonitor } = logins
  const token = `${backupMonitor.userid}!${backupMonitor.tokenName}`
  return {
    superuser: 'root@pam',
    revision: 0,
    roles: pbsRoles(),
    realms: [
      { realm: 'pam', type: 'pam', settings: { comment: 'Linux PAM standard authentication' } },
      { realm: 'pbs', type: 'pbs', settings: { comment: 'Proxmox Backup authentication server' } },
    ],
    groups: [],
    users: [
      user(logins.root, false),
      user(backupMonitor, true, { comment: 'Monitoring' }),
      tokenless('backup@pbs', { comment: 'Used by the clusters' }),
    ],
    acl: [
      { path: '/', subject: backupMonitor.userid, kind: 'user', role: 'Audit', propagate: true },
      { path: '/', subject: token, kind: 'token', role: 'Audit', propagate: true },
      { path: '/remote', subject: backupMonitor.userid, kind: 'user', role: 'RemoteAudit', propagate: true },
      { path: '/remote', subject: token, kind: 'token', role: 'RemoteAudit', propagate: true },
      { path: '/datastore', subject: 'backup@pbs', kind: 'user', role: 'DatastoreBackup', propagate: true },
    ],
  }
}

export interface NodePlan {
  readonly name: string
  readonly nodeid: number
  readonly ip: string
  readonly listens?: boolean
  readonly cpuModel?: string
  readonly sockets?: number
  readonly cores?: number
  readonly memoryBytes?: number
  readonly rootBytes?: number
  readonly disks?: readonly PhysicalDisk[]
  readonly zpools?: readonly ZfsPool[]
  readonly upDays?: number
}

function createNode(plan: NodePlan, siteSeed: number, now: number): Node {
  const seed = hash(siteSeed, 'node', plan.name)
  const cores = plan.cores ?? 8
  const sockets = plan.sockets ?? 1
  return {
    name: plan.name,
    nodeid: plan.nodeid,
    seed,
    ip: plan.ip,
    cpuModel: plan.cpuModel ?? 'AMD EPYC 7313P 16-Core Processor',
    sockets,
    coresPerSocket: cores,
    threads: sockets * cores * 2,
    memoryBytes: plan.memoryBytes ?? gib(128) - 400 * 2 ** 20,
    swapBytes: gib(8) - 4096,
    rootBytes: plan.rootBytes ?? gib(94),
    disks: [...(plan.disks ?? defaultDisks(seed))],
    zpools: [
      ...(plan.zpools ?? [
        { name: 'rpool', sizeBytes: gib(944), usedRatio: 0.42, health: 'ONLINE', disks: ['/dev/sda3', '/dev/sdb3'] },
      ]),
    ],
    guests: new Map(),
    listens: plan.listens ?? true,
    certificate: null,
    offsetMs: hash(seed, 'offset') % broadcastPeriodMs,
    bootedAt: now - Math.round((plan.upDays ?? between(4, 90, seed, 'uptime')) * 86_400_000),
    online: true,
    silence: null,
    maintenance: false,
    load: {},
  }
}

function defaultDisks(seed: number): PhysicalDisk[] {
  const serial = (index: number): string => `S64${hexText(11, seed, 'disk', index).toUpperCase()}`
  const ssd = {
    kind: 'ssd',
    model: 'SAMSUNG MZ7L3960HCJR-00A07',
    sizeBytes: 960_197_124_096,
    usedFor: 'ZFS',
    health: 'PASSED',
  } as const
  return [
    { ...ssd, devpath: '/dev/sda', serial: serial(0), wearout: 96 },
    { ...ssd, devpath: '/dev/sdb', serial: serial(1), wearout: 95 },
  ]
}

export interface StoragePlan extends Partial<Pick<Storage, 'nodes' | 'options' | 'files' | 'shared'>> {
  readonly storage: string
  readonly type: Storage['type']
  readonly content: readonly string[]
  readonly totalBytes: number
  readonly usedRatio: number
}

function createStorage(plan: StoragePlan, siteSeed: number): Storage {
  return {
    storage: plan.storage,
    type: plan.type,
    content: plan.content,
    shared: plan.shared ?? ['nfs', 'cifs', 'pbs', 'rbd'].includes(plan.type),
    nodes: plan.nodes ?? null,
    options: plan.options ?? {},
    totalBytes: plan.totalBytes,
    usedRatio: plan.usedRatio,
    seed: hash(siteSeed, 'storage', plan.storage),
    files: plan.files ?? [],
    loose: [],
    changes: [],
    disabled: false,
    state: 'ok',
    filledTo: null,
  }
}

export interface SitePlan {
  readonly name: string
  readonly standalone?: boolean
  readonly version: VersionProfile
  readonly description?: string
  readonly nodes: readonly NodePlan[]
  readonly storages: readonly StoragePlan[]
  readonly guests: readonly GuestPlan[]
  readonly pools?: readonly Pick<Pool, 'poolid' | 'comment'>[]
  readonly ha?: readonly HaResource[]
  readonly replication?: readonly ReplicationJob[]
  readonly backupJobs?: readonly BackupJob[]
}

export function createSite(plan: SitePlan, seed: number, logins: Logins, clock: Clock): Site {
  const siteSeed = hash(seed, 'site', plan.name)
  const now = clock.now()
  const site: Site = {
    name: plan.name,
    standalone: plan.standalone ?? false,
    seed: siteSeed,
    version: plan.version,
    nodes: new Map(plan.nodes.map((node) => [node.name, createNode(node, siteSeed, now)])),
    guests: new Map(),
    departed: [],
    storages: plan.storages.map((storage) => createStorage(storage, siteSeed)),
    pools: (plan.pools ?? []).map((pool) => ({ ...pool, storages: [] })),
    ha: (plan.ha ?? []).map((resource) => ({ ...resource })),
    replication: (plan.replication ?? []).map((job) => ({ ...job })),
    backupJobs: [...(plan.backupJobs ?? [])],
    backups: [],
    backupMarks: new Map(),
    access: pveAccess(logins, plan.version),
    tasks: new TaskBook(clock),
    description: plan.description ?? '',
    quorate: true,
    quorumLostAt: 0,
    revision: 0,
  }
  for (const guestPlan of plan.guests) addGuest(site, guestPlan, now)
  return site
}

/** Guests that were there before the simulation began: created long ago, up for days. */
function addGuest(site: Site, plan: GuestPlan, now: number): void {
  const node = site.nodes.get(plan.node)
  if (node === undefined) throw new Error(`Guest ${plan.vmid} names node '${plan.node}', which ${site.name} has not`)
  const seed = plan.seed ?? hash(site.seed, plan.kind ?? 'qemu', plan.vmid)
  const upMs = Math.min(now - node.bootedAt - 90_000, Math.round(between(0.3, 40, seed, 'up') * 86_400_000))
  const createdAt = now - Math.round(between(60, 700, seed, 'created') * 86_400_000)
  const guest = createGuest({ startedAt: now - Math.max(60_000, upMs), createdAt, ...plan, seed }, site.seed, now)
  site.guests.set(guest.vmid, guest)
  node.guests.set(guest.vmid, guest)
}

/** What a node that has no TLS endpoint of its own is said to serve. */
export function inventedFingerprint(node: Node): string {
  return fingerprintText(node.seed, 'certificate')
}
