import { type Clock, silentLog, systemClock } from '../platform/platform.ts'
import { refuseForeignDirectory, resetOwnerPassword } from '../security/security.ts'
import { openSettings } from '../settings/settings.ts'
import { credentialStore } from './credential-store.ts'

/**
 * Gives the owner of a data directory another password, while no server uses it.
 *
 * @returns the name of the owner
 * @throws {StartError} a server runs, or the directory cannot be used
 * @throws {AppError} there is no owner, the password is no good, or it could not be saved
 */
export async function resetPassword(directory: string, password: string, clock: Clock = systemClock): Promise<string> {
  await refuseForeignDirectory(directory)
  const log = silentLog
  const settings = await openSettings({ directory, clock, log })
  try {
    return await resetOwnerPassword({ store: credentialStore(settings), directory, password, clock, log })
  } finally {
    await settings.close()
  }
}
