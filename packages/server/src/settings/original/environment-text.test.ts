import { expect, it } from 'vitest'
import { readEnvironmentText } from './environment-text.ts'

const hash = '$2a$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234'

it.each<[string, Record<string, string>]>([
  ['', {}],
  ['# A=1\n\nB=2\r\n', { B: '2' }],
  ['export A=1\n  B = two words  # not this', { A: '1', B: 'two words' }],
  ['A=a#b', { A: 'a#b' }],
  ["A='$HOME # ${X}'", { A: '$HOME # ${X}' }],
  [`PULSE_AUTH_PASS='${hash}'`, { PULSE_AUTH_PASS: hash }],
  // Not what the original did with it, but what was meant.
  [`PULSE_AUTH_PASS=${hash}`, { PULSE_AUTH_PASS: hash }],
  [`PULSE_AUTH_PASS="${hash}"`, { PULSE_AUTH_PASS: hash }],
  ['A=x\nB=$A-${A}-$C\nC="[$A]"', { A: 'x', B: 'x-x-', C: '[x]' }],
  ['A="say \\"hi\\"\\n"', { A: 'say "hi"\n' }],
  ['A=\nB=""', { A: '', B: '' }],
  ['\uFEFFA=1\nA=2', { A: '2' }],
  ['no assignment\n1A=2\nA-B=3', {}],
])('%j', (text, expected) => {
  expect(Object.fromEntries(readEnvironmentText(text))).toEqual(expected)
})
