import { runInNewContext } from 'node:vm'

/**
 * The result of work that is done in one go; undefined where it takes too long. Ctrl-C ends it at once. For work on
 * what comes from elsewhere: a pattern in it may go on for ages, and nothing else is heard meanwhile.
 */
export function cutOff<T>(afterMs: number, work: () => T): { readonly result: T } | undefined {
  let done: { readonly result: T } | undefined
  try {
    // The sandbox is not for safety: it brings a watchdog that interrupts even the matching of a pattern.
    runInNewContext(
      'work()',
      {
        work: () => {
          done = { result: work() }
        },
      },
      { timeout: afterMs, breakOnSigint: true },
    )
  } catch (error) {
    if (!isInterruption(error)) throw error
  }
  return done
}

/** Not by its class, as the error comes from another world. */
const isInterruption = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' || error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED')
