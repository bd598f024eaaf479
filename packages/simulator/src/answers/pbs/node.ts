import type { BackupServer } from '../../estate/backup-server.ts'
import { fingerprintText, hash, noise } from '../../estate/chance.ts'
import { pbsVersionFacts } from '../../estate/version.ts'
import type { PbsCall, PbsHandlers } from './call.ts'

function kernelOf(server: BackupServer) {
  const release = pbsVersionFacts(server.version).kernel
  const version = `#1 SMP PREEMPT_DYNAMIC PMX ${release.replace('-pve', '')}`
  return { release, version, sysname: 'Linux', machine: 'x86_64' }
}

interface Reading {
  readonly cpu: number
  readonly wait: number
  readonly usedBytes: number
}

function read(call: PbsCall, at: number): Reading {
  const { server } = call
  const cpu = 0.02 + 0.3 * noise(server.seed, at / 400_000) ** 3
  return {
    cpu,
    wait: cpu / 5,
    usedBytes: Math.round(server.memoryBytes * (0.25 + 0.1 * noise(server.seed, at / 3_600_000))),
  }
}

function status(call: PbsCall): unknown {
  const { server, now } = call
  const { cpu, wait, usedBytes } = read(call, now)
  const kernel = kernelOf(server)
  const rootBytes = 94 * 2 ** 30
  const rootUsed = Math.round(rootBytes * 0.17)
  const load = Number((cpu * server.threads).toFixed(2))
  return {
    cpu,
    wait,
    uptime: Math.floor((now - server.bootedAt) / 1000),
    loadavg: [load, load, load],
    memory: { total: server.memoryBytes, used: usedBytes, free: server.memoryBytes - usedBytes },
    swap: { total: 8 * 2 ** 30, used: 0, free: 8 * 2 ** 30 },
    root: { total: rootBytes, used: rootUsed, avail: rootBytes - rootUsed },
    cpuinfo: { model: 'Intel(R) N305', sockets: 1, cpus: server.threads },
    kversion: `Linux ${kernel.release} ${kernel.version}`,
    'current-kernel': kernel,
    'boot-info': { mode: 'efi', secureboot: false },
    info: { fingerprint: server.certificate?.fingerprint.toLowerCase() ?? fingerprintText(server.seed).toLowerCase() },
  }
}

function history(call: PbsCall): unknown[] {
  const now = Math.floor(call.now / 60_000) * 60_000
  return Array.from({ length: 70 }, (_, index) => {
    const at = now - (69 - index) * 60_000
    const time = at / 1000
    // A gap is a null in every column.
    if (hash(call.server.seed, time) % 40 === 0) return { time, cpu: null, memused: null }
    const { cpu, wait, usedBytes } = read(call, at)
    return {
      time,
      cpu,
      iowait: wait,
      loadavg: cpu * 8,
      memtotal: call.server.memoryBytes,
      memused: usedBytes,
      swaptotal: 8 * 2 ** 30,
      swapused: 0,
      netin: cpu * 4e7,
      netout: cpu * 6e6,
      total: 94 * 2 ** 30,
      used: 16 * 2 ** 30,
      read_ios: cpu * 90,
      read_bytes: cpu * 5e6,
      write_ios: cpu * 200,
      write_bytes: cpu * 4e7,
      io_ticks: cpu / 4,
    }
  })
}

const at = '/nodes/{node}'

export const nodeHandlers: PbsHandlers = {
  'GET /version': ({ server }) => ({
    version: server.version,
    release: pbsVersionFacts(server.version).release,
    repoid: '51422cf876826ca6f8dde138e062e61ea4ffe8a8',
  }),
  'GET /ping': () => ({ pong: true }),
  'GET /nodes': ({ server }) => [{ node: server.name }],
  [`GET ${at}/status`]: status,
  [`GET ${at}/rrd`]: history,
  [`GET ${at}/subscription`]: () => ({ status: 'notfound', message: 'There is no subscription key' }),
  [`GET ${at}/apt/update`]: () => [],
  [`GET ${at}/services`]: () =>
    ['proxmox-backup', 'proxmox-backup-proxy', 'sshd', 'chrony'].map((name) => ({
      service: name,
      name,
      desc: `${name} daemon`,
      state: 'running',
      'unit-state': 'enabled',
    })),
  [`GET ${at}/disks/list`]: () => [
    {
      name: 'sda',
      devpath: '/dev/sda',
      'disk-type': 'ssd',
      size: 480_103_981_056,
      model: 'INTEL_SSDSC2KB48',
      serial: 'PHYF1234',
      vendor: 'ATA',
      status: 'passed',
      used: 'lvm',
      wearout: 3,
      gpt: true,
    },
    {
      name: 'sdb',
      devpath: '/dev/sdb',
      'disk-type': 'hdd',
      size: 6_001_175_126_016,
      model: 'WDC_WD60EFRX',
      serial: 'WX11D',
      vendor: 'ATA',
      status: 'passed',
      used: 'zfs',
      rpm: 5700,
      gpt: true,
    },
  ],
  [`GET ${at}/disks/zfs`]: () => [
    {
      name: 'tank',
      size: 5_995_774_345_216,
      alloc: 3_657_422_350_581,
      free: 2_338_351_994_635,
      frag: 9,
      dedup: 1,
      health: 'ONLINE',
    },
  ],
  [`GET ${at}/certificates/info`]: ({ server }) => {
    const { certificate } = server
    if (certificate === null) return []
    return [
      {
        filename: 'proxy.pem',
        fingerprint: certificate.fingerprint.toLowerCase(),
        subject: certificate.subject,
        issuer: certificate.issuer,
        san: certificate.san,
        pem: certificate.pem,
        notbefore: Math.floor(certificate.notBeforeAt / 1000),
        notafter: Math.floor(certificate.notAfterAt / 1000),
        'public-key-type': 'id-ecPublicKey',
        'public-key-bits': 256,
      },
    ]
  },
  [`GET ${at}/time`]: ({ now }) => ({
    timezone: 'UTC',
    time: Math.floor(now / 1000),
    localtime: Math.floor(now / 1000),
  }),
  [`GET ${at}/dns`]: () => ({ search: 'attic.example', dns1: '192.168.10.1', digest: '0'.repeat(64) }),
}
