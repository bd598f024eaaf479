import type { Clock } from '../clock.ts'
import { type BackupServer, untouched } from '../estate/backup-server.ts'
import { hash } from '../estate/chance.ts'
import type { GuestPlan, Snapshot } from '../estate/guest.ts'
import { jobId } from '../estate/history.ts'
import { identifyServerTask } from '../estate/server-history.ts'
import type { Site } from '../estate/site.ts'
import type { StoredFile } from '../estate/storage.ts'
import { TaskBook } from '../estate/task-book.ts'
import { createSite, gib, type Logins, pbsAccess, type StoragePlan, type Versions } from './build-site.ts'

const dayMs = 86_400_000
const TiB = 1024

export interface World {
  readonly sites: readonly Site[]
  readonly backupServers: readonly BackupServer[]
}

type Short = Partial<Omit<GuestPlan, 'vmid' | 'name' | 'node'>>

function vm(
  vmid: number,
  name: string,
  node: string,
  cores: number,
  memoryGib: number,
  diskGib: number,
  more: Short = {},
): GuestPlan {
  const disks = more.disks ?? [{ key: 'scsi0', storage: 'local-lvm', sizeBytes: gib(diskGib) }]
  return { kind: 'qemu', vmid, name, node, cores, memoryBytes: gib(memoryGib), ...more, disks }
}

function ct(
  vmid: number,
  name: string,
  node: string,
  cores: number,
  memoryGib: number,
  diskGib: number,
  more: Short = {},
): GuestPlan {
  const disks = more.disks ?? [{ key: 'rootfs', storage: 'local-zfs', sizeBytes: gib(diskGib) }]
  return { kind: 'lxc', vmid, name, node, cores, memoryBytes: gib(memoryGib), ...more, disks }
}

function snapshotChain(now: number, ...names: readonly string[]): Snapshot[] {
  return names.map((name, index) => ({
    name,
    description: name.startsWith('auto') ? '' : 'Before the upgrade\n',
    takenAt: now - (names.length - index) * 9 * dayMs,
    parent: names[index - 1] ?? null,
    withMemory: index === names.length - 1 && !name.startsWith('auto'),
  }))
}

