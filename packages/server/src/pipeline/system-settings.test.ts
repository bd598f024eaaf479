import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endpoints, type SystemSettings } from '@pulse/contract'
import { Compile } from 'typebox/compile'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SystemDesk } from '../http/http.ts'
import { ManualClock, silentLog } from '../platform/platform.ts'
import type { AuditEntry } from '../security/security.ts'
import { asker } from '../../test/asker.ts'
import { openSettings, type Settings } from '../settings/settings.ts'
import { originRules, systemDesk } from './system-settings.ts'

let directory = ''
let settings: Settings
let desk: SystemDesk
let audited: AuditEntry[] = []
const security = {
  allowUnauthenticated: false,
  hasPrimaryToken: () => false,
  audit: (entry: AuditEntry) => void audited.push(entry),
}

const at = (environment: Partial<SystemSettings> = {}, more: Partial<typeof security> = {}): SystemDesk =>
  systemDesk({
    settings,
    security: { ...security, ...more },
    environment,
    listener: () => ({ host: '127.0.0.1', port: 7655 }),
    logLevel: 'info',
  })

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-system-'))
  settings = await openSettings({ directory, clock: new ManualClock(0), log: silentLog })
  audited = []
  desk = at()
})
afterEach(async () => {
  await settings.close()
  rmSync(directory, { recursive: true })
})

describe('the settings of the server', () => {
  it('are told in the documented form', () => {
    expect(desk.config()).toEqual({
      pollingInterval: 10,
      connectionTimeout: 10,
      allowedOrigins: '',
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
    })
    expect(desk.summary()).toEqual({
      pollingInterval: 10,
      csrfProtection: true,
      autoUpdateEnabled: false,
      updateChannel: 'stable',
    })
    expect(at({}, { allowUnauthenticated: true }).summary().csrfProtection).toBe(false)
  })

  it('say that there is an API token, and never which', () => {
    expect(desk.settings()).not.toHaveProperty('apiToken')
    expect(at({}, { hasPrimaryToken: () => true }).settings()).toMatchObject({
      apiToken: '***HIDDEN***',
      pollingInterval: 10,
    })
  })

  it('are changed one by one; what is absent stays', async () => {
    expect(await desk.change({ pollingInterval: 30 }, asker)).toEqual({
      message: 'Polling interval updated to 30 seconds',
      pollingInterval: 30,
    })
    expect(await desk.change({ autoUpdateEnabled: true, updateChannel: 'rc' }, asker)).toEqual({
      message: 'System settings updated',
      pollingInterval: 30,
    })
    await desk.change({ connectionTimeout: 20 }, asker)
    expect(desk.config()).toMatchObject({
      pollingInterval: 30,
      connectionTimeout: 20,
      autoUpdateEnabled: true,
      updateChannel: 'rc',
    })
    expect(settings.document().system).toEqual({
      pollingInterval: 30,
      connectionTimeout: 20,
      autoUpdateEnabled: true,
      updateChannel: 'rc',
    })
  })

  it('are noted with who changed them, where they change', async () => {
    await desk.change({ pollingInterval: 30, connectionTimeout: 10, publicUrl: 'https://pulse.example.net' }, asker)
    await desk.change({ pollingInterval: 30 }, asker)
    await expect(desk.change({ pollingInterval: 1 }, asker)).rejects.toMatchObject({ field: 'pollingInterval' })
    await desk.changeLegacy({ settings: { monitoring: { pollingInterval: 20_000 } } }, asker)
    expect(audited.map(({ event, success, user, ip, details }) => [event, success, user, ip, details])).toEqual([
      ['settings_changed', true, 'ada', '192.0.2.1', 'pollingInterval: 30, publicUrl: https://pulse.example.net'],
      ['settings_changed', true, 'ada', '192.0.2.1', 'pollingInterval: 20'],
    ])
  })

  it('can be sent back as they came', async () => {
    const { managed: _, ...all } = desk.config()
    await desk.change(all, asker)
    expect(settings.document().system).toEqual({})
  })

  it.each([
    [{ pollingInterval: 1 }, 'pollingInterval'],
    [{ allowedOrigins: '*' }, 'allowedOrigins'],
    [{ publicUrl: 'javascript:alert(1)' }, 'publicUrl'],
    [{ pollingInterval: 30, discoverySubnet: '0.0.0.0/0' }, 'discoverySubnet'],
  ])('%j is refused as a whole', async (change, field) => {
    await expect(desk.change(change, asker)).rejects.toMatchObject({ code: 'request.invalid', field })
    expect(settings.document().system).toEqual({})
  })

  it('move no port', async () => {
    await desk.change({ frontendPort: 7655, backendPort: 3000 }, asker)
    expect(desk.config()).toMatchObject({ backendPort: 7655, frontendPort: 7655 })
    await expect(desk.change({ pollingInterval: 30, frontendPort: 8080 }, asker)).rejects.toMatchObject({
      code: 'request.invalid',
      field: 'frontendPort',
      message:
        'frontendPort cannot be changed here: this server listens on 7655. Start it with PORT=8080 or --port 8080',
    })
    expect(desk.config().pollingInterval).toBe(10)
  })

  it('of the environment and of a file are theirs', async () => {
    const file = { name: 'pulse.yaml', appliedAt: 0, connections: [], settings: ['publicUrl'] as const, sections: [] }
    const system = { publicUrl: 'https://pulse.example.net' }
    await settings.update(() => ({ change: { file, system }, result: undefined }))
    desk = at({ pollingInterval: 60 })
    expect(desk.config()).toMatchObject({
      pollingInterval: 60,
      publicUrl: 'https://pulse.example.net',
      managed: { pollingInterval: 'environment', publicUrl: 'file' },
    })
    const { managed: _, ...all } = desk.config()
    await desk.change({ ...all, connectionTimeout: 5 }, asker)
    expect(settings.document().system).toEqual({ ...system, connectionTimeout: 5 })
    await expect(desk.change({ pollingInterval: 10 }, asker)).rejects.toMatchObject({
      code: 'settings.managed',
      field: 'pollingInterval',
    })
    await expect(desk.change({ publicUrl: '' }, asker)).rejects.toMatchObject({
      code: 'settings.managed',
      field: 'publicUrl',
    })
  })
})

