import { AppError, type Log, type Secret, StartError } from '../platform/platform.ts'
import { loadConfigFile } from './file/io/load-config-file.ts'
import { readExportFile } from './io/read-export-file.ts'
import type { Settings } from './settings.ts'
import type { Transfer } from './transfer.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface StartConfiguration {
  settings: Pick<Settings, 'document'>
  transfer: Transfer
  /** Path of `pulse.yaml`. */
  file: string | undefined
  /** An export for a server that has never saved anything. */
  initial:
    | ({ passphrase: Secret | undefined } & ({ kind: 'file'; path: string } | { kind: 'data'; data: Secret }))
    | undefined
  /** Where the secrets of `pulse.yaml` may be. */
  environment: Environment
  log: Log
}

/**
 * What a server is given at its start: first an export, if nothing was ever saved, then `pulse.yaml`.
 *
 * @throws {StartError} what is wrong with them; a server that was told what to watch must not start watching other things
 */
export async function configureAtStart(given: StartConfiguration): Promise<void> {
  const { settings, transfer, file, initial, log } = given
  if (initial && settings.document().generation === 0) {
    const from = initial.kind === 'file' ? initial.path : 'PULSE_INIT_CONFIG_DATA'
    if (!initial.passphrase)
      throw new StartError(`PULSE_INIT_CONFIG_PASSPHRASE is missing: it opens the export in ${from}.`)
    const data = initial.kind === 'file' ? await readExportFile(initial.path) : initial.data.reveal()
    const passphrase = initial.passphrase.reveal()
    const { changes, warnings } = await asStartError(from, () => transfer.importBundle({ data, passphrase }))
    for (const warning of warnings) log.warn({ from, warning }, 'not all of the first configuration was taken over')
    log.info({ from, changes: changes.length }, 'first configuration imported')
  }
  if (file !== undefined) await applyConfigFile(given, file)
}

/**
 * Reads `pulse.yaml` and applies it; at the start, and when the server is told that it has changed.
 *
 * @throws {StartError} naming line and field; nothing has changed then
 */
export async function applyConfigFile(
  { transfer, environment, log }: Pick<StartConfiguration, 'transfer' | 'environment' | 'log'>,
  path: string,
): Promise<void> {
  const file = await loadConfigFile(path, environment)
  const changes = await asStartError('', () => transfer.applyFile(file))
  log.info({ file: path, changes: changes.length }, 'configuration file applied')
}

async function asStartError<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new StartError(`${where === '' ? '' : `${where}: `}${error.message}.`, error)
  }
}
