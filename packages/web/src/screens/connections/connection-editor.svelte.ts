import { type CallOutput, CallError, type Client, type ConnectionListing, type Inspection } from '@pulse/contract'
import { messages } from '../../text/messages.ts'
import {
  changeOf,
  checkDraft,
  type ConnectionDraft,
  type DraftField,
  draftField,
  draftOf,
  emptyDraft,
  type FieldErrors,
  hasSecret,
  inputOf,
  type Start,
  trustAfterInspection,
} from './connection-draft.ts'

const words = messages.connections.form

/** The form of one connection: what stands in it, what is wrong with it, and what the server said. */
export class ConnectionEditor {
  readonly stored: ConnectionListing | null
  readonly #api: Client
  draft = $state<ConnectionDraft>(emptyDraft())
  problems = $state.raw<FieldErrors>({})
  /** What failed and has no field of its own. */
  failure = $state.raw<{ title: string; text: string } | null>(null)
  busy = $state<'test' | 'save' | null>(null)
  inspecting = $state(false)
  tested = $state.raw<CallOutput<'POST /api/config/nodes/test-connection'> | null>(null)
  #inspected = $state.raw<{ target: string; inspection: Inspection } | null>(null)

  #target = $derived(`${this.draft.type} ${this.draft.host.trim()}`)
  /** The certificate of the host that stands in the form now. */
  inspection = $derived(this.#inspected?.target === this.#target ? this.#inspected.inspection : null)

  /**
   * @param stored the connection to change; `null` for a new one
   * @param start what is known of a new one already
   */
  constructor(api: Client, stored: ConnectionListing | null, start?: Start) {
    this.#api = api
    this.stored = stored
    if (stored) this.draft = draftOf(stored)
    else if (start) this.draft = { ...emptyDraft(start.type), host: start.host }
  }

  /** A problem is gone with the first key stroke in its field; so is the outcome of a test of other values. */
  edited(field: DraftField): void {
    this.problems = { ...this.problems, [field]: undefined }
    this.failure = null
    this.tested = null
    // What was compared for another host says nothing about this one.
    if (field === 'host' && !this.stored) this.draft.fingerprints = []
  }

  /** Asks for the certificate as soon as the address is written, so that it is there to be compared. */
  async hostWritten(): Promise<void> {
    if (this.draft.host.trim() && this.draft.trust !== 'none' && !this.inspection) await this.inspect()
  }

  async inspect(): Promise<void> {
    const { type, host } = this.draft
    const target = this.#target
    if (!host.trim()) {
      this.problems = { ...this.problems, host: words.hostMissing }
      return
    }
    this.inspecting = true
    try {
      const inspection = await this.#api('POST /api/connections/inspect', { body: { type, host: host.trim() } })
      this.#inspected = { target, inspection }
      if (target !== this.#target) return
      this.draft.trust = trustAfterInspection(this.draft, inspection)
      this.problems = { ...this.problems, host: undefined, fingerprint: undefined }
    } catch (error) {
      this.#fail(error, words.testFailed)
    } finally {
      this.inspecting = false
    }
  }

  async test(): Promise<void> {
    this.tested = null
    await this.#run('test', words.testFailed, async () => {
      if (this.stored && !hasSecret(this.draft)) {
        // The secret is only there: what is stored can be tried, what was typed since cannot.
        const result = await this.#api('POST /api/config/nodes/:id/test', { path: { id: this.stored.id } })
        if (result.status === 'error') this.failure = { title: words.testFailed, text: result.message }
        else this.tested = { status: 'success', message: result.message }
      } else {
        this.tested = await this.#api('POST /api/config/nodes/test-connection', { body: inputOf(this.draft) })
      }
    })
  }

  /** @returns the name it has now, or `null` when it was not saved. */
  async save(): Promise<string | null> {
    let name: string | null = null
    await this.#run('save', words.notSaved, async () => {
      if (this.stored) {
        await this.#api('PUT /api/config/nodes/:id', { path: { id: this.stored.id }, body: changeOf(this.draft) })
        name = this.draft.name.trim() || this.stored.name
      } else {
        name = (await this.#api('POST /api/config/nodes', { body: inputOf(this.draft) })).name
      }
    })
    return name
  }

  async #run(what: 'test' | 'save', title: string, action: () => Promise<void>): Promise<void> {
    if (this.busy) return
    this.failure = null
    this.problems = checkDraft(this.draft, this.stored !== null)
    if (Object.keys(this.problems).length > 0) return
    this.busy = what
    try {
      await action()
    } catch (error) {
      this.#fail(error, title)
    } finally {
      this.busy = null
    }
  }

  #fail(error: unknown, title: string): void {
    const field = error instanceof CallError ? draftField(error.field) : undefined
    const text = error instanceof Error ? error.message : String(error)
    if (field) this.problems = { ...this.problems, [field]: text }
    else this.failure = { title, text }
    // The host shows another certificate than the confirmed one: show which.
    if (field === 'fingerprint' && !this.inspecting) void this.inspectAgain(text)
  }

  /** Fetches the certificate anew and keeps the problem that led to it on show. */
  async inspectAgain(problem: string): Promise<void> {
    await this.inspect()
    this.problems = { ...this.problems, fingerprint: problem }
  }
}
