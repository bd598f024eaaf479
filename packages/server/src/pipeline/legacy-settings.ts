import type { LegacySettings, SystemSettings } from '@pulse/contract'
import { AppError, type LogLevel } from '../platform/platform.ts'
import { checkSystemSettings } from '../settings/settings.ts'

interface Facts extends Pick<SystemSettings, 'pollingInterval' | 'allowedOrigins'> {
  host: string
  port: number
  logLevel: LogLevel
  requiresLogin: boolean
}

/** Settings in their oldest form: what this server has of them, and for the rest what it does. */
export function legacySettings(facts: Facts): LegacySettings {
  const { host, port } = facts
  return {
    server: { backend: { port, host }, frontend: { port, host } },
    monitoring: {
      pollingInterval: facts.pollingInterval * 1000,
      concurrentPolling: true,
      backupPollingCycles: 10,
      metricsRetentionDays: 7,
    },
    // To the standard output, where the system keeps it.
    logging: { level: facts.logLevel, file: '', maxSize: 0, maxBackups: 0, maxAge: 0, compress: false },
    security: {
      apiToken: '',
      allowedOrigins: facts.allowedOrigins.split(',').filter((origin) => origin !== ''),
      iframeEmbedding: 'DENY',
      enableAuthentication: facts.requiresLogin,
    },
  }
}

export const defaultLegacySettings: LegacySettings = legacySettings({
  host: '127.0.0.1',
  port: 7655,
  pollingInterval: 10,
  allowedOrigins: '',
  logLevel: 'info',
  requiresLogin: true,
})

const isPort = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535
const isHost = (value: unknown): boolean => typeof value === 'string' && /^\S{1,253}$/.test(value)
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1
const isMilliseconds = (value: unknown): boolean => isCount(value) && Number(value) % 1000 === 0
const levels: readonly unknown[] = ['debug', 'info', 'warn', 'error'] satisfies LogLevel[]

const pollingPath = 'monitoring.pollingInterval'

/** What is checked, as in the original; the two ports may be the same, as there is one listener. */
const rules: readonly [path: string, isRight: (value: unknown) => boolean, what: string][] = [
  ['server.backend.port', isPort, 'Backend port must be a whole number from 1 to 65535'],
  ['server.frontend.port', isPort, 'Frontend port must be a whole number from 1 to 65535'],
  ['server.backend.host', isHost, 'Backend host must be a name or address of at most 253 characters'],
  ['server.frontend.host', isHost, 'Frontend host must be a name or address of at most 253 characters'],
  [pollingPath, isMilliseconds, 'Polling interval must be whole seconds in milliseconds, such as 10000'],
  ['monitoring.backupPollingCycles', isCount, 'Backup polling cycles must be at least 1'],
  ['logging.level', (value) => levels.includes(value), 'Log level must be one of debug, info, warn, error'],
]

/**
 * What can be taken over of settings in their oldest form. All of them are checked.
 *
 * @throws {AppError} `request.invalid` naming the field
 */
export function readLegacyChange(settings: object): Partial<SystemSettings> {
  for (const [path, isRight, what] of rules) {
    const value = at(settings, path)
    if (value !== undefined && !isRight(value))
      throw new AppError('request.invalid', what, { field: `settings.${path}` })
  }
  const pollingMs = at(settings, pollingPath)
  return pollingMs === undefined ? {} : checkSystemSettings({ pollingInterval: Number(pollingMs) / 1000 })
}

/** Undefined where there is nothing, or `null`. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => {
    const isObject = typeof part === 'object' && part !== null && Object.hasOwn(part, name)
    return isObject ? (Reflect.get(part, name) ?? undefined) : undefined
  }, value)
}
