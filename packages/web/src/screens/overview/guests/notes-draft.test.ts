import { expect, test } from 'vitest'
import { checkNotesUrl, isBlank, notesDraft, notesInput } from './notes-draft.ts'

const stored = { id: 'pve-a~guest~101', customUrl: 'https://app.example.net', description: 'the shop', tags: ['prod'] }

test('what is not shown goes back as it came', () => {
  const draft = notesDraft(stored)
  expect(draft).toEqual({ customUrl: 'https://app.example.net', description: 'the shop' })
  expect(notesInput({ ...draft, description: ' the new shop ' }, stored)).toEqual({
    customUrl: 'https://app.example.net',
    description: 'the new shop',
    tags: ['prod'],
  })
})

test.each([
  ['', true],
  ['  ', true],
  ['http://192.0.2.7:8080/admin', true],
  ['javascript:alert(1)', false],
  ['app.example.net', false],
  ['https://user:secret@app.example.net', false],
])('%j may be an address: %s', (customUrl, may) => {
  expect(checkNotesUrl({ customUrl, description: '' }) === undefined).toBe(may)
})

test('nothing noted', () => {
  expect(isBlank({ customUrl: ' ', description: '\n' })).toBe(true)
  expect(isBlank({ customUrl: '', description: 'x' })).toBe(false)
})
