import { describe, expect, it } from 'vitest'
import { type PermissionCheck, methodOf, type Product, type Verb } from './schema.ts'
import { privilegeWords } from './privilege-words.ts'

describe('who may make a call', () => {
  it.each<[Product, Verb, string, string]>([
    ['pve', 'GET', '/version', 'any login; what the caller may not see is left out'],
    ['pve', 'POST', '/nodes/{node}/vzdump', 'any login; more is checked by what is named'],
    ['pve', 'GET', '/access/domains', 'none, not even a login'],
    ['pve', 'GET', '/nodes/{node}/status', 'Sys.Audit on /nodes/{node}'],
    ['pve', 'GET', '/nodes/{node}/qemu/{vmid}/status/current', 'VM.Audit on /vms/{vmid}'],
    ['pve', 'POST', '/nodes/{node}/execute', 'root@pam only, no API token'],
    ['pbs', 'GET', '/nodes/{node}/status', 'Sys.Audit on /system/status'],
    ['pbs', 'GET', '/access/users/{userid}', 'Sys.Audit on /access/users, or being that user'],
    [
      'pbs',
      'POST',
      '/admin/datastore/{store}/mount',
      'Datastore.Modify on /datastore/{store} and Sys.Modify on /system/disks',
    ],
  ])('%s %s %s', (product, verb, path, words) => {
    const method = methodOf(product, verb, path)
    expect(method && privilegeWords(method)).toBe(words)
  })

  it.each<[PermissionCheck, string]>([
    [
      ['or', ['perm', '/a', ['X']], ['and', ['perm', '/b', ['Y', 'Z']], ['userid-param', 'self']]],
      'X on /a, or Y and Z on /b and being that user',
    ],
    [
      ['and', ['or', ['perm', '/a', ['X']], ['perm', '/b', ['Y']]], ['perm', '/c', ['Z']]],
      '(X on /a, or Y on /b) and Z on /c',
    ],
    [['perm', '/a', ['X', 'Y'], 'any', 1], 'X or Y on /a'],
    [['perm', '/a', ['X'], 'require_param', 'p'], 'X on /a where p is given'],
    [['perm-modify', '/a'], 'the right to change permissions on /a'],
    [['userid-group', ['User.Modify']], 'User.Modify on the groups of the user'],
    [{ privs: ['X', 'Y'], path: ['a', '{b}'], partial: true }, 'X or Y on /a/{b}'],
  ])('%j', (check, words) => {
    const method = {
      product: 'pve',
      verb: 'GET',
      path: '/x',
      parameters: {},
      returns: {},
      permissions: { check },
    } as const
    expect(privilegeWords(method)).toBe(words)
    expect(privilegeWords({ ...method, allowtoken: false })).toBe(`${words}, no API token`)
  })
})
