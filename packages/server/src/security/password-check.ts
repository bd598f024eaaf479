import { AppError, type Clock } from '../platform/platform.ts'
import { addressBlock } from './address-block.ts'
import type { BoundedHasher } from './hasher.ts'
import { isSameText } from './io/digests.ts'
import { tooMany } from './limits.ts'
import { type Guesser, type Lockout, lockMs, mostFailures } from './lockout.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { canBePassword } from './password-rules.ts'
import type { AuditEntry, Caller } from './security.ts'
import { slidingWindow } from './sliding-window.ts'

export interface OwnerCredential {
  username: string
  /** bcrypt */
  passwordHash: string
}

export interface Guess {
  username: string
  password: string
  /** Id of the browser, if the owner has logged in with it before. */
  device: string | undefined
  /** Begins the message of a refusal. */
  wrong: string
}

/** @throws {AppError} `login.wrong`, `login.locked`, `request.throttled` */
export type CheckPassword = (guess: Guess, owner: OwnerCredential, caller: Caller) => Promise<void>

interface Parts {
  clock: Clock
  hasher: BoundedHasher
  lockout: Lockout
  audit: (entry: AuditEntry) => void
}

/** Of all strangers together; a person needs a few, a guesser thousands. */
const mostGuessesAMinute = 60
/** Of a name in the table of failures; longer ones than an owner may have count together. */
const mostNameLength = 200
/** With one account from one address. */
const mostWaiting = 10

/**
 * Is it the password of the owner? Wrong guesses lock their account and place for a while, and guesses of strangers are
 * slowed down over all addresses. A browser that the owner has used before is not: whatever others do, he gets in.
 */
export function passwordCheck({ clock, hasher, lockout, audit }: Parts): CheckPassword {
  const strangers = slidingWindow(clock, mostGuessesAMinute, 60_000)
  const perGuesser = oneAtATime(mostWaiting)

  const evaluate = async (guess: Guess, owner: OwnerCredential, guesser: Guesser, caller: Caller): Promise<void> => {
    const refused = (details: string): void =>
      audit({ event: 'login', success: false, user: guess.username, ip: caller.address, path: caller.path, details })
    const lockedForMs = lockout.lockedForMs(guesser)
    if (lockedForMs > 0) {
      refused('Account locked')
      throw locked(clock, lockedForMs)
    }
    const waitMs = guess.device === undefined ? strangers.take('') : 0
    if (waitMs > 0) {
      refused('Rate limited')
      throw tooMany('Too many requests. Please wait before trying again.', waitMs)
    }
    // An unknown name costs as much as a wrong password: it is held against the same hash.
    const possible = canBePassword(guess.password)
    const matches = await hasher.verify(possible ? guess.password : '', owner.passwordHash, guess.device !== undefined)
    if (matches && possible && isSameText(guess.username, owner.username)) return lockout.clear(guesser)
    const failures = lockout.fail(guesser)
    refused('Invalid credentials')
    throw wrong(guess.wrong, failures, clock)
  }
  return async (guess, owner, caller) => {
    const place = guess.device === undefined ? addressBlock(caller.address) : `device ${guess.device}`
    const guesser = { account: guess.username.slice(0, mostNameLength), place }
    // One after the other, so that many at once are no more guesses than many in a row.
    const key = `${guesser.place}\0${guesser.account}`
    const done = perGuesser.run(key, () => evaluate(guess, owner, guesser, caller))
    if (!done) throw tooMany('Too many requests. Please wait before trying again.', 1000)
    await done
  }
}

function locked(clock: Clock, forMs: number): AppError {
  const minutes = Math.ceil(forMs / 60_000)
  const words = `Account temporarily locked due to failed attempts. Try again in ${counted(minutes, 'minute')}.`
  return new AppError('login.locked', words, {
    details: { lockedUntil: new Date(clock.now() + forMs).toISOString(), remainingMinutes: String(minutes) },
    retryAfterSeconds: Math.ceil(forMs / 1000),
  })
}

function wrong(message: string, failures: number, clock: Clock): AppError {
  const remaining = mostFailures - failures
  const details = { attempts: String(failures), remaining: String(remaining), maxAttempts: String(mostFailures) }
  if (remaining > 0)
    return new AppError('login.wrong', `${message}. You have ${counted(remaining, 'attempt')} remaining.`, { details })
  const lockedUntil = new Date(clock.now() + lockMs).toISOString()
  return new AppError('login.wrong', `${message}. This account is now locked for 15 minutes.`, {
    details: { ...details, locked: 'true', lockoutDuration: '15 minutes', lockedUntil },
    retryAfterSeconds: lockMs / 1000,
  })
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
