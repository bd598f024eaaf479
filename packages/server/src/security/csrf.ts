import { hmacSha256, isSameText } from './io/digests.ts'

/** The one token of a session, as documented: 44 characters of URL-safe base64 with padding. */
export const csrfTokenOf = (sessionCookie: string): string =>
  `${hmacSha256(sessionCookie, 'pulse csrf 1', 'base64url')}=`

/** Readers of cookies that split at `=` lose the padding, so it does not count. */
export function isCsrfToken(sessionCookie: string, token: string | undefined): boolean {
  return isSameText(bare(csrfTokenOf(sessionCookie)), bare(token ?? ''))
}

const bare = (token: string): string => token.replace(/=+$/, '')
