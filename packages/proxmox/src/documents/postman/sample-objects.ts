import type { Method, Product } from '../../schema/schema.ts'
import type { Variable } from './postman-format.ts'

interface SampleObject {
  /** Of the collection variable. */
  readonly variable: string
  readonly value: string
  readonly note: string
  readonly placeholder: string
  /** Paths in which the placeholder means this object; absent: all. */
  readonly within?: RegExp
}

/** The first that fits counts. The values are objects that exist in the simulator's small estate. */
const samples: Readonly<Record<Product, readonly SampleObject[]>> = {
  pve: [
    { placeholder: 'node', variable: 'node', value: 'pve1', note: 'A node. GET /nodes lists them.' },
    {
      placeholder: 'vmid',
      within: /\/lxc\//,
      variable: 'ctid',
      value: '101',
      note: 'A container. GET /nodes/{node}/lxc lists them.',
    },
    {
      placeholder: 'vmid',
      variable: 'vmid',
      value: '100',
      note: 'A virtual machine. GET /nodes/{node}/qemu lists them.',
    },
    {
      placeholder: 'storage',
      variable: 'storage',
      value: 'local',
      note: 'A storage. GET /nodes/{node}/storage lists them.',
    },
    {
      placeholder: 'volume',
      variable: 'volume',
      value: 'local:iso/debian-13.1.0-amd64-netinst.iso',
      note: 'A volume. Listing the content of a storage sets it to the first one.',
    },
    {
      placeholder: 'upid',
      variable: 'upid',
      value: 'UPID:pve1:0000C0DE:00FACADE:6A000000:qmstart:100:root@pam:',
      note: 'A task. Starting one sets it; so does listing the tasks of a node.',
    },
    {
      placeholder: 'snapname',
      variable: 'snapname',
      value: 'before_2026_10',
      note: 'A snapshot. GET …/snapshot lists them.',
    },
    { placeholder: 'userid', variable: 'userid', value: 'pulse-monitor@pve', note: 'A user, with realm.' },
    { placeholder: 'tokenid', variable: 'tokenid', value: 'pulse', note: 'An API token of the user.' },
    { placeholder: 'groupid', variable: 'groupid', value: 'operators', note: 'A group of users.' },
    { placeholder: 'roleid', variable: 'roleid', value: 'PVEAuditor', note: 'A role.' },
    { placeholder: 'realm', variable: 'realm', value: 'pve', note: 'A realm.' },
    { placeholder: 'poolid', variable: 'poolid', value: 'home', note: 'A resource pool.' },
    { placeholder: 'sid', variable: 'ha_resource', value: 'vm:105', note: 'A resource of high availability.' },
    {
      placeholder: 'id',
      within: /^\/cluster\/backup\//,
      variable: 'backup_job',
      value: 'backup-ca29e6a3-c9e2',
      note: 'A backup job. GET /cluster/backup lists them.',
    },
    {
      placeholder: 'id',
      within: /\/replication\//,
      variable: 'replication_job',
      value: '101-0',
      note: 'A replication job: guest and number.',
    },
    { placeholder: 'name', within: /\/disks\/zfs\//, variable: 'zpool', value: 'rpool', note: 'A ZFS pool.' },
    {
      placeholder: 'id',
      within: /\/tfa\//,
      variable: 'tfa_id',
      value: 'example',
      note: 'A second factor of the user.',
    },
    {
      placeholder: 'cidr',
      variable: 'cidr',
      value: '192.168.10.5',
      note: 'An entry of an IP set. The slash of a network is written %2F.',
    },
    {
      placeholder: 'subnet',
      variable: 'subnet',
      value: 'zone1-192.168.10.0-24',
      note: 'A subnet of SDN: zone, network and length.',
    },
    { placeholder: 'service', variable: 'service', value: 'pveproxy', note: 'A service of the node.' },
    { placeholder: 'iface', variable: 'iface', value: 'vmbr0', note: 'A network interface of the node.' },
  ],
  pbs: [
    { placeholder: 'node', variable: 'node', value: 'localhost', note: 'The server itself; localhost always works.' },
    {
      placeholder: 'store',
      variable: 'store',
      value: 'main',
      note: 'A datastore. GET /admin/datastore lists them.',
    },
    { placeholder: 'name', within: /^\/config\/datastore\//, variable: 'store', value: 'main', note: '' },
    {
      placeholder: 'upid',
      variable: 'upid',
      value: 'UPID:localhost:0000C0DE:00FACADE:00000001:6A000000:garbage_collection:main:root@pam:',
      note: 'A task. Starting one sets it; so does listing the tasks of the node.',
    },
    { placeholder: 'userid', variable: 'userid', value: 'pulse-monitor@pbs', note: 'A user, with realm.' },
    { placeholder: 'token-name', variable: 'token_name', value: 'pulse', note: 'An API token of the user.' },
    {
      placeholder: 'id',
      within: /\/tfa\//,
      variable: 'tfa_id',
      value: 'example',
      note: 'A second factor of the user.',
    },
    { placeholder: 'name', within: /^\/config\/remote\//, variable: 'remote', value: 'garage', note: 'A remote.' },
    { placeholder: 'id', within: /\/verify\//, variable: 'verify_job', value: 'v-main', note: 'A verify job.' },
    { placeholder: 'id', within: /\/prune\//, variable: 'prune_job', value: 'p-main', note: 'A prune job.' },
    { placeholder: 'id', within: /\/sync\//, variable: 'sync_job', value: 's-offsite', note: 'A sync job.' },
    {
      placeholder: 'service',
      variable: 'service',
      value: 'proxmox-backup-proxy',
      note: 'A service of the server.',
    },
  ],
}

/** The collection variable that stands for an object in this method's path, if there is one. */
export function sampleObject(method: Method, placeholder: string): SampleObject | undefined {
  return samples[method.product].find(
    (sample) => sample.placeholder === placeholder && (sample.within?.test(method.path) ?? true),
  )
}

/** By parameter, the variables that name a snapshot of Backup Server. */
export const snapshotVariables: Readonly<Record<string, string>> = {
  'backup-type': 'backup_type',
  'backup-id': 'backup_id',
  'backup-time': 'backup_time',
}

/** What the special folders hand from one request to the next. */
const handedOn: Readonly<Record<Product, readonly Omit<Variable, 'type'>[]>> = {
  pve: [
    {
      key: 'api_privileges',
      value: 'Sys.Audit,VM.Audit,Datastore.Audit,Pool.Audit,VM.GuestAgent.Audit',
      description: 'What the role of Start here may do. Its first request sets it for the version of the server.',
    },
    {
      key: 'backup_volume',
      value: 'local:backup/vzdump-qemu-100-2026_01_01-02_00_00.vma.zst',
      description: 'A backup of a guest. The workflows set it.',
    },
    { key: 'disk_storage', value: 'local-lvm', description: 'A storage for the disks of new containers.' },
    { key: 'new_ctid', value: '900', description: 'The container that the workflows create. They set it.' },
    {
      key: 'template',
      value: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
      description: 'The template of new containers. The workflows set it.',
    },
  ],
  pbs: [
    { key: 'backup_id', value: 'nas', description: 'Whose backups: a guest or host. Listing snapshots sets it.' },
    { key: 'backup_time', value: '1760000000', description: 'Seconds since 1970. Listing snapshots sets it.' },
    { key: 'backup_type', value: 'host', description: 'vm, ct or host. Listing snapshots sets it.' },
  ],
}

/** The variables of a collection: one for each kind of object that paths name. */
export function sampleVariables(product: Product): Variable[] {
  const byName = new Map<string, Variable>(handedOn[product].map((one) => [one.key, { ...one, type: 'string' }]))
  for (const { variable, value, note } of samples[product]) {
    if (!byName.has(variable)) byName.set(variable, { key: variable, value, type: 'string', description: note })
  }
  return [...byName.values()].sort((one, other) => (one.key < other.key ? -1 : 1))
}
