import { CallError } from '@pulse/contract'
import { messages } from '../../text/messages.ts'

/** Why somebody was not let in. */
export interface Refusal {
  text: string
  /** How many more tries there are before the account is locked for this address; `null` where it is not said. */
  remaining: number | null
  /** Until when every try is in vain, by our own clock; `null` if another one may be made at once. */
  until: number | null
}

const words = messages.access.login

/** @param now by our own clock, which may differ from the server's */
export function refusalOf(error: unknown, now: number): Refusal {
  if (!(error instanceof CallError))
    return { text: messages.access.failed(String(error)), remaining: null, until: null }
  const until = waitUntil(error, now)
  switch (error.code) {
    case 'login.wrong':
      return { text: words.wrong, remaining: until === null ? figure(error.details['remaining']) : null, until }
    case 'login.locked':
      return { text: words.locked, remaining: null, until }
    case 'request.throttled':
      return { text: words.throttled, remaining: null, until }
    default:
      return { text: error.message, remaining: null, until: null }
  }
}

/** A span of the server holds for any clock, so it counts more than an instant. */
function waitUntil({ retryAfterSeconds, details }: CallError, now: number): number | null {
  if (retryAfterSeconds !== undefined) return now + retryAfterSeconds * 1000
  const until = Date.parse(details['lockedUntil'] ?? '')
  return until > now ? until : null
}

function figure(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null
}