function atticGuests(now: number): GuestPlan[] {
  const windows = {
    os: 'windows',
    character: 'desktop',
    disks: [
      { key: 'scsi0', storage: 'nas-vm', sizeBytes: gib(120) },
      { key: 'scsi1', storage: 'local-lvm', sizeBytes: gib(300) },
    ],
  } as const
  return [
    vm(100, 'home-assistant', 'pve1', 2, 4, 32, {
      os: 'haos',
      character: 'steady',
      tags: ['home', 'prod'],
      pool: 'home',
      snapshots: snapshotChain(now, 'before_2026_10', 'auto_weekly'),
    }),
    ct(101, 'pihole', 'pve1', 1, 0.5, 8, { character: 'idle', tags: ['dns', 'prod'], pool: 'home' }),
    vm(102, 'nextcloud', 'pve1', 4, 8, 200, {
      character: 'web',
      tags: ['prod', 'web'],
      pool: 'production',
      snapshots: snapshotChain(now, 'before_upgrade'),
    }),
    ct(103, 'gitea', 'pve1', 2, 2, 40, { character: 'web', tags: ['dev', 'web'], pool: 'production' }),
    ct(104, 'grafana', 'pve2', 2, 2, 20, { character: 'steady', tags: ['monitoring'], pool: 'production' }),
    vm(105, 'postgres-main', 'pve2', 8, 24, 250, {
      character: 'database',
      tags: ['db', 'prod'],
      pool: 'production',
      snapshots: snapshotChain(now, 'pg17_before', 'pg17_after'),
    }),
    ct(106, 'mqtt', 'pve1', 1, 0.5, 4, { os: 'alpine', character: 'idle', tags: ['home'], pool: 'home' }),
    vm(107, 'jellyfin', 'pve2', 6, 8, 64, { os: 'ubuntu', character: 'desktop', tags: ['media'] }),
    ct(108, 'paperless', 'pve2', 2, 4, 60, { character: 'batch', tags: ['prod', 'web'], pool: 'production' }),
    ct(109, 'vaultwarden', 'pve1', 1, 0.5, 6, {
      os: 'alpine',
      character: 'idle',
      tags: ['prod', 'security'],
      pool: 'production',
    }),
    vm(110, 'frigate', 'pve3', 8, 12, 80, {
      character: 'busy',
      tags: ['cctv', 'home'],
      pool: 'home',
      backupFailure: 'job failed with err -5 - Input/output error',
    }),
    vm(111, 'unifi', 'pve3', 2, 4, 32, { os: 'ubuntu', tags: ['network'] }),
    vm(112, 'win-rds', 'pve2', 8, 32, 120, { ...windows, tags: ['prod', 'windows'], pool: 'production' }),
    vm(113, 'docker-01', 'pve1', 6, 16, 120, {
      os: 'ubuntu',
      character: 'web',
      tags: ['docker', 'prod'],
      pool: 'production',
    }),
    vm(114, 'docker-02', 'pve3', 6, 16, 120, { os: 'ubuntu', character: 'web', tags: ['docker'], agent: 'silent' }),
    vm(115, 'k3s-1', 'pve1', 4, 8, 60, { character: 'steady', tags: ['k8s', 'lab'] }),
    vm(116, 'k3s-2', 'pve2', 4, 8, 60, { character: 'steady', tags: ['k8s', 'lab'] }),
    vm(117, 'k3s-3', 'pve3', 4, 8, 60, { character: 'steady', tags: ['k8s', 'lab'] }),
    vm(118, 'opnsense', 'pve3', 4, 4, 20, {
      os: 'freebsd',
      character: 'steady',
      balloonDriver: false,
      tags: ['network', 'prod'],
    }),
    ct(119, 'nginx-proxy', 'pve3', 2, 1, 10, {
      os: 'alpine',
      character: 'web',
      tags: ['prod', 'web'],
      pool: 'production',
    }),
    ct(120, 'influxdb', 'pve3', 4, 8, 120, { character: 'database', tags: ['db', 'monitoring'] }),
    ct(121, 'syncthing', 'pve2', 2, 1, 30, { character: 'batch', tags: ['home'] }),
    ct(122, 'freshrss', 'pve1', 1, 0.5, 8, { character: 'idle', tags: ['web'] }),
    ct(123, 'wireguard', 'pve3', 1, 0.25, 4, { os: 'alpine', character: 'idle', tags: ['network', 'prod'] }),
    vm(124, 'mail', 'pve2', 4, 8, 160, { character: 'steady', tags: ['mail', 'prod'], pool: 'production' }),
    vm(125, 'build-runner', 'pve3', 8, 16, 100, { os: 'ubuntu', character: 'batch', tags: ['ci', 'dev'] }),
    vm(126, 'win11-lab', 'pve3', 4, 8, 80, {
      os: 'windows',
      status: 'stopped',
      tags: ['lab', 'windows'],
      onboot: false,
    }),
    vm(127, 'retro-games', 'pve1', 2, 2, 40, { status: 'paused', agent: 'absent', tags: ['lab'], onboot: false }),
    vm(128, 'staging-db', 'pve2', 2, 4, 50, {
      character: 'database',
      status: 'stopped',
      tags: ['db', 'staging'],
      onboot: false,
    }),
    ct(129, 'old-wiki', 'pve1', 1, 1, 12, {
      status: 'stopped',
      tags: [],
      onboot: false,
      description: 'Kept until the move is confirmed.',
    }),
    vm(9000, 'debian-13-template', 'pve1', 2, 2, 16, {
      template: true,
      status: 'stopped',
      tags: ['template'],
      onboot: false,
    }),
  ]
}

