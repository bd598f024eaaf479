import { readDataDir, type Transferred, withTransfer } from '@pulse/server'
import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'
import { configChangesText, hasChanges } from '../../print/config-changes.ts'
import { visible } from '../../print/visible.ts'
import { openConfigurator } from '../../pulse/configurator.ts'
import { inCommandWords } from '../../pulse/directory-configurator.ts'
import type { Given, Run } from '../command.ts'
import { readPassphrase } from './passphrase.ts'

/** `pulse config import` */
export const importConfig: Run = async (given, machine) => {
  const { input, 'from-original': original } = given.texts
  if ((input === undefined) === (original === undefined))
    throw new CommandError('usage', 'Name an export with --input, or a directory with --from-original.')
  const dryRun = given.switches.has('dry-run')
  const { changes, warnings } =
    original === undefined
      ? await fromExport(input ?? '', dryRun, given, machine)
      : await fromOriginal(original, dryRun, given, machine)
  for (const warning of warnings) machine.note(`Warning: ${visible(warning)}.`)
  machine.print(configChangesText(changes, machine.terminal))
  if (dryRun) machine.note('This was a dry run: nothing was changed.')
  else if (hasChanges(changes))
    machine.note('Imported. The settings before are in settings.before-import.json, beside those now.')
}

async function fromExport(path: string, dryRun: boolean, given: Given, machine: Machine): Promise<Transferred> {
  const data = await machine.files.read(path).catch((error: unknown) => {
    const { code = 'unknown reason' } = error as { code?: string }
    throw new CommandError('invalid', `${path} cannot be read (${code}).`)
  })
  const configurator = await openConfigurator(given, machine, dryRun ? 'read' : 'change')
  return configurator.imported({ data, passphrase: await readPassphrase(machine, false), dryRun })
}

/** Its login and token come along: nothing that an API would let in. */
async function fromOriginal(from: string, dryRun: boolean, { texts }: Given, machine: Machine): Promise<Transferred> {
  if (texts['server'] !== undefined || texts['token-file'] !== undefined || texts['fingerprint'] !== undefined)
    throw new CommandError('usage', '--from-original goes into a data directory: name it with --data-dir.')
  const directory = readDataDir(texts['data-dir'], machine.surroundings)
  return inCommandWords(() => withTransfer(directory, (transfer) => transfer.importOriginal(from, { dryRun })))
}
