import type { Clock } from '../platform/platform.ts'

/** What the work brings, or undefined after `ms`. */
export function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const cancel = clock.after(ms, () => resolve(undefined))
  return Promise.race([work, promise]).finally(cancel)
}
