import type { SystemSettings } from '@pulse/contract'
import { describe, expect, it } from 'vitest'
import { StartError } from '../platform/platform.ts'
import { checkSystemSettings, type GivenSettings } from './check-system-settings.ts'
import { changedSettings, effectiveSettings, managedSettings } from './effective-settings.ts'
import { readEnvironmentSettings } from './environment-settings.ts'
import { defaultSystemSettings, emptyDocument, type FileOwnership } from './sections.ts'

describe('settings that are given', () => {
  it.each<[GivenSettings, Partial<SystemSettings>]>([
    [{}, {}],
    [
      { pollingInterval: 2, connectionTimeout: 120 },
      { pollingInterval: 2, connectionTimeout: 120 },
    ],
    [
      { pollingInterval: 3600, connectionTimeout: 1 },
      { pollingInterval: 3600, connectionTimeout: 1 },
    ],
    [{ allowedOrigins: '' }, { allowedOrigins: '' }],
    [
      { allowedOrigins: ' https://Dash.example.net/ , http://192.0.2.7:8080,https://dash.example.net ' },
      { allowedOrigins: 'https://dash.example.net,http://192.0.2.7:8080' },
    ],
    [{ updateSource: 'OFF' }, { updateSource: 'off' }],
    [{ updateSource: 'https://api.github.com/repos/o/n/' }, { updateSource: 'https://api.github.com/repos/o/n' }],
    [{ discoverySubnet: 'auto' }, { discoverySubnet: 'auto' }],
    [{ discoverySubnet: '10.1.4.0/22' }, { discoverySubnet: '10.1.4.0/22' }],
    [{ discoverySubnet: '172.31.255.1/32' }, { discoverySubnet: '172.31.255.1/32' }],
    [{ publicUrl: '' }, { publicUrl: '' }],
    [{ publicUrl: 'https://Pulse.example.net/' }, { publicUrl: 'https://pulse.example.net' }],
    [{ publicUrl: 'http://[2001:db8::1]:7655' }, { publicUrl: 'http://[2001:db8::1]:7655' }],
    [
      { updateChannel: 'rc', autoUpdateTime: '23:59' },
      { updateChannel: 'rc', autoUpdateTime: '23:59' },
    ],
  ])('%j are stored as %j', (given, expected) => {
    expect(checkSystemSettings(given)).toEqual(expected)
  })

  it.each<[keyof SystemSettings, unknown, RegExp]>([
    ['pollingInterval', 0, /^pollingInterval must be a whole number of seconds from 2 to 3600$/],
    ['pollingInterval', 1, /from 2 to 3600/],
    ['pollingInterval', 3601, /from 2 to 3600/],
    ['pollingInterval', 2.5, /whole number/],
    ['pollingInterval', '10', /whole number/],
    ['pollingInterval', null, /whole number/],
    ['connectionTimeout', 0, /^connectionTimeout must be a whole number of seconds from 1 to 120$/],
    ['connectionTimeout', 121, /from 1 to 120/],
    ['updateChannel', 'beta', /^updateChannel must be stable or rc$/],
    ['autoUpdateEnabled', 'yes', /true or false/],
    ['autoUpdateCheckInterval', 0, /from 1 to 8760/],
    ['autoUpdateTime', '24:00', /^autoUpdateTime must be a time such as 03:00$/],
    ['allowedOrigins', '*', /^allowedOrigins cannot be \*: every page/],
    ['allowedOrigins', 'https://a.example,*', /cannot be \*/],
    ['allowedOrigins', 'https://a.example,dash.example.net', /separated by commas; entry 2 is none$/],
    ['allowedOrigins', 'https://a.example/path', /is none/],
    ['allowedOrigins', 'https://a.example?x', /is none/],
    ['allowedOrigins', 'https://u:p@a.example', /is none/],
    ['allowedOrigins', 'https:\\\\a.example', /is none/],
    ['allowedOrigins', 'javascript:alert(1)', /is none/],
    ['allowedOrigins', 'null', /is none/],
    ['allowedOrigins', 'x'.repeat(2001), /at most 2000 characters/],
    ['updateSource', '', /must be off, or/],
    ['updateSource', 'ftp://a.example', /must be off, or/],
    ['updateSource', 'https://token@api.github.com/repos/o/n', /must be off, or/],
    ['updateSource', 'https://api.github.com/repos/o/n?access_token=x', /must be off, or/],
    ['discoverySubnet', '', /must be auto or a private network/],
    ['discoverySubnet', '8.8.8.0/24', /must be auto or a private network/],
    ['discoverySubnet', '127.0.0.0/24', /must be auto or a private network/],
    ['discoverySubnet', '169.254.0.0/24', /must be auto or a private network/],
    ['discoverySubnet', '192.168.1.0', /must be auto or a private network/],
    ['discoverySubnet', '192.168.1.0/33', /must be auto or a private network/],
    ['discoverySubnet', '192.168.1.300/24', /must be auto or a private network/],
    ['discoverySubnet', 'fd00::/64', /must be auto or a private network/],
    ['discoverySubnet', '10.0.0.0/21', /^discoverySubnet must not be larger than a \/22/],
    ['publicUrl', 'pulse.example.net', /must be empty or an address without a path/],
    ['publicUrl', 'https://pulse.example.net/pulse', /without a path/],
    ['publicUrl', 'https://me@pulse.example.net', /without a path/],
    ['publicUrl', 'https://pulse.example.net#a', /without a path/],
    ['publicUrl', 'https://a b', /without a path/],
  ])('%s: %j is refused', (field, value, message) => {
    expect(() => checkSystemSettings({ [field]: value })).toThrow(
      expect.objectContaining({ code: 'request.invalid', field, message: expect.stringMatching(message) as unknown }),
    )
  })
})

