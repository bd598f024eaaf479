import type { ConfigChange } from '@pulse/contract'
import type { ConfigFileText, Transferred } from '@pulse/server'
import type { Given } from '../commands/command.ts'
import { CommandError } from '../command-error.ts'
import type { Machine } from '../io/machine.ts'
import { directoryConfigurator } from './directory-configurator.ts'
import { runningConfigurator } from './running-configurator.ts'

/** Where the configuration of a Pulse goes in and out, whether it runs or not. */
export interface Configurator {
  exported(passphrase: string): Promise<string>
  /** As the text of a `pulse.yaml`, without secrets. */
  fileText(): Promise<string>
  /** With `dryRun`, only what would change. */
  imported(input: { data: string; passphrase: string; dryRun: boolean }): Promise<Transferred>
  planned(file: ConfigFileText): Promise<readonly ConfigChange[]>
  applied(file: ConfigFileText): Promise<readonly ConfigChange[]>
}

/**
 * That of the server or of the data directory which the options name.
 *
 * @param purpose `change`: a data directory is made where there is none
 * @throws CommandError, also by what is done with it
 */
export async function openConfigurator(
  given: Given,
  machine: Machine,
  purpose: 'read' | 'change',
): Promise<Configurator> {
  const { server, fingerprint, 'token-file': tokenFile, 'data-dir': directory } = given.texts
  if (directory === undefined) return runningConfigurator(given, machine)
  if (server !== undefined || fingerprint !== undefined || tokenFile !== undefined)
    throw new CommandError('usage', '--data-dir is in place of --server and what goes with it.')
  return directoryConfigurator(directory, purpose, machine)
}
