import { loadConfigFile } from '@pulse/server'
import { configChangesText, hasChanges } from '../../print/config-changes.ts'
import { openConfigurator } from '../../pulse/configurator.ts'
import type { Run } from '../command.ts'

/** `pulse config apply` */
export const apply: Run = async (given, machine) => {
  const [path = ''] = given.words
  const file = await loadConfigFile(path, machine.surroundings.environment)
  const configurator = await openConfigurator(given, machine, 'change')
  const changes = await configurator.applied(file)
  machine.print(configChangesText(changes, machine.terminal))
  if (hasChanges(changes)) machine.note('Applied.')
}
