import type { FetchLike } from '@pulse/contract'

export interface SessionDoors {
  fetch: FetchLike
  /** The token that changes must carry, as it is now; undefined without a session. */
  csrfToken: () => string | undefined
  /** The server no longer takes this browser for somebody. */
  ended: () => void
}

export interface SessionFetch {
  fetch: FetchLike
  /**
   * Resolves once the changes that are under way are answered. The answer to a new password brings a new session, while
   * the old one has ended before: who asks in between is told that nobody is logged in.
   */
  settled: () => Promise<void>
}

const safeMethods = new Set(['GET', 'HEAD'])
/** Others with status 401 say that something in the form is wrong, such as a password. */
const endings = new Set(['access.unauthenticated', 'setup.needed'])

/**
 * Calls with the session of this browser. A change whose token was refused is sent once more with the token as it is
 * then: another tab may have logged in anew, and a refusal brings a lost cookie back.
 */
export function sessionFetch({ fetch, csrfToken, ended }: SessionDoors): SessionFetch {
  const changes = new Set<Promise<unknown>>()
  const send: FetchLike = (url, init) => {
    const token = safeMethods.has(init.method) ? undefined : csrfToken()
    return fetch(url, token === undefined ? init : { ...init, headers: { ...init.headers, 'x-csrf-token': token } })
  }
  const call: FetchLike = async (url, init) => {
    let response = await send(url, init)
    if (response.ok) return response
    let text = await response.text()
    if (codeOf(text) === 'access.csrf' && !safeMethods.has(init.method)) {
      response = await send(url, init)
      if (response.ok) return response
      text = await response.text()
    }
    if (endings.has(codeOf(text))) ended()
    const { status, headers } = response
    return { ok: false, status, headers, text: () => Promise.resolve(text) }
  }
  return {
    fetch(url, init) {
      const answer = call(url, init)
      if (safeMethods.has(init.method)) return answer
      changes.add(answer)
      const over = (): void => void changes.delete(answer)
      answer.then(over, over)
      return answer
    },
    settled: async () => void (await Promise.allSettled(changes)),
  }
}

function codeOf(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
  } catch {
    return ''
  }
}
