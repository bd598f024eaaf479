import { CallError } from '@pulse/contract'
import { after } from '../../io/timers.ts'

const slowMs = 4_000

/** The sentence that a person gets to read of something that failed. */
export const failureText = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Something that is asked of the server when a page opens, and again after a change. What was there stays on show while
 * it is asked anew, and when that fails.
 */
export class Loaded<T> {
  readonly #ask: () => Promise<T>
  value = $state.raw<T | null>(null)
  failure = $state<string | null>(null)
  /** The last answer was: not for you. */
  forbidden = $state(false)
  loading = $state(false)
  /** It takes longer than it should. */
  slow = $state(false)
  #turn = 0

  constructor(ask: () => Promise<T>) {
    this.#ask = ask
  }

  /** What the server said in another answer; a question under way counts for nothing then. */
  put(value: T): void {
    this.#turn++
    this.value = value
    this.failure = null
    this.forbidden = false
    this.loading = false
    this.slow = false
  }

  /** @returns whether it was answered; an older question that is answered later counts for nothing. */
  async load(): Promise<boolean> {
    const turn = ++this.#turn
    this.loading = true
    const calm = after(slowMs, () => {
      if (turn === this.#turn) this.slow = true
    })
    try {
      const value = await this.#ask()
      if (turn !== this.#turn) return false
      this.value = value
      this.failure = null
      this.forbidden = false
      return true
    } catch (error) {
      if (turn !== this.#turn) return false
      this.failure = failureText(error)
      this.forbidden = error instanceof CallError && error.code === 'access.forbidden'
      return false
    } finally {
      calm()
      if (turn === this.#turn) {
        this.loading = false
        this.slow = false
      }
    }
  }
}
