import type { ConfigChange } from '@pulse/contract'
import { expect, test } from 'vitest'
import { changeSummary, doesNothing, sortChanges } from './change-rows.ts'

const change = (action: ConfigChange['action'], kind: string, name: string): ConfigChange => ({
  action,
  kind,
  name,
  fields: [],
})

const mixed = [
  change('keep', 'setting', 'publicUrl'),
  change('add', 'connection', 'pve10'),
  change('change', 'webhook', 'ntfy'),
  change('add', 'connection', 'pve9'),
  change('remove', 'connection', 'old'),
]

test('what goes comes first, and numbers count', () => {
  expect(sortChanges(mixed).map(({ name }) => name)).toEqual(['old', 'pve9', 'pve10', 'ntfy', 'publicUrl'])
})

test.each([
  [mixed, '1 removed, 2 added, 1 changed, 1 stays as it is.', false],
  [[], 'Nothing would change.', true],
  [[change('keep', 'setting', 'a'), change('keep', 'setting', 'b')], 'Nothing would change.', true],
])('%# in one sentence', (changes, sentence, nothing) => {
  expect(changeSummary(changes)).toBe(sentence)
  expect(doesNothing(changes)).toBe(nothing)
})
