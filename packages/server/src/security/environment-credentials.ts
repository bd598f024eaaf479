import { type Log, StartError } from '../platform/platform.ts'
import type { Hasher } from './hasher.ts'
import { costOf } from './io/bcrypt.ts'
import { sha3 } from './io/digests.ts'
import type { OwnerCredential } from './password-check.ts'
import { canBePassword, passwordProblem, readUsername } from './password-rules.ts'
import type { EnvironmentCredentials } from './security.ts'

const bcryptLength = 60
/** A check would take ten seconds. */
const mostCost = 16

/**
 * The owner that the environment names. A plain password is hashed, or held against the hash it had at the last start.
 *
 * @throws {StartError} user name or password cannot be used
 */
export async function environmentOwner(
  given: EnvironmentCredentials['owner'],
  before: OwnerCredential | null,
  hasher: Hasher,
  log: Log,
): Promise<OwnerCredential | undefined> {
  if (!given) return undefined
  const username = environmentUsername(given.username)
  const { password } = given
  if (password.startsWith('$2')) return { username, passwordHash: readHash(password) }
  if (!canBePassword(password))
    throw new StartError('PULSE_AUTH_PASS must be at most 72 bytes, without a NUL character.')
  const problem = passwordProblem(password, username)
  if (problem !== undefined) log.warn({ problem }, 'PULSE_AUTH_PASS is a weak password')
  const known = before?.username === username ? before.passwordHash : undefined
  if (known !== undefined && (await hasher.verify(password, known))) return { username, passwordHash: known }
  return { username, passwordHash: await hasher.hash(password) }
}

function environmentUsername(text: string): string {
  try {
    return readUsername(text)
  } catch (error) {
    throw new StartError(`PULSE_AUTH_USER cannot be used. ${error instanceof Error ? error.message : ''}.`, error)
  }
}

/** A hash that was cut off is never taken for a password: whoever reads it could log in with it. */
function readHash(text: string): string {
  if (text.length !== bcryptLength)
    throw new StartError(
      `PULSE_AUTH_PASS starts like a bcrypt hash, but has ${text.length} characters instead of ${bcryptLength}. Quote it with single quotes, and write each $ as $$ in Compose files.`,
    )
  const cost = costOf(text)
  if (cost === undefined) throw new StartError('PULSE_AUTH_PASS starts like a bcrypt hash, but is none.')
  if (cost > mostCost)
    throw new StartError(
      `PULSE_AUTH_PASS is a bcrypt hash of cost ${cost}; at most ${mostCost} can be checked in time.`,
    )
  return text
}

export interface EnvironmentToken {
  /** SHA3-256 in lower-case hex. */
  hash: string
  /** Undefined where the environment has but the hash. */
  value: string | undefined
}

/** 64 hex digits are a hash, as documented. */
export function environmentToken(text: string | undefined, log: Log): EnvironmentToken | undefined {
  if (text === undefined || text === '') return undefined
  if (/^[0-9a-f]{64}$/i.test(text)) {
    log.info({}, 'API_TOKEN is taken for the SHA3-256 hash of a token: it has 64 hex digits')
    return { hash: text.toLowerCase(), value: undefined }
  }
  if (text.length < 16) log.warn({}, 'API_TOKEN is short: 32 random characters are safe')
  return { hash: sha3(text), value: text }
}
