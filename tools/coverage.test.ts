import { expect, test } from 'vitest'
import { openApi, postmanCollection } from '../packages/proxmox/src/documents/documents.ts'
import { drawCoverage } from './coverage.ts'

const root = new URL('..', import.meta.url).pathname

test('every method is found again everywhere', () => {
  const { calls, problems, text } = drawCoverage(root)
  expect(problems).toEqual([])
  expect(calls).toBe(675 + 349)
  expect(text).toContain('| in the Postman collection | 675 | 349 |')
})

test('a method that a document lacks, and one that no schema has, are told', () => {
  const without: typeof openApi = (description) =>
    openApi({ ...description, methods: description.methods.filter(({ path }) => path !== '/version') })
  const renamed: typeof postmanCollection = (description) =>
    postmanCollection({
      ...description,
      methods: description.methods.map((one) => (one.path === '/version' ? { ...one, path: '/release' } : one)),
    })
  expect(drawCoverage(root, { openApi: without, postmanCollection: renamed }).problems).toEqual([
    'pve OpenAPI GET /version is missing without a reason',
    'pve Postman GET /version is missing without a reason',
    'pbs OpenAPI GET /version is missing without a reason',
    'pbs Postman GET /version is missing without a reason',
    'pve GET /release is in no schema',
    'pbs GET /release is in no schema',
  ])
})
