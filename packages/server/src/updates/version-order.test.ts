import { expect, it } from 'vitest'
import { compareVersions, readVersion } from './version-order.ts'

const order = (one: string, other: string): number => {
  const [first, second] = [readVersion(one), readVersion(other)]
  if (!first || !second) throw new Error('both are versions')
  return Math.sign(compareVersions(first, second))
}

it('from old to new', () => {
  const versions = [
    '0.9.9',
    'v4.3.8-1',
    '4.3.8-alpha',
    '4.3.8-alpha.1',
    '4.3.8-beta',
    '4.3.8-rc.1',
    'v4.3.8-rc.2',
    '4.3.8-rc.10',
    '4.3.8-rc.10.1',
    '4.3.8',
    'v4.3.9',
    '4.4.0-rc.1',
    '4.4.0',
    '4.10.0',
    '10.0.0',
  ]
  for (const [at, version] of versions.entries())
    for (const [otherAt, other] of versions.entries())
      expect(order(version, other), `${version} and ${other}`).toBe(Math.sign(at - otherAt))
})

it.each([
  ['4.3.8', 'v4.3.8'],
  ['4.3.8-rc2', '4.3.8-rc.2'],
  ['4.3.8+build.7', '4.3.8'],
])('%s is %s', (one, other) => {
  expect(order(one, other)).toBe(0)
})

it.each([
  '',
  'v',
  '4.3',
  '4.3.8.1',
  'abc1234',
  '4.3.x',
  '4.3.8-',
  ' 4.3.8',
  '4.3.8\n',
  `4.3.${'9'.repeat(30)}`,
  '-1.0.0',
])('"%s" is none', (text) => {
  expect(readVersion(text)).toBe(undefined)
})
