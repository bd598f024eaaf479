import { expect, test } from 'vitest'
import { checkToken, emptyToken, expiryState, scopeWords, tokenInput } from './token-draft.ts'

test('a token begins with the right to look, for a year', () => {
  expect(tokenInput({ ...emptyToken(), name: ' grafana ' })).toEqual({
    name: 'grafana',
    scopes: ['read'],
    expiresInDays: 365,
  })
})

test('one without an end says so by saying nothing', () => {
  const scopes = { read: true, write: true, notify: false, register: true }
  expect(tokenInput({ name: 'x', scopes, expiry: 'never' })).toEqual({
    name: 'x',
    scopes: ['read', 'write', 'register'],
  })
})

test('name and a scope are needed', () => {
  const scopes = { read: false, write: false, notify: false, register: false }
  expect(checkToken({ name: ' ', scopes, expiry: '30' })).toEqual({
    name: 'Enter a name by which you will know it.',
    scopes: 'Choose at least one.',
  })
  expect(checkToken({ ...emptyToken(), name: 'x' })).toEqual({})
})

test.each([
  [['read'], 'may look'],
  [['read', 'write'], 'may look and change'],
  [['write', 'register'], 'may look and change, may register hosts'],
  [['notify'], 'may send notifications'],
  [['read', 'write', 'notify', 'register'], 'may do everything'],
] as const)('%j: %s', (scopes, expected) => expect(scopeWords(scopes)).toBe(expected))

const now = Date.parse('2026-11-26T12:00:00Z')
test.each([
  [null, 'none'],
  ['2026-11-26T12:00:00Z', 'over'],
  ['2026-12-10T11:59:59Z', 'soon'],
  ['2026-12-10T12:00:00Z', 'far'],
] as const)('a token that ends %s: %s', (expiresAt, state) => expect(expiryState({ expiresAt }, now)).toBe(state))
