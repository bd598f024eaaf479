import type { Product, RegistrationTokenListing } from '@pulse/contract'
import { randomId } from '../platform/platform.ts'
import { digestOf, randomRegistrationToken } from './io/secrets.ts'

/** A registration token as it is kept: what it is made of cannot be told from it. */
export interface RegistrationToken {
  id: string
  /** SHA-256 in hex. */
  hash: string
  /** What lists show in its place. */
  hint: string
  createdAt: number
  expiresAt: number
  /** 0 is unlimited. */
  maxUses: number
  usedCount: number
  /** Empty: all. */
  allowedTypes: readonly Product[]
  description: string
  createdBy: string
}

export interface RegistrationTokenWish {
  validityMinutes?: number | undefined
  maxUses?: number | undefined
  allowedTypes?: readonly Product[] | null | undefined
  description?: string | undefined
}

const minuteMs = 60_000

/** `token` is told once and kept nowhere. Limits as documented. */
export function newRegistrationToken(
  wish: RegistrationTokenWish,
  { now, createdBy }: { now: number; createdBy: string },
): { token: string; kept: RegistrationToken } {
  const token = randomRegistrationToken()
  const kept: RegistrationToken = {
    id: randomId(),
    hash: digestOf(token),
    hint: token.replace(/[0-9a-f]{12}(?=[0-9a-f]{4}$)/, '************'),
    createdAt: now,
    expiresAt: now + validMinutes(wish.validityMinutes ?? 0) * minuteMs,
    maxUses: allowedUses(wish.maxUses ?? 0),
    usedCount: 0,
    allowedTypes: [...new Set(wish.allowedTypes ?? [])],
    description: wish.description ?? '',
    createdBy,
  }
  return { token, kept }
}

const validMinutes = (wanted: number): number => (wanted <= 0 ? 15 : Math.min(Math.ceil(wanted), 1440))

const allowedUses = (wanted: number): number => (wanted < 0 ? 1 : Math.min(Math.ceil(wanted), 100))

/** The kept token of this text or id. */
export function findRegistrationToken(
  tokens: readonly RegistrationToken[],
  text: string,
): RegistrationToken | undefined {
  const hash = digestOf(text)
  return tokens.find((each) => each.hash === hash || each.id === text)
}

/** Why a token lets nobody in, in the documented words; undefined if it does. Without a product that is not asked. */
export function registrationTokenRefusal(
  tokens: readonly RegistrationToken[],
  text: string,
  product: Product | undefined,
  now: number,
): string | undefined {
  const hash = digestOf(text)
  const token = tokens.find((each) => each.hash === hash)
  if (!token) return 'invalid token'
  if (token.expiresAt <= now) return 'token expired'
  if (token.maxUses > 0 && token.usedCount >= token.maxUses) return 'token usage limit exceeded'
  if (product && token.allowedTypes.length > 0 && !token.allowedTypes.includes(product))
    return `node type ${product} not allowed for this token`
  return undefined
}

/** The tokens after one use of this one; a token that is used up goes. */
export function withRegistrationTokenUsed(
  tokens: readonly RegistrationToken[],
  text: string,
): readonly RegistrationToken[] {
  const hash = digestOf(text)
  return tokens
    .map((each) => (each.hash === hash ? { ...each, usedCount: each.usedCount + 1 } : each))
    .filter(({ maxUses, usedCount }) => maxUses === 0 || usedCount < maxUses)
}

export const isLive =
  (now: number) =>
  ({ expiresAt }: RegistrationToken): boolean =>
    expiresAt > now

/** `token` is the whole one in the answer that tells it, else the hint. */
export function registrationTokenListing(kept: RegistrationToken, token: string): RegistrationTokenListing {
  const { id, expiresAt, maxUses, usedCount, description, allowedTypes } = kept
  return {
    token,
    id,
    expires: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    maxUses,
    usedCount,
    ...(description === '' ? {} : { description }),
    allowedTypes: [...allowedTypes],
  }
}
