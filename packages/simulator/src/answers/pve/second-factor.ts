import type { SecondFactor, User } from '../../estate/access.ts'
import { oneTimeCode } from '../../estate/one-time-code.ts'
import { hexText } from '../../estate/chance.ts'

const challengeLifeMs = 600_000

/** What may stand for a user's second factor; null where a password is enough. */
function challengeOf(user: User): Record<string, unknown> | null {
  const factors = user.factors.filter((factor) => factor.enabled)
  if (factors.length === 0) return null
  const recovery = factors.find((factor) => factor.type === 'recovery')
  return {
    ...(factors.some((factor) => factor.type === 'totp') && { totp: true }),
    ...(recovery !== undefined && { recovery: [...recovery.codes.keys()] }),
  }
}

function signature(seed: number, content: string, userid: string): string {
  return btoa(hexText(240, seed, 'challenge', content, userid))
}

/** A ticket that only lets its user say the second factor; null for users without one. */
export function challengeTicket(seed: number, user: User, now: number): string | null {
  const challenge = challengeOf(user)
  if (challenge === null) return null
  const time = Math.floor(now / 1000)
    .toString(16)
    .toUpperCase()
    .padStart(8, '0')
  const content = `PVE:!tfa!${encodeURIComponent(JSON.stringify(challenge))}:${time}`
  return `${content}::${signature(seed, content, user.userid)}`
}

export function isChallengeOf(seed: number, user: User, ticket: string, now: number): boolean {
  const [content = '', given] = ticket.split('::')
  const writtenAt = Number.parseInt(content.split(':').at(-1) ?? '', 16) * 1000
  return given === signature(seed, content, user.userid) && now - writtenAt < challengeLifeMs
}

/** Clocks may be one step apart. */
export function fitsCode(key: Uint8Array, code: string, now: number): boolean {
  return [-30_000, 0, 30_000].some((offset) => oneTimeCode(key, now + offset) === code)
}

/** `totp:123456` or `recovery:…`; the factor that it fits. */
export function fittingFactor(user: User, response: string, now: number): SecondFactor | undefined {
  const [, type = '', code = ''] = /^(\w+):(.*)$/.exec(response) ?? []
  return user.factors.find((factor) => {
    if (!factor.enabled || factor.type !== type) return false
    return factor.type === 'totp' ? fitsCode(factor.key, code, now) : factor.codes.includes(code)
  })
}
