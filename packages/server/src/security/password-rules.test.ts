import { expect, it } from 'vitest'
import { passwordProblem } from './password-rules.ts'

const easy = 'Password is too easy to guess: choose another one'

it.each([
  ['', 'Password must be at least 8 characters'],
  ['1234567', 'Password must be at least 8 characters'],
  // Characters, not bytes.
  ['öööö€€€', 'Password must be at least 8 characters'],
  ['x'.repeat(73), 'Password must be at most 72 bytes'],
  ['€'.repeat(25), 'Password must be at most 72 bytes'],
  ['engine\0No. 1', 'Password must not contain a NUL character'],
  ['password', easy],
  ['PASSWORD', easy],
  ['Password123!', easy],
  ['P@ssw0rd!', easy],
  ['12345678', easy],
  ['87654321', easy],
  ['qwertyui', easy],
  ['Proxmox2025', easy],
  ['pulse1234', easy],
  ['admin1234', easy],
  ['aaaaaaaa', easy],
  ['abcabcabc', easy],
  ['charlotte1', easy],
  ['letmein!', easy],
  ['iloveyou', easy],
  ['changeme', easy],
  ['engine No. 1', undefined],
  ['correct horse', undefined],
  ['x7$kQ2!m', undefined],
  ['€'.repeat(23) + 'abc', undefined],
  ['pulse of the city', undefined],
])('%j: %s', (password, problem) => {
  expect(passwordProblem(password, 'charlotte')).toBe(problem)
})
