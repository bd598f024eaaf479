import { messages } from '../../../text/messages.ts'

const words = messages.backup

const shortestPassphrase = 12

/** How long a passphrase would hold against somebody who has the file and a rack of graphics cards. */
export type Strength = 'short' | 'weak' | 'fair' | 'strong'

/** What is wrong with a passphrase for an export; the server has the same rule. */
export function checkPassphrase(passphrase: string): string | undefined {
  if (passphrase === '') return words.passphraseMissing
  return Array.from(passphrase).length < shortestPassphrase ? words.passphraseShort : undefined
}

const fairBits = 50
const strongBits = 75

/** A rough guess, for a hint beside the field: letters that repeat or count up add next to nothing. */
export function strengthOf(passphrase: string): Strength {
  const letters = Array.from(passphrase)
  if (letters.length < shortestPassphrase) return 'short'
  const bits = guessableLength(letters) * Math.log2(alphabetSize(passphrase))
  return bits < fairBits ? 'weak' : bits < strongBits ? 'fair' : 'strong'
}

/** Letters that cannot be told from the one before, and of which there are not many of the same already. */
function guessableLength(letters: readonly string[]): number {
  const seen = new Map<string, number>()
  let length = 0
  let before = Number.NaN
  for (const letter of letters) {
    const code = letter.codePointAt(0) ?? 0
    const times = seen.get(letter) ?? 0
    length += Math.abs(code - before) <= 1 ? 0.2 : 1 / (1 + 2 * times)
    seen.set(letter, times + 1)
    before = code
  }
  return length
}

const alphabets: readonly [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[^a-zA-Z\d]/, 20],
]

const alphabetSize = (text: string): number =>
  alphabets.reduce((size, [pattern, letters]) => size + (pattern.test(text) ? letters : 0), 0)
