import type { Clock } from '../options.ts'

/** Waits for work that others wait for too: gives up after `ms` (if finite) or at the signal, while the work goes on. */
export async function within<T>(
  work: Promise<T>,
  { clock, ms, signal }: { clock: Clock; ms: number; signal?: AbortSignal | undefined },
  gaveUp: (why: 'total' | 'cancelled') => Error,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const onAbort = (): void => reject(gaveUp('cancelled'))
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  const cancel = Number.isFinite(ms) ? clock.after(ms, () => reject(gaveUp('total'))) : undefined
  work.then(resolve, reject)
  return promise.finally(() => {
    cancel?.()
    signal?.removeEventListener('abort', onAbort)
  })
}
