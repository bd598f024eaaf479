import { AppError } from '../platform/platform.ts'
import { isCommonPassword } from './common-passwords.ts'

/** Documented. */
const fewestCharacters = 8
/** bcrypt reads no further: of a longer password the rest would not count. */
const mostBytes = 72

/** @throws {AppError} `request.invalid`: a new password that is too short, too long or that everybody tries first */
export function refuseBadPassword(password: string, username: string, field: string): void {
  const problem = passwordProblem(password, username)
  if (problem !== undefined) throw new AppError('request.invalid', problem, { field })
}

/** What is wrong with a new password; undefined if nothing is. */
export function passwordProblem(password: string, username: string): string | undefined {
  if (Array.from(password).length < fewestCharacters) return 'Password must be at least 8 characters'
  if (byteLength(password) > mostBytes) return 'Password must be at most 72 bytes'
  if (password.includes('\0')) return 'Password must not contain a NUL character'
  if (isCommonPassword(password, username)) return 'Password is too easy to guess: choose another one'
  return undefined
}

/** Can it be the password of anybody? What cannot is never hashed. */
export const canBePassword = (password: string): boolean =>
  password !== '' && byteLength(password) <= mostBytes && !password.includes('\0')

/** In UTF-8. */
const byteLength = (text: string): number => new TextEncoder().encode(text).length

/** @throws {AppError} `request.invalid`; a colon would end the name in an HTTP Basic header */
export function readUsername(text: string): string {
  const username = text.trim()
  const problem =
    username === ''
      ? 'Username is required'
      : Array.from(username).length > 100
        ? 'Username must be at most 100 characters'
        : /[\p{Cc}\p{Zl}\p{Zp}:]/u.test(username)
          ? 'Username must not contain colons or control characters'
          : undefined
  if (problem !== undefined) throw new AppError('request.invalid', problem, { field: 'username' })
  return username
}
