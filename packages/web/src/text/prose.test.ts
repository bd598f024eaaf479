import { expect, test } from 'vitest'
import { readProse } from './prose.ts'

test('paragraphs, code and strong words', () => {
  expect(readProse('**Log in** with `X-API-Token`.\n\nSecond <b>line</b>.')).toEqual([
    [
      { kind: 'strong', text: 'Log in' },
      { kind: 'text', text: ' with ' },
      { kind: 'code', text: 'X-API-Token' },
      { kind: 'text', text: '.' },
    ],
    [{ kind: 'text', text: 'Second <b>line</b>.' }],
  ])
})

test('markup that is not closed stays text', () => {
  expect(readProse('2 * 3 ** 4 ` 5')).toEqual([[{ kind: 'text', text: '2 * 3 ** 4 ` 5' }]])
  expect(readProse('\n\n')).toEqual([])
})
