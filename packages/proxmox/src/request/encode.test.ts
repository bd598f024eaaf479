import { expect, test } from 'vitest'
import { methodOf, type Method, type Product, type Verb } from '../schema/schema.ts'
import { encodeCall } from './encode.ts'

function method(product: Product, verb: Verb, path: string): Method {
  const found = methodOf(product, verb, path)
  if (!found) throw new Error(`no ${verb} ${path}`)
  return found
}

test.each<[string, Product, Verb, string, Record<string, unknown>, object]>([
  [
    'GET takes a query',
    'pve',
    'GET',
    '/nodes/{node}/qemu',
    { node: 'pve1', full: true },
    { path: '/nodes/pve1/qemu', query: '?full=1' },
  ],
  ['nothing to say', 'pve', 'GET', '/version', {}, { path: '/version', query: '' }],
  [
    'PVE: false is 0',
    'pve',
    'GET',
    '/nodes/{node}/qemu',
    { node: 'a', full: false },
    { path: '/nodes/a/qemu', query: '?full=0' },
  ],
  [
    'PBS: booleans are words',
    'pbs',
    'GET',
    '/admin/datastore/{store}/status',
    { store: 'main', verbose: true },
    { path: '/admin/datastore/main/status', query: '?verbose=true' },
  ],
  [
    'DELETE takes a query',
    'pve',
    'DELETE',
    '/nodes/{node}/qemu/{vmid}',
    { node: 'a', vmid: 100, purge: true },
    { path: '/nodes/a/qemu/100', query: '?purge=1' },
  ],
  [
    'POST takes a form',
    'pve',
    'POST',
    '/nodes/{node}/qemu',
    { node: 'a', vmid: 100, name: 'ä & b=c', memory: '2048', args: undefined },
    { path: '/nodes/a/qemu', query: '', body: 'vmid=100&name=%C3%A4+%26+b%3Dc&memory=2048' },
  ],
  ['an empty form', 'pve', 'PUT', '/cluster/options', {}, { path: '/cluster/options', query: '', body: '' }],
  [
    'a list is a repeated key',
    'pbs',
    'PUT',
    '/config/prune/{id}',
    { id: 'j', delete: ['comment', 'ns'] },
    { path: '/config/prune/j', query: '', body: 'delete=comment&delete=ns' },
  ],
  [
    'a value of the path stays in its segment',
    'pve',
    'GET',
    '/nodes/{node}/storage/{storage}/content/{volume}',
    { node: 'a', storage: 'local', volume: 'local:iso/a b?c#d%.iso' },
    { path: '/nodes/a/storage/local/content/local%3Aiso%2Fa%20b%3Fc%23d%25.iso', query: '' },
  ],
  ['dots are no steps', 'pve', 'GET', '/nodes/{node}/qemu', { node: '..' }, { path: '/nodes/%2E%2E/qemu', query: '' }],
  [
    'a missing value of the path',
    'pve',
    'GET',
    '/nodes/{node}/qemu',
    { node: '' },
    { fieldErrors: { node: 'is part of the path /nodes/{node}/qemu and must be given as text or number' } },
  ],
  [
    'PVE: a list in one text',
    'pve',
    'PUT',
    '/cluster/backup/{id}',
    { id: 'j', delete: ['pool', 'comment'], vmid: [100, 101] },
    { path: '/cluster/backup/j', query: '', body: 'delete=pool%2Ccomment&vmid=100%2C101' },
  ],
  [
    'PVE: a list is a repeated key, its objects are property strings',
    'pve',
    'PUT',
    '/cluster/mapping/dir/{id}',
    { id: 'd', map: [{ node: 'a', path: '/mnt/x' }, 'node=b,path=/mnt/y'] },
    {
      path: '/cluster/mapping/dir/d',
      query: '',
      body: 'map=node%3Da%2Cpath%3D%2Fmnt%2Fx&map=node%3Db%2Cpath%3D%2Fmnt%2Fy',
    },
  ],
  [
    'PVE: property strings, of families too',
    'pve',
    'PUT',
    '/nodes/{node}/qemu/{vmid}/config',
    {
      node: 'a',
      vmid: 100,
      net0: { model: 'virtio', bridge: 'vmbr0', firewall: true },
      boot: { order: ['scsi0', 'net0'] },
    },
    {
      path: '/nodes/a/qemu/100/config',
      query: '',
      body: 'net0=virtio%2Cbridge%3Dvmbr0%2Cfirewall%3D1&boot=order%3Dscsi0%3Bnet0',
    },
  ],
  [
    'PBS: a property string with a comma',
    'pbs',
    'PUT',
    '/config/datastore/{name}',
    { name: 'main', 'maintenance-mode': { type: 'offline', message: 'a, b' } },
    { path: '/config/datastore/main', query: '', body: 'maintenance-mode=offline%2Cmessage%3D%22a%2C+b%22' },
  ],
  [
    'PBS: a list in one text',
    'pbs',
    'PUT',
    '/nodes/{node}/network/{iface}',
    { node: 'localhost', iface: 'vmbr0', bridge_ports: ['eno1', 'eno2'] },
    { path: '/nodes/localhost/network/vmbr0', query: '', body: 'bridge_ports=eno1%2Ceno2' },
  ],
  [
    'the last of a family',
    'pve',
    'PUT',
    '/nodes/{node}/qemu/{vmid}/config',
    { node: 'a', vmid: 1, net31: 'virtio' },
    { path: '/nodes/a/qemu/1/config', query: '', body: 'net31=virtio' },
  ],
  [
    'beyond a family',
    'pve',
    'PUT',
    '/nodes/{node}/qemu/{vmid}/config',
    { node: 'a', vmid: 1, net32: 'virtio', scsi007: 'x', virtiofs9: 'y' },
    {
      fieldErrors: {
        net32: 'does not exist; there are net0 to net31',
        scsi007: 'does not exist; there are scsi0 to scsi30',
      },
    },
  ],
  [
    'a number at the end of a name of its own',
    'pve',
    'PUT',
    '/nodes/{node}/qemu/{vmid}/config',
    { node: 'a', vmid: 1, efidisk0: 'local:1', smbios1: { uuid: 'x' } },
    { path: '/nodes/a/qemu/1/config', query: '', body: 'efidisk0=local%3A1&smbios1=uuid%3Dx' },
  ],
  [
    'what objects inherit is no parameter that is known',
    'pve',
    'GET',
    '/nodes/{node}/qemu',
    { node: 'a', constructor: 'x' },
    { path: '/nodes/a/qemu', query: '?constructor=x' },
  ],
  [
    'values that cannot be sent',
    'pve',
    'PUT',
    '/nodes/{node}/qemu/{vmid}/config',
    { node: 'a', vmid: 1, net0: { model: 'virtio', brigde: 'x' }, name: { a: 1 }, cores: NaN, delete: ['a,b'] },
    {
      fieldErrors: {
        net0: expect.stringMatching(/^key 'brigde' does not exist; there are bridge, firewall, link_down, /) as string,
        name: 'must be a text, number, boolean, or a list of them',
        cores: 'must be a finite number',
        delete: "must not hold a comma, semicolon or blank: 'a,b'",
      },
    },
  ],
])('%s', (_, product, verb, path, parameters, expected) => {
  expect(encodeCall(method(product, verb, path), parameters)).toEqual(expected)
})
