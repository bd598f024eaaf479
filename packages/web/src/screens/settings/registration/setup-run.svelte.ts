import type { CallOutput, Client, Product } from '@pulse/contract'
import { Attempt } from '../../../parts/load/attempt.svelte.ts'
import { checkSetup, type SetupDraft, setupInput, type SetupProblems } from './setup-draft.ts'

export interface MadeCommand {
  product: Product
  command: string
  expiresAt: number
  /** Ids of the connections that were there when it was made. */
  before: ReadonlySet<string>
}

/** The form of a setup command, and the command that was made of it. */
export class SetupRun {
  readonly #api: Client
  readonly attempt = new Attempt()
  draft = $state<SetupDraft>({ product: 'pve', host: '', pulseUrl: '', backupPerms: false })
  problems = $state.raw<SetupProblems>({})
  made = $state.raw<MadeCommand | null>(null)

  constructor(api: Client, product: Product, ownAddress: string) {
    this.#api = api
    this.draft.product = product
    this.draft.pulseUrl = ownAddress
  }

  /** The address that is set for everybody is better than the one this browser happens to use; a typed one is best. */
  async suggestAddress(ownAddress: string): Promise<void> {
    const { publicUrl } = await this.#api('GET /api/config/system').catch(() => ({ publicUrl: '' }))
    if (publicUrl !== '' && this.draft.pulseUrl === ownAddress) this.draft.pulseUrl = publicUrl
  }

  /** The command was for what stood in the form before. */
  edited(field?: keyof SetupProblems): void {
    if (field) this.problems = { ...this.problems, [field]: undefined }
    this.made = null
    this.attempt.forget()
  }

  async make(connectionIds: Iterable<string>): Promise<void> {
    this.problems = checkSetup(this.draft)
    if (Object.keys(this.problems).length > 0) return
    const { product } = this.draft
    const body = setupInput(this.draft)
    const outcome = await this.attempt.run(() => this.#api('POST /api/setup-script-url', { body }))
    if (outcome.done) this.made = madeOf(outcome.value, product, connectionIds)
    else this.problems = { host: this.attempt.problemOf('host'), pulseUrl: this.attempt.problemOf('pulseUrl') }
  }
}

const madeOf = (
  { command, expires }: CallOutput<'POST /api/setup-script-url'>,
  product: Product,
  connectionIds: Iterable<string>,
): MadeCommand => ({ product, command, expiresAt: expires * 1000, before: new Set(connectionIds) })
