import { expect, test } from 'vitest'
import { checkPassphrase, type Strength, strengthOf } from './passphrase.ts'

test.each([
  ['', true],
  ['eleven char', true],
  ['twelve chars', false],
  ['zwölf Zeiche', false],
  ['🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑', true],
])('%j is refused: %s', (passphrase, refused) => expect(checkPassphrase(passphrase) !== undefined).toBe(refused))

test.each<[string, Strength]>([
  ['password', 'short'],
  ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['abcdefghijklmnopqrstuvwxyz', 'weak'],
  ['123456789012345', 'weak'],
  ['abababababababab', 'weak'],
  ['passwordpassword', 'weak'],
  ['correct horse battery', 'fair'],
  ['correct horse battery staple tin', 'strong'],
  ['kV7#tq-Lm2$xZ', 'strong'],
])('%j is %s', (passphrase, strength) => expect(strengthOf(passphrase)).toBe(strength))
