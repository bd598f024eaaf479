import type { SystemChange, SystemSettings } from '@pulse/contract'
import type { OriginRules, SystemDesk } from '../http/http.ts'
import { AppError, type LogLevel } from '../platform/platform.ts'
import type { Asker, Security } from '../security/security.ts'
import {
  changedSettings,
  checkSystemSettings,
  effectiveSettings,
  type GivenSettings,
  managedSettings,
  type Settings,
  systemSettingNames,
} from '../settings/settings.ts'
import { defaultLegacySettings, legacySettings, readLegacyChange } from './legacy-settings.ts'
import { noting } from './noting.ts'

export interface SystemDeskModules {
  settings: Pick<Settings, 'document' | 'update'>
  security: Pick<Security, 'allowUnauthenticated' | 'hasPrimaryToken' | 'audit'>
  /** Settings that the environment says; they win. */
  environment: Partial<SystemSettings>
  /** Where the server listens. */
  listener: () => { host: string; port: number }
  logLevel: LogLevel
}

/** Settings of the server as a whole, in all the forms in which they are asked for. */
export function systemDesk({ settings, security, environment, listener, logLevel }: SystemDeskModules): SystemDesk {
  const effective = (): SystemSettings => effectiveSettings(settings.document(), environment)
  const note = noting(security)

  const config: SystemDesk['config'] = () => {
    const { port } = listener()
    const managed = managedSettings(settings.document(), environment)
    return { ...effective(), backendPort: port, frontendPort: port, managed }
  }

  const store = async (given: GivenSettings, asker: Asker): Promise<void> => {
    const change = checkSystemSettings(given)
    const changed = await settings.update((document) => {
      const system = changedSettings(document, environment, change)
      const names = systemSettingNames.filter((name) => system[name] !== document.system[name])
      const result = names.map((name) => `${name}: ${system[name]}`)
      return { change: names.length === 0 ? null : { system }, result }
    })
    if (changed.length > 0) note('settings_changed', asker, changed.join(', '))
  }

  return {
    summary() {
      const { pollingInterval, autoUpdateEnabled, updateChannel } = effective()
      return { pollingInterval, csrfProtection: !security.allowUnauthenticated, autoUpdateEnabled, updateChannel }
    },
    config,
    settings: () => ({ ...config(), ...(security.hasPrimaryToken() ? { apiToken: '***HIDDEN***' as const } : {}) }),
    async change(change, asker) {
      refuseOtherPort(change, listener().port)
      await store(change, asker)
      const { pollingInterval } = effective()
      const message =
        change.pollingInterval === undefined
          ? 'System settings updated'
          : `Polling interval updated to ${pollingInterval} seconds`
      return { message, pollingInterval }
    },
    legacy() {
      const facts = { ...effective(), ...listener(), logLevel, requiresLogin: !security.allowUnauthenticated }
      return {
        current: legacySettings(facts),
        defaults: defaultLegacySettings,
        capabilities: { canRestart: false, canValidatePorts: false, requiresRestart: false },
      }
    },
    async changeLegacy({ settings: given, validateOnly = false }, asker) {
      const change = readLegacyChange(given)
      if (validateOnly) return { valid: true, message: 'Configuration is valid' }
      if (change.pollingInterval !== undefined) await store(change, asker)
      return {
        success: true,
        message:
          'Settings saved successfully. Only the polling interval is kept: ports, log and security are set when the server starts',
        requiresRestart: false,
      }
    },
  }
}

/** There is one listener, and nobody can move it from here. The backend port of the original was never used. */
function refuseOtherPort({ frontendPort }: SystemChange, port: number): void {
  if (frontendPort === undefined || frontendPort === port) return
  throw new AppError(
    'request.invalid',
    `frontendPort cannot be changed here: this server listens on ${port}. Start it with PORT=${frontendPort} or --port ${frontendPort}`,
    { field: 'frontendPort' },
  )
}

/** Which pages beside its own may use this server from a browser. */
export function originRules({ allowedOrigins, publicUrl }: SystemSettings): OriginRules {
  return { allowed: allowedOrigins.split(',').filter((origin) => origin !== ''), publicUrl }
}
