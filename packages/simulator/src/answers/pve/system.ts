import { hash, hexText } from '../../estate/chance.ts'
import { isUp } from '../../estate/guest.ts'
import { countersAt } from '../../estate/load.ts'
import { readNode } from '../../estate/node-load.ts'
import { ApiFailure } from '../answer.ts'
import { textOf } from '../parameters.ts'
import { can, type PveCall, type PveHandlers } from './call.ts'

function status(call: PveCall): unknown {
  const { node, version, now } = call
  const reading = readNode(node, now)
  const free = node.memoryBytes - reading.usedBytes
  const isNew = version.major >= 9
  return {
    uptime: reading.uptimeSeconds,
    cpu: reading.cpu,
    wait: reading.waitRatio,
    idle: 0,
    loadavg: reading.loadAverage.map((value) => value.toFixed(2)),
    kversion: `Linux ${version.kernel} #1 SMP PREEMPT_DYNAMIC PMX ${version.kernel} (2026-09-18T10:00Z)`,
    ...(version.major >= 8 && {
      'current-kernel': {
        sysname: 'Linux',
        release: version.kernel,
        version: '#1 SMP PREEMPT_DYNAMIC PMX',
        machine: 'x86_64',
      },
      'boot-info': { mode: 'efi', secureboot: 0 },
    }),
    pveversion: `pve-manager/${version.version}/${version.repoid}`,
    ksm: { shared: 0 },
    memory: {
      total: node.memoryBytes,
      used: reading.usedBytes,
      free,
      ...(isNew && { available: free + reading.arcBytes }),
    },
    swap: { total: node.swapBytes, used: reading.swapUsedBytes, free: node.swapBytes - reading.swapUsedBytes },
    rootfs: {
      total: node.rootBytes,
      used: reading.rootUsedBytes,
      avail: node.rootBytes - reading.rootUsedBytes,
      free: node.rootBytes - reading.rootUsedBytes,
    },
    cpuinfo: {
      model: node.cpuModel,
      sockets: node.sockets,
      cores: node.coresPerSocket * node.sockets,
      cpus: node.threads,
      mhz: '2994.372',
      hvm: '1',
      user_hz: 100,
      flags: 'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov svm avx2 aes',
      ...(isNew &&
        version.minor >= 2 && {
          vendor: node.cpuModel.startsWith('AMD') ? 'AuthenticAMD' : 'GenuineIntel',
          family: '25',
        }),
    },
  }
}

const packages = [
  ['pve-manager', 'management tools', 'Proxmox'],
  ['libpve-storage-perl', 'storage library', 'Proxmox'],
  ['openssh-server', 'SSH server', 'Debian'],
  ['zfsutils-linux', 'ZFS tools', 'Proxmox'],
] as const

function updates(call: PveCall): unknown[] {
  const count = hash(call.node.seed, 'updates') % (packages.length + 1)
  return packages.slice(0, count).map(([name, title, origin], index) => ({
    Package: name,
    Title: title,
    Description: title,
    Version: `${call.version.release}.${index + 5}`,
    OldVersion: `${call.version.release}.${index + 4}`,
    Origin: origin,
    Arch: 'amd64',
    Section: 'admin',
    Priority: 'optional',
  }))
}

function versions(call: PveCall): unknown[] {
  return packages.map(([name, title, origin]) => ({
    Package: name,
    Title: title,
    Description: title,
    Version: `${call.version.release}.4`,
    OldVersion: `${call.version.release}.4`,
    Origin: origin,
    Arch: 'amd64',
    Section: 'admin',
    Priority: 'optional',
    CurrentState: 'Installed',
    ...(name === 'pve-manager' && { ManagerVersion: call.version.version, RunningKernel: call.version.kernel }),
  }))
}

const serviceNames = [
  'chrony',
  'corosync',
  'cron',
  'ksmtuned',
  'postfix',
  'pve-cluster',
  'pve-firewall',
  'pve-ha-crm',
  'pve-ha-lrm',
  'pvedaemon',
  'pveproxy',
  'pvescheduler',
  'pvestatd',
  'qmeventd',
  'spiceproxy',
  'sshd',
  'syslog',
  'systemd-journald',
]

function services(call: PveCall): unknown[] {
  return serviceNames.map((name) => {
    const isOff = (name === 'corosync' && call.site.standalone) || name === 'syslog'
    return {
      service: name,
      name,
      desc: `${name} daemon`,
      state: isOff ? 'dead' : 'running',
      'active-state': isOff ? 'inactive' : 'active',
      'unit-state': name === 'syslog' ? 'not-found' : 'enabled',
    }
  })
}

