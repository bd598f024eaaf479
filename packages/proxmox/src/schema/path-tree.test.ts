import { expect, test } from 'vitest'
import { PathTree } from './path-tree.ts'
import type { Method } from './table.ts'

const tree = new PathTree<Method>()
for (const path of ['/a/{x}/end', '/a/fixed', '/a/fixed/other', '/v/{volume}']) {
  const method: Method = { product: 'pve', verb: 'GET', path, parameters: {}, returns: {} }
  tree.add(method)
}

test.each<[string, string | undefined, Record<string, string>?]>([
  ['/a/fixed', '/a/fixed', {}],
  ['/a/fixed/other', '/a/fixed/other', {}],
  // The fixed segment is a dead end here.
  ['/a/fixed/end', '/a/{x}/end', { x: 'fixed' }],
  ['/a/b/end', '/a/{x}/end', { x: 'b' }],
  ['/a/b', undefined],
  ['/a', undefined],
  ['/', undefined],
  ['//a//fixed/', '/a/fixed', {}],
  ['/a/%66ixed', '/a/fixed', {}],
  ['/a/b%2Fc/end', '/a/{x}/end', { x: 'b/c' }],
  ['/v/local:iso/x/y.iso', '/v/{volume}', { volume: 'local:iso/x/y.iso' }],
  ['/a/__proto__/end', '/a/{x}/end', { x: '__proto__' }],
])('%s', (path, template, pathParameters) => {
  const found = tree.find(path)
  expect(found?.methods.get('GET')?.path).toBe(template)
  expect(found?.pathParameters).toEqual(pathParameters)
})
