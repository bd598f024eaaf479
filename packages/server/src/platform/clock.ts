/**
 * Time as a port. `now` is wall-clock time (ms since epoch) for labels; `monotonicMs` never jumps and is what intervals
 * and ages of attempts are measured with.
 */
export interface Clock {
  now(): number
  monotonicMs(): number
  /** Runs once after `ms`; the returned function cancels. */
  after(ms: number, run: () => void): () => void
}
