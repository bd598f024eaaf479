import type { AuditEvent, Client } from '@pulse/contract'
import { Attempt } from '../../../parts/load/attempt.svelte.ts'
import { Loaded } from '../../../parts/load/loaded.svelte.ts'

const pageSize = 50

/** The audit log from its newest entry on, as far as it was read. */
export class AuditList {
  readonly #api: Client
  /** Name of an event; empty for all. */
  event = $state('')
  readonly first = new Loaded(() => this.#page(undefined))
  readonly more = new Attempt()
  #older = $state.raw<{ events: readonly AuditEvent[]; nextBefore: number | null } | null>(null)

  events: readonly AuditEvent[] = $derived([...(this.first.value?.events ?? []), ...(this.#older?.events ?? [])])
  /** The next page begins before this entry; `null` at the end of the log. */
  nextBefore: number | null = $derived((this.#older ?? this.first.value)?.nextBefore ?? null)
  intact: boolean = $derived(this.first.value?.intact ?? true)

  constructor(api: Client) {
    this.#api = api
  }

  /** Reads it anew from the newest entry. */
  async load(): Promise<void> {
    this.more.forget()
    if (await this.first.load()) this.#older = null
  }

  async loadMore(): Promise<void> {
    const before = this.nextBefore
    const basis = this.first.value
    if (before === null) return
    const outcome = await this.more.run(() => this.#page(before))
    // Meanwhile another event may have been chosen.
    if (!outcome.done || this.first.value !== basis) return
    const { events, nextBefore } = outcome.value
    this.#older = { events: [...(this.#older?.events ?? []), ...events], nextBefore }
  }

  #page(before: number | undefined) {
    return this.#api('GET /api/security/audit', {
      query: {
        limit: pageSize,
        ...(before === undefined ? {} : { before }),
        ...(this.event ? { event: this.event } : {}),
      },
    })
  }
}
