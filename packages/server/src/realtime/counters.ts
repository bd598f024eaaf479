/** Counted since start, over all clients. */
export interface Counters {
  /** Times live data was turned into text, for any number of receivers. */
  serialisations: number
  deltas: number
  bytesSent: number
  /** Clients that started over from a snapshot. */
  resyncs: number
  /** Complete states that a client missed because it was still busy with an older one. */
  dropped: number
}
