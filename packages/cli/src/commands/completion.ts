import { CommandError } from '../command-error.ts'
import type { Run } from './command.ts'
import { shells } from './shells.ts'

/** `pulse completion bash|zsh|fish`: a script for the shell, which asks `pulse complete` at each press of the key. */
export const completion: Run = async (given, machine) => {
  const wanted = given.words[0] ?? ''
  const shell = shells.find((one) => one === wanted)
  if (!shell) throw new CommandError('usage', `<shell> must be bash, zsh or fish, not "${wanted}".`)
  machine.print((await machine.files.read(`${import.meta.dirname}/../../completion/pulse.${shell}`)).trimEnd())
}
