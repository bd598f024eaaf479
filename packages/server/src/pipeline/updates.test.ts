import { expect, it } from 'vitest'
import { emptyDocument, type SettingsDocument } from '../settings/sections.ts'
import type { UpdateQuestion } from '../updates/updates.ts'
import { updatesDesk } from './updates.ts'

const source = 'https://api.example.org/repos/o/n'

it.each<[string, SettingsDocument['system'], SettingsDocument['system'], 'rc' | undefined, UpdateQuestion]>([
  ['nothing set', {}, {}, undefined, { source: 'off', channel: 'stable' }],
  ['settings', { updateSource: source, updateChannel: 'rc' }, {}, undefined, { source, channel: 'rc' }],
  ['the environment', { updateSource: 'off' }, { updateSource: source }, undefined, { source, channel: 'stable' }],
  ['the question', { updateSource: source, updateChannel: 'stable' }, {}, 'rc', { source, channel: 'rc' }],
])('asks as %s say', async (_, system, environment, channel, expected) => {
  const asked: UpdateQuestion[] = []
  const updates = {
    check: (question: UpdateQuestion) => {
      asked.push(question)
      return Promise.reject(new Error('asked'))
    },
    apply: () => expect.fail('not asked for'),
    status: () => expect.fail('not asked for'),
  }
  const settings = { document: () => ({ ...emptyDocument, system }) }
  await expect(updatesDesk({ updates, settings, environment }).check(channel)).rejects.toThrow('asked')
  expect(asked).toEqual([expected])
})
