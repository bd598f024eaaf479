import { CommandError } from '../../command-error.ts'
import { openConfigurator } from '../../pulse/configurator.ts'
import type { Run } from '../command.ts'
import { readPassphrase } from './passphrase.ts'

/** `pulse config export` */
export const exportConfig: Run = async (given, machine) => {
  const isYaml = given.switches.has('yaml')
  const configurator = await openConfigurator(given, machine, 'read')
  const data = isYaml
    ? (await configurator.fileText()).trimEnd()
    : await configurator.exported(await readPassphrase(machine, true))
  const path = given.texts['output']
  if (path === undefined) return machine.print(data)
  await machine.files.writePrivate(path, `${data}\n`).catch((error: unknown) => {
    const { code = 'unknown reason' } = error as { code?: string }
    throw new CommandError('failed', `${path} cannot be written (${code}).`)
  })
  machine.note(
    isYaml
      ? `Exported to ${path}. Secrets are not in it: its first lines say which variables to set.`
      : `Exported to ${path}. Only the passphrase opens it.`,
  )
}
