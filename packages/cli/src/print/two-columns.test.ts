import { expect, it } from 'vitest'
import { twoColumns } from './two-columns.ts'

it('meanings stand below each other, in lines of at most 80 columns', () => {
  expect(
    twoColumns([
      ['--all', 'all of them'],
      ['--fingerprint <sha256>', 'of the certificate to trust, as the host shows it'],
      ['--a-name-that-is-far-too-long <value>', 'has a line of its own'],
    ]),
  ).toEqual([
    '  --all                             all of them',
    '  --fingerprint <sha256>            of the certificate to trust, as the host',
    '                                    shows it',
    '  --a-name-that-is-far-too-long <value>',
    '                                    has a line of its own',
  ])
})

it('the column is as wide as the widest name', () => {
  expect(
    twoColumns([
      ['ls', 'list'],
      ['login', ''],
    ]),
  ).toEqual(['  ls     list', '  login'])
})
