import { describe, expect, it } from 'vitest'
import { isPlainPath } from './plain-path.ts'

describe('a path that can be read in one way only', () => {
  it.each(['/', '/api/state', '/api/storage/', '/api/config/nodes/pve-k3v9qmx2/test', '/api/storage/a%20b', '/%C3%BC'])(
    '%s is',
    (path) => expect(isPlainPath(path)).toBe(true),
  )

  it.each([
    '',
    'api/state',
    'http://evil.example/api/state',
    '//api/state',
    '/api//state',
    '/api/./state',
    '/api/../state',
    '/api/state/..',
    '/api/%2e%2e/state',
    '/api/%2E%2E/state',
    '/api%2fstate',
    '/api%5cstate',
    '/api\\state',
    '/api/state;x=1',
    '/api/state%3bx',
    '/api/state%00',
    '/api/%252e%252e/state',
    '/api/%c0%ae',
    '/api/%zz',
    '/api/%',
  ])('%j is not', (path) => expect(isPlainPath(path)).toBe(false))
})