function officeGuests(): GuestPlan[] {
  const on = (plan: GuestPlan): GuestPlan => ({
    ...plan,
    disks: plan.disks?.map((disk) => ({ ...disk, storage: 'local-zfs' })) ?? [],
  })
  return [
    vm(100, 'dc01', 'pve-office', 4, 8, 80, { os: 'windows', character: 'steady', tags: ['prod', 'windows'] }),
    vm(101, 'fileserver', 'pve-office', 4, 8, 500, { os: 'windows', character: 'batch', tags: ['prod', 'windows'] }),
    vm(102, 'erp', 'pve-office', 6, 24, 200, { character: 'database', tags: ['prod'], snapshots: [] }),
    vm(103, 'pbx', 'pve-office', 2, 2, 32, { character: 'steady', agent: 'restricted', tags: ['voice'] }),
    ct(104, 'print', 'pve-office', 1, 1, 8, { character: 'idle', tags: [] }),
    ct(105, 'intranet', 'pve-office', 2, 2, 24, { os: 'ubuntu', character: 'web', tags: ['web'] }),
    ct(106, 'dhcp-dns', 'pve-office', 1, 0.5, 6, { character: 'idle', tags: ['network'] }),
    vm(107, 'scan-station', 'pve-office', 2, 4, 60, {
      os: 'windows',
      character: 'desktop',
      agent: 'absent',
      tags: ['windows'],
    }),
    vm(108, 'test-erp', 'pve-office', 2, 8, 100, {
      character: 'database',
      status: 'stopped',
      onboot: false,
      tags: ['test'],
    }),
  ].map(on)
}

const isoFiles = (now: number): StoredFile[] => [
  { name: 'debian-13.1.0-amd64-netinst.iso', content: 'iso', sizeBytes: 822_083_584, changedAt: now - 70 * dayMs },
  { name: 'virtio-win-0.1.271.iso', content: 'iso', sizeBytes: 726_476_800, changedAt: now - 160 * dayMs },
  {
    name: 'debian-13-standard_13.1-2_amd64.tar.zst',
    content: 'vztmpl',
    sizeBytes: 129_710_398,
    changedAt: now - 60 * dayMs,
  },
  {
    name: 'alpine-3.22-default_20250617_amd64.tar.xz',
    content: 'vztmpl',
    sizeBytes: 3_266_320,
    changedAt: now - 90 * dayMs,
  },
]

function localStorages(now: number): StoragePlan[] {
  return [
    {
      storage: 'local',
      type: 'dir',
      content: ['iso', 'vztmpl', 'backup'],
      totalBytes: gib(94),
      usedRatio: 0.31,
      options: { path: '/var/lib/vz' },
      files: isoFiles(now),
    },
    {
      storage: 'local-zfs',
      type: 'zfspool',
      content: ['images', 'rootdir'],
      totalBytes: gib(860),
      usedRatio: 0.38,
      options: { pool: 'rpool/data', sparse: '1' },
    },
  ]
}

const pbsKeys = (datastore: string, namespace: string): Record<string, string> => ({
  datastore,
  namespace,
  server: '192.168.10.20',
  username: 'backup@pbs',
})

