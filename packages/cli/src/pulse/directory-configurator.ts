import { AppError, type Transfer, withTransfer } from '@pulse/server'
import { CommandError } from '../command-error.ts'
import type { Machine } from '../io/machine.ts'
import type { Configurator } from './configurator.ts'

/** The data directory of a Pulse that does not run. */
export async function directoryConfigurator(
  directory: string,
  purpose: 'read' | 'change',
  machine: Machine,
): Promise<Configurator> {
  if (purpose === 'read') await refuseWithoutSettings(directory, machine)
  const work = <T>(use: (transfer: Transfer) => Promise<T>): Promise<T> =>
    inCommandWords(() => withTransfer(directory, use))
  return {
    exported: (passphrase) => work((transfer) => transfer.exportBundle(passphrase)),
    fileText: () => work((transfer) => Promise.resolve(transfer.fileText())),
    imported: (input) => work((transfer) => transfer.importBundle(input)),
    planned: (file) => work((transfer) => Promise.resolve(transfer.planFile(file))),
    applied: (file) => work((transfer) => transfer.applyFile(file)),
  }
}

/** Else a directory that was mistyped would become that of a new server. */
export async function refuseWithoutSettings(directory: string, { files }: Machine): Promise<void> {
  for (const name of ['settings.json', 'settings.previous.json']) {
    try {
      await files.read(`${directory}/${name}`)
      return
    } catch (error) {
      const reason = (error as { code?: unknown }).code
      if (reason !== 'ENOENT')
        throw new CommandError('failed', `The settings in ${directory} cannot be read (${String(reason)}).`)
    }
  }
  throw new CommandError(
    'missing',
    `There are no settings of Pulse in ${directory}: name its data directory with --data-dir.`,
  )
}

/** Refusals of the settings as those of a command. */
export async function inCommandWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const kind = error.code.startsWith('settings.') ? 'failed' : 'invalid'
    throw new CommandError(kind, `${error.message}.`)
  }
}
