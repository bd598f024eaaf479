import { AppError, readDataDir, resetPassword as resetOn } from '@pulse/server'
import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'
import { refuseWithoutSettings } from '../../pulse/directory-configurator.ts'
import type { Run } from '../command.ts'

/** `pulse user reset-password`: the only way in for who forgot the password. */
export const resetPassword: Run = async ({ texts, switches }, machine) => {
  const directory = readDataDir(texts['data-dir'], machine.surroundings)
  await refuseWithoutSettings(directory, machine)
  const password = switches.has('password-stdin') ? await fromStandardInput(machine) : await asked(machine)
  const username = await resetOn(directory, password).catch((error: unknown) => {
    throw error instanceof AppError ? new CommandError(kindOf(error), `${error.message}.`) : error
  })
  machine.print(`The password of ${username} was changed. All sessions have ended.`)
  if (machine.surroundings.environment['PULSE_AUTH_USER'])
    machine.note('PULSE_AUTH_USER and PULSE_AUTH_PASS are set: where the server has them too, they win over it.')
}

/** The whole of it, but for the end of its line. */
async function fromStandardInput({ files }: Machine): Promise<string> {
  return (await files.read('-')).replace(/\r?\n$/, '')
}

async function asked({ questions }: Machine): Promise<string> {
  if (!questions.possible)
    throw new CommandError('usage', 'Nobody can be asked for the new password here: give it with --password-stdin.')
  const password = await questions.askSecret('New password')
  const again = await questions.askSecret('The same again')
  if (password !== again) throw new CommandError('invalid', 'These were two different passwords. Nothing was changed.')
  return password
}

const kindOf = ({ code }: AppError): 'invalid' | 'missing' | 'failed' =>
  code === 'request.invalid' ? 'invalid' : code === 'setup.needed' ? 'missing' : 'failed'
