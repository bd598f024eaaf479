import type { Method, Product } from '../../schema/schema.ts'

type Samples = Readonly<Record<string, string>>

/**
 * What one has to send for a call to work, where the schema does not tell: parameters that the server's code demands
 * although they are optional, names that are not taken yet, values that go together.
 */
const samples: Readonly<Record<Product, Readonly<Record<string, Samples>>>> = {
  pve: {
    'PUT /access/acl': { path: '/vms/{{vmid}}', roles: 'PVEAuditor', users: '{{userid}}' },
    'GET /nodes/{node}/vzdump/extractconfig': { volume: '{{backup_volume}}' },
    'GET /nodes/{node}/storage/{storage}/file-restore/list': { volume: '{{backup_volume}}' },
    'GET /nodes/{node}/storage/{storage}/file-restore/download': { volume: '{{backup_volume}}' },
    'POST /access/domains': { realm: 'example', type: 'ad', domain: 'example.org', server1: '192.168.10.20' },
    'PUT /access/domains/{realm}': { comment: 'An example' },
    'POST /access/groups': { groupid: 'example' },
    'POST /access/roles': { roleid: 'Example', privs: 'VM.Audit' },
    'POST /access/users/{userid}/token/{tokenid}': { tokenid: 'example' },
    'POST /cluster/backup': { schedule: 'daily', vmid: '{{vmid}}', storage: '{{storage}}' },
    'POST /cluster/ha/resources': { sid: 'vm:{{vmid}}' },
    'POST /cluster/replication': { id: '{{ctid}}-1', target: 'pve3' },
    'POST /nodes/{node}/lxc': { ostemplate: '{{template}}', rootfs: '{{disk_storage}}:4' },
    'PUT /nodes/{node}/lxc/{vmid}/config': { description: 'An example' },
    'POST /nodes/{node}/lxc/{vmid}/migrate': { restart: '1' },
    'POST /nodes/{node}/lxc/{vmid}/move_volume': { volume: 'rootfs', storage: '{{disk_storage}}' },
    'POST /nodes/{node}/lxc/{vmid}/snapshot': { snapname: 'example' },
    'POST /nodes/{node}/qemu/{vmid}/clone': { newid: '901' },
    'POST /nodes/{node}/qemu/{vmid}/config': { description: 'An example' },
    'PUT /nodes/{node}/qemu/{vmid}/config': { description: 'An example' },
    'POST /nodes/{node}/qemu/{vmid}/migrate': { online: '1' },
    'POST /nodes/{node}/qemu/{vmid}/move_disk': { disk: 'scsi0', storage: '{{disk_storage}}' },
    'PUT /nodes/{node}/qemu/{vmid}/resize': { disk: 'scsi0', size: '+1G' },
    'POST /nodes/{node}/qemu/{vmid}/snapshot': { snapname: 'example' },
    'POST /nodes/{node}/storage/{storage}/content': {
      storage: '{{disk_storage}}',
      filename: 'vm-{{vmid}}-disk-9',
      size: '4G',
      vmid: '{{vmid}}',
    },
    'POST /nodes/{node}/vzdump': { vmid: '{{vmid}}', storage: '{{storage}}' },
    'POST /pools': { poolid: 'example' },
    'POST /storage': { storage: 'example', type: 'dir', path: '/mnt/example' },
  },
  pbs: {
    'PUT /access/acl': { path: '/datastore/{{store}}', role: 'DatastoreAudit', 'auth-id': '{{userid}}' },
    'POST /access/users/{userid}/token/{token-name}': { 'token-name': 'example' },
    'POST /config/access/ad': { realm: 'example' },
    'POST /config/access/ldap': { realm: 'example' },
    'POST /config/access/openid': { realm: 'example', 'issuer-url': 'https://example.org' },
    'POST /config/datastore': { name: 'example', path: '/mnt/datastore/example' },
    'POST /config/prune': { id: 'example' },
    'POST /config/remote': { name: 'example' },
    'POST /config/sync': { id: 'example' },
    'POST /config/verify': { id: 'example' },
  },
}

export function workingSamples({ product, verb, path }: Method): Samples {
  return samples[product][`${verb} ${path}`] ?? {}
}
