import type { CallOutput, Client } from '@pulse/contract'
import { readTextFile } from '../../../io/files.ts'
import { Attempt } from '../../../parts/load/attempt.svelte.ts'
import { failureText } from '../../../parts/load/loaded.svelte.ts'
import { messages } from '../../../text/messages.ts'
import { checkImportText, largestFileBytes } from './transfer-file.ts'

const words = messages.backup

export type ImportAnswer = CallOutput<'POST /api/config/import'>

/** The way of an import: a file and its passphrase, what it would change, and that it did. */
export class ImportRun {
  readonly #api: Client
  readonly attempt = new Attempt()
  file = $state.raw<{ name: string; text: string } | null>(null)
  fileProblem = $state<string | null>(null)
  passphrase = $state('')
  passphraseProblem = $state<string | null>(null)
  /** What the file that stands in the form would change. */
  preview = $state.raw<ImportAnswer | null>(null)
  done = $state.raw<ImportAnswer | null>(null)

  constructor(api: Client) {
    this.#api = api
  }

  async choose(file: File): Promise<void> {
    this.edited()
    this.file = null
    this.fileProblem = file.size > largestFileBytes ? words.fileLarge : null
    if (this.fileProblem) return
    try {
      const text = await readTextFile(file)
      this.fileProblem = checkImportText(text) ?? null
      if (!this.fileProblem) this.file = { name: file.name, text }
    } catch (error) {
      this.fileProblem = words.fileUnreadable(failureText(error))
    }
  }

  /** What was looked at was for another file or passphrase. */
  edited(): void {
    this.preview = null
    this.done = null
    this.passphraseProblem = null
    this.attempt.forget()
  }

  async look(): Promise<void> {
    if (!this.file) this.fileProblem ??= words.fileMissing
    this.passphraseProblem = this.passphrase === '' ? words.passphraseMissing : null
    const answer = this.file && !this.passphraseProblem ? await this.#send(true) : null
    if (answer) this.preview = answer
  }

  /** @returns whether it is done */
  async apply(): Promise<boolean> {
    const answer = await this.#send(false)
    if (!answer) return false
    this.edited()
    this.done = answer
    this.file = null
    this.passphrase = ''
    return true
  }

  async #send(dryRun: boolean): Promise<ImportAnswer | null> {
    const { file, passphrase } = this
    if (!file) return null
    const outcome = await this.attempt.run(() =>
      this.#api('POST /api/config/import', { body: { data: file.text, passphrase, dryRun } }),
    )
    // The file or the passphrase is another one by now.
    if (!outcome.done || file !== this.file || passphrase !== this.passphrase) return null
    return outcome.value
  }
}
