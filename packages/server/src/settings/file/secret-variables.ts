import { inOneLine } from './yaml-text.ts'

/** A variable of the environment that somebody has to set. */
export interface SecretVariable {
  name: string
  /** What it holds, for people, in one line. */
  holds: string
}

/** Names variables for secrets. */
export interface SecretVariables {
  /**
   * @param words what the name is made of, such as the name of a connection and `SECRET`; the last one is ours, so that no
   * name that somebody chose becomes one that means something to a program
   * @returns a name that was not given before
   */
  add(words: readonly string[], holds: string): string
  /** In the order in which they were added. */
  list(): readonly SecretVariable[]
}

const longestName = 80

export function secretVariables(): SecretVariables {
  const variables = new Map<string, SecretVariable>()
  return {
    add(words, holds) {
      const name = free(words.map(inCapitals).join('_'), variables)
      variables.set(name, { name, holds: inOneLine(holds) })
      return name
    },
    list: () => [...variables.values()],
  }
}

/** Letters that others write with marks lose them; those of other scripts have no place in a variable. */
function inCapitals(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase()
  const word = plain
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, longestName)
    .replace(/^_+|_+$/g, '')
  return word === '' ? 'OTHER' : word
}

function free(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  // No variable begins with a digit.
  const base = /^\d/.test(wanted) ? `_${wanted}` : wanted
  let name = base
  for (let count = 2; taken.has(name); count++) name = `${base}_${count}`
  return name
}
