import type { SystemSettings } from '@pulse/contract'
import { AppError, StartError } from '../platform/platform.ts'
import { checkSystemSettings } from './check-system-settings.ts'
import { defaultSystemSettings } from './sections.ts'

type Name = keyof SystemSettings

/** Where each setting may stand in the environment; the first variable that is not empty counts. */
export const settingVariables = {
  pollingInterval: ['POLLING_INTERVAL'],
  connectionTimeout: ['CONNECTION_TIMEOUT'],
  allowedOrigins: ['ALLOWED_ORIGINS'],
  updateChannel: ['UPDATE_CHANNEL', 'PULSE_UPDATE_CHANNEL'],
  autoUpdateEnabled: ['AUTO_UPDATE_ENABLED'],
  autoUpdateCheckInterval: ['AUTO_UPDATE_CHECK_INTERVAL'],
  autoUpdateTime: ['AUTO_UPDATE_TIME'],
  updateSource: ['PULSE_UPDATE_SERVER'],
  discoveryEnabled: ['DISCOVERY_ENABLED'],
  discoverySubnet: ['DISCOVERY_SUBNET'],
  publicUrl: ['PULSE_PUBLIC_URL'],
} as const satisfies Record<Name, readonly string[]>

/**
 * Settings that the environment says; they win over all others.
 *
 * @param variable gives undefined for those that are missing or empty
 * @throws {StartError} naming the variable and what is right
 */
export function readEnvironmentSettings(variable: (name: string) => string | undefined): Partial<SystemSettings> {
  const found: Partial<SystemSettings> = {}
  for (const [name, variables] of Object.entries(settingVariables) as [Name, readonly string[]][]) {
    const from = variables.find((each) => variable(each) !== undefined)
    if (from === undefined) continue
    try {
      Object.assign(found, checkSystemSettings({ [name]: valueOf(name, variable(from) ?? '') }))
    } catch (error) {
      // The text itself is not repeated: an address may hold a password.
      if (error instanceof AppError) throw new StartError(`${from}: ${error.message}.`)
      throw error
    }
  }
  return found
}

/** What does not look like the type of the setting stays as it is, and the check refuses it. */
function valueOf(name: Name, text: string): unknown {
  const word = text.toLowerCase()
  switch (typeof defaultSystemSettings[name]) {
    case 'number':
      return /^\d{1,9}$/.test(text) ? Number(text) : text
    case 'boolean':
      return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : text
    default:
      return text
  }
}
