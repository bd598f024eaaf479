import { type ApiTokenListing, type CallInput, type Scope, scopes } from '@pulse/contract'
import { messages } from '../../../text/messages.ts'

export const expiries = ['30', '90', '365', 'never'] as const
export type Expiry = (typeof expiries)[number]

/** The form of a new token. */
export interface TokenDraft {
  name: string
  scopes: Readonly<Record<Scope, boolean>>
  expiry: Expiry
}

export interface TokenProblems {
  name?: string | undefined
  scopes?: string | undefined
}

const words = messages.security.tokens

/** Just enough for the usual script: it looks, for a year. */
export const emptyToken = (): TokenDraft => ({
  name: '',
  scopes: { read: true, write: false, notify: false, register: false },
  expiry: '365',
})

export const chosenScopes = (draft: TokenDraft): Scope[] => scopes.filter((scope) => draft.scopes[scope])

export function checkToken(draft: TokenDraft): TokenProblems {
  const problems: TokenProblems = {}
  if (draft.name.trim() === '') problems.name = words.nameMissing
  if (chosenScopes(draft).length === 0) problems.scopes = words.scopeMissing
  return problems
}

export function tokenInput(draft: TokenDraft): CallInput<'POST /api/security/tokens'>['body'] {
  return {
    name: draft.name.trim(),
    scopes: chosenScopes(draft),
    ...(draft.expiry === 'never' ? {} : { expiresInDays: Number(draft.expiry) }),
  }
}

/** What a token may, in words. `write` includes `read`, so it is not said twice. */
export function scopeWords(granted: readonly Scope[]): string {
  if (scopes.every((scope) => granted.includes(scope))) return words.everything
  return scopes
    .filter((scope) => granted.includes(scope) && !(scope === 'read' && granted.includes('write')))
    .map((scope) => words.scopes[scope].may)
    .join(', ')
}

const soonMs = 14 * 24 * 3_600_000

/** How near the end of a token is. */
export function expiryState(
  { expiresAt }: Pick<ApiTokenListing, 'expiresAt'>,
  now: number,
): 'none' | 'far' | 'soon' | 'over' {
  if (expiresAt === null) return 'none'
  const leftMs = Date.parse(expiresAt) - now
  if (leftMs <= 0) return 'over'
  return leftMs < soonMs ? 'soon' : 'far'
}
