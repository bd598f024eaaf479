import { CallError } from '@pulse/contract'
import { now } from '../../io/timers.ts'
import { failureText } from './loaded.svelte.ts'

export type Outcome<T> = { done: true; value: T } | { done: false }

/** Something that a person asks the server to do: whether it is under way, and why it failed. */
export class Attempt {
  busy = $state(false)
  failure = $state<string | null>(null)
  /** Of the failure, for programs; `null` where it is none of the server's. */
  code = $state<CallError['code'] | null>(null)
  /** The field that the failure belongs to, if the server named one. */
  field = $state<string | null>(null)
  /** Too often: when it may be tried again, by our own clock. */
  retryAt = $state<number | null>(null)

  /** One at a time: a second one is not done while the first is under way. */
  async run<T>(action: () => Promise<T>): Promise<Outcome<T>> {
    if (this.busy) return { done: false }
    this.busy = true
    this.forget()
    try {
      return { done: true, value: await action() }
    } catch (error) {
      this.failure = failureText(error)
      if (!(error instanceof CallError)) return { done: false }
      this.code = error.code
      this.field = error.field ?? null
      this.retryAt = error.retryAfterSeconds === undefined ? null : now() + error.retryAfterSeconds * 1000
      return { done: false }
    } finally {
      this.busy = false
    }
  }

  forget(): void {
    this.failure = null
    this.code = null
    this.field = null
    this.retryAt = null
  }

  /** @returns why `field` is wrong, if that is what failed */
  problemOf(field: string): string | undefined {
    return this.field === field ? (this.failure ?? undefined) : undefined
  }
}
