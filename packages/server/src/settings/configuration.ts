import type { AlertSettings, GuestMetadata, SystemSettings } from '@pulse/contract'
import { AppError } from '../platform/platform.ts'
import type { ConnectionDraft } from './connection-settings.ts'
import { pathText, ShapeProblem } from './read-shape.ts'
import type { SettingsDocument } from './sections.ts'

/** A connection that comes from elsewhere. */
export interface IncomingConnection {
  draft: ConnectionDraft
  /** Its id there, if it had one of our kind. */
  id: string | null
  /** Names of its nodes as far as the source knows them: they tell what an old id means. */
  nodes: readonly string[]
}

/** What an export or the files of the original bring: read, checked, and not yet taken over. Absent sections say nothing. */
export interface Configuration {
  connections?: readonly IncomingConnection[]
  alerts?: AlertSettings | null
  email?: SettingsDocument['email']
  webhooks?: SettingsDocument['webhooks']
  /** `covers`: the settings that the source knows; where it has no value for one, the default holds. */
  system?: { values: Partial<SystemSettings>; covers: readonly (keyof SystemSettings)[] }
  guestMetadata?: Readonly<Record<string, GuestMetadata>>
  /** What could not be taken over, and why; for people. */
  warnings: readonly string[]
}

/** More is not a home or a company, but an attack or a mistake. */
export const mostConnections = 1000

/** `why` begins in small letters; it holds nothing of a secret. */
export function importFailed(why: string, field = 'data'): AppError {
  return new AppError('request.invalid', `Failed to import configuration: ${why}`, { field })
}

/**
 * Reads a part; what is wrong is said with its name and the field, in the documented words.
 *
 * @returns undefined where there is no such part
 */
export function readPart<T>(name: string, value: unknown, read: (value: unknown) => T): T | undefined {
  if (value === undefined || value === null) return undefined
  try {
    return read(value)
  } catch (error) {
    if (error instanceof ShapeProblem)
      throw importFailed(`failed to import ${name}: ${`${pathText(error.path)} ${error.message}`.trim()}`)
    throw error instanceof AppError ? importFailed(`failed to import ${name}: ${error.message}`) : error
  }
}
