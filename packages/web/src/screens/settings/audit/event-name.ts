import { messages } from '../../../text/messages.ts'

const names: Readonly<Record<string, string>> = messages.audit.events

/** The events that one can filter by, in the order of the list. */
export const knownEvents: readonly string[] = Object.keys(names)

/** An event in words; one that this version does not know keeps its own. */
export function eventName(event: string): string {
  const known = Object.hasOwn(names, event) ? names[event] : undefined
  if (known !== undefined) return known
  const words = event.replaceAll('_', ' ').trim()
  return words === '' ? messages.audit.unnamed : words.charAt(0).toUpperCase() + words.slice(1)
}
