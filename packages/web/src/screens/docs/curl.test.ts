import { expect, test } from 'vitest'
import { curlOf } from './curl.ts'
import { readDocument } from './document.ts'

const only = (path: string, method: string, operation: object) => {
  const call = readDocument({ paths: { [path]: { [method]: { responses: { 200: {} }, ...operation } } } }).groups[0]
    ?.calls[0]
  if (!call) throw new Error('no call')
  return call
}
const origin = 'http://192.0.2.1:7655'

test('a read sends the token from the environment', () => {
  expect(curlOf(only('/api/state', 'get', { 'x-scope': 'read' }), origin)).toBe(
    `curl -H "X-API-Token: $PULSE_TOKEN" 'http://192.0.2.1:7655/api/state'`,
  )
})

test('an open call sends none, and a quote in the body does not end it', () => {
  const requestBody = { content: { 'application/json': { example: { name: "it's $HOME" } } } }
  expect(curlOf(only('/api/login', 'post', { 'x-scope': 'open', requestBody }), origin)).toBe(
    `curl -X POST -H 'Content-Type: application/json' -d '{"name":"it'\\''s $HOME"}' 'http://192.0.2.1:7655/api/login'`,
  )
})

test('parameters take their examples, else their names', () => {
  const parameters = [
    { name: 'id', in: 'path', example: 'a/b' },
    { name: 'key', in: 'path' },
    { name: 'limit', in: 'query', example: 50 },
    { name: 'before', in: 'query' },
  ]
  expect(curlOf(only('/api/x/{id}/{key}', 'delete', { 'x-scope': 'open', parameters }), origin)).toBe(
    `curl -X DELETE 'http://192.0.2.1:7655/api/x/a%2Fb/KEY?limit=50'`,
  )
})

test('a WebSocket is nothing for curl', () => {
  expect(curlOf(only('/ws', 'get', { responses: { 101: {} } }), origin)).toBeNull()
})
