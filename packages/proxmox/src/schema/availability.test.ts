import { expect, test } from 'vitest'
import { availability, knownVersions, methodOf, type Product } from './schema.ts'

test('known versions, oldest first', () => {
  expect(knownVersions('pve')).toEqual(['6.4', '7.4', '8.4', '9.0', '9.1', '9.2'])
  expect(knownVersions('pbs')).toEqual(['3.4', '4.0', '4.1', '4.2'])
})

test.each<[Product, string | undefined, string, string]>([
  ['pve', undefined, '9.2', 'has'],
  ['pve', undefined, '6.4-15', 'has'],
  ['pve', undefined, '5.4', 'unknown'],
  ['pve', '8.4', '7.4', 'lacks'],
  ['pve', '8.4', '7.4-17', 'lacks'],
  ['pve', '8.4', '7.2', 'lacks'],
  ['pve', '8.4', '6.0', 'lacks'],
  ['pve', '8.4', '8.0.3', 'unknown'],
  ['pve', '8.4', '8.3', 'unknown'],
  ['pve', '8.4', '8.4.14', 'has'],
  ['pve', '8.4', '9.0', 'has'],
  ['pve', '8.4', '10.1', 'has'],
  ['pve', '9.2', '9.1.9', 'lacks'],
  ['pve', '7.4', '7.0', 'unknown'],
  ['pbs', '4.0', '3.4', 'lacks'],
  ['pbs', '4.0', '3', 'lacks'],
  ['pbs', '4.2', '4.2.6', 'has'],
  ['pve', '9.2', 'unreadable', 'unknown'],
])('%s: since %s, on %s: %s', (product, since, version, expected) => {
  expect(availability(product, since, version)).toBe(expected)
})

test('what the older schemas tell', () => {
  expect(methodOf('pve', 'GET', '/cluster/ha/rules')?.since).toBe('9.0')
  expect(methodOf('pve', 'GET', '/version')?.since).toBeUndefined()
  expect(methodOf('pve', 'GET', '/access/tfa')?.since).toBe('7.4')
  const create = methodOf('pve', 'POST', '/nodes/{node}/qemu')
  expect(create?.since).toBeUndefined()
  expect(create?.sinceParameters).toMatchObject({ tpmstate0: '7.4', 'virtiofs[n]': '8.4' })
  expect(create?.sinceParameters).not.toHaveProperty('tags')
  expect(methodOf('pbs', 'GET', '/config/s3')?.since).toBe('4.0')
})