function network(call: PveCall): unknown[] {
  const { ip } = call.node
  const common = { families: ['inet'], method6: 'manual' }
  const card = { iface: 'eno1', type: 'eth', method: 'manual', active: 1, exists: 1, priority: 3, ...common }
  const isNew = call.version.major >= 9
  const bridge = {
    iface: 'vmbr0',
    type: 'bridge',
    method: 'static',
    address: ip,
    netmask: '24',
    cidr: `${ip}/24`,
    gateway: ip.replace(/\.\d+$/, '.1'),
  }
  const keys = {
    bridge_ports: 'eno1',
    bridge_stp: 'off',
    bridge_fd: '0',
    autostart: 1,
    active: 1,
    priority: 4,
    ...common,
  }
  const vlan = {
    iface: 'vmbr0.20',
    type: 'vlan',
    method: 'static',
    address: `10.20.0.${call.node.nodeid + 10}`,
    netmask: '24',
    cidr: `10.20.0.${call.node.nodeid + 10}/24`,
    'vlan-id': '20',
    'vlan-raw-device': 'vmbr0',
    autostart: 1,
    exists: null,
    priority: 5,
    ...common,
  }
  const rows = [{ ...card, ...(isNew && { altnames: ['enp2s0'] }) }, { ...bridge, ...keys }, vlan]
  const type = textOf(call.parameters, 'type')
  return rows.filter(
    (row) => type === undefined || type === row.type || (type === 'any_bridge' && row.type === 'bridge'),
  )
}

function netstat(call: PveCall): unknown[] {
  return [...call.node.guests.values()].filter(isUp).map((guest) => {
    const { netIn, netOut } = countersAt(guest, call.now)
    return { vmid: String(guest.vmid), dev: 'net0', in: String(netOut), out: String(netIn) }
  })
}

function pci(call: PveCall): unknown[] {
  const vendor = call.node.cpuModel.startsWith('AMD') ? 'AMD' : 'Intel'
  return [
    {
      id: '0000:00:02.0',
      class: '0x030000',
      device: '0x4626',
      device_name: 'Graphics Controller',
      vendor: '0x8086',
      vendor_name: vendor,
      iommugroup: 0,
      subsystem_device: '0x0001',
      subsystem_vendor: '0x8086',
    },
    {
      id: '0000:02:00.0',
      class: '0x020000',
      device: '0x125c',
      device_name: 'Ethernet Controller I226-V',
      vendor: '0x8086',
      vendor_name: 'Intel Corporation',
      iommugroup: 14,
      subsystem_device: '0x0000',
      subsystem_vendor: '0x8086',
    },
  ]
}

function certificates(call: PveCall): unknown[] {
  const { certificate } = call.node
  if (certificate === null) return []
  const { pem, fingerprint, subject, issuer, san, notBeforeAt, notAfterAt } = certificate
  return [
    {
      filename: 'pve-ssl.pem',
      fingerprint,
      subject,
      issuer,
      san,
      pem,
      notbefore: Math.floor(notBeforeAt / 1000),
      notafter: Math.floor(notAfterAt / 1000),
      'public-key-type': 'id-ecPublicKey',
      'public-key-bits': 256,
    },
  ]
}

function subscription(call: PveCall): unknown {
  const url = 'https://www.proxmox.com/proxmox-ve/pricing'
  const base = { status: 'notfound', message: 'There is no subscription key', url }
  if (!can(call, `/nodes/${call.node.name}`, 'Sys.Audit')) return { status: base.status }
  return {
    ...base,
    serverid: hexText(32, call.node.seed, 'server').toUpperCase(),
    sockets: call.node.sockets,
    checktime: Math.floor(call.now / 1000),
  }
}

const at = '/nodes/{node}'

export const systemHandlers: PveHandlers = {
  [`GET ${at}/status`]: status,
  [`GET ${at}/version`]: (call) => ({
    version: call.version.version,
    release: call.version.release,
    repoid: call.version.repoid,
  }),
  [`GET ${at}/apt/update`]: updates,
  [`GET ${at}/apt/versions`]: versions,
  [`GET ${at}/services`]: services,
  [`GET ${at}/network`]: network,
  [`GET ${at}/netstat`]: netstat,
  [`GET ${at}/hardware/pci`]: pci,
  [`GET ${at}/certificates/info`]: certificates,
  [`GET ${at}/subscription`]: subscription,
  [`GET ${at}/config`]: (call) => ({
    description: call.site.description,
    digest: hexText(40, call.node.seed, 'config'),
  }),
  [`GET ${at}/dns`]: (call) => ({ search: 'attic.example', dns1: call.node.ip.replace(/\.\d+$/, '.1') }),
  [`GET ${at}/time`]: (call) => ({
    timezone: 'UTC',
    time: Math.floor(call.now / 1000),
    localtime: Math.floor(call.now / 1000),
  }),
  [`GET ${at}/hosts`]: (call) => ({
    data: `127.0.0.1 localhost\n${call.node.ip} ${call.node.name}\n`,
    digest: hexText(40, call.node.seed, 'hosts'),
  }),
  [`GET ${at}/report`]: (call) =>
    `==== general system info ====\n\n# pveversion --verbose\nproxmox-ve: ${call.version.release}.0\n`,
  [`GET ${at}/aplinfo`]: () => [],
  [`GET ${at}/ceph/status`]: (): never => {
    throw new ApiFailure(500, 'binary not installed: /usr/bin/ceph-mon')
  },
}
