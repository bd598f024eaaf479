import { AppError } from '../platform/platform.ts'

/** Port: hashes passwords. Both take long on purpose, and must not hold up anything else. */
export interface Hasher {
  hash(password: string): Promise<string>
  verify(password: string, hash: string): Promise<boolean>
}

/** Half of the threads that Node has for files and names, so that these go on while many log in. */
const mostAtOnce = 2
/** Some six seconds of work. */
const mostWaiting = 30

export interface BoundedHasher {
  /** @throws {AppError} `request.throttled` if too many wait already */
  hash(password: string): Promise<string>
  /** `urgent` goes before what is not. @throws {AppError} as above */
  verify(password: string, hash: string, urgent: boolean): Promise<boolean>
}

/** However many guess at once, few hashes are computed at a time and few wait. */
export function boundedHasher(hasher: Hasher): BoundedHasher {
  const waiting = { urgent: [] as (() => void)[], others: [] as (() => void)[] }
  let running = 0

  const turn = async (urgent: boolean): Promise<void> => {
    if (running < mostAtOnce) {
      running++
      return
    }
    const queue = urgent ? waiting.urgent : waiting.others
    if (queue.length >= mostWaiting)
      throw new AppError('request.throttled', 'Too many logins at once. Please try again in a few seconds.', {
        retryAfterSeconds: 5,
      })
    await new Promise<void>((resolve) => void queue.push(resolve))
  }
  const done = (): void => {
    const next = waiting.urgent.shift() ?? waiting.others.shift()
    if (next) next()
    else running--
  }
  const inTurn = async <T>(urgent: boolean, work: () => Promise<T>): Promise<T> => {
    await turn(urgent)
    try {
      return await work()
    } finally {
      done()
    }
  }
  return {
    hash: (password) => inTurn(true, () => hasher.hash(password)),
    verify: (password, hash, urgent) => inTurn(urgent, () => hasher.verify(password, hash)),
  }
}
