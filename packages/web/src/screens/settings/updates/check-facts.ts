import type { UpdateCheck } from '@pulse/contract'
import { messages } from '../../../text/messages.ts'

const words = messages.updates

/** What else is known of a check, as one line. */
export function checkFacts(checked: UpdateCheck, now: number): string {
  const { available, isPrerelease, releaseDate, checkedAt } = checked
  return [
    ...(available && isPrerelease ? [words.prerelease] : []),
    ...(available && releaseDate !== null ? [words.released(Date.parse(releaseDate))] : []),
    ...(checkedAt === null ? [] : [words.checkedAt(Date.parse(checkedAt), now)]),
  ].join(' · ')
}
