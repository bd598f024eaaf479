import type { ConfigChange } from '@pulse/contract'
import { expect, it } from 'vitest'
import { configChangesText } from './config-changes.ts'

const plain = { style: (_: unknown, text: string) => text }

it('shows what changes, a line for each field', () => {
  const changes: ConfigChange[] = [
    {
      action: 'add',
      kind: 'connection',
      name: 'lab',
      fields: [
        { field: 'host', from: null, to: 'https://10.0.0.5:8006' },
        { field: 'secret', from: null, to: 'set' },
      ],
    },
    { action: 'change', kind: 'email', name: 'e-mail', fields: [{ field: 'port', from: '25', to: '587' }] },
    { action: 'change', kind: 'alerts', name: 'alerts', fields: [{ field: 'enabled', from: 'true', to: null }] },
    { action: 'remove', kind: 'connection', name: 'old\u001B[2J', fields: [] },
    { action: 'keep', kind: 'setting', name: 'publicUrl', fields: [] },
  ]
  expect(configChangesText(changes, plain)).toBe(
    [
      '+ connection lab',
      '    host    https://10.0.0.5:8006',
      '    secret  set',
      '~ e-mail',
      '    port  25 → 587',
      '~ alerts',
      '    enabled  true → nothing',
      String.raw`- connection old\u{1b}[2J`,
      '= setting publicUrl (stays as it is)',
      '',
      '1 to add, 2 to change, 1 to remove.',
    ].join('\n'),
  )
})

it('says that there is nothing to change', () => {
  expect(configChangesText([], plain)).toBe('Nothing to change.')
})
