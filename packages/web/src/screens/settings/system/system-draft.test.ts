import { type SystemConfig, SystemSettingsShape } from '@pulse/contract'
import { expect, test } from 'vitest'
import { bounds, changedFields, changeOf, checkDraft, draftOf, isSubnet, type SystemDraft } from './system-draft.ts'

const stored: SystemConfig = {
  pollingInterval: 10,
  connectionTimeout: 10,
  allowedOrigins: 'https://a.example,https://b.example:8443',
  updateChannel: 'stable',
  autoUpdateEnabled: false,
  autoUpdateCheckInterval: 24,
  autoUpdateTime: '03:00',
  updateSource: 'off',
  discoveryEnabled: false,
  discoverySubnet: 'auto',
  publicUrl: '',
  backendPort: 7655,
  frontendPort: 7655,
  managed: {},
}
const fields = ['pollingInterval', 'connectionTimeout', 'publicUrl', 'allowedOrigins', 'updateSource'] as const
const draft = (change: Partial<SystemDraft>): SystemDraft => ({ ...draftOf(stored), ...change })

test('the bounds are those of the contract', () => {
  const { pollingInterval, connectionTimeout } = SystemSettingsShape.properties
  expect(pollingInterval).toMatchObject(bounds.pollingInterval)
  expect(connectionTimeout).toMatchObject(bounds.connectionTimeout)
})

test.each<[Partial<SystemDraft>, string[]]>([
  [{}, []],
  [{ pollingInterval: '2' }, []],
  [{ pollingInterval: '3600' }, []],
  [{ pollingInterval: '1' }, ['pollingInterval']],
  [{ pollingInterval: '3601' }, ['pollingInterval']],
  [{ pollingInterval: '' }, ['pollingInterval']],
  [{ pollingInterval: '2.5' }, ['pollingInterval']],
  [{ pollingInterval: '1e1' }, ['pollingInterval']],
  [{ pollingInterval: '-5', connectionTimeout: '0' }, ['pollingInterval', 'connectionTimeout']],
  [{ connectionTimeout: '121' }, ['connectionTimeout']],
  [{ publicUrl: ' http://192.0.2.5:7655/ ' }, []],
  [{ publicUrl: 'https://pulse.example.net/sub' }, ['publicUrl']],
  [{ publicUrl: 'pulse.example.net' }, ['publicUrl']],
  [{ publicUrl: 'javascript:alert(1)' }, ['publicUrl']],
  [{ publicUrl: 'https://user:secret@pulse.example.net' }, ['publicUrl']],
  [{ allowedOrigins: '' }, []],
  [{ allowedOrigins: 'https://a.example\nhttp://[2001:db8::1]:3000' }, []],
  [{ allowedOrigins: 'https://a.example/page' }, ['allowedOrigins']],
  [{ allowedOrigins: '*' }, ['allowedOrigins']],
  [{ updateSource: 'OFF' }, []],
  [{ updateSource: 'https://git.example.net/api/v1/repos/pulse/pulse' }, []],
  [{ updateSource: 'off please' }, ['updateSource']],
])('%j is wrong in %j', (change, wrong) => {
  expect(Object.keys(checkDraft(draft(change), fields))).toEqual(wrong)
})

test.each<[string, boolean]>([
  ['auto', true],
  [' Auto ', true],
  ['192.168.1.0/24', true],
  ['10.0.0.0/33', false],
  ['10.0.0.256/24', false],
  ['192.168.1.0', false],
  ['fd00::/64', false],
  ['', false],
])('%j is a network: %s', (text, is) => expect(isSubnet(text)).toBe(is))

test('only what differs is sent, in the form of the API', () => {
  const changed = draft({
    pollingInterval: ' 30 ',
    connectionTimeout: '010',
    allowedOrigins: 'https://a.example, https://c.example\n',
    updateSource: 'Off',
  })
  const differing = changedFields(changed, stored, fields)
  expect(differing).toEqual(['pollingInterval', 'allowedOrigins'])
  expect(changeOf(changed, differing)).toEqual({
    pollingInterval: 30,
    allowedOrigins: 'https://a.example,https://c.example',
  })
  expect(changedFields(draft({}), stored, fields)).toEqual([])
})

test('fields of another section are neither checked nor sent', () => {
  const both = draft({ pollingInterval: 'x', discoverySubnet: 'nowhere', discoveryEnabled: true })
  expect(Object.keys(checkDraft(both, ['discoveryEnabled', 'discoverySubnet']))).toEqual(['discoverySubnet'])
  expect(changedFields(both, stored, ['discoveryEnabled'])).toEqual(['discoveryEnabled'])
})
