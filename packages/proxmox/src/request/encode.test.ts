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
])('%s', (_, product, verb, path, parameters, expected) => {
  expect(encodeCall(method(product, verb, path), parameters)).toEqual(expected)
})
