import { expect, test } from 'vitest'
import { parseJson } from './parse-json.ts'

test.each<[string, unknown]>([
  ['{"a":[1,null]}', { a: [1, null] }],
  [
    '{"cpu":nan,"mem":-inf,"name":"x,nan,\\"inf","n":NaN,"i":Infinity}',
    { cpu: 'nan', mem: '-inf', name: 'x,nan,"inf', n: 'NaN', i: 'Infinity' },
  ],
  ['{"cpu":nan', undefined],
  ['{"a":1', undefined],
  ['{"a":1}{"b":2}', undefined],
  ['\uFEFF{"a":1}', undefined],
  ['{"a":banana}', undefined],
  ['', undefined],
])('%s', (text, value) => {
  expect(parseJson(text)).toEqual(value)
})

test('depth is no danger', () => {
  expect(parseJson('['.repeat(100_000))).toBeUndefined()
})
