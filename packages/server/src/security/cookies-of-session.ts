import { csrfTokenOf } from './csrf.ts'
import type { Cookie } from './security.ts'

/** Documented. */
export const sessionSeconds = 24 * 60 * 60
const deviceSeconds = 365 * 24 * 60 * 60

export const csrfCookieOf = (sessionCookie: string): Cookie => ({
  name: 'pulse_csrf',
  value: csrfTokenOf(sessionCookie),
  maxAgeSeconds: sessionSeconds,
  // The page has to read it.
  httpOnly: false,
  sameSite: 'Strict',
})

export const sessionCookiesOf = (sessionCookie: string): readonly Cookie[] => [
  { name: 'pulse_session', value: sessionCookie, maxAgeSeconds: sessionSeconds, httpOnly: true, sameSite: 'Lax' },
  csrfCookieOf(sessionCookie),
]

export const deviceCookieOf = (deviceCookie: string): Cookie => ({
  name: 'pulse_device',
  value: deviceCookie,
  maxAgeSeconds: deviceSeconds,
  httpOnly: true,
  sameSite: 'Lax',
})

/** The device stays known: it is the browser of the owner, logged in or not. */
export const clearedCookies: readonly Cookie[] = [
  { name: 'pulse_session', value: '', maxAgeSeconds: 0, httpOnly: true, sameSite: 'Lax' },
  { name: 'pulse_csrf', value: '', maxAgeSeconds: 0, httpOnly: false, sameSite: 'Strict' },
]