function attic(seed: number, logins: Logins, clock: Clock, version: Site['version']): Site {
  const now = clock.now()
  const ids = hash(seed, 'attic jobs')
  return createSite(
    {
      name: 'attic',
      version,
      description: 'Three small machines under the roof.',
      nodes: [
        {
          name: 'pve1',
          nodeid: 1,
          ip: '192.168.10.11',
          cpuModel: 'Intel(R) Core(TM) i9-12900H',
          cores: 14,
          memoryBytes: gib(62.5),
        },
        {
          name: 'pve2',
          nodeid: 2,
          ip: '192.168.10.12',
          cpuModel: 'AMD Ryzen 9 7945HX with Radeon Graphics',
          cores: 16,
          memoryBytes: gib(93.6),
        },
        {
          name: 'pve3',
          nodeid: 3,
          ip: '192.168.10.13',
          cpuModel: 'Intel(R) Core(TM) i9-12900H',
          cores: 14,
          memoryBytes: gib(93.6),
          upDays: 3.4,
          disks: [
            {
              devpath: '/dev/nvme0n1',
              kind: 'nvme',
              model: 'WD_BLACK SN850X 2000GB',
              serial: '23163N801822',
              sizeBytes: 2_000_398_934_016,
              usedFor: 'ZFS',
              health: 'PASSED',
              wearout: 71,
            },
            {
              devpath: '/dev/sda',
              kind: 'ssd',
              model: 'CT1000MX500SSD1',
              serial: '2138E5D4F0C1',
              sizeBytes: 1_000_204_886_016,
              usedFor: 'LVM',
              health: 'PASSED',
              wearout: 38,
            },
            {
              devpath: '/dev/sdb',
              kind: 'hdd',
              model: 'ST4000VN006-3CW104',
              serial: 'ZW60ABCD',
              sizeBytes: 4_000_787_030_016,
              usedFor: 'partitions',
              health: 'PASSED',
              wearout: 'N/A',
            },
          ],
          zpools: [
            { name: 'rpool', sizeBytes: gib(1856), usedRatio: 0.55, health: 'ONLINE', disks: ['/dev/nvme0n1p3'] },
          ],
        },
      ],
      storages: [
        ...localStorages(now),
        {
          storage: 'local-lvm',
          type: 'lvmthin',
          content: ['images', 'rootdir'],
          totalBytes: gib(1700),
          usedRatio: 0.46,
          options: { thinpool: 'data', vgname: 'pve' },
        },
        {
          storage: 'scratch',
          type: 'dir',
          content: ['images'],
          nodes: ['pve3'],
          totalBytes: gib(3600),
          usedRatio: 0.12,
          options: { path: '/mnt/scratch', is_mountpoint: '1' },
        },
        // Nearly full, on purpose: something to see.
        {
          storage: 'nas-media',
          type: 'nfs',
          content: ['backup', 'iso', 'images'],
          totalBytes: gib(7.2 * TiB),
          usedRatio: 0.93,
          options: { export: '/volume1/media', path: '/mnt/pve/nas-media', server: '192.168.10.30' },
        },
        {
          storage: 'nas-vm',
          type: 'nfs',
          content: ['images', 'rootdir'],
          totalBytes: gib(3.6 * TiB),
          usedRatio: 0.52,
          options: { export: '/volume2/vmstore', path: '/mnt/pve/nas-vm', server: '192.168.10.30' },
        },
        {
          storage: 'pbs-main',
          type: 'pbs',
          content: ['backup'],
          totalBytes: gib(5.4 * TiB),
          usedRatio: 0.61,
          options: { ...pbsKeys('main', 'attic'), 'prune-backups': 'keep-all=1' },
        },
      ],
      guests: atticGuests(now),
      pools: [
        { poolid: 'production', comment: 'What must not stand still' },
        { poolid: 'home', comment: '' },
      ],
      ha: [
        { vmid: 105, state: 'started', group: null, comment: 'database' },
        { vmid: 102, state: 'started', group: null, comment: '' },
        { vmid: 119, state: 'started', group: null, comment: '' },
      ],
      replication: [
        { guest: 101, jobnum: 0, target: 'pve2', everyMinutes: 15, comment: '', error: null },
        { guest: 109, jobnum: 0, target: 'pve3', everyMinutes: 30, comment: '', error: null },
        {
          guest: 120,
          jobnum: 0,
          target: 'pve1',
          everyMinutes: 15,
          comment: '',
          error: "command 'zfs send -Rpv -- rpool/data/subvol-120-disk-0' failed: exit code 1\n",
        },
      ],
      backupJobs: [
        {
          id: jobId(ids, 1),
          storage: 'pbs-main',
          schedule: { kind: 'daily', minute: 150 },
          enabled: true,
          mode: 'snapshot',
          selection: { kind: 'all', exclude: [127, 9000] },
          keep: 14,
          comment: 'Everything, every night',
        },
        {
          id: jobId(ids, 2),
          storage: 'pbs-main',
          schedule: { kind: 'every', minutes: 30 },
          enabled: true,
          mode: 'snapshot',
          selection: { kind: 'guests', vmids: [105, 109] },
          keep: 12,
          comment: 'Passwords and database',
        },
        {
          id: jobId(ids, 3),
          storage: 'nas-media',
          schedule: { kind: 'daily', minute: 1320 },
          enabled: true,
          mode: 'suspend',
          selection: { kind: 'pool', pool: 'home' },
          keep: 3,
          comment: '',
        },
      ],
    },
    seed,
    logins,
    clock,
  )
}

