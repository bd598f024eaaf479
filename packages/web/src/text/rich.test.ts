import { expect, test } from 'vitest'
import { plainText, rich } from './rich.ts'

test('names are set apart and stay text', () => {
  const sentence = rich`Node ${'<b>pve3</b>'} is down`
  expect(sentence).toEqual(['Node ', { strong: '<b>pve3</b>' }, ' is down'])
  expect(plainText(sentence)).toBe('Node <b>pve3</b> is down')
  expect(rich`${'attic'} cannot be reached`).toEqual([{ strong: 'attic' }, ' cannot be reached'])
})
