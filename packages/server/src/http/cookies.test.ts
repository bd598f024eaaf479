import { describe, expect, it } from 'vitest'
import { readCookies, writeCookie } from './cookies.ts'

describe('cookies', () => {
  it('are read by name', () => {
    const cookies = readCookies('theme=dark; pulse_session=ab12; pulse_csrf=x-_=; =nobody; junk; pulse_session=other')
    expect([...cookies]).toEqual([
      ['theme', 'dark'],
      ['pulse_session', 'ab12'],
      ['pulse_csrf', 'x-_='],
    ])
    expect(readCookies('').size).toBe(0)
    expect(readCookies('__proto__=1').get('__proto__')).toBe('1')
  })

  it('are written with what protects them', () => {
    const session = {
      name: 'pulse_session',
      value: 'ab',
      maxAgeSeconds: 86_400,
      httpOnly: true,
      sameSite: 'Lax',
    } as const
    expect(writeCookie(session, false)).toBe('pulse_session=ab; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax')
    expect(writeCookie(session, true)).toBe('pulse_session=ab; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax')
    const csrf = { name: 'pulse_csrf', value: 'x=', maxAgeSeconds: 0, httpOnly: false, sameSite: 'Strict' } as const
    expect(writeCookie(csrf, false)).toBe('pulse_csrf=x=; Path=/; Max-Age=0; SameSite=Strict')
  })
})
