import { type Clock, randomId } from '../platform/platform.ts'
import { sessionSeconds } from './cookies-of-session.ts'
import { randomHex, sha256 } from './io/digests.ts'

export interface Session {
  /** For lists and logs; opens nothing. */
  id: string
  /** SHA-256 of the cookie, which itself is kept nowhere. */
  digest: string
  createdAt: number
  expiresAt: number
  lastSeenAt: number
  address: string
  userAgent: string
}

export interface SessionBook {
  /** The live session of a cookie. */
  find(cookie: string): Session | undefined
  /** `cookie` is told this once. */
  open(from: { address: string; userAgent: string }): { session: Session; cookie: string }
  byId(id: string): Session | undefined
  /** Newest first. */
  list(): readonly Session[]
  /** Ends those that the function picks; gives how many. */
  end(which: (session: Session) => boolean): number
  endExpired(): number
}

/** More end, oldest first. */
const mostSessions = 50
const lastSeenStepMs = 60_000

export interface SessionBookOptions {
  clock: Clock
  /** As they were when the server ended. */
  known: readonly Session[]
  ended: (session: Session) => void
  /** Something is to be saved at leisure. */
  touched: () => void
}

/** Who is logged in. A session lasts a day, whatever is done with it. */
export function createSessionBook({ clock, known, ended, touched }: SessionBookOptions): SessionBook {
  const sessions = new Map(known.map((session) => [session.digest, session]))
  const isLive = (session: Session): boolean => session.expiresAt > clock.now()

  const end = (which: (session: Session) => boolean): number => {
    const ending = [...sessions.values()].filter(which)
    for (const session of ending) {
      sessions.delete(session.digest)
      ended(session)
    }
    return ending.length
  }
  return {
    find(cookie) {
      const session = sessions.get(sha256(cookie))
      if (!session || !isLive(session)) return undefined
      if (clock.now() - session.lastSeenAt >= lastSeenStepMs) {
        session.lastSeenAt = clock.now()
        touched()
      }
      return session
    },
    open({ address, userAgent }) {
      const cookie = randomHex(32)
      const now = clock.now()
      const session: Session = {
        id: randomId(12),
        digest: sha256(cookie),
        createdAt: now,
        expiresAt: now + sessionSeconds * 1000,
        lastSeenAt: now,
        address,
        userAgent,
      }
      const oldest = new Set([...sessions.values()].slice(0, Math.max(0, sessions.size - mostSessions + 1)))
      end((each) => oldest.has(each))
      sessions.set(session.digest, session)
      return { session, cookie }
    },
    byId: (id) => [...sessions.values()].find((session) => session.id === id && isLive(session)),
    list: () => [...sessions.values()].filter(isLive).toReversed(),
    end,
    endExpired: () => end((session) => !isLive(session)),
  }
}
