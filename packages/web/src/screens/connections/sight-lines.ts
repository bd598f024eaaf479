import type { Connection, Sight, SightNeed } from '@pulse/contract'
import { messages } from '../../text/messages.ts'

const words = messages.connections.sights

/** What the credentials of a connection do not see, or not everywhere, and why. */
export interface SightLine {
  /** `off`: nobody promised it, as seeing it takes more than a right to look. */
  mark: 'warn' | 'off'
  how: 'no' | 'partly' | 'not-granted'
  what: string
  why: string
}

type Looked = Pick<Connection, 'sights' | 'missingPrivileges'>

export function unseenLines({ sights, missingPrivileges }: Looked): readonly SightLine[] {
  const promised = new Set(missingPrivileges.map(({ without }) => without))
  const lines = sights.flatMap((sight): SightLine[] => {
    if (sight.seen === 'yes') return []
    const { what, seen } = sight
    const optional = seen === 'no' && !promised.has(what)
    return [{ mark: optional ? 'off' : 'warn', how: optional ? 'not-granted' : seen, what, why: whyOf(sight) }]
  })
  return lines.toSorted((a, b) => Number(a.mark === 'off') - Number(b.mark === 'off'))
}

/** What they see everywhere, in one line; empty where there is nothing. */
export const seenWords = ({ sights }: Pick<Connection, 'sights'>): string =>
  sights
    .filter(({ seen }) => seen === 'yes')
    .map(({ what }) => what)
    .join('; ')

function whyOf({ needs }: Sight): string {
  const lacking = needs.filter(({ held }) => held === 'no')
  const partly = needs.filter(({ held }) => held === 'partly')
  return [
    ...(lacking.length > 0 ? [words.needs(lacking.map(needWords))] : []),
    ...partly.map(({ privilege, where }) => words.partly(privilege, where)),
  ].join('; ')
}

const needWords = ({ privilege, path }: SightNeed): string => words.need(privilege, path)
