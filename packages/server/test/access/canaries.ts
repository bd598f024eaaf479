/** Secrets that are planted all over a server, and looked for wherever it writes or says something. */
export class Canaries {
  /** The text that is looked for, with its name. */
  readonly #texts = new Map<string, string>()
  readonly #found: string[] = []

  get size(): number {
    return this.#texts.size
  }

  /** A new one. Its beginning alone gives it away, so that one that is cut off is found, too. */
  plant(name: string): string {
    const mark = `canary${this.size + 10}x`
    this.#texts.set(mark, name)
    return `${mark}-${name.replaceAll(/[^a-z0-9]+/gi, '-')}-of-a-test`
  }

  /** One that the server made, random and long; `shown` characters at its beginning may show. */
  add(name: string, secret: string, shown = 0): string {
    const hidden = secret.slice(shown)
    if (hidden.length < 12) throw new Error(`${name} is too short to be looked for`)
    this.#texts.set(hidden, name)
    return secret
  }

  /** Looks for all of them in all the forms that they may have. `told`: those that this place is for. */
  search(where: string, text: string, told: readonly string[] = []): void {
    for (const [secret, name] of this.#texts)
      for (const form of forms(secret))
        if (text.includes(form) && !told.includes(name)) this.#found.push(`${name} in ${where}`)
  }

  /** What was found so far, each once. */
  get found(): string[] {
    return [...new Set(this.#found)]
  }
}

function forms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  // Base64 depends on where in a longer text the secret stands, and its ends on what stands beside it.
  const inBase64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : 4)
      .replace(/=*$/, '')
      .slice(0, -1),
  )
  return [...new Set([secret, encodeURIComponent(secret), bytes.toString('hex'), ...inBase64])]
}
