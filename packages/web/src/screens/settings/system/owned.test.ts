import { expect, test } from 'vitest'
import { lockOf, ownedWords } from './owned.ts'

test('what cannot be changed says who owns it, and how it is changed there', () => {
  expect(lockOf(undefined, 'publicUrl', 'help')).toEqual({ hint: 'help' })
  expect(lockOf('environment', 'pollingInterval', 'help')).toEqual({
    locked: 'set by the environment',
    hint: 'Change POLLING_INTERVAL in the environment of the server and restart it.',
  })
  expect(lockOf('file', 'publicUrl', 'help').locked).toBe('owned by pulse.yaml')
})

test.each([
  [[], [], [], 'It owns nothing that could be changed here.'],
  [['pve-a'], ['pollingInterval'], ['email'], 'It owns 1 connection, e-mail, “Polling interval”.'],
  [['a', 'b'], ['autoUpdateTime'], [], 'It owns 2 connections, “autoUpdateTime”.'],
])('%j, %j and %j in one sentence', (connections, settings, sections, sentence) => {
  expect(ownedWords({ file: null, connections, settings, sections })).toBe(sentence)
})
