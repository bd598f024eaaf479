import type { User } from '../estate/access.ts'
import { flagOf, listOf, numberOf, type Parameters, textOf } from './parameters.ts'

type TextFact = 'comment' | 'email' | 'firstName' | 'lastName' | 'keys' | 'password'

const inBoth: readonly (readonly [name: string, fact: TextFact])[] = [
  ['comment', 'comment'],
  ['email', 'email'],
  ['firstname', 'firstName'],
  ['lastname', 'lastName'],
]

/** What the parameters of a call say of a user, `more` beside what both products know; what they leave out stays. */
export function givenUser(parameters: Parameters, more: TextFact): Partial<User> {
  const facts: Partial<User> = {}
  for (const [name, fact] of [...inBoth, [more, more] as const]) {
    const text = textOf(parameters, name)
    if (text !== undefined) facts[fact] = text
    // Only the backup server takes facts away so; the other knows no such parameter.
    if (listOf(parameters, 'delete').includes(name)) facts[fact] = ''
  }
  const expireAt = numberOf(parameters, 'expire')
  if (expireAt !== undefined) facts.expireAt = expireAt
  if (textOf(parameters, 'enable') !== undefined) facts.enabled = flagOf(parameters, 'enable')
  return facts
}