describe('the environment', () => {
  const read = (environment: Record<string, string>) =>
    readEnvironmentSettings((name) => environment[name]?.trim() || undefined)

  it.each<[Record<string, string>, Partial<SystemSettings>]>([
    [{}, {}],
    [{ POLLING_INTERVAL: '', ALLOWED_ORIGINS: ' ' }, {}],
    [
      { POLLING_INTERVAL: '30', CONNECTION_TIMEOUT: '5' },
      { pollingInterval: 30, connectionTimeout: 5 },
    ],
    [{ UPDATE_CHANNEL: 'stable', PULSE_UPDATE_CHANNEL: 'rc' }, { updateChannel: 'stable' }],
    [{ PULSE_UPDATE_CHANNEL: 'rc' }, { updateChannel: 'rc' }],
    [
      { AUTO_UPDATE_ENABLED: '1', AUTO_UPDATE_CHECK_INTERVAL: '12', AUTO_UPDATE_TIME: '04:30' },
      { autoUpdateEnabled: true, autoUpdateCheckInterval: 12, autoUpdateTime: '04:30' },
    ],
    [
      { DISCOVERY_ENABLED: 'False', DISCOVERY_SUBNET: '192.168.7.0/24' },
      { discoveryEnabled: false, discoverySubnet: '192.168.7.0/24' },
    ],
    [{ PULSE_UPDATE_SERVER: 'off' }, { updateSource: 'off' }],
    [
      { PULSE_PUBLIC_URL: 'https://pulse.example.net/', ALLOWED_ORIGINS: 'https://a.example' },
      { publicUrl: 'https://pulse.example.net', allowedOrigins: 'https://a.example' },
    ],
  ])('%j says %j', (environment, expected) => {
    expect(read(environment)).toEqual(expected)
  })

  it.each<[Record<string, string>, string]>([
    [{ POLLING_INTERVAL: '1' }, 'POLLING_INTERVAL: pollingInterval must be a whole number of seconds from 2 to 3600.'],
    [{ POLLING_INTERVAL: '5s' }, 'POLLING_INTERVAL: pollingInterval must be a whole number of seconds from 2 to 3600.'],
    [{ PULSE_UPDATE_CHANNEL: 'beta' }, 'PULSE_UPDATE_CHANNEL: updateChannel must be stable or rc.'],
    [{ AUTO_UPDATE_ENABLED: 'maybe' }, 'AUTO_UPDATE_ENABLED: autoUpdateEnabled must be true or false.'],
    [
      { DISCOVERY_SUBNET: '8.8.8.0/24' },
      'DISCOVERY_SUBNET: discoverySubnet must be auto or a private network such as 192.168.1.0/24.',
    ],
  ])('%j does not start', (environment, message) => {
    expect(() => read(environment)).toThrow(new StartError(message))
  })

  it('never shows what may be a secret', () => {
    expect(() => read({ PULSE_UPDATE_SERVER: 'https://me:hunter2@updates.example' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') as unknown }),
    )
  })
})

const file: FileOwnership = { name: 'pulse.yaml', appliedAt: 0, connections: [], settings: ['publicUrl'], sections: [] }

describe('what is in force', () => {
  it('is the default, then what was set, then the environment', () => {
    expect(effectiveSettings(emptyDocument, {})).toEqual(defaultSystemSettings)
    const system = { pollingInterval: 20, connectionTimeout: 20 }
    expect(effectiveSettings({ system }, { connectionTimeout: 5 })).toEqual({
      ...defaultSystemSettings,
      pollingInterval: 20,
      connectionTimeout: 5,
    })
  })

  it('tells who owns what', () => {
    expect(managedSettings({ file }, { pollingInterval: 5 })).toEqual({
      pollingInterval: 'environment',
      publicUrl: 'file',
    })
    expect(managedSettings({ file }, { publicUrl: '' })).toEqual({ publicUrl: 'environment' })
    expect(managedSettings({ file: null }, {})).toEqual({})
  })
})

describe('a change', () => {
  const system = { publicUrl: 'https://a.example', discoveryEnabled: true }

  it('keeps what is absent, and stores no default that is only sent back', () => {
    expect(changedSettings({ system, file: null }, {}, { pollingInterval: 10, connectionTimeout: 20 })).toEqual({
      publicUrl: 'https://a.example',
      discoveryEnabled: true,
      connectionTimeout: 20,
    })
  })

  it('back to a default is a change', () => {
    expect(changedSettings({ system, file: null }, {}, { discoveryEnabled: false })).toEqual({
      publicUrl: 'https://a.example',
      discoveryEnabled: false,
    })
  })

  it('of a value that others own is refused, but not the same value', () => {
    const environment = { pollingInterval: 30 }
    expect(
      changedSettings({ system, file }, environment, { pollingInterval: 30, publicUrl: 'https://a.example' }),
    ).toEqual(system)
    expect(() => changedSettings({ system, file }, environment, { pollingInterval: 10 })).toThrow(
      expect.objectContaining({
        code: 'settings.managed',
        field: 'pollingInterval',
        message: 'pollingInterval is set by the environment: change POLLING_INTERVAL and restart',
      }),
    )
    expect(() => changedSettings({ system, file }, environment, { publicUrl: '' })).toThrow(
      expect.objectContaining({
        code: 'settings.managed',
        field: 'publicUrl',
        message: 'publicUrl is owned by pulse.yaml: change it there and apply the file',
      }),
    )
  })
})
