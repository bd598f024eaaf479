import { expect, test } from 'vitest'
import { methodOf, methods, type Product, type Verb } from '../schema/schema.ts'
import { summaryOf, surroundingsOf } from './summary.ts'

const around = { pve: surroundingsOf(methods('pve')), pbs: surroundingsOf(methods('pbs')) }

test.each<[Product, Verb, string, string]>([
  ['pve', 'GET', '/nodes', 'List the nodes'],
  ['pve', 'GET', '/nodes/{node}/qemu', 'List the virtual machines of a node'],
  ['pve', 'POST', '/nodes/{node}/lxc', 'Create a container on a node'],
  ['pve', 'DELETE', '/nodes/{node}/qemu/{vmid}', 'Delete a virtual machine of a node'],
  ['pve', 'GET', '/nodes/{node}/qemu/{vmid}/config', 'Read the config of a virtual machine'],
  ['pve', 'PUT', '/nodes/{node}/lxc/{vmid}/config', 'Change the config of a container'],
  ['pve', 'POST', '/nodes/{node}/qemu/{vmid}/status/start', 'Start a virtual machine'],
  ['pve', 'POST', '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback', 'Roll back to a snapshot'],
  // Not the node is started.
  ['pve', 'POST', '/nodes/{node}/ceph/start', 'Ceph start of a node'],
  ['pve', 'POST', '/access/users', 'Create a user'],
  ['pve', 'POST', '/access/users/{userid}/token/{tokenid}', 'Create an API token of a user'],
  ['pve', 'GET', '/cluster/firewall/ipset', 'List the firewall IP sets'],
  ['pve', 'POST', '/cluster/firewall/ipset/{name}', 'Add to a firewall IP set'],
  ['pve', 'GET', '/cluster/ha', 'List the parts of the HA'],
  ['pve', 'GET', '/nodes/{node}/qemu/{vmid}/agent/get-fsinfo', 'Guest agent: get fsinfo'],
  ['pve', 'GET', '/version', 'Read the version of the server'],
  ['pbs', 'GET', '/admin/datastore', 'List the datastores'],
  ['pbs', 'GET', '/config/datastore', 'List the configured datastores'],
  ['pbs', 'GET', '/config/prune/{id}', 'Read the configuration of a prune job'],
])('%s %s %s: %s', (product, verb, path, summary) => {
  const method = methodOf(product, verb, path)
  expect(method && summaryOf(method, around[product])).toBe(summary)
})

test.each(['pve', 'pbs'] as const)('%s: every summary is a short line', (product) => {
  for (const method of methods(product)) {
    expect(summaryOf(method, around[product]), method.path).toMatch(/^[A-Z][^{}_]{5,80}$/)
  }
})
