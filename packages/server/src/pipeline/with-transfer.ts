import { type Clock, silentLog, systemClock } from '../platform/platform.ts'
import { refuseForeignDirectory } from '../security/security.ts'
import { createTransfer, openSettings, type Transfer } from '../settings/settings.ts'

/**
 * Configuration in and out of a data directory that no server uses meanwhile.
 *
 * @throws {StartError} a server runs, or the directory cannot be used
 */
export async function withTransfer<T>(
  directory: string,
  work: (transfer: Transfer) => Promise<T>,
  clock: Clock = systemClock,
): Promise<T> {
  await refuseForeignDirectory(directory)
  const settings = await openSettings({ directory, clock, log: silentLog })
  try {
    return await work(createTransfer(settings, clock))
  } finally {
    await settings.close()
  }
}
