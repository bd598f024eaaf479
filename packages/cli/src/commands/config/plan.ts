import { loadConfigFile } from '@pulse/server'
import { CommandError } from '../../command-error.ts'
import { configChangesText, hasChanges } from '../../print/config-changes.ts'
import { openConfigurator } from '../../pulse/configurator.ts'
import type { Run } from '../command.ts'

/** `pulse config plan` */
export const plan: Run = async (given, machine) => {
  const [path = ''] = given.words
  const file = await loadConfigFile(path, machine.surroundings.environment)
  const configurator = await openConfigurator(given, machine, 'read')
  const changes = await configurator.planned(file)
  machine.print(configChangesText(changes, machine.terminal))
  if (given.switches.has('check') && hasChanges(changes)) throw new CommandError('failed', 'The configuration differs.')
}
