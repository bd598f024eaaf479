import type { ConfigChange } from '@pulse/contract'
import type { Clock } from '../platform/platform.ts'
import { readBundle, writeBundle } from './bundle/bundle.ts'
import { configChanges } from './config-changes.ts'
import type { Configuration } from './configuration.ts'
import { appliedFile } from './file/applied-file.ts'
import { type ConfigFile, type ConfigFileText, readConfigFile } from './file/config-file.ts'
import { writtenFile } from './file/written-file.ts'
import { passwordHashOf, readOriginalFiles, tokenHashOf } from './original/io/read-directory.ts'
import { type Original, readOriginal } from './original/original-directory.ts'
import { type OriginalAccess, takenOverLogin } from './original/taken-over-login.ts'
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
  /**
   * The same for a data directory of the original, where nothing is written. Its login comes along if nobody owns this
   * server yet, and its API token.
   *
   * @throws {StartError} a file cannot be read
   * @throws {AppError} as above
   */
  importOriginal(directory: string, options?: { dryRun?: boolean }): Promise<Transferred>
  /** What is configured as the text of a `pulse.yaml`, with references in place of secrets. */
  fileText(): string
  /** @throws {AppError} `config-file.invalid` naming line and field */
  planFile(file: ConfigFileText): ConfigChange[]
  /**
   * Applies a `pulse.yaml`. From then on it owns what stands in it. Applied once more, it changes nothing.
   *
   * @throws {AppError} as above, and as `Settings.update`
   */
  applyFile(file: ConfigFileText): Promise<ConfigChange[]>
  /** What `pulse.yaml` owns may be changed elsewhere again. */
  releaseFile(): Promise<void>
}

export function createTransfer(settings: Pick<Settings, 'document' | 'update'>, clock: Clock): Transfer {
  const run = <T>(make: (document: SettingsDocument) => SettingsUpdate<T>, dryRun: boolean): Promise<T> =>
    dryRun ? Promise.resolve(make(settings.document()).result) : settings.update(make)
  return {
    exportBundle: (passphrase) => writeBundle(settings.document(), passphrase, clock.now()),
    async importBundle({ data, passphrase, dryRun = false }) {
      const configuration = await readBundle(data, passphrase)
      return run((document) => importOf(document, configuration, clock.now()), dryRun)
    },
    async importOriginal(directory, { dryRun = false } = {}) {
      const original = readOriginal(await readOriginalFiles(directory))
      const { access, warnings } = await accessOf(original)
      const configuration = { ...original.configuration, warnings: [...original.configuration.warnings, ...warnings] }
      return run((document) => importWithLogin(document, configuration, access, clock.now()), dryRun)
    },
    fileText: () => writtenFile(settings.document()),
    planFile(text) {
      return applyOf(settings.document(), readConfigFile(text), clock.now()).result
    },
    async applyFile(text) {
      const file = readConfigFile(text)
      return settings.update((document) => applyOf(document, file, clock.now()))
    },
    releaseFile: () => settings.update(({ file }) => ({ change: file ? { file: null } : null, result: undefined })),
  }
}

function importOf(document: SettingsDocument, configuration: Configuration, at: number): SettingsUpdate<Transferred> {
  const { change, kept, warnings } = takenOver(document, configuration, at)
  const after = { ...document, ...change }
  const changes = [...configChanges(document, after), ...kept]
  return {
    change: sameValue(document, after) ? null : change,
    result: { changes, warnings },
    keepBefore: document.generation > 0,
  }
}

function importWithLogin(
  document: SettingsDocument,
  configuration: Configuration,
  access: OriginalAccess,
  at: number,
): SettingsUpdate<Transferred> {
  const { change, result } = importOf(document, configuration, at)
  const login = takenOverLogin(document, access, at)
  const isSame = !change && login.changes.length === 0
  return {
    change: isSame ? null : { ...change, ...login.change },
    result: { changes: [...login.changes, ...result.changes], warnings: [...login.warnings, ...result.warnings] },
    keepBefore: document.generation > 0,
  }
}

async function accessOf({ login, apiToken }: Original): Promise<{ access: OriginalAccess; warnings: string[] }> {
  const passwordHash = login && (await passwordHashOf(login.password))
  return {
    access: {
      owner: login && passwordHash !== undefined ? { username: login.username, passwordHash } : undefined,
      tokenHash: apiToken?.kind === 'plain' ? tokenHashOf(apiToken.text) : apiToken?.text,
    },
    warnings:
      login && passwordHash === undefined
        ? [`The password of "${login.username}" is too short, too long or a broken hash: set up a new login`]
        : [],
  }
}

function applyOf(document: SettingsDocument, file: ConfigFile, at: number): SettingsUpdate<ConfigChange[]> {
  const change = appliedFile(document, file, at)
  return { change, result: change ? configChanges(document, { ...document, ...change }) : [] }
}