describe('settings in their oldest form', () => {
  it('say what this server does', async () => {
    await desk.change({ pollingInterval: 20, allowedOrigins: 'https://a.example,https://b.example' }, asker)
    const { current, defaults, capabilities } = desk.legacy()
    expect(current).toMatchObject({
      server: { backend: { port: 7655, host: '127.0.0.1' }, frontend: { port: 7655, host: '127.0.0.1' } },
      monitoring: { pollingInterval: 20_000, concurrentPolling: true },
      logging: { level: 'info' },
      security: {
        apiToken: '',
        allowedOrigins: ['https://a.example', 'https://b.example'],
        iframeEmbedding: 'DENY',
        enableAuthentication: true,
      },
    })
    expect(defaults.monitoring.pollingInterval).toBe(10_000)
    expect(defaults.security.allowedOrigins).toEqual([])
    expect(capabilities).toEqual({ canRestart: false, canValidatePorts: false, requiresRestart: false })
    expect(Compile(endpoints['GET /api/settings'].output).Check(desk.legacy())).toBe(true)
  })

  it('can be sent back as they came, and keep the polling interval', async () => {
    const { current } = desk.legacy()
    const changed = { ...current, monitoring: { ...current.monitoring, pollingInterval: 5000 } }
    expect(await desk.changeLegacy({ settings: changed, restartNow: true }, asker)).toEqual({
      success: true,
      message:
        'Settings saved successfully. Only the polling interval is kept: ports, log and security are set when the server starts',
      requiresRestart: false,
    })
    expect(settings.document().system).toEqual({ pollingInterval: 5 })
  })

  it('are only checked, if that is wanted', async () => {
    const checked = await desk.changeLegacy(
      {
        settings: { monitoring: { pollingInterval: 5000 } },
        validateOnly: true,
      },
      asker,
    )
    expect(checked).toEqual({ valid: true, message: 'Configuration is valid' })
    expect(settings.document().system).toEqual({})
  })

  it.each<[object, string, RegExp]>([
    [{ server: { backend: { port: 0 } } }, 'settings.server.backend.port', /^Backend port must be/],
    [{ server: { frontend: { port: 65_536 } } }, 'settings.server.frontend.port', /^Frontend port must be/],
    [{ server: { frontend: { host: '' } } }, 'settings.server.frontend.host', /host must be/],
    [{ server: { backend: { host: 'h'.repeat(254) } } }, 'settings.server.backend.host', /at most 253/],
    [{ monitoring: { pollingInterval: 500 } }, 'settings.monitoring.pollingInterval', /^Polling interval must be/],
    [{ monitoring: { pollingInterval: '5000' } }, 'settings.monitoring.pollingInterval', /^Polling interval must be/],
    [{ monitoring: { pollingInterval: 1000 } }, 'pollingInterval', /from 2 to 3600/],
    [{ monitoring: { backupPollingCycles: 0 } }, 'settings.monitoring.backupPollingCycles', /at least 1/],
    [{ logging: { level: 'loud' } }, 'settings.logging.level', /^Log level must be one of/],
  ])('%j is refused', async (given, field, message) => {
    const refused = desk.changeLegacy({ settings: given, validateOnly: true }, asker)
    await expect(refused).rejects.toMatchObject({
      code: 'request.invalid',
      field,
      message: expect.stringMatching(message) as unknown,
    })
  })

  it.each([{}, { server: 7, monitoring: null, logging: [] }, { monitoring: { pollingInterval: null } }])(
    '%j changes nothing',
    async (given) => {
      await desk.changeLegacy({ settings: given }, asker)
      expect(settings.document().system).toEqual({})
    },
  )
})

it('origins are told as the gate wants them', () => {
  const config = { ...desk.config(), allowedOrigins: 'https://a.example,http://b.example:8080' }
  expect(originRules({ ...config, publicUrl: 'https://pulse.example' })).toEqual({
    allowed: ['https://a.example', 'http://b.example:8080'],
    publicUrl: 'https://pulse.example',
  })
  expect(originRules({ ...config, allowedOrigins: '' }).allowed).toEqual([])
})
