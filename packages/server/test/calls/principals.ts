import { type Scope, scopes } from '@pulse/contract'
import type { ManualClock } from '../../src/platform/platform.ts'
import type { Served } from '../served.ts'

export const principalNames = [
  'nobody',
  'read token',
  'write token',
  'notify token',
  'register token',
  'full token',
  'revoked token',
  'session',
  'session without CSRF token',
  'expired session',
] as const
export type PrincipalName = (typeof principalNames)[number]

/** The headers with which each of them asks. */
export type Credentials = Readonly<Record<PrincipalName, Readonly<Record<string, string>>>>

const dayMs = 24 * 60 * 60 * 1000

/** Makes every kind of principal on a server that has an owner. The clock goes on by more than a day. */
export async function makePrincipals(served: Served, clock: ManualClock): Promise<Credentials> {
  const { security } = served.app.modules
  const old = await served.login()
  await clock.advance(dayMs + 1000)
  const live = await served.login()
  const token = async (name: string, granted: readonly Scope[]) => {
    const made = await security.createToken({ name, scopes: granted })
    return { headers: { 'x-api-token': made.token }, id: made.entry.id }
  }
  const revoked = await token('revoked', scopes)
  await security.revokeToken(revoked.id)
  return {
    nobody: {},
    'read token': (await token('read', ['read'])).headers,
    'write token': (await token('write', ['write'])).headers,
    'notify token': (await token('notify', ['notify'])).headers,
    'register token': (await token('register', ['register'])).headers,
    'full token': (await token('full', scopes)).headers,
    'revoked token': revoked.headers,
    session: live.headers,
    'session without CSRF token': { cookie: live.cookie },
    'expired session': old.headers,
  }
}
