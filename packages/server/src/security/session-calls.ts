import { AppError } from '../platform/platform.ts'
import { clearedCookies } from './cookies-of-session.ts'
import { type Principal, principalName } from './principal.ts'
import type { AuditEntry, Security } from './security.ts'
import type { SessionBook } from './session-book.ts'

interface Parts {
  sessions: SessionBook
  audit: (entry: AuditEntry) => void
  save: () => Promise<void>
}

/** What can be done with sessions that are open. */
export function sessionCalls({ sessions, audit, save }: Parts): Pick<Security, 'logout' | 'sessions' | 'endSession'> {
  return {
    async logout(principal, { address: ip, path }) {
      const own = ownSession(principal)
      if (own !== undefined && sessions.end(({ id }) => id === own) > 0) {
        audit({ event: 'logout', success: true, user: principalName(principal), ip, path, details: 'User logged out' })
        await save()
      }
      return clearedCookies
    },
    sessions(principal) {
      const own = ownSession(principal)
      return sessions.list().map(({ id, createdAt, expiresAt, lastSeenAt, address, userAgent }) => ({
        id,
        current: id === own,
        createdAt: new Date(createdAt).toISOString(),
        expiresAt: new Date(expiresAt).toISOString(),
        lastSeenAt: new Date(lastSeenAt).toISOString(),
        address,
        userAgent,
      }))
    },
    async endSession(wanted, principal) {
      const own = ownSession(principal)
      const count = sessions.end(({ id }) => (wanted === 'others' ? id !== own : id === wanted))
      if (count === 0 && wanted !== 'others') throw new AppError('session.missing', 'No such session')
      if (count > 0) await save()
      return count
    },
  }
}

const ownSession = (principal: Principal): string | undefined =>
  principal.kind === 'owner' ? principal.sessionId : undefined
