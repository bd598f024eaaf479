/** Time as the simulator sees it. Tests drive their own; `io/real-clock.ts` is the default. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs `run` once, `ms` from now; the returned function cancels it. */
  after(ms: number, run: () => void): () => void
}
