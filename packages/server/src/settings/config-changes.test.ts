import { describe, expect, it } from 'vitest'
import { fullDocument } from '../../test/full-document.ts'
import { Secret } from '../platform/platform.ts'
import { configChanges } from './config-changes.ts'
import { emptyDocument, type SettingsDocument } from './sections.ts'

const [lab, backup] = fullDocument.connections
if (!lab || !backup || !fullDocument.email) throw new Error('the document has all of it')
const hook = fullDocument.webhooks[0]
const changed = (change: Partial<SettingsDocument>) => configChanges(fullDocument, { ...fullDocument, ...change })

describe('what changes', () => {
  it('is nothing between two documents that say the same', () => {
    const again = JSON.parse(JSON.stringify(fullDocument.alerts)) as SettingsDocument['alerts']
    expect(changed({ alerts: again, generation: 99, owner: null, tokens: [], registrationTokens: [] })).toEqual([])
  })

  it('names every field that is new', () => {
    expect(
      configChanges(emptyDocument, { ...emptyDocument, connections: [lab], system: { pollingInterval: 30 } }),
    ).toEqual([
      {
        action: 'add',
        kind: 'connection',
        name: 'lab',
        fields: [
          ['name', 'lab'],
          ['type', 'pve'],
          ['host', 'https://10.0.0.5:8006'],
          ['token', 'mon@pve!pulse'],
          ['secret', 'set'],
          ['fingerprint', 'AA:'.repeat(31) + 'AA'],
          ['verifySSL', 'true'],
          ['monitorVMs', 'true'],
          ['monitorContainers', 'true'],
          ['monitorStorage', 'true'],
          ['monitorBackups', 'true'],
        ].map(([field, to]) => ({ field, from: null, to })),
      },
      { action: 'add', kind: 'setting', name: 'pollingInterval', fields: [{ field: 'value', from: null, to: '30' }] },
    ])
  })

  it('names what goes', () => {
    expect(changed({ connections: [lab], webhooks: [], file: null, email: null })).toEqual([
      { action: 'remove', kind: 'connection', name: 'backup', fields: [] },
      {
        action: 'change',
        kind: 'setting',
        name: 'updateChannel',
        fields: [{ field: 'owned by', from: 'pulse.yaml', to: null }],
      },
      {
        action: 'change',
        kind: 'alerts',
        name: 'alerts',
        fields: [{ field: 'owned by', from: 'pulse.yaml', to: null }],
      },
      { action: 'remove', kind: 'email', name: 'e-mail', fields: [] },
      { action: 'remove', kind: 'webhook', name: 'Ops', fields: [] },
    ])
  })

  it('names fields within fields', () => {
    const guestDefaults = { cpu: { trigger: 90, clear: 75 } }
    expect(changed({ alerts: { enabled: true, guestDefaults } })).toEqual([
      {
        action: 'change',
        kind: 'alerts',
        name: 'alerts',
        fields: [{ field: 'guestDefaults.cpu.trigger', from: '80', to: '90' }],
      },
    ])
  })

  it('shows of a secret only that it changes', () => {
    const secret = new Secret('fake-new')
    const changes = changed({
      connections: [
        { ...lab, credentials: { kind: 'token', tokenId: 'mon@pve!pulse', secret } },
        { ...backup, credentials: { kind: 'token', tokenId: 'mon@pbs!x', secret } },
      ],
      email: fullDocument.email && { ...fullDocument.email, password: secret },
      webhooks: hook
        ? [{ ...hook, url: secret, headers: new Secret({ a: 'fake-other' }), template: 'fake-template' }]
        : [],
      alerts: {
        ...fullDocument.alerts,
        customRules: [
          { id: 'r', name: 'r', filterConditions: {}, thresholds: {}, notifications: { webhook: { url: 'fake-url' } } },
        ],
      },
    })
    expect(JSON.stringify(changes)).not.toContain('fake')
    const fieldsOf = (kind: string) => changes.filter((each) => each.kind === kind).map(({ fields }) => fields)
    expect(fieldsOf('connection')).toEqual([
      [{ field: 'secret', from: 'set', to: 'changed' }],
      [
        { field: 'user', from: 'mon@pbs', to: null },
        { field: 'password', from: 'set', to: null },
        { field: 'token', from: null, to: 'mon@pbs!x' },
        { field: 'secret', from: null, to: 'set' },
      ],
    ])
    expect(fieldsOf('email')).toEqual([[{ field: 'password', from: 'set', to: 'changed' }]])
    expect(fieldsOf('webhook')).toEqual([
      [
        { field: 'url', from: 'set', to: 'changed' },
        { field: 'headers', from: 'set', to: 'changed' },
        { field: 'template', from: null, to: 'set' },
      ],
    ])
    expect(fieldsOf('alerts')[0]?.find(({ field }) => field.endsWith('url'))).toEqual({
      field: 'customRules.0.notifications.webhook.url',
      from: null,
      to: 'set',
    })
  })
})
