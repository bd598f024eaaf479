/** Parts of the document that may be referred to. */
export type Section = 'schemas' | 'parameters'

/** A part of the document that is being made: JSON. */
export type Json = Record<string, unknown>

interface Entry {
  readonly section: Section
  readonly hint: string
  readonly content: Json
  references: number
  name: string | undefined
}

/**
 * Says everything once: what occurs in several places becomes a component, what occurs in one stays there. Which it is
 * can only be told at the end, so references hold a number until then.
 */
export class Components {
  readonly #entries: Entry[] = []
  readonly #byText = new Map<string, number>()

  /** Stands for the content until `resolve`. */
  share(section: Section, hint: string, content: Json): Json {
    const text = `${section} ${JSON.stringify(content)}`
    const known = this.#byText.get(text)
    if (known !== undefined) return { [mark]: known }
    this.#entries.push({ section, hint, content, references: 0, name: undefined })
    this.#byText.set(text, this.#entries.length - 1)
    return { [mark]: this.#entries.length - 1 }
  }

  /** The document with its references, and the components that they lead to. */
  resolve(document: Json): { document: Json; components: Record<Section, Json> } {
    this.#count(document)
    const components: Record<Section, Json> = { schemas: {}, parameters: {} }
    const chosen = this.#entries.filter(({ references }) => references > 1)
    for (const entry of chosen) {
      entry.name = freeName(components[entry.section], entry.hint)
      components[entry.section][entry.name] = entry
    }
    for (const { section, name, content } of chosen)
      if (name !== undefined) components[section][name] = this.#write(content)
    return { document: this.#write(document) as Json, components: sorted(components) }
  }

  /** How often each is referred to, from what is written itself: the inside of a component counts once. */
  #count(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    const entry = this.#entryOf(value)
    if (!entry) return Object.values(value).forEach((one) => this.#count(one))
    entry.references++
    if (entry.references === 1) this.#count(entry.content)
  }

  #write(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((one) => this.#write(one))
    const entry = this.#entryOf(value)
    const { [mark]: _, ...beside } = value as Json
    const rest = Object.fromEntries(Object.entries(beside).map(([key, one]) => [key, this.#write(one)]))
    if (!entry) return rest
    // What stands beside a reference is said of this one place.
    return entry.name === undefined
      ? { ...(this.#write(entry.content) as Json), ...rest }
      : { $ref: `#/components/${entry.section}/${entry.name}`, ...rest }
  }

  #entryOf(value: object): Entry | undefined {
    const number = (value as Json)[mark]
    return typeof number === 'number' ? this.#entries[number] : undefined
  }
}

/** No schema has a key like it. */
const mark = '\u0000shared'

function freeName(taken: Json, hint: string): string {
  const base = hint.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'part'
  if (!Object.hasOwn(taken, base)) return base
  for (let number = 2; ; number++) if (!Object.hasOwn(taken, `${base}-${number}`)) return `${base}-${number}`
}

function sorted(components: Record<Section, Json>): Record<Section, Json> {
  const byName = (section: Json): Json =>
    Object.fromEntries(Object.entries(section).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { schemas: byName(components.schemas), parameters: byName(components.parameters) }
}