function office(seed: number, logins: Logins, clock: Clock, version: Site['version']): Site {
  return createSite(
    {
      name: 'pve-office',
      standalone: true,
      version,
      description: 'Behind the copier.',
      nodes: [
        {
          name: 'pve-office',
          nodeid: 0,
          ip: '10.20.0.5',
          cpuModel: 'Intel(R) Xeon(R) E-2388G CPU @ 3.20GHz',
          memoryBytes: gib(125.6),
          upDays: 212,
        },
      ],
      storages: [
        ...localStorages(clock.now()),
        {
          storage: 'pbs-office',
          type: 'pbs',
          content: ['backup'],
          totalBytes: gib(5.4 * TiB),
          usedRatio: 0.61,
          options: pbsKeys('main', 'office'),
        },
      ],
      guests: officeGuests(),
      pools: [],
      backupJobs: [
        {
          id: jobId(hash(seed, 'office jobs'), 1),
          storage: 'pbs-office',
          schedule: { kind: 'daily', minute: 60 },
          enabled: true,
          mode: 'snapshot',
          selection: { kind: 'all', exclude: [108] },
          keep: 10,
          comment: '',
        },
      ],
    },
    seed,
    logins,
    clock,
  )
}

/** The estate of the demo: about 40 guests on a cluster of three and one older host, with one backup server. */
export function smallWorld(seed: number, logins: Logins, clock: Clock, versions: Versions): World {
  const cluster = attic(seed, logins, clock, versions.pve ?? '9.2')
  const host = office(seed, logins, clock, versions.pve ?? '8.4')
  const server: BackupServer = {
    name: 'pbs-main',
    seed: hash(seed, 'pbs-main'),
    version: versions.pbs ?? '4.2',
    ip: '192.168.10.20',
    memoryBytes: gib(31.2),
    threads: 8,
    bootedAt: clock.now() - 33 * dayMs,
    datastores: [
      {
        store: 'main',
        comment: 'Mirror of two disks',
        path: '/mnt/datastore/main',
        totalBytes: gib(5.4 * TiB),
        usedRatio: 0.61,
        namespaces: ['', 'attic', 'office'],
        hosts: [
          { id: 'nas', namespace: '', sizeBytes: gib(210) },
          { id: 'laptop-anna', namespace: '', sizeBytes: gib(96) },
        ],
        maintenance: null,
        filledTo: null,
        ...untouched(),
      },
      {
        store: 'offsite',
        comment: 'Synced every hour',
        path: '/mnt/datastore/offsite',
        totalBytes: gib(3.6 * TiB),
        usedRatio: 0.84,
        namespaces: ['', 'attic'],
        hosts: [{ id: 'nas', namespace: 'attic', sizeBytes: gib(210) }],
        maintenance: null,
        filledTo: null,
        ...untouched(),
      },
    ],
    syncJobs: [
      {
        id: 's-offsite',
        store: 'offsite',
        remote: 'garage',
        remoteStore: 'main',
        direction: 'pull',
        everyMinutes: 60,
        outcome: 'OK',
      },
      {
        id: 's-push',
        store: 'main',
        remote: 'garage',
        remoteStore: 'mirror',
        direction: 'push',
        everyMinutes: 1440,
        outcome: 'client error (Connect)',
      },
    ],
    verifyJobs: [{ id: 'v-main', store: 'main', everyMinutes: 1440, minute: 330, outcome: 'OK' }],
    pruneJobs: [
      { id: 'p-main', store: 'main', everyMinutes: 1440, minute: 300, outcome: 'OK' },
      { id: 'p-offsite', store: 'offsite', everyMinutes: 1440, minute: 310, outcome: 'OK' },
    ],
    remotes: [{ name: 'garage', host: '10.9.0.2', comment: 'The box at the other house' }],
    access: pbsAccess(logins),
    configRevision: 0,
    tasks: new TaskBook(clock, identifyServerTask),
    sources: [
      { site: cluster, storage: 'pbs-main', store: 'main', namespace: 'attic' },
      { site: host, storage: 'pbs-office', store: 'main', namespace: 'office' },
    ],
    certificate: null,
    online: true,
    hung: false,
  }
  return { sites: [cluster, host], backupServers: [server] }
}
