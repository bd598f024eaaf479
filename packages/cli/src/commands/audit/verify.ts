import { readDataDir, verifyAuditTrail } from '@pulse/server'
import { CommandError } from '../../command-error.ts'
import type { Run } from '../command.ts'

/** `pulse audit verify`: also while the server runs. */
export const verify: Run = async ({ texts }, machine) => {
  const directory = readDataDir(texts['data-dir'], machine.surroundings)
  const { intact, lines, broken } = await verifyAuditTrail(directory).catch((error: unknown) => {
    const reason = (error as { code?: unknown }).code
    throw new CommandError('failed', `The audit trail in ${directory} cannot be read (${String(reason)}).`)
  })
  if (lines === 0) throw new CommandError('missing', `There is no audit trail in ${directory}.`)
  if (!intact)
    throw new CommandError(
      'invalid',
      `The audit trail was changed: line ${broken?.line} of ${broken?.path} does not follow from the lines before it.`,
    )
  machine.print(`The audit trail is whole: ${lines} ${lines === 1 ? 'event' : 'events'}.`)
}
