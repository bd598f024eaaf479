import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'

const variable = 'PULSE_PASSPHRASE'

/**
 * From the environment, or from the person at the terminal; `isNew` asks twice, as nothing else would open what is
 * encrypted with it.
 *
 * @throws CommandError where there is neither
 */
export async function readPassphrase({ surroundings, questions }: Machine, isNew: boolean): Promise<string> {
  const given = surroundings.environment[variable]
  if (given) return given
  if (!questions.possible)
    throw new CommandError('usage', `Nobody can be asked for the passphrase here: set ${variable}.`)
  const passphrase = await questions.askSecret(
    isNew ? 'Passphrase, at least 12 characters' : 'Passphrase of the export',
  )
  if (isNew && passphrase !== (await questions.askSecret('The same again')))
    throw new CommandError('invalid', 'These were two different passphrases. Nothing was exported.')
  return passphrase
}
