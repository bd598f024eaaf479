import { expect, test } from 'vitest'
import { readAnswer, type Answer } from './read-answer.ts'

const now = Date.UTC(2026, 0, 1)

function answerOf(status: number, reason: string, body: unknown = '', more: Partial<Answer> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, reason, text, contentType: 'application/json;charset=utf-8', retryAfter: undefined, ...more }
}

function failureOf(product: 'pve' | 'pbs', answer: Answer): unknown {
  const read = readAnswer(product, answer, now)
  return 'failure' in read ? read.failure : read
}

test.each<[string, Answer, object]>([
  ['no login', answerOf(401, 'No ticket'), { kind: 'unauthenticated', reason: 'No ticket', status: 401 }],
  [
    'privilege, told by the reason phrase (before 8.4)',
    answerOf(403, 'Permission check failed (/nodes/pve1, Sys.Modify)', { data: null }),
    { kind: 'forbidden', privilege: { path: '/nodes/pve1', privileges: ['Sys.Modify'], any: false } },
  ],
  [
    'one of several privileges, told by the message',
    answerOf(403, 'x', {
      data: null,
      message: 'Permission check failed (/storage/a, Datastore.Audit|Datastore.AllocateSpace)\n',
    }),
    {
      kind: 'forbidden',
      privilege: { path: '/storage/a', privileges: ['Datastore.Audit', 'Datastore.AllocateSpace'], any: true },
    },
  ],
  [
    'root only: a 403 that names no privilege',
    answerOf(403, 'Permission check failed (user != root@pam)', { data: null }),
    { kind: 'forbidden', privilege: undefined, reason: 'Permission check failed (user != root@pam)' },
  ],
  [
    'parameters',
    answerOf(400, 'Parameter verification failed.', {
      data: null,
      errors: { vmid: 'value must have a minimum value of 100\n' },
      message: 'Parameter verification failed.\n',
    }),
    {
      kind: 'invalid',
      fieldErrors: { vmid: 'value must have a minimum value of 100' },
      text: 'Parameter verification failed. (vmid: value must have a minimum value of 100)',
    },
  ],
  ['a taken id', answerOf(400, 'VM 100 already exists', { data: null }), { kind: 'invalid' }],
  [
    'a guest that is gone',
    answerOf(500, "Configuration file 'nodes/pve/qemu-server/999.conf' does not exist", { data: null }),
    { kind: 'missing', status: 500 },
  ],
  ['a storage that is gone', answerOf(500, "storage 'x' does not exist", { data: null }), { kind: 'missing' }],
  ['a job that is gone', answerOf(500, "no such replication job '100-0'", { data: null }), { kind: 'missing' }],
  ['a user that is gone', answerOf(500, "no such user ('x@pve')", { data: null }), { kind: 'missing' }],
  [
    'a file that is gone',
    answerOf(500, 'unable to open file /x - No such file or directory', { data: null }),
    { kind: 'missing' },
  ],
  ['a lock of a task', answerOf(500, 'VM is locked (backup)', { data: null }), { kind: 'locked' }],
  [
    'a lock that did not come free',
    answerOf(500, "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout", { data: null }),
    { kind: 'locked' },
  ],
  ['no quorum', answerOf(500, 'cluster not ready - no quorum?', { data: null }), { kind: 'no-quorum' }],
  [
    'agent',
    answerOf(500, 'QEMU guest agent is not running', { data: null }),
    { kind: 'failed', reason: 'QEMU guest agent is not running' },
  ],
  [
    'member that does not connect',
    answerOf(595, 'No route to host'),
    { kind: 'unreachable-node', status: 595, reason: 'No route to host' },
  ],
  ['member whose connection broke', answerOf(596, 'Broken pipe'), { kind: 'unreachable-node' }],
  ['member that is too slow', answerOf(599, 'Too many redirections'), { kind: 'unreachable-node' }],
  ['not in this version', answerOf(501, "Method 'GET /foo' not implemented", { data: null }), { kind: 'unsupported' }],
  [
    'slow down, in seconds',
    answerOf(429, 'Too Many Requests', '', { retryAfter: '7' }),
    { kind: 'throttled', retryAfterMs: 7_000 },
  ],
  [
    'slow down, by the clock',
    answerOf(503, 'Service Unavailable', '<html>', {
      contentType: 'text/html',
      retryAfter: 'Thu, 01 Jan 2026 00:01:00 GMT',
    }),
    { kind: 'throttled', retryAfterMs: 60_000 },
  ],
  ['a web page', answerOf(200, 'OK', '<!DOCTYPE html><html>', { contentType: 'text/html' }), { kind: 'not-proxmox' }],
  ['a web page said to be JSON', answerOf(200, 'OK', '\n<html>'), { kind: 'not-proxmox' }],
  ['a page not found', answerOf(500, 'Oops', '<html>', { contentType: 'text/html' }), { kind: 'not-proxmox' }],
  ['a redirect', answerOf(301, 'Moved Permanently'), { kind: 'not-proxmox' }],
  ['JSON of something else', answerOf(200, 'OK', { status: 'ok' }), { kind: 'not-proxmox' }],
  ['JSON without an object', answerOf(200, 'OK', 'null'), { kind: 'not-proxmox' }],
  ['text', answerOf(200, 'OK', 'hello', { contentType: 'text/plain' }), { kind: 'not-proxmox' }],
  ['broken JSON', answerOf(200, 'OK', '{"data":[1,'), { kind: 'malformed' }],
  ['nothing', answerOf(200, 'OK', ''), { kind: 'malformed' }],
  ['an error without a word', answerOf(500, ''), { kind: 'failed', text: 'HTTP 500', reason: undefined }],
])('PVE: %s', (_, answer, expected) => {
  expect(failureOf('pve', answer)).toMatchObject(expected)
})

