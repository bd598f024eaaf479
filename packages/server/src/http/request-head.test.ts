import { expect, it } from 'vitest'
import { refuseHead, unreadable } from './request-head.ts'

const lines = (count: number): string[] => Array.from({ length: count }, (_, i) => [`X-${i}`, 'y']).flat()

const refused = (rawHeaders: string[], httpVersion = '1.1'): string | undefined => {
  try {
    refuseHead({ httpVersion, rawHeaders })
    return undefined
  } catch (error) {
    return (error as { code: string }).code
  }
}

it('64 lines are a head, 65 are not', () => {
  expect(refused(['Host', 'a', ...lines(63)])).toBe(undefined)
  expect(refused(['Host', 'a', ...lines(64)])).toBe('request.head-too-large')
})

it('one host, in whatever letters; none was needed before HTTP/1.1', () => {
  expect(refused(['Host', 'a', 'X', 'host', 'host-x', 'b'])).toBe(undefined)
  expect(refused(['Host', 'a', 'HOST', 'a'])).toBe('request.malformed')
  expect(refused(['X', 'host'])).toBe('request.malformed')
  expect(refused([], '1.0')).toBe(undefined)
})

it.each(['0.9', '2.0', '1.2', ''])('version "%s" is not spoken', (version) => {
  expect(refused(['Host', 'a'], version)).toBe('request.malformed')
})

it.each([
  ['HPE_HEADER_OVERFLOW', 'request.head-too-large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request.too-slow'],
  ['HPE_INVALID_METHOD', 'request.malformed'],
  [undefined, 'request.malformed'],
])('what Node calls %s', (code, expected) => {
  expect(unreadable(code).code).toBe(expected)
})
