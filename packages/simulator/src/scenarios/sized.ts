import type { Clock } from '../clock.ts'
import { type BackupServer, untouched } from '../estate/backup-server.ts'
import { chance, hash, pick } from '../estate/chance.ts'
import type { Character, GuestPlan, Os } from '../estate/guest.ts'
import { jobId } from '../estate/history.ts'
import { identifyServerTask } from '../estate/server-history.ts'
import type { Site } from '../estate/site.ts'
import { TaskBook } from '../estate/task-book.ts'
import { createSite, gib, type Logins, type NodePlan, pbsAccess, type Versions } from './build-site.ts'
import type { World } from './small.ts'

/** How large an estate is: nodes and guests in all, spread evenly. A cluster of one node is a host on its own. */
export interface Size {
  readonly clusters: number
  readonly nodes: number
  readonly guests: number
}

/** Beyond this many nodes only the first few of a cluster have an endpoint of their own. */
const listeningLimit = 32
const listeningOfLarge = 3

const roles = ['web', 'db', 'app', 'cache', 'worker', 'build', 'mail', 'dns', 'proxy', 'log', 'queue', 'store'] as const
const characters: readonly [Character, ...Character[]] = [
  'web',
  'database',
  'steady',
  'idle',
  'batch',
  'desktop',
  'idle',
  'steady',
]
const systems: readonly [Os, ...Os[]] = ['debian', 'ubuntu', 'debian', 'alpine', 'windows']
const tagSets: readonly [readonly string[], ...(readonly string[])[]] = [
  ['prod'],
  ['prod', 'web'],
  ['staging'],
  ['db', 'prod'],
  [],
]

/** Spreads `total` over `parts` as evenly as whole numbers allow. */
function share(total: number, parts: number, index: number): number {
  return Math.floor(total / parts) + (index < total % parts ? 1 : 0)
}

function guestPlan(seed: number, index: number, node: string): GuestPlan {
  const own = hash(seed, 'guest', index)
  const kind = chance(own, 'kind') < 0.7 ? 'qemu' : 'lxc'
  const role = roles[own % roles.length] ?? 'app'
  const os = pick(systems, own, 'os')
  return {
    kind,
    vmid: 100 + index,
    name: `${role}-${String(index).padStart(5, '0')}`,
    node,
    cores: pick([1, 2, 4, 8], own, 'cores'),
    memoryBytes: gib(pick([1, 2, 4, 8, 16], own, 'memory')),
    disks: [
      {
        key: kind === 'qemu' ? 'scsi0' : 'rootfs',
        storage: kind === 'qemu' ? 'local-lvm' : 'local-zfs',
        sizeBytes: gib(pick([8, 16, 32, 64, 128], own, 'disk')),
      },
    ],
    os: kind === 'lxc' && os === 'windows' ? 'debian' : os,
    character: pick(characters, own, 'character'),
    status: chance(own, 'status') < 0.92 ? 'running' : 'stopped',
    agent: chance(own, 'agent') < 0.85 ? 'answering' : 'absent',
    tags: pick(tagSets, own, 'tags'),
  }
}

function cluster(size: Size, index: number, seed: number, logins: Logins, clock: Clock, versions: Versions): Site {
  const nodeCount = share(size.nodes, size.clusters, index)
  const guestCount = share(size.guests, size.clusters, index)
  const name = size.clusters === 1 ? 'site' : `site${index + 1}`
  const own = hash(seed, 'cluster', index)
  const nodes: NodePlan[] = Array.from({ length: nodeCount }, (_, position) => ({
    name: `node${String(position + 1).padStart(3, '0')}`,
    nodeid: position + 1,
    ip: `10.${index + 1}.${Math.floor(position / 250)}.${(position % 250) + 1}`,
    listens: nodeCount <= listeningLimit || position < listeningOfLarge,
    cores: 32,
    sockets: 2,
    memoryBytes: gib(1006),
  }))
  const guests = Array.from({ length: guestCount }, (_, position) =>
    guestPlan(own, position, nodes[position % nodeCount]?.name ?? ''),
  )
  return createSite(
    {
      name,
      standalone: nodeCount === 1,
      version: versions.pve ?? '9.2',
      nodes,
      guests,
      storages: [
        {
          storage: 'local',
          type: 'dir',
          content: ['iso', 'vztmpl', 'backup'],
          totalBytes: gib(94),
          usedRatio: 0.3,
          options: { path: '/var/lib/vz' },
        },
        {
          storage: 'local-zfs',
          type: 'zfspool',
          content: ['images', 'rootdir'],
          totalBytes: gib(7000),
          usedRatio: 0.4,
          options: { pool: 'rpool/data' },
        },
        {
          storage: 'local-lvm',
          type: 'lvmthin',
          content: ['images', 'rootdir'],
          totalBytes: gib(14_000),
          usedRatio: 0.5,
          options: { thinpool: 'data', vgname: 'pve' },
        },
        {
          storage: 'nfs',
          type: 'nfs',
          content: ['images', 'iso'],
          totalBytes: gib(80_000),
          usedRatio: 0.6,
          options: { export: '/export/vm', path: '/mnt/pve/nfs', server: '10.0.0.30' },
        },
        {
          storage: 'pbs',
          type: 'pbs',
          content: ['backup'],
          totalBytes: gib(200_000),
          usedRatio: 0.55,
          options: { datastore: 'main', namespace: name, server: '10.0.0.20', username: 'backup@pbs' },
        },
      ],
      pools: [],
      backupJobs: [
        {
          id: jobId(own, 1),
          storage: 'pbs',
          schedule: { kind: 'daily', minute: 60 },
          enabled: true,
          mode: 'snapshot',
          selection: { kind: 'all', exclude: [] },
          keep: 2,
          comment: '',
        },
      ],
    },
    seed,
    logins,
    clock,
  )
}

/** An estate of any size: `clusters` installations over which nodes and guests are spread evenly, and one backup server. */
export function sizedWorld(size: Size, seed: number, logins: Logins, clock: Clock, versions: Versions): World {
  const sites = Array.from({ length: size.clusters }, (_, index) => cluster(size, index, seed, logins, clock, versions))
  const server: BackupServer = {
    name: 'pbs',
    seed: hash(seed, 'pbs'),
    version: versions.pbs ?? '4.2',
    ip: '10.0.0.20',
    memoryBytes: gib(125),
    threads: 32,
    bootedAt: clock.now() - 60 * 86_400_000,
    datastores: [
      {
        store: 'main',
        comment: '',
        path: '/mnt/datastore/main',
        totalBytes: gib(200_000),
        usedRatio: 0.55,
        namespaces: ['', ...sites.map((site) => site.name)],
        hosts: [],
        maintenance: null,
        filledTo: null,
        ...untouched(),
      },
    ],
    syncJobs: [],
    verifyJobs: [{ id: 'v-main', store: 'main', everyMinutes: 1440, minute: 330, outcome: 'OK' }],
    pruneJobs: [{ id: 'p-main', store: 'main', everyMinutes: 1440, minute: 300, outcome: 'OK' }],
    remotes: [],
    access: pbsAccess(logins),
    configRevision: 0,
    tasks: new TaskBook(clock, identifyServerTask),
    sources: sites.map((site) => ({ site, storage: 'pbs', store: 'main', namespace: site.name })),
    certificate: null,
    online: true,
    hung: false,
  }
  return { sites, backupServers: [server] }
}
