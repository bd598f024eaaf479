import { createClient, type SecurityStatus } from '@pulse/contract'
import { readCookie } from './cookies.ts'
import { sessionFetch } from './session-fetch.ts'

const listeners = new Set<() => void>()

/** Calls `run` when the server refuses a call because nobody is logged in. @returns a function that ends it. */
export function onSessionEnd(run: () => void): () => void {
  listeners.add(run)
  return () => listeners.delete(run)
}

const session = sessionFetch({
  fetch: (url, init) => fetch(url, init),
  csrfToken: () => readCookie('pulse_csrf'),
  ended: () => {
    for (const run of listeners) run()
  },
})

/** The calls of the server this page came from, with the session of this browser. */
export const api = createClient('', session.fetch)

/** How access is protected and who is logged in, once no change is under way that may be about to change it. */
export async function askStatus(): Promise<SecurityStatus> {
  await session.settled()
  return api('GET /api/security/status')
}
