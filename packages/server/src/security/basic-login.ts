import { hmacSha256, randomHex } from './io/digests.ts'

/** What an HTTP Basic header says; undefined for anything else. */
export function readBasic(authorization: string): { username: string; password: string } | undefined {
  const [, encoded = ''] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? []
  const text = decoded(encoded)
  const colon = text?.indexOf(':') ?? -1
  if (text === undefined || colon < 1) return undefined
  return { username: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** UTF-8, as RFC 7617 allows and everybody sends. */
function decoded(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Credentials that were right lately, so that a program that sends one with each request costs one hash a day. */
export interface BasicCache {
  /** Id of the session that the credential opened from there. */
  find(credential: { username: string; password: string }, address: string): string | undefined
  keep(credential: { username: string; password: string }, address: string, sessionId: string): void
  clear(): void
}

/** More are forgotten, longest unused first. */
const mostKept = 200

export function createBasicCache(): BasicCache {
  // Nobody can make up another credential with the same key, or find one out from it after the process has ended.
  const secret = randomHex(32)
  const sessions = new Map<string, string>()
  const keyOf = ({ username, password }: { username: string; password: string }, address: string): string =>
    hmacSha256(secret, JSON.stringify([address, username, password]), 'hex')
  return {
    find(credential, address) {
      const key = keyOf(credential, address)
      const id = sessions.get(key)
      if (id === undefined) return undefined
      sessions.delete(key)
      sessions.set(key, id)
      return id
    },
    keep(credential, address, sessionId) {
      sessions.set(keyOf(credential, address), sessionId)
      const [oldest] = sessions.keys()
      if (sessions.size > mostKept && oldest !== undefined) sessions.delete(oldest)
    },
    clear: () => sessions.clear(),
  }
}
