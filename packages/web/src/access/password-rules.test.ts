import { expect, test } from 'vitest'
import { passwordProblem, passwordRules } from './password-rules.ts'

test.each([
  ['', 'Enter a password.'],
  ['1234567', 'Use at least 8 characters.'],
  // Seven characters, more bytes.
  ['üüüüüüü', 'Use at least 8 characters.'],
  ['12345678', undefined],
  ['ä'.repeat(36), undefined],
  ['ä'.repeat(37), 'Use at most 72 bytes; letters beyond a to z take two or more.'],
])('%s: %s', (password, problem) => expect(passwordProblem(password)).toBe(problem))

test('rules are met while one types', () => {
  expect(passwordRules('1234567').map(({ met }) => met)).toEqual([false])
  expect(passwordRules('12345678').map(({ met }) => met)).toEqual([true])
  expect(passwordRules('x'.repeat(73)).map(({ met }) => met)).toEqual([true, false])
})
