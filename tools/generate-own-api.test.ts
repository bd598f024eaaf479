import { expect, test } from 'vitest'
import { ownApi } from './generate-own-api.ts'

test('OpenAPI, Postman and the list of calls', () => {
  const files = ownApi(new URL('..', import.meta.url).pathname)
  expect(files.map(({ path }) => path)).toEqual([
    'docs/api/pulse.openapi.json',
    'docs/api/pulse.postman_collection.json',
    'docs/api/pulse.token.postman_environment.json',
    'docs/api/pulse.password.postman_environment.json',
    'docs/api/calls.md',
  ])
  const list = files.at(-1)?.text ?? ''
  expect(list).toContain('| `POST /api/config/nodes` | `write` |  | Add a connection | 4.2.1, 4.3 |\n')
  expect(list).toContain('| `GET /api/export` | owner | 5 a minute |')
  expect(list).toContain('| `GET /api/charts` | charts | 4.2.1, 4.3 |\n')
})
