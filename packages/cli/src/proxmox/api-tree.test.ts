import { describe, expect, it } from 'vitest'
import { apiTree, nearest, schemaPath, walk } from './api-tree.ts'

it.each([
  ['version', '/version'],
  ['//nodes/pve1/', '/nodes/pve1'],
  ['/api2/json/nodes', '/nodes'],
  ['api2/extjs', '/'],
  ['/', '/'],
])('%s is %s in the schema', (given, path) => {
  expect(schemaPath(given)).toBe(path)
})

it('an address is no path', () => {
  expect(() => schemaPath('https://pve1:8006/api2/json/version')).toThrow(/^<path> is a path such as \/version/)
})

describe('paths of the API', () => {
  it.each<[path: string, template: string, known: string, stray: string | undefined]>([
    ['/', '', '', undefined],
    ['nodes/pve1/', '/nodes/{node}', '/nodes/pve1', undefined],
    ['/nodes/{node}/qemu', '/nodes/{node}/qemu', '/nodes/{node}/qemu', undefined],
    // A fixed name is preferred to a placeholder.
    ['/cluster/tasks', '/cluster/tasks', '/cluster/tasks', undefined],
    ['/nodes/pve1/qmeu/100', '/nodes/{node}', '/nodes/pve1', 'qmeu'],
    [
      '/nodes/pve1/storage/local/content/local:iso/debian.iso',
      '/nodes/{node}/storage/{storage}/content/{volume}',
      '/nodes/pve1/storage/local/content/local:iso/debian.iso',
      undefined,
    ],
  ])('%s', (path, template, known, stray) => {
    const walked = walk(apiTree('pve'), path)
    expect([walked.branch.path, walked.known, walked.stray]).toEqual([template, known, stray])
  })

  it('of a Backup Server are others', () => {
    expect(walk(apiTree('pbs'), '/admin/datastore/main/groups')).toMatchObject({ stray: undefined })
    expect(walk(apiTree('pve'), '/admin')).toMatchObject({ stray: 'admin' })
  })
})

describe('what somebody may have meant', () => {
  it.each<[string, string[], string[]]>([
    ['qmeu', ['qemu', 'lxc', 'query'], ['qemu']],
    ['stat', ['status', 'storage'], ['status']],
    ['nodex', ['nodes', 'version'], ['nodes']],
    ['memry', ['memory', 'name'], ['memory']],
    ['zzzz', ['qemu', 'lxc'], []],
  ])('%s of %j', (word, known, meant) => {
    expect(nearest(word, known)).toEqual(meant)
  })
})
