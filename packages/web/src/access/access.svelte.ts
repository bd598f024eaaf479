import type { SecurityStatus } from '@pulse/contract'
import { getContext, setContext } from 'svelte'

/** What access needs of the outside. */
export interface AccessDoors {
  askStatus(): Promise<SecurityStatus>
  /** @throws {CallError} */
  logOut(): Promise<unknown>
  after(ms: number, run: () => void): () => void
  onWake(run: () => void): () => void
  onSessionEnd(run: () => void): () => void
}

/** What the page shows: nothing of the estate is there before `inside`. */
export type Stage = 'asking' | 'unreachable' | 'setup' | 'login' | 'inside'

const retryMs = 3_000

/** Whether this browser is let in, and by what. */
export class Access {
  readonly #doors: AccessDoors
  #cancelRetry: () => void = () => {}
  #turn = 0

  /** As the server last said it; `null` before its first word. */
  status = $state.raw<SecurityStatus | null>(null)
  /** Why somebody who was inside is not any more. */
  left = $state<'ended' | 'logged-out' | null>(null)
  #unreachable = $state(false)

  stage: Stage = $derived.by(() => {
    if (this.status === null) return this.#unreachable ? 'unreachable' : 'asking'
    if (this.status.setupNeeded) return 'setup'
    return this.status.loggedIn ? 'inside' : 'login'
  })

  constructor(doors: AccessDoors) {
    this.#doors = doors
  }

  /** @returns a function that ends it. */
  start(): () => void {
    void this.ask()
    const stops = [
      this.#doors.onSessionEnd(() => void this.ask()),
      // Another tab may have logged in meanwhile.
      this.#doors.onWake(() => this.stage !== 'inside' && void this.ask()),
    ]
    return () => {
      for (const stop of stops) stop()
      this.#cancelRetry()
    }
  }

  /** Asks the server anew. Its silence changes nothing: that is told where the picture is. */
  async ask(): Promise<Stage> {
    this.#cancelRetry()
    const turn = ++this.#turn
    try {
      const status = await this.#doors.askStatus()
      if (turn === this.#turn) this.#take(status)
    } catch {
      if (turn === this.#turn && this.status === null) {
        this.#unreachable = true
        this.#cancelRetry = this.#doors.after(retryMs, () => void this.ask())
      }
    }
    return this.stage
  }

  /** @throws {CallError} the session is still there */
  async logOut(): Promise<void> {
    await this.#doors.logOut()
    this.left = 'logged-out'
    await this.ask()
  }

  #take(status: SecurityStatus): void {
    const wasInside = this.stage === 'inside'
    this.status = status
    if (status.loggedIn) this.left = null
    else if (wasInside) this.left ??= 'ended'
  }
}

const contextKey = Symbol('access')

export const provideAccess = (access: Access): Access => setContext(contextKey, access)
export const useAccess = (): Access => getContext<Access>(contextKey)
