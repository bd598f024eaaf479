import { CallError, type ErrorBody } from '@pulse/contract'
import { expect, test } from 'vitest'
import { refusalOf } from './refusal.ts'

const now = Date.parse('2026-11-26T12:00:00Z')
const refused = (status: number, body: Partial<ErrorBody>): CallError => new CallError(status, { error: 'No', ...body })

test('a wrong password says how many tries are left', () => {
  const error = refused(401, { code: 'login.wrong', details: { attempts: '2', remaining: '3', maxAttempts: '5' } })
  expect(refusalOf(error, now)).toEqual({ text: 'User name or password is wrong.', remaining: 3, until: null })
  expect(refusalOf(refused(401, { code: 'login.wrong' }), now).remaining).toBeNull()
})

test.each<[Partial<ErrorBody>, number | null]>([
  // The clock of the server is an hour ahead: the span counts.
  [{ retryAfter: 900, details: { lockedUntil: '2026-11-26T13:15:00Z' } }, now + 900_000],
  [{ details: { lockedUntil: '2026-11-26T12:14:30Z' } }, now + 870_000],
  [{ details: { lockedUntil: '2026-11-26T11:59:59Z' } }, null],
  [{}, null],
])('locked: %j', (body, until) => {
  const refusal = refusalOf(refused(403, { code: 'login.locked', ...body }), now)
  expect(refusal).toEqual({ text: 'Too many failed logins from this address.', remaining: null, until })
})

test('the try that locked says so, not that none is left', () => {
  const error = refused(401, { code: 'login.wrong', retryAfter: 900, details: { remaining: '0' } })
  expect(refusalOf(error, now)).toMatchObject({ remaining: null, until: now + 900_000 })
})

test('a server that does not answer', () => {
  expect(refusalOf(new CallError(0, { error: 'The server cannot be reached' }), now)).toEqual({
    text: 'The server cannot be reached',
    remaining: null,
    until: null,
  })
})
