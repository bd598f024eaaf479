/** Doubling delays with an upper bound, for attempts that keep failing. `failures` counts from 1. */
export function backoffMs(failures: number, firstMs: number, mostMs: number): number {
  return failures < 1 ? 0 : Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30))
}
