import { expect, it } from 'vitest'
import { contentEncoding } from './content-encoding.ts'

it.each([
  ['', 'identity'],
  ['gzip, deflate, br, zstd', 'zstd'],
  ['gzip, deflate, br', 'br'],
  ['GZIP;q=0.5', 'gzip'],
  ['zstd;q=0, br;q=0.0, gzip', 'gzip'],
  ['identity', 'identity'],
  ['deflate', 'identity'],
  ['xgzip', 'identity'],
])('of %j is %s', (accept, expected) => {
  expect(contentEncoding(accept)).toBe(expected)
})
