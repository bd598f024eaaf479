import type { ConfigChange } from '@pulse/contract'
import type { Clock } from '../platform/platform.ts'
import { readBundle, writeBundle } from './bundle/bundle.ts'
import { configChanges } from './config-changes.ts'
import type { Configuration } from './configuration.ts'
import { sameValue } from './same-value.ts'
import type { SettingsDocument } from './sections.ts'
import type { Settings, SettingsUpdate } from './settings.ts'
import { takenOver } from './taken-over.ts'

export interface Transferred {
  changes: ConfigChange[]
  /** What could not be taken over, and why. */
  warnings: string[]
}

/** Configuration as a whole, in and out. Everything is checked first; then all of it is taken over, or nothing. */
export interface Transfer {
  /** @throws {AppError} `request.invalid`, field `passphrase` */
  exportBundle(passphrase: string): Promise<string>
  /**
   * Takes over an export of ours or of the original; the settings as they were are kept in `settings.before-import.json`.
   *
   * @throws {AppError} `request.invalid`, `request.too-large`, and as `Settings.update`
   */
  importBundle(input: { data: string; passphrase: string; dryRun?: boolean }): Promise<Transferred>
}

export function createTransfer(settings: Pick<Settings, 'document' | 'update'>, clock: Clock): Transfer {
  return {
    exportBundle: (passphrase) => writeBundle(settings.document(), passphrase, clock.now()),
    async importBundle({ data, passphrase, dryRun = false }) {
      const configuration = await readBundle(data, passphrase)
      const make = (document: SettingsDocument): SettingsUpdate<Transferred> =>
        importOf(document, configuration, clock.now())
      return dryRun ? make(settings.document()).result : settings.update(make)
    },
  }
}

function importOf(document: SettingsDocument, configuration: Configuration, at: number): SettingsUpdate<Transferred> {
  const { change, kept, warnings } = takenOver(document, configuration, at)
  const after = { ...document, ...change }
  const changes = [...configChanges(document, after), ...kept]
  return { change: sameValue(document, after) ? null : change, result: { changes, warnings }, keepBefore: true }
}
