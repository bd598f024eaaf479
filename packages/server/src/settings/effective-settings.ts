import type { SystemSettings } from '@pulse/contract'
import { AppError } from '../platform/platform.ts'
import { systemSettingNames } from './check-system-settings.ts'
import { settingVariables } from './environment-settings.ts'
import { defaultSystemSettings, type SettingsDocument } from './sections.ts'

type Environment = Readonly<Partial<SystemSettings>>

/** What is in force: the defaults, over them what somebody set, over that the environment. */
export function effectiveSettings(
  { system }: Pick<SettingsDocument, 'system'>,
  environment: Environment,
): SystemSettings {
  return { ...defaultSystemSettings, ...system, ...environment }
}

/** Which settings cannot be changed through the API, and who owns them. */
export function managedSettings(
  { file }: Pick<SettingsDocument, 'file'>,
  environment: Environment,
): Partial<Record<keyof SystemSettings, 'environment' | 'file'>> {
  const ofFile = new Set(file?.settings)
  const owned = systemSettingNames.flatMap((name): [keyof SystemSettings, 'environment' | 'file'][] => {
    if (environment[name] !== undefined) return [[name, 'environment']]
    return ofFile.has(name) ? [[name, 'file']] : []
  })
  return Object.fromEntries(owned)
}

/**
 * What is stored after a change: what is stored already, if nothing changes. Values that are in force already are not stored, so that nobody becomes the owner of a
 * default or of what the environment says by sending it back.
 *
 * @param change as `checkSystemSettings` gives it
 * @throws {AppError} `settings.managed` naming the field
 */
export function changedSettings(
  document: Pick<SettingsDocument, 'system' | 'file'>,
  environment: Environment,
  change: Partial<SystemSettings>,
): Partial<SystemSettings> {
  const before = effectiveSettings(document, environment)
  const managed = managedSettings(document, environment)
  const changed = systemSettingNames.filter((name) => change[name] !== undefined && change[name] !== before[name])
  for (const name of changed) {
    const owner = managed[name]
    if (owner === undefined) continue
    const where =
      owner === 'file'
        ? `owned by ${document.file?.name}: change it there and apply the file`
        : `set by the environment: change ${settingVariables[name].join(' or ')} and restart`
    throw new AppError('settings.managed', `${name} is ${where}`, { field: name })
  }
  if (changed.length === 0) return document.system
  return { ...document.system, ...Object.fromEntries(changed.map((name) => [name, change[name]])) }
}
