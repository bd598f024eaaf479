import { AppError, type Clock, type Log, StartError } from '../platform/platform.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Hasher } from './hasher.ts'
import { bcryptHasher } from './io/bcrypt.ts'
import { foreignOwner, removePrivateFile } from './io/private-file.ts'
import { refuseBadPassword } from './password-rules.ts'
import type { CredentialStore } from './security.ts'

export interface ResetPasswordOptions {
  store: CredentialStore
  /** The data directory, locked by who calls. */
  directory: string
  password: string
  clock: Clock
  log: Log
  hasher?: Hasher
}

/**
 * Gives the owner another password without the one before, for who may write to the data directory. All sessions end.
 *
 * @returns the name of the owner
 * @throws {AppError} `setup.needed`, `request.invalid`, and as the store
 */
export async function resetOwnerPassword(options: ResetPasswordOptions): Promise<string> {
  const { store, directory, password, clock, log, hasher = bcryptHasher() } = options
  const owner = store.owner()
  if (!owner) throw new AppError('setup.needed', 'This server has no owner yet: start it and finish its setup')
  const { username } = owner
  refuseBadPassword(password, username, 'password')
  const passwordHash = await hasher.hash(password)
  await store.saveOwner({ username, passwordHash, changedAt: clock.now() }, { onlyIfNone: false })
  await removePrivateFile(`${directory}/sessions.json`)
  const trail = await openAuditTrail({ directory, clock, log })
  const done = { event: 'password_reset', success: true, user: '', ip: '', path: 'pulse user reset-password' }
  trail.note({ ...done, details: `Password of ${username} reset on the data directory` })
  await trail.close()
  return username
}

/**
 * What root writes into the directory of another user, the server could not read afterwards.
 *
 * @throws {StartError} naming that user
 */
export async function refuseForeignDirectory(directory: string): Promise<void> {
  const user = await foreignOwner(directory)
  if (user !== undefined)
    throw new StartError(
      `${directory} belongs to another user (number ${user}). Run this command as that user: sudo -u '#${user}' …`,
    )
}
