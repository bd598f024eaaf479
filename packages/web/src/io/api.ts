import { createClient } from '@pulse/contract'
import { readCookie } from './cookies.ts'
import { sessionFetch } from './session-fetch.ts'

const listeners = new Set<() => void>()

/** Calls `run` when the server refuses a call because nobody is logged in. @returns a function that ends it. */
export function onSessionEnd(run: () => void): () => void {
  listeners.add(run)
  return () => listeners.delete(run)
}

/** The calls of the server this page came from, with the session of this browser. */
export const api = createClient(
  '',
  sessionFetch({
    fetch: (url, init) => fetch(url, init),
    csrfToken: () => readCookie('pulse_csrf'),
    ended: () => {
      for (const run of listeners) run()
    },
  }),
)
