import { expect, test } from 'vitest'
import { findCalls, readDocument } from './document.ts'

const source = {
  info: { title: 'Pulse API', version: '1.2.3', description: 'All calls.' },
  tags: [{ name: 'Access', description: 'Who comes in.' }, { name: 'Empty' }],
  paths: {
    '/api/login': {
      post: {
        operationId: 'postLogin',
        summary: 'Log in',
        tags: ['Access'],
        'x-scope': 'open',
        'x-rate-limit': '10 a minute',
        requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' }, example: {} } } },
        responses: {
          200: { description: 'Done.', content: { 'application/json': { example: { success: true } } } },
          401: { $ref: '#/components/responses/Unauthenticated' },
        },
      },
    },
    '/api/state': { get: { operationId: 'getState', summary: 'The picture', tags: ['Core'], 'x-scope': 'read' } },
  },
  components: { responses: { Unauthenticated: { description: '`login.wrong`: No.' } } },
}

test('calls by group, with their answers', () => {
  const { groups, version } = readDocument(source)
  expect(version).toBe('1.2.3')
  expect(groups.map(({ name, calls }) => [name, calls.length])).toEqual([
    ['Access', 1],
    ['Core', 1],
  ])
  expect(groups[0]?.calls[0]).toMatchObject({
    id: 'postLogin',
    method: 'POST',
    path: '/api/login',
    scope: 'open',
    limit: '10 a minute',
    body: { required: true, kind: 'application/json' },
    success: { status: '200', body: { example: { success: true } } },
    failures: [{ status: '401', description: '`login.wrong`: No.' }],
  })
})

test.each([
  ['', ['postLogin', 'getState']],
  ['post', ['postLogin']],
  ['api READ', ['getState']],
  ['access log', ['postLogin']],
  ['post state', []],
])('"%s" finds %j', (search, ids) => {
  const { groups } = readDocument(source)
  expect(findCalls(groups, search).flatMap(({ calls }) => calls.map(({ id }) => id))).toEqual(ids)
})

test('a document that says nothing has nothing', () => {
  expect(readDocument({}).groups).toEqual([])
})
