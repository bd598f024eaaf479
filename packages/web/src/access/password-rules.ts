import { messages } from '../text/messages.ts'

/** As the server checks them, which also refuses very common passwords. */
const fewestCharacters = 8
/** bcrypt reads no further. */
const mostBytes = 72

export interface PasswordRule {
  label: string
  met: boolean
}

const characters = (password: string): number => Array.from(password).length
const bytes = (password: string): number => new TextEncoder().encode(password).length

/** What a new password must be, and whether this one is, while it is typed. */
export function passwordRules(password: string): PasswordRule[] {
  const words = messages.access.rules
  const rules = [{ label: words.fewest(fewestCharacters), met: characters(password) >= fewestCharacters }]
  // Hardly anybody gets there, so it is said only to those who do.
  if (bytes(password) > mostBytes) rules.push({ label: words.most(mostBytes), met: false })
  return rules
}

/** What is wrong with a new password, in a sentence; undefined if nothing is. */
export function passwordProblem(password: string): string | undefined {
  const words = messages.access.rules
  if (password === '') return words.missing
  if (characters(password) < fewestCharacters) return words.tooShort(fewestCharacters)
  return bytes(password) > mostBytes ? words.tooLong(mostBytes) : undefined
}
