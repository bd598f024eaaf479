import type { AuditEvent, CallOutput, Client } from '@pulse/contract'
import { Attempt } from '../../../parts/load/attempt.svelte.ts'
import { Loaded } from '../../../parts/load/loaded.svelte.ts'

type Page = CallOutput<'GET /api/security/audit'>

const pageSize = 50

/** The audit log from its newest entry on, as far as it was read. */
export class AuditList {
  readonly #api: Client
  /** Name of an event; empty for all. */
  event = $state('')
  readonly first = new Loaded(() => this.#page(undefined))
  readonly more = new Attempt()
  #older = $state.raw<{ below: Page; pages: readonly Page[] } | null>(null)

  /** Pages below another first page belong to another list, and count no more. */
  #pages: readonly Page[] = $derived.by(() => {
    const first = this.first.value
    if (first === null) return []
    return this.#older?.below === first ? [first, ...this.#older.pages] : [first]
  })
  events: readonly AuditEvent[] = $derived(this.#pages.flatMap(({ events }) => events))
  /** The next page begins before this entry; `null` at the end of the log. */
  nextBefore: number | null = $derived(this.#pages.at(-1)?.nextBefore ?? null)
  intact: boolean = $derived(this.first.value?.intact ?? true)

  constructor(api: Client) {
    this.#api = api
  }

  /** Reads it anew from the newest entry. */
  async load(): Promise<void> {
    this.more.forget()
    await this.first.load()
  }

  async loadMore(): Promise<void> {
    const [below, ...pages] = this.#pages
    const before = this.nextBefore
    if (!below || before === null) return
    const outcome = await this.more.run(() => this.#page(before))
    if (outcome.done) this.#older = { below, pages: [...pages, outcome.value] }
  }

  #page(before: number | undefined): Promise<Page> {
    return this.#api('GET /api/security/audit', {
      query: {
        limit: pageSize,
        ...(before === undefined ? {} : { before }),
        ...(this.event ? { event: this.event } : {}),
      },
    })
  }
}
