/** One size of estate, and what the server must reach there. */
export interface Goals {
  guests: number
  nodes: number
  clusters: number
  fullPictureMs: number
  /** Null where none is set. */
  requestsPerSecond: number | null
  cpuMicrosecondsPerGuestPoll: number
  memoryBytes: number
  /** Without backups. */
  stateP99Ms: number
  compressedRatio: number
  socketBytesPerMinute: number
  loopDelayP99Ms: number
  /** 200 a second, while the estate is polled; null where none is set. */
  smallP99Ms: number | null
}

const mega = 1_000_000
const memoryBytes = (guests: number): number => 90 * mega + guests * 25_000

const anySize = { cpuMicrosecondsPerGuestPoll: 25, compressedRatio: 0.12, loopDelayP99Ms: 20 }

/** A cluster of more than 20 nodes is rare, so the large estate has five. */
export const sizes: readonly Goals[] = [
  {
    ...anySize,
    guests: 1000,
    nodes: 10,
    clusters: 1,
    fullPictureMs: 900,
    requestsPerSecond: 6,
    memoryBytes: memoryBytes(1000),
    stateP99Ms: 5,
    smallP99Ms: 5,
    socketBytesPerMinute: 0.4 * mega,
  },
  {
    ...anySize,
    guests: 10_000,
    nodes: 100,
    clusters: 5,
    fullPictureMs: 2000,
    requestsPerSecond: null,
    memoryBytes: memoryBytes(10_000),
    stateP99Ms: 30,
    smallP99Ms: null,
    socketBytesPerMinute: 4 * mega,
  },
]

/** Time that every simulated answer takes. */
export const upstreamLatencyMs = 10
/** How often the guests of a connection are asked for. */
export const pollMs = 10_000
/** A command that asks a local host one thing, from the start of its process to its end. */
export const commandStartMs = 400
/** All documents of both products. */
export const documentsMs = 5000
