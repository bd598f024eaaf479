import { expect, it } from 'vitest'
import { cutOff } from './cut-off.ts'

it('gives the result of work that ends in time', () => {
  expect(cutOff(5_000, () => [1])).toEqual({ result: [1] })
})

it('passes on what the work throws', () => {
  const work = (): never => {
    throw new TypeError('odd')
  }
  expect(() => cutOff(5_000, work)).toThrow(new TypeError('odd'))
})

it('ends the matching of a pattern that would take years', () => {
  expect(cutOff(50, () => /^(?:.+)+~$/.test('a'.repeat(64)))).toBe(undefined)
})