test.each<[string, Answer, object]>([
  [
    'plain text',
    answerOf(400, 'Bad Request', "no such datastore 'x'\n"),
    { kind: 'missing', reason: "no such datastore 'x'" },
  ],
  [
    'any other failure',
    answerOf(400, 'Bad Request', 'unable to open chunk store'),
    { kind: 'failed', reason: 'unable to open chunk store' },
  ],
  [
    'login',
    answerOf(401, 'Unauthorized', 'authentication failed'),
    { kind: 'unauthenticated', reason: 'authentication failed' },
  ],
  ['privilege', answerOf(403, 'Forbidden', 'permission check failed'), { kind: 'forbidden', privilege: undefined }],
  ['path', answerOf(404, 'Not Found', "Path '/api2/json/x' not found."), { kind: 'missing' }],
  [
    'a parameter',
    answerOf(
      400,
      'Bad Request',
      "parameter verification failed - 'store': parameter is missing and it is not optional.",
    ),
    { kind: 'invalid', fieldErrors: { store: 'parameter is missing and it is not optional.' } },
  ],
  [
    'parameters',
    answerOf(
      400,
      'Bad Request',
      "parameter verification errors\n\nparameter 'a': too long\nparameter 'b-c': unknown\n",
    ),
    { kind: 'invalid', fieldErrors: { a: 'too long', 'b-c': 'unknown' } },
  ],
])('PBS: %s', (_, answer, expected) => {
  expect(failureOf('pbs', answer)).toMatchObject(expected)
})

test.each([null, [], 0, '', false, { a: 1 }])('data is handed on as it is: %j', (data) => {
  expect(readAnswer('pve', answerOf(200, 'OK', { data }), now)).toEqual({ data })
})

test.each([
  [812, { data: [], total: 812 }],
  ['812', { data: [], total: 812 }],
  ['many', { data: [] }],
  [null, { data: [] }],
])('the number of all rows, %j', (total, expected) => {
  expect(readAnswer('pve', answerOf(200, 'OK', { data: [], total }), now)).toEqual(expected)
})
