import { expect, test } from 'vitest'
import type { SchemaMethod } from '../../packages/proxmox/src/apidoc/read-methods.ts'
import { withFirstVersions } from './first-versions.ts'

const method = (path: string, ...parameters: string[]): SchemaMethod => ({
  path,
  verb: 'GET',
  parameters: { type: 'object', properties: Object.fromEntries(parameters.map((name) => [name, {}])) },
  returns: {},
  facts: { protected: true },
})

test('what first stood where', () => {
  const older = [
    { version: '6.4', methods: [method('/old', 'a'), method('/renamed/{id}', 'id')] },
    { version: '7.4', methods: [method('/old', 'a', 'b'), method('/middle'), method('/gone')] },
  ]
  const now = [
    method('/old', 'a', 'b', 'c'),
    method('/middle', 'd'),
    method('/renamed/{name}', 'name'),
    method('/new', 'e'),
  ]
  expect(withFirstVersions(now, older, '9.2').map(({ path, facts }) => [path, facts])).toEqual([
    ['/old', { protected: true, sinceParameters: { b: '7.4', c: '9.2' } }],
    ['/middle', { protected: true, since: '7.4', sinceParameters: { d: '9.2' } }],
    ['/renamed/{name}', { protected: true }],
    // Its parameters came with it.
    ['/new', { protected: true, since: '9.2' }],
  ])
})
