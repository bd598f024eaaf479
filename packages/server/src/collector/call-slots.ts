/** What a call is for. The fast lane always finds room; slow calls never take more than half. */
export type Lane = 'fast' | 'node' | 'slow'

/** A PVE host has three workers for everybody, its own interface included: a few calls at a time is all it should get. */
const mostCalls = 4
const room: Readonly<Record<Lane, number>> = { fast: mostCalls, node: 3, slow: 2 }

/** Room for calls to one connection at the same time. Waiting calls go in order, the fast lane first. */
export class CallSlots {
  readonly #waiting: Record<Lane, (() => void)[]> = { fast: [], node: [], slow: [] }
  readonly #running: Record<Lane, number> = { fast: 0, node: 0, slow: 0 }

  /** Resolves when there is room; the function it gives must be called when the call is over. */
  async take(lane: Lane): Promise<() => void> {
    if (this.#hasRoom(lane)) this.#running[lane]++
    else await new Promise<void>((resolve) => this.#waiting[lane].push(resolve))
    let taken = true
    return () => {
      if (!taken) return
      taken = false
      this.#running[lane]--
      this.#next()
    }
  }

  #hasRoom(lane: Lane): boolean {
    const { fast, node, slow } = this.#running
    const all = fast + node + slow
    switch (lane) {
      case 'fast':
        return all < room.fast
      case 'node':
        return node + slow < room.node && all < mostCalls
      case 'slow':
        return slow < room.slow && node + slow < room.node && all < mostCalls
      default:
        return lane satisfies never
    }
  }

  #next(): void {
    for (const lane of ['fast', 'node', 'slow'] as const) {
      while (this.#waiting[lane].length > 0 && this.#hasRoom(lane)) {
        this.#running[lane]++
        this.#waiting[lane].shift()?.()
      }
    }
  }
}
