import { expect, test } from 'vitest'
import { base32Bytes, oneTimeCode } from './one-time-code.ts'

// RFC 6238, appendix B: the last six digits of its eight.
const key = new TextEncoder().encode('12345678901234567890')

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('the code at %d s', (seconds, code) => {
  expect(oneTimeCode(key, seconds * 1000)).toBe(code)
})

// RFC 4648, section 10.
test.each([
  ['MZXW6YTBOI======', 'foobar'],
  ['mzxw6', 'foo'],
])('base32 %s', (text, plain) => {
  expect(new TextDecoder().decode(base32Bytes(text) ?? new Uint8Array())).toBe(plain)
})

test('what is no base32', () => {
  expect(base32Bytes('not-base32!')).toBeNull()
})
