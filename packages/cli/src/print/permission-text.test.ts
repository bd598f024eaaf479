import { methodOf, type Product, type Verb } from '@pulse/proxmox/schema'
import { describe, expect, it } from 'vitest'
import { permissionText } from './permission-text.ts'

describe('who may make a call', () => {
  it.each<[Product, Verb, string, string]>([
    ['pve', 'GET', '/version', 'anybody logged in'],
    ['pve', 'GET', '/access/domains', 'nobody need log in'],
    ['pve', 'GET', '/nodes/{node}/status', 'Sys.Audit on /nodes/{node}'],
    ['pve', 'GET', '/nodes/{node}/qemu/{vmid}/status/current', 'VM.Audit on /vms/{vmid}'],
    ['pve', 'POST', '/nodes/{node}/execute', 'root@pam only'],
    ['pbs', 'GET', '/admin/datastore/{store}/groups', 'anybody logged in'],
    ['pbs', 'GET', '/nodes/{node}/status', 'Sys.Audit on /system/status'],
  ])('%s %s %s', (product, verb, path, text) => {
    const method = methodOf(product, verb, path)
    expect(method && permissionText(method)).toBe(text)
  })

  it.each<[readonly unknown[], string]>([
    [
      ['or', ['perm', '/a', ['X']], ['and', ['perm', '/b', ['Y', 'Z']], ['userid-param', 'self']]],
      'X on /a or (Y, Z on /b and the user itself)',
    ],
    [['perm', '/a', ['X', 'Y'], 'any', 1], 'X or Y on /a'],
    [['perm', '/a', ['X'], 'require_param', 'p'], 'X on /a'],
    [['perm-modify', '/a'], 'Permissions.Modify on /a'],
    [['userid-group', ['User.Modify']], 'User.Modify on a group of the user'],
  ])('%j', (check, text) => {
    const method = {
      product: 'pve',
      verb: 'GET',
      path: '/x',
      parameters: {},
      returns: {},
      permissions: { check },
    } as const
    expect(permissionText(method)).toBe(text)
    expect(permissionText({ ...method, allowtoken: false })).toBe(`${text}, not with a token`)
  })
})
