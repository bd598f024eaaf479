import type { Disk } from '../src/settings/settings.ts'

interface Content {
  now: string
  /** What a power cut cannot take; undefined before the first flush. */
  safe: string | undefined
}
type Names = Map<string, Content>

/** Decides what a power cut takes: called with the number of possibilities, answers one of them. */
export type Fate = (possibilities: number) => number

class PowerCut extends Error {}

/**
 * A disk in memory that keeps what a real one may keep: what is not flushed may be lost, cut off or zeroed, and names that
 * were changed since the folder was flushed may have changed or not, each for itself.
 */
export class PowerCutDisk implements Disk {
  #names: Names = new Map()
  #safeNames: Names = new Map()
  #changes: ((names: Names) => void)[] = []
  #left = Number.POSITIVE_INFINITY

  /** The power goes after this many more operations. */
  cutAfter(operations: number): void {
    this.#left = operations
  }

  /** What is found when the power is back. */
  restart(fate: Fate): void {
    const names = new Map(this.#safeNames)
    for (const change of this.#changes) if (fate(2) === 1) change(names)
    this.#names = new Map([...names].map(([path, content]) => [path, remains(content, fate)]))
    this.#safeNames = new Map(this.#names)
    this.#changes = []
    this.#left = Number.POSITIVE_INFINITY
  }

  read(path: string): Promise<string | undefined> {
    return Promise.resolve(this.#names.get(path)?.now)
  }

  write(path: string, text: string): Promise<void> {
    return this.#operation(() => {
      const content = { now: text, safe: undefined }
      this.#change((names) => void names.set(path, content))
    })
  }

  sync(path: string): Promise<void> {
    return this.#operation(() => {
      const content = this.#names.get(path)
      if (content) content.safe = content.now
    })
  }

  rename(from: string, to: string): Promise<void> {
    return this.#operation(() => {
      const content = this.#names.get(from)
      if (!content) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
      this.#change((names) => {
        names.set(to, content)
        if (names.get(from) === content) names.delete(from)
      })
    })
  }

  remove(path: string): Promise<void> {
    return this.#operation(() => this.#change((names) => void names.delete(path)))
  }

  syncFolder(): Promise<void> {
    return this.#operation(() => {
      this.#safeNames = new Map(this.#names)
      this.#changes = []
    })
  }

  #change(change: (names: Names) => void): void {
    change(this.#names)
    this.#changes.push(change)
  }

  async #operation(run: () => void): Promise<void> {
    if (this.#left-- <= 0) throw new PowerCut('the power is gone')
    run()
  }
}

function remains({ now, safe }: Content, fate: Fate): Content {
  const length = fate(now.length + 1)
  const possible = [safe ?? '', now, now.slice(0, length), '\0'.repeat(now.length)]
  const left = safe === now ? now : (possible[fate(possible.length)] ?? '')
  return { now: left, safe: left }
}
