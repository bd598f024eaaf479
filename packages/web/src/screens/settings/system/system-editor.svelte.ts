import { CallError, type CallOutput, type Client, type SystemConfig } from '@pulse/contract'
import { failureText, Loaded } from '../../../parts/load/loaded.svelte.ts'
import {
  changedFields,
  changeOf,
  checkDraft,
  draftOf,
  ownerOf,
  type SystemDraft,
  type SystemField,
  type SystemProblems,
} from './system-draft.ts'

export type ConfigFile = CallOutput<'GET /api/config/file'>

/** A form for some of the settings of the server: what is stored, what stands in it, and what is wrong with it. */
export class SystemEditor {
  readonly #api: Client
  readonly fields: readonly SystemField[]
  readonly loaded: Loaded<{ config: SystemConfig; file: ConfigFile }>
  draft = $state<SystemDraft | null>(null)
  problems = $state.raw<SystemProblems>({})
  /** What failed and has no field of its own. */
  failure = $state<string | null>(null)
  saving = $state(false)

  changed: readonly SystemField[] = $derived.by(() =>
    this.draft && this.loaded.value ? changedFields(this.draft, this.loaded.value.config, this.fields) : [],
  )

  /** @param fields those that this form shows; others are neither checked nor sent */
  constructor(api: Client, fields: readonly SystemField[]) {
    this.#api = api
    this.fields = fields
    this.loaded = new Loaded(async () => {
      const [config, file] = await Promise.all([api('GET /api/config/system'), api('GET /api/config/file')])
      return { config, file }
    })
  }

  /** What is typed and not saved stays. */
  async load(): Promise<void> {
    const kept = this.changed.length > 0 ? this.draft : null
    if (!(await this.loaded.load())) return
    if (this.loaded.value) this.draft = kept ?? draftOf(this.loaded.value.config)
  }

  owner(field: SystemField): 'environment' | 'file' | undefined {
    return this.loaded.value ? ownerOf(this.loaded.value.config, field) : undefined
  }

  /** A problem is gone with the first key stroke in its field. */
  edited(field: SystemField): void {
    this.problems = { ...this.problems, [field]: undefined }
    this.failure = null
  }

  discard(): void {
    if (this.loaded.value) this.draft = draftOf(this.loaded.value.config)
    this.problems = {}
    this.failure = null
  }

  /** @returns whether it was saved; what was typed stays in the form when not. */
  async save(): Promise<boolean> {
    const { draft, changed } = this
    if (this.saving || !draft || changed.length === 0) return false
    this.failure = null
    this.problems = checkDraft(draft, changed)
    if (Object.keys(this.problems).length > 0) return false
    const sent = { ...draft }
    this.saving = true
    try {
      await this.#api('PUT /api/config/system', { body: changeOf(sent, changed) })
    } catch (error) {
      this.#fail(error)
      return false
    } finally {
      this.saving = false
    }
    await this.#takeOver(sent, changed)
    return true
  }

  /** What the server made of it; should it not answer, what was sent is what it has. What was typed since stays. */
  async #takeOver(sent: SystemDraft, changed: readonly SystemField[]): Promise<void> {
    const before = this.loaded.value
    if (!(await this.loaded.load()) && before)
      this.loaded.value = { ...before, config: { ...before.config, ...changeOf(sent, changed) } }
    if (!this.loaded.value || !this.draft) return
    const now = draftOf(this.loaded.value.config)
    const typedSince = Object.entries(this.draft).filter(([field, value]) => value !== sent[field as SystemField])
    this.draft = { ...now, ...Object.fromEntries(typedSince) }
  }

  #fail(error: unknown): void {
    const name = error instanceof CallError ? error.field : undefined
    const field = this.fields.find((each) => each === name)
    if (field) this.problems = { ...this.problems, [field]: failureText(error) }
    else this.failure = failureText(error)
  }
}
