import type { OddField } from '@pulse/proxmox'

const none: ReadonlySet<string> = new Set()

/** Which fields of which rows of a list could not be read, by the position of the row in the decoded list. */
export class OddRows {
  readonly #fields = new Map<number, Set<string>>()

  /** `required`: fields without which the decoder drops a row, so that the positions behind it shift. */
  constructor(odd: readonly Pick<OddField, 'pointer'>[], required: readonly string[]) {
    const parts = odd.map(({ pointer }) => pointer.split('/').slice(1))
    const dropped = new Set<number>()
    for (const [row, field] of parts) if (field === undefined || required.includes(field)) dropped.add(Number(row))
    for (const [row, field] of parts) {
      if (field === undefined || dropped.has(Number(row))) continue
      const before = [...dropped].filter((index) => index < Number(row)).length
      const index = Number(row) - before
      this.#fields.set(index, (this.#fields.get(index) ?? new Set()).add(field))
    }
  }

  of(index: number): ReadonlySet<string> {
    return this.#fields.get(index) ?? none
  }
}
